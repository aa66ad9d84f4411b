using Saker.Host.Trackers;

namespace Saker.Host.Tests.Trackers;

/// <summary>Records of one source are read in their order, those of two are not: what a kill's times and counts take from them.</summary>
public sealed class KillTrackerTests
{
    private const long GateNs = 1_000_000;
    private const uint GateCycle = 5_000;

    private readonly KillTracker _kill = new();

    public KillTrackerTests()
    {
        _kill.Changed(killed: false, causes: 0, asserted: 0, cardNs: 0, openOrders: 2, cycle: 0);
        _kill.Changed(killed: true, causes: 2, asserted: 0, GateNs, openOrders: 2, GateCycle);
    }

    [Fact]
    public void The_last_cancel_behind_the_gate_is_the_kills()
    {
        _kill.CancelSent(GateNs + 10);
        _kill.CancelSent(GateNs + 90);
        _kill.OrderEnded(openOrders: 0, GateNs + 500);
        Assert.Equal((GateNs, GateNs + 90, GateNs + 500), (_kill.GateClosedNs, _kill.LastCancelNs, _kill.ConfirmedNs));
    }

    [Fact]
    public void A_cancel_that_left_before_the_gate_closed_and_is_read_after_it_is_none_of_the_kills()
    {
        _kill.CancelSent(GateNs - 1);
        Assert.Equal(0, _kill.LastCancelNs);
    }

    [Fact]
    public void An_order_that_left_before_the_gate_closed_and_is_read_after_it_is_no_fault_and_one_behind_it_is()
    {
        Assert.False(_kill.OrderSent(GateCycle - 1, GateNs, openOrders: 1));
        Assert.Equal(0u, _kill.OrdersAfterGate);
        Assert.True(_kill.OrderSent(GateCycle, GateNs + 3, openOrders: 1));
        Assert.Equal(1u, _kill.OrdersAfterGate);
    }
}
