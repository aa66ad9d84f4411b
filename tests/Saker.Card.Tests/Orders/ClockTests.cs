using Saker.Card.Bench;
using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>While the clock is in fault the appliance is HALTED; then all goes on (docs/card.md section 8.6).</summary>
public sealed class ClockTests(ITestOutputHelper output)
{
    private const int Offsets = 128;
    private const ulong CyclesOfASample = 600;

    // What is judged in the cycle of the KILL record is refused; what was judged in the one before starts two cycles later.
    private const int LastStart = 1;

    // The register of the pins; the mode follows it at once.
    private const uint MostFromPins = 2;

    [RtlFact]
    public void AfterReset_TheClockIsInFault()
    {
        using var card = new Verilated.VerilatedCard();
        card.Run(ArmingRig.PinCycles);
        var state = new StateValue(card.Read(CardRegisters.State));
        Assert.Equal((0u, true, (uint)SlotMode.Halted), (card.Read(CardRegisters.ClockLimitNs), state.ClockFault, state.Mode));
    }

    [RtlFact]
    public void Unwritten_NothingLeaves()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain, arm: false);
        bench.Card.Write(CardRegisters.ClockLimitNs, 0);
        bench.Feed.Discard();
        bench.Open();
        bench.Card.Write(CardRegisters.Activate, bench.Nonce);
        Assert.Equal((false, true, SlotMode.Halted), (bench.Killed, bench.State.ClockFault, bench.ApplianceMode));
        Assert.Equal([(0, Verdict.Mode), (1, Verdict.Mode)], bench.Tried());
        Assert.Equal(Verdict.Mode, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
        Assert.Empty(bench.Requests());
        // Both acts were taken all the same.
        OpenGuards.Clock(bench.Card);
        bench.Settle();
        Assert.Equal((SlotMode.Active, 2u), (bench.ApplianceMode, bench.Orders));
    }

    [RtlTheory]
    [InlineData(1_000u, 999, false)]
    [InlineData(1_000u, 1_000, true)]
    [InlineData(1_000u, -999, false)]
    [InlineData(1_000u, -1_000, true)]
    [InlineData(1_000u, int.MaxValue, true)]
    [InlineData(1_000u, int.MinValue, true)]
    [InlineData(1u, 0, false)]
    [InlineData(1u, -1, true)]
    [InlineData(1u << 31, int.MaxValue, false)]
    [InlineData(1u << 31, int.MinValue, true)]
    [InlineData((1u << 31) + 1, int.MinValue, false)]
    [InlineData(uint.MaxValue, int.MinValue, false)]
    public void TheOffset_MustBeBelowTheLimit(uint limit, int offset, bool fault)
    {
        Assert.Equal(fault, ClockFault.Stands(true, offset, limit));
        using TradingBench bench = DeskRig.Ready();
        bench.Clock(valid: true, offset);
        bench.Card.Write(CardRegisters.ClockLimitNs, limit);
        Assert.Equal((offset, fault, fault ? SlotMode.Halted : SlotMode.Active), ((int)bench.Card.Read(CardRegisters.ClockOffsetNs), bench.State.ClockFault, bench.ApplianceMode));
        Assert.Equal(fault ? Verdict.Mode : Verdict.Pass, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
        // A clock that is not valid is in fault with any offset.
        bench.Clock(valid: false, offset);
        Assert.Equal((true, SlotMode.Halted), (bench.State.ClockFault, bench.ApplianceMode));
        bench.Clock(valid: true);
        Assert.Equal((false, SlotMode.Active), (bench.State.ClockFault, bench.ApplianceMode));
    }

    [RtlTheory]
    [InlineData(false, 0)]
    [InlineData(true, (int)OpenGuards.ClockLimitNs)]
    [InlineData(true, -(int)OpenGuards.ClockLimitNs)]
    public void AFault_PullsTheQuotes_DoesNotKill_AndNobodyMustEndIt(bool valid, int offset)
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        uint urn = bench.Enter(DeskRig.Buy(5, GuardsRig.Far));
        bench.Feed.Discard();
        uint number = bench.Nonce;
        bench.Clock(valid, offset);
        bench.Rest();
        List<byte[]> records = bench.Feed.Records();
        Assert.Equal((false, KillCauses.None, KillCauses.None, SlotMode.Halted), Assert.Single(records.KillRows()).State);
        Assert.Equal([0, 1], records.Where(r => r[4] == (byte)EventType.Order).Select(TwinJudge.Read).Where(o => o.Action == (byte)OrderAction.Cancel).Select(o => (int)o.Side));
        bench.Settle();
        // The desk's order rests on: HALTED pulls quotes.
        Assert.Equal(urn, Assert.Single(bench.Venue.Live.Values).Urn);
        Assert.Equal(Verdict.Mode, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
        Assert.Equal((false, KillCauses.None, KillCauses.None, number), (bench.Killed, bench.Causes, bench.Asserted(), bench.Nonce));
        bench.Feed.Discard();
        bench.Clock(valid: true);
        bench.Settle();
        Assert.Equal((false, KillCauses.None, KillCauses.None, SlotMode.Active), Assert.Single(bench.KillRows()).State);
        Assert.Equal(3u, bench.Orders);
        bench.AgreesWithVenue();
    }

    [RtlFact]
    public void ATimeThatStandsStill_IsAFault_AfterExactlySoManyCycles_AndNoneOnceItMoves()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        // One cycle less: nothing. What it shows while it runs is another time in each cycle.
        bench.Feed.Discard();
        bench.Card.StopTime(true);
        bench.Card.Run(ClockFault.StillCycles - 1);
        bench.Card.StopTime(false);
        bench.Card.Run(CyclesOfASample);
        Assert.Empty(bench.KillRows());
        bench.Feed.Discard();
        uint from = (uint)bench.Card.Cycle;
        bench.Card.StopTime(true);
        bench.Card.Run(ClockFault.StillCycles);
        bench.Card.StopTime(false);
        bench.Card.Run(CyclesOfASample);
        KillRow[] rows = [.. bench.KillRows()];
        Assert.Equal([(false, KillCauses.None, KillCauses.None, SlotMode.Halted), (false, KillCauses.None, KillCauses.None, SlotMode.Active)], rows.Select(r => r.State));
        output.WriteLine($"fault {rows[0].Cycle - from} cycles after the first that kept its time, for {rows[1].Cycle - rows[0].Cycle}");
        Assert.Equal(1u, rows[1].Cycle - rows[0].Cycle);
    }

    [RtlFact]
    public void ATimeThatStandsStill_HidesNoLostHost()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        Assert.Equal(2u, bench.Orders);
        bench.Card.StopTime(true);
        bench.Card.Run(ClockFault.StillCycles + ArmingRig.PinCycles);
        bench.Settle();
        Assert.Equal((true, SlotMode.Halted, false), (bench.State.ClockFault, bench.ApplianceMode, bench.Killed));
        Assert.Empty(bench.Venue.Live);
        bench.Tell(bench.Book.Add(Wire.Side.Buy, DeskRig.Bid + 2, 10));
        bench.Settle();
        Assert.Equal(0u, bench.Orders);
        Assert.Equal(Verdict.Mode, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
        // A single step is no clock: the next 64 cycles are its last.
        bench.Card.SetTime(CardBringUp.Now(bench.Card) + 1);
        bench.Card.Run(ClockFault.StillCycles + ArmingRig.PinCycles);
        Assert.True(bench.State.ClockFault);
        bench.Card.StopTime(false);
        bench.Settle();
        Assert.Equal((false, SlotMode.Active, 2u), (bench.State.ClockFault, bench.ApplianceMode, bench.Orders));
        bench.AgreesWithVenue();
    }

    [RtlFact]
    public void AFault_AtEveryMomentOfATick_StopsTheNextOrder()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        int left = 0, none = 0, last = int.MinValue;
        uint slowest = 0;
        for (int offset = 0; offset < Offsets; offset++)
        {
            Assert.Equal(2u, bench.Orders);
            bench.Feed.Discard();
            bench.Feed.SendMessage(offset % 2 == 0 ? bench.Book.Add(Wire.Side.Buy, DeskRig.Bid + 2, 300) : bench.Book.Delete(bench.Book.Last));
            bench.Card.Run((ulong)offset);
            uint at = (uint)bench.Card.Cycle;
            bench.Card.SetClock(false, 0);
            bench.Card.Run(CyclesOfASample);
            List<byte[]> records = bench.Feed.Records();
            KillRow fault = Assert.Single(records.KillRows());
            Assert.Equal((false, KillCauses.None, KillCauses.None, SlotMode.Halted), fault.State);
            slowest = Math.Max(slowest, fault.Cycle - at);
            int[] starts = [.. records.Where(Starts).Select(r => (int)(new OrderEvent(r).Cycle - fault.Cycle))];
            Assert.True(starts.All(s => s <= LastStart), $"offset {offset}: an order left {starts.DefaultIfEmpty().Max()} cycles after the fault");
            left += starts.Length;
            none += starts.Length == 0 ? 1 : 0;
            last = starts.Append(last).Max();
            bench.Settle();
            Assert.Empty(bench.Venue.Live);
            Assert.False(bench.Killed);
            bench.Clock(valid: true);
            bench.Settle();
        }

        output.WriteLine($"{Offsets} moments, {left} orders left, none in {none} of them; the last one left {last} cycles after its fault; pins to record {slowest} cycles at most");
        Assert.InRange(slowest, 1u, MostFromPins);
        // The one that is judged in the cycle before the fault was met.
        Assert.Equal(LastStart, last);
        Assert.True(none > 0, "no fault came before the orders");
    }

    /// <summary>The record of an order, not a cancel, that left.</summary>
    private static bool Starts(byte[] record) =>
        record[4] == (byte)EventType.Order && new OrderEvent(record).Sent != 0 && new OrderEvent(record).Action != (uint)OrderAction.Cancel;
}
