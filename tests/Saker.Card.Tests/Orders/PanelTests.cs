using Saker.Card.Bench;
using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>The switch at the front panel, and the cause of the one at the host's USB (docs/card.md section 8.6).</summary>
public sealed class PanelTests(ITestOutputHelper output)
{
    // The pin's register, the level, the latch.
    private const uint MostFromPin = 3;

    [RtlFact]
    public void Pressed_AtEveryMomentOfATick_StopsTheNextStart_AndCancels()
    {
        using var sweep = new KillSweep(KillCauses.Panel);
        IReadOnlyList<KillSample> samples = sweep.Sweep();
        Assert.All(samples, s =>
        {
            Assert.True(s.LastStart is null || s.LastStart < s.Closed, $"started {s.LastStart}, closed {s.Closed}");
            Assert.Equal(2, s.Cancels.Count);
            Assert.All(s.Cancels, c => Assert.True(c > s.Closed));
            Assert.Equal((2u, 0u), (s.OpenOrders, s.OrdersAfter));
            Assert.InRange(s.Closed - s.Acted, 1u, MostFromPin);
        });
        Assert.Equal(0, samples.Max(s => s.StartAfterCause));
        Assert.Contains(samples, s => s.LastStart is null);
        Assert.Empty(sweep.Bench.Venue.Live);
        output.WriteLine($"{samples.Count} moments, pin to closed latch {samples.Max(s => s.Closed - s.Acted)} cycles at most, last start {samples.Max(s => (long?)s.LastStart - s.Closed)} cycles after it closed");
    }

    [RtlFact]
    public void Pressed_ItHoldsTheLatchShut_AndReleasedItIsSticky()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        Assert.Equal(2u, bench.Orders);
        bench.Press();
        Assert.Equal((true, KillCauses.Panel, KillCauses.Panel), (bench.Killed, bench.Causes, bench.Asserted()));
        bench.Settle();
        Assert.Empty(bench.Venue.Live);
        Assert.Equal((true, KillCauses.Panel, KillCauses.Panel, SlotMode.Active), Assert.Single(bench.KillRows()).State);
        uint number = bench.Nonce;
        bench.TryArm(number, KillCauses.Panel);
        Assert.Equal((true, KillCauses.Panel, number), (bench.Killed, bench.Causes, bench.Nonce));
        bench.Press(false);
        Assert.Equal((true, KillCauses.Panel, KillCauses.None), (bench.Killed, bench.Causes, bench.Asserted()));
        bench.Card.Run(1_000);
        Assert.True(bench.Killed);
        bench.Arm();
        bench.Settle();
        Assert.Equal(2u, bench.Orders);
    }

    [RtlFact]
    public void PressedWhileClosed_ItIsACauseMore_AndAnEarlierArmIsVoid()
    {
        using TradingBench bench = DeskRig.Ready(arm: false);
        KillCauses before = bench.Causes;
        bench.Press();
        bench.Press(false);
        Assert.Equal((before | KillCauses.Panel, KillCauses.None), (bench.Causes, bench.Asserted()));
        bench.TryArm(bench.Nonce, before);
        Assert.True(bench.Killed);
        bench.Arm();
        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void AShortPress_IsEnough()
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Card.SetPanel(true);
        bench.Card.Run(1);
        bench.Card.SetPanel(false);
        bench.Card.Run(ArmingRig.PinCycles);
        Assert.Equal((true, KillCauses.Panel, KillCauses.None), (bench.Killed, bench.Causes, bench.Asserted()));
    }

    [RtlTheory]
    [InlineData(KillCauses.Usb)]
    [InlineData(KillCauses.Config)]
    public void UsbAndConfig_AreCausesThatTheHostSets(KillCauses cause)
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        bench.Kill(cause);
        bench.Settle();
        Assert.Equal((true, cause, KillCauses.None, 0u), (bench.Killed, bench.Causes, bench.Asserted(), bench.Orders));
        Assert.Equal((true, cause, KillCauses.None, SlotMode.Active), Assert.Single(bench.KillRows()).State);
        bench.Arm();
        Assert.False(bench.Killed);
    }
}
