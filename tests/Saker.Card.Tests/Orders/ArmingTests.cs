using Saker.Card.Bench;
using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>Two acts open the card, each made for the very state it is in (docs/card.md section 8.6).</summary>
public sealed class ArmingTests(ITestOutputHelper output)
{
    private const KillCauses None = KillCauses.None, Manual = KillCauses.ManualCli;
    private const uint HeartbeatUs = 10;

    // The heartbeat is missed about so many cycles after it was written.
    private const int MissedFrom = 3_080, MissedTo = 3_160;

    [RtlFact]
    public void AfterReset_TheKeyIsZero_AndNoNumberIs()
    {
        using TradingBench bench = Closed();
        Assert.Equal((0u, 1u), (bench.Card.Read(CardRegisters.ArmKey), bench.Nonce & 1));
        bench.Card.Write(CardRegisters.Arm, (uint)bench.Causes);
        Assert.True(bench.Killed);
        bench.TryArm(bench.Nonce, bench.Causes);
        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void Arm_WithAnotherKey_DoesNothing()
    {
        using TradingBench bench = Closed();
        KillCauses causes = bench.Causes;
        uint nonce = bench.Nonce;
        foreach (uint key in (uint[])[0, nonce - 2, nonce + 2, nonce ^ 1, nonce ^ (1u << 31), ~nonce])
        {
            bench.TryArm(key, causes);
            Assert.Equal((true, causes, nonce), (bench.Killed, bench.Causes, bench.Nonce));
        }

        bench.TryArm(nonce, causes);
        Assert.Equal((false, None, SlotMode.Reducing), (bench.Killed, bench.Causes, bench.ApplianceMode));
    }

    [RtlFact]
    public void Arm_MadeBeforeASecondClosing_IsNotTaken()
    {
        using TradingBench bench = Closed();
        bench.Arm();
        bench.Kill();
        (uint before, KillCauses causes) = (bench.Nonce, bench.Causes);
        // Somebody else is faster; then the latch closes again, by the same cause.
        bench.Open();
        bench.Kill();
        Assert.Equal(causes, bench.Causes);
        bench.Card.Write(CardRegisters.Arm, (uint)causes);
        Assert.True(bench.Killed, "with the key that opened it before");
        bench.TryArm(before, causes);
        Assert.True(bench.Killed, "with the number of the first closing");
        bench.TryArm(bench.Nonce, causes);
        Assert.False(bench.Killed);
    }

    /// <summary>Whoever presses again means it, although the same cause stands already.</summary>
    [RtlFact]
    public void Arm_MadeBeforeASecondKillOfTheSameCause_IsNotTaken()
    {
        using TradingBench bench = Closed();
        bench.Arm();
        bench.Kill();
        (uint before, KillCauses causes) = (bench.Nonce, bench.Causes);
        bench.Kill();
        Assert.Equal(causes, bench.Causes);
        Assert.NotEqual(before, bench.Nonce);
        bench.TryArm(before, causes);
        Assert.True(bench.Killed);
        bench.TryArm(bench.Nonce, causes);
        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void Arm_OfAnOpenLatch_DoesNothing()
    {
        using TradingBench bench = Closed();
        bench.Arm();
        bench.Feed.Discard();
        uint nonce = bench.Nonce;
        bench.TryArm(nonce, None);
        Assert.Equal((false, SlotMode.Active, nonce), (bench.Killed, bench.ApplianceMode, bench.Nonce));
        Assert.Empty(bench.KillRows());
    }

    [RtlFact]
    public void TheNumber_ChangesWithEachClosingOpeningAndActivation_AndIsTheCardsTime()
    {
        using TradingBench bench = Closed();
        const uint SinceThenNs = 1_000;
        var numbers = new List<uint> { bench.Nonce };
        foreach (Action act in Enumerable.Repeat<Action[]>([bench.Open, bench.Activate, () => bench.Kill(), bench.Open, () => bench.Kill()], 3).SelectMany(a => a))
        {
            act();
            numbers.Add(bench.Nonce);
            Assert.Equal(1u, bench.Nonce & 1);
            Assert.InRange((uint)bench.Now() - bench.Nonce, 0u, SinceThenNs);
        }

        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }

    [RtlFact]
    public void TheNumber_OfTheSameMoment_IsAnother()
    {
        using TradingBench bench = Closed();
        bench.Open();
        ulong moment = bench.Now() + 1_000_000;
        int met = 0;
        for (ulong later = 0; later < 16; later++)
        {
            At(6, CardRegisters.Kill, (uint)Manual);
            uint closed = bench.Nonce;
            bench.Card.Write(CardRegisters.ArmKey, closed);
            At(later, CardRegisters.Arm, (uint)Manual);
            uint opened = bench.Nonce;
            At(later, CardRegisters.Activate, opened);
            Assert.Equal((false, SlotMode.Active), (bench.Killed, bench.ApplianceMode));
            Assert.True(closed != opened && opened != bench.Nonce, $"{later} cycles later: {closed}, {opened}, {bench.Nonce}");
            met += (opened == closed + 2 ? 1 : 0) + (bench.Nonce == opened + 2 ? 1 : 0);
        }

        Assert.True(met > 1, "no two acts fell in one moment");

        // The card's time is set back to one moment before each act.
        void At(ulong cycles, uint register, uint value)
        {
            bench.Card.SetTime(moment);
            bench.Card.Run(cycles);
            bench.Card.Write(register, value);
        }
    }

    [RtlFact]
    public void Activate_WithAnotherNumber_OrWhileClosed_DoesNothing()
    {
        using TradingBench bench = Closed();
        uint closed = bench.Nonce;
        bench.Card.Write(CardRegisters.Activate, closed);
        Assert.Equal((true, closed), (bench.Killed, bench.Nonce));
        bench.Open();
        uint opened = bench.Nonce;
        foreach (uint value in (uint[])[0, closed, opened - 2, opened + 2, opened ^ 1, opened ^ (1u << 31)])
        {
            bench.Card.Write(CardRegisters.Activate, value);
            Assert.Equal((SlotMode.Reducing, opened), (bench.ApplianceMode, bench.Nonce));
        }

        bench.Kill();
        bench.Card.Write(CardRegisters.Activate, opened);
        bench.Card.Write(CardRegisters.Activate, bench.Nonce);
        bench.Open();
        Assert.Equal(SlotMode.Reducing, bench.ApplianceMode);
        bench.Card.Write(CardRegisters.Activate, opened);
        Assert.Equal(SlotMode.Reducing, bench.ApplianceMode);
        bench.Activate();
    }

    [RtlFact]
    public void Activate_AroundTheCycleOfAKill_DoesNotOutlastIt()
    {
        using TradingBench bench = Closed();
        var taken = new List<bool>();
        for (int cycles = MissedFrom; cycles < MissedTo; cycles++)
        {
            bench.Open();
            Assert.Equal(SlotMode.Reducing, bench.ApplianceMode);
            bench.Feed.Discard();
            uint number = bench.Nonce;
            bench.Card.Write(CardRegisters.Heartbeat, 1);
            bench.Card.Write(CardRegisters.HeartbeatLimitUs, HeartbeatUs);
            bench.Card.Run((ulong)cycles);
            bench.Card.Write(CardRegisters.Activate, number);
            bench.Card.Run((ulong)(MissedTo - MissedFrom));
            List<KillRow> rows = bench.KillRows();
            Assert.Equal((true, KillCauses.HostHeartbeat, KillCauses.HostHeartbeat, SlotMode.Active), rows[^1].State);
            Assert.True(rows.Count == 1 || (rows.Count == 2 && rows[0] is { Killed: false, Causes: None, Mode: SlotMode.Active } && rows[0].Cycle < rows[1].Cycle), string.Join(", ", rows));
            taken.Add(rows.Count == 2);
            bench.Heartbeat();
            bench.Card.Run(ArmingRig.PinCycles);
        }

        // Taken until some cycle, and never from then on: the two met.
        int first = taken.IndexOf(false);
        output.WriteLine($"taken up to {MissedFrom + first - 1} cycles after the heartbeat");
        Assert.True(first > 0 && taken.LastIndexOf(true) == first - 1, string.Join(' ', taken));
    }

    [RtlFact]
    public void AfterOpening_WithoutAPosition_NothingLeaves_UntilActivation()
    {
        using TradingBench bench = Closed(TradingBench.Plain);
        bench.Open();
        Assert.Equal([(0, Verdict.Mode), (1, Verdict.Mode)], bench.Tried());
        Assert.Equal(Verdict.Mode, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
        Assert.Empty(bench.Requests());
        // The activation is a cause: the slot quotes by itself.
        bench.Activate();
        bench.Settle();
        Assert.Equal(2u, bench.Orders);
        bench.AgreesWithVenue();
    }

    [RtlTheory]
    [InlineData(0)]
    [InlineData(1)]
    public void AfterOpening_WithAPosition_OnlyTheSideThatReducesLeaves(int filled)
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        bench.Say(bench.Venue.Fill(bench.Venue.Live.Values.Single(o => o.Buy == (filled == 0)), TradingBench.Plain.Qty));
        bench.Settle();
        bench.Kill();
        bench.Settle();
        Assert.Equal((filled == 0 ? (int)TradingBench.Plain.Qty : -(int)TradingBench.Plain.Qty, 0u), (bench.Position, bench.Orders));
        bench.Feed.Discard();
        bench.Open();
        Assert.Equal(filled == 0 ? [(0, Verdict.Mode), (1, Verdict.Pass)] : [(0, Verdict.Pass), (1, Verdict.Mode)], bench.Tried());
        bench.Settle();
        Assert.Equal(filled == 1, Assert.Single(bench.Venue.Live.Values).Buy);
        bench.Activate();
        bench.Settle();
        Assert.Equal(2u, bench.Orders);
        bench.AgreesWithVenue();
    }

    [RtlFact]
    public void AKill_EndsTheActivation()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        Assert.Equal(2u, bench.Orders);
        bench.Kill();
        bench.Settle();
        bench.Open();
        bench.Settle();
        Assert.Equal((SlotMode.Reducing, 0u), (bench.ApplianceMode, bench.Orders));
        bench.Activate();
        bench.Settle();
        Assert.Equal((SlotMode.Active, 2u), (bench.ApplianceMode, bench.Orders));
    }

    [RtlFact]
    public void KillEvents_TellEveryStateInOrder()
    {
        using TradingBench bench = DeskRig.Ready(arm: false);
        Assert.Equal(SlotMode.Active, bench.ApplianceMode);
        bench.Open();
        bench.Activate();
        bench.Kill();
        bench.Kill();
        bench.Kill(KillCauses.HostFault);
        bench.Open();
        bench.Kill();
        bench.Clock(valid: false);
        bench.Open();
        bench.Clock(valid: true);
        List<KillRow> rows = bench.KillRows();
        const SlotMode Halted = SlotMode.Halted, Reducing = SlotMode.Reducing, Active = SlotMode.Active;
        Assert.Equal(
            [
                (false, None, None, Reducing), (false, None, None, Active), (true, Manual, None, Active), (true, Manual | KillCauses.HostFault, None, Active),
                (false, None, None, Reducing), (true, Manual, None, Active), (true, Manual, None, Halted), (false, None, None, Halted), (false, None, None, Reducing),
            ],
            rows.Select(r => r.State));
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True((int)(pair.Second.Cycle - pair.First.Cycle) > 0));
    }

    /// <summary>As after reset, but for the settings; the slot quotes nothing by default.</summary>
    private static TradingBench Closed(SlotParameters? parameters = null) => DeskRig.Ready(parameters: parameters, arm: false);
}
