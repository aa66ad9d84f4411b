using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Guards that nobody wrote refuse, or trip, each alone with all others open.</summary>
public sealed class GuardsUnwrittenTests
{
    [RtlFact]
    public void AfterReset_EveryGuardIsZero()
    {
        using var card = new Verilated.VerilatedCard();
        for (int n = 0; n < CardRegisters.SymModeCount; n++)
        {
            Assert.Equal((0u, 0u), (card.Read(CardRegisters.SymModeAt(n)), card.Read(CardRegisters.SymSilenceAt(n))));
            Assert.Equal(0u, card.Read(CardRegisters.SymMaxPositionAt(n)));
        }

        Assert.Equal((0u, 0u), (card.Read(CardRegisters.AggMaxNotionalLo), card.Read(CardRegisters.AggMaxNotionalHi)));

        uint[] slot = [CardRegisters.SlotMaxNotionalLo, CardRegisters.SlotMaxNotionalHi, CardRegisters.SlotMaxRejects, CardRegisters.SlotMaxFills, CardRegisters.SlotFillsNs, CardRegisters.SlotTrips];
        Assert.All(slot, r => Assert.Equal(0u, card.Read(r)));
        uint[] loss =
        [
            CardRegisters.SlotMaxLossLo, CardRegisters.SlotMaxLossHi, CardRegisters.SlotMaxDrawdownLo, CardRegisters.SlotMaxDrawdownHi, CardRegisters.SlotMaxRollingLo,
            CardRegisters.SlotMaxRollingHi, CardRegisters.SlotLossPeriod, CardRegisters.SlotFee, CardRegisters.SlotAdjustPrice,
            CardRegisters.SlotPnlLo, CardRegisters.SlotPnlHi, CardRegisters.SlotCashLo, CardRegisters.SlotCashHi,
        ];
        Assert.All(loss, r => Assert.Equal(0u, card.Read(r)));
        SlotLossValue none = LossRig.Loss(5, 5, 5);
        Assert.Equal(none, new SlotLossValue(card.Read(CardRegisters.SlotLoss)));
        card.Run(10 * TradingBench.LossCycles);
        Assert.Equal((none, 0u), (new SlotLossValue(card.Read(CardRegisters.SlotLoss)), card.Read(CardRegisters.SlotTrips)));
    }

    [RtlFact]
    public void SymbolMode_RefusesWithTheModeBitAlone()
    {
        using TradingBench bench = Ready(b => b.SymbolMode(0));
        Assert.Equal([(0, Verdict.Mode), (1, Verdict.Mode)], Quotes(bench));
        Assert.Equal(Verdict.Mode, bench.Judge(DeskRig.Buy()));
    }

    [RtlFact]
    public void Silence_NothingIsWanted_AndTheBookBitRefuses()
    {
        using TradingBench bench = Ready(b => b.Card.Write(CardRegisters.SymSilenceAt(0), 0));
        Assert.Empty(Quotes(bench));
        Assert.Equal(Verdict.Book, bench.Judge(DeskRig.Buy()));
    }

    [RtlFact]
    public void Notional_RefusesWithItsBitAlone()
    {
        using TradingBench bench = Ready(b => b.Limit(DeskRig.Wide with { MaxNotional = 0 }));
        Assert.Equal([(0, Verdict.Notional), (1, Verdict.Notional)], Quotes(bench));
        Assert.Equal(Verdict.Notional, bench.Judge(DeskRig.Buy(1)));
    }

    [RtlFact]
    public void SymbolPosition_RefusesWithTheAggregatesBitAlone()
    {
        using TradingBench bench = Ready(b => b.Card.Write(CardRegisters.SymMaxPositionAt(0), 0));
        Assert.Equal([(0, Verdict.Aggregate), (1, Verdict.Aggregate)], Quotes(bench));
        Assert.Equal(Verdict.Aggregate, bench.Judge(DeskRig.Buy(1)));
    }

    [RtlFact]
    public void Exposure_RefusesWithTheAggregatesBitAlone()
    {
        using TradingBench bench = Ready(b => OpenGuards.Exposure(b.Card, 0));
        Assert.Equal([(0, Verdict.Aggregate), (1, Verdict.Aggregate)], Quotes(bench));
        Assert.Equal(Verdict.Aggregate, bench.Judge(DeskRig.Buy(1)));
    }

    [RtlFact]
    public void Rejects_TheFirstOneTrips()
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Trip(OpenGuards.Trips with { MaxRejects = 0 });
        bench.Reject(1);
        Assert.Equal([new TripRow(TripCauses.Rejects, 1, 0)], bench.Tripped());
    }

    [RtlFact]
    public void Fills_TheFirstOneTrips_AndNoneIsForgotten()
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Trip(OpenGuards.Trips with { MaxFills = 0 });
        bench.Fill(bench.Enter(DeskRig.Buy()));
        Assert.Equal([new TripRow(TripCauses.Fills, 0, 0)], bench.Tripped());
    }

    [RtlFact]
    public void FillsNs_NoFillEverLeavesTheCount()
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Trip(new TripLimits(byte.MaxValue, 1, 0));
        uint urn = bench.Enter(DeskRig.Buy());
        bench.Fill(urn);
        bench.Card.Run(1_000_000);
        Assert.Equal(TripCauses.None, bench.Trips);
        bench.Fill(urn);
        Assert.Equal([new TripRow(TripCauses.Fills, 0, 1)], bench.Tripped());
    }

    [RtlTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void ALossLimit_RefusesWithTheModeBitAlone(int breaker)
    {
        using TradingBench bench = Ready(b => b.Loss(LossRig.Only(breaker, 0)));
        Assert.Equal([(0, Verdict.Mode), (1, Verdict.Mode)], Quotes(bench));
        Assert.Equal(Verdict.Mode, bench.Judge(DeskRig.Buy()));
        Assert.Equal((LossRig.Loss(breaker, 5), TripCauses.None), (bench.Losses, bench.Trips));
    }

    [RtlFact]
    public void LossPeriod_TheRollingLossIsADrawdown()
    {
        using TradingBench bench = LossRig.Ready(LossRig.Only(LossRig.Rolling, 1_000));
        CardClock.Set(bench, 1ul << 34);
        bench.Lose(900);
        for (int n = 0; n < 40; n++)
        {
            bench.Pass(1_000_000);
            Assert.Equal(LossRig.Loss(LossRig.Rolling, 4), bench.Losses);
        }
    }

    /// <summary>Armed, ACTIVE, the book good; one guard changed before the first quote.</summary>
    private static TradingBench Ready(Action<TradingBench> change)
    {
        var bench = new TradingBench(TradingBench.Plain, DeskRig.Wide);
        change(bench);
        bench.Card.Run(2 * TradingBench.NotionalCycles);
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Feed.Discard();
        bench.Feed.SendMessages([bench.Book.Add(Wire.Side.Buy, DeskRig.Bid, 500), bench.Book.Add(Wire.Side.Sell, DeskRig.Ask, 500)]);
        bench.Settle();
        return bench;
    }

    private static List<(int Side, Verdict Verdict)> Quotes(TradingBench bench)
    {
        Assert.Empty(bench.Venue.Live);
        Assert.Equal(0, bench.Venue.Requests.Values.Sum());
        return bench.Tried();
    }
}
