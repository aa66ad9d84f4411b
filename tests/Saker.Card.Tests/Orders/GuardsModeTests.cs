using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The effective mode: the strictest of slot, symbol and trips (docs/card.md section 8.1).</summary>
public sealed class GuardsModeTests
{
    public static TheoryData<int, int> Modes()
    {
        var data = new TheoryData<int, int>();
        foreach (int slot in (int[])[0, 1, 2, 3, 4, 7])
        {
            foreach (int symbol in (int[])[0, 1, 2, 3, 4, 7])
            {
                data.Add(slot, symbol);
            }
        }

        return data;
    }

    [RtlTheory]
    [MemberData(nameof(Modes))]
    public void TheStrictestModeIsTheOneThatJudges(int slot, int symbol)
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Enter(DeskRig.Sell(100));
        bench.Fill(urn, 100);
        bench.Mode((SlotMode)slot);
        bench.SymbolMode((SlotMode)symbol);
        SlotMode effective = SlotModes.Effective((SlotMode)slot, (SlotMode)symbol, SlotMode.Active, TripCauses.None);
        // Short 100: a buy reduces, a sell adds.
        Assert.Equal(effective >= SlotMode.Reducing ? Verdict.Pass : Verdict.Mode, bench.Judge(DeskRig.Buy(10)));
        Assert.Equal(effective == SlotMode.Active ? Verdict.Pass : Verdict.Mode, bench.Judge(DeskRig.Sell(10, 2_008)));
    }

    [RtlTheory]
    [InlineData(SlotMode.Halted, true)]
    [InlineData(SlotMode.Off, true)]
    [InlineData(SlotMode.Shadow, true)]
    [InlineData((SlotMode)5, true)]
    [InlineData(SlotMode.Reducing, false)]
    public void ASymbolsModeThatFalls_CancelsQuotesAndLeavesTheDesksOrders(SlotMode mode, bool cancelled)
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        uint urn = bench.Enter(DeskRig.Buy(5, GuardsRig.Far));
        bench.Feed.Discard();
        bench.SymbolMode(mode);
        List<OrderRecord> rows = bench.Recorded();
        Assert.Equal(cancelled ? [0, 1] : [], rows.Where(r => r.Action == (byte)OrderAction.Cancel).Select(r => (int)r.Side));
        bench.Settle();
        Assert.True(bench.Venue.Live.ContainsKey(urn));
        Assert.Equal(cancelled ? 1 : 3, bench.Venue.Live.Count);
        bench.AgreesWithVenue();
        // Another mode is a cause: the slot quotes again by itself.
        bench.SymbolMode(SlotMode.Active);
        bench.Settle();
        Assert.Equal(3, bench.Venue.Live.Count);
        Assert.Equal(TripCauses.None, bench.Trips);
    }

    [RtlFact]
    public void AnotherSymbolsModeDoesNotMatter()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        for (int n = 1; n < CardRegisters.SymModeCount; n++)
        {
            bench.Card.Write(CardRegisters.SymModeAt(n), 0);
        }

        bench.Settle();
        Assert.Equal(2u, bench.Orders);
    }
}
