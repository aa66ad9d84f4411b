using Xunit;

namespace Saker.Model.Tests;

/// <summary>Gate, orders and latch: docs/card.md sections 7 and 8.</summary>
public sealed class RiskTests
{
    private static readonly GateState Good = new(
        false, SlotMode.Active, true, true, 200, new SlotControls(100, 10, 50), Position: 0, OwnOpen: 0, OtherOpen: 0, LastUrn: 7);

    private static readonly GateOrder Buy = new(OrderAction.New, 0, 8, 50, 100);

    [Fact]
    public void Order_within_every_control_passes() => Assert.Equal(Verdict.Pass, RiskGate.Evaluate(Buy, Good));

    [Fact]
    public void Each_control_sets_its_own_bit_alone()
    {
        Assert.Equal(Verdict.Kill, RiskGate.Evaluate(Buy, Good with { Killed = true }));
        Assert.Equal(Verdict.Mode, RiskGate.Evaluate(Buy, Good with { Mode = SlotMode.Halted }));
        Assert.Equal(Verdict.Mode, RiskGate.Evaluate(Buy, Good with { Mode = SlotMode.Reducing }));
        Assert.Equal(Verdict.Session, RiskGate.Evaluate(Buy, Good with { SessionUp = false }));
        Assert.Equal(Verdict.Book, RiskGate.Evaluate(Buy, Good with { SymbolOk = false }));
        Assert.Equal(Verdict.Qty, RiskGate.Evaluate(Buy with { OpenQty = 0 }, Good));
        Assert.Equal(Verdict.Qty, RiskGate.Evaluate(Buy, Good with { Controls = new SlotControls(49, 10, 50) }));
        Assert.Equal(Verdict.Collar, RiskGate.Evaluate(Buy with { Idx = 111 }, Good));
        Assert.Equal(Verdict.Pass, RiskGate.Evaluate(Buy with { Idx = 110 }, Good));
        Assert.Equal(Verdict.Position, RiskGate.Evaluate(Buy, Good with { Position = 1 }));
        Assert.Equal(Verdict.Position, RiskGate.Evaluate(Buy, Good with { OtherOpen = 1 }));
        Assert.Equal(Verdict.Urn, RiskGate.Evaluate(Buy with { Urn = 7 }, Good));
    }

    [Fact]
    public void Cancel_is_judged_by_the_session_alone()
    {
        GateOrder cancel = new(OrderAction.Cancel, 0, 1, 0, 0);
        GateState worst = Good with { Killed = true, Mode = SlotMode.Halted, SymbolOk = false };
        Assert.Equal(Verdict.Pass, RiskGate.Evaluate(cancel, worst));
        Assert.Equal(Verdict.Session, RiskGate.Evaluate(cancel, worst with { SessionUp = false }));
    }

    [Fact]
    public void Order_that_reduces_passes_above_the_limit_and_in_reducing_mode()
    {
        GateState shortOf = Good with { Position = -200, Mode = SlotMode.Reducing };
        Assert.Equal(Verdict.Pass, RiskGate.Evaluate(Buy, shortOf));
        Assert.Equal(Verdict.Mode, RiskGate.Evaluate(Buy, shortOf with { OtherOpen = 151 }));
        Assert.Equal(Verdict.Mode | Verdict.Position, RiskGate.Evaluate(Buy with { Side = 1 }, shortOf));
    }

    private static OrderRecord Sent(OrderAction action, uint urn, uint open, byte side = 0) =>
        new() { Slot = 0, Side = side, Action = (byte)action, Sent = 1, Urn = urn, Qty = open, OpenQty = open };

    private static VenueMessage Said(char type, uint urn, uint qty = 0, char code = '\0') => new() { Mtype = (byte)type, Urn = urn, Qty = qty, Code = (byte)code };

    [Fact]
    public void Life_of_an_order_moves_position_and_worst_case()
    {
        OrderState state = new(1);
        state.Sent(Sent(OrderAction.New, 1, 100));
        Assert.Equal(100u, state.WorstOpen(0, 0));
        Assert.Equal(1, state.Venue(Said('A', 1, 100, 'L'), out _).Known);
        state.Sent(Sent(OrderAction.Replace, 2, 150));
        Assert.Equal(150u, state.WorstOpen(0, 0));
        Assert.Equal(30, state.Venue(Said('E', 1, 30), out _).Position);
        state.Venue(Said('U', 2, 120, 'L'), out _);
        Assert.Equal((120u, 2u), (state.Entry(0, 0).Open, state.Entry(0, 0).Urn));
        state.Venue(Said('E', 2, 120), out KillCauses causes);
        Assert.Equal((0, 150, KillCauses.None), (state.OpenOrders, state.Position(0), causes));
    }

    [Fact]
    public void Rejected_replace_leaves_the_order_and_forgets_the_cancel()
    {
        OrderState state = new(1);
        state.Sent(Sent(OrderAction.New, 1, 100, side: 1));
        state.Venue(Said('A', 1, 100, 'L'), out _);
        state.Sent(Sent(OrderAction.Replace, 2, 100, side: 1));
        state.Sent(Sent(OrderAction.Cancel, 2, 0, side: 1));
        state.Venue(Said('J', 2), out _);
        WorkingOrder order = state.Entry(0, 1);
        Assert.True(order is { Active: true, Rep: false, Cxl: false, Urn: 1 });
        state.Venue(Said('C', 1, 100), out _);
        Assert.Equal(0, state.OpenOrders);
    }

    [Fact]
    public void Late_fill_of_a_dead_order_moves_the_position_and_kills()
    {
        OrderState state = new(1);
        state.Sent(Sent(OrderAction.New, 1, 100, side: 1));
        state.Venue(Said('J', 1), out _);
        VenueRecord late = state.Venue(Said('E', 1, 40), out KillCauses causes);
        Assert.Equal((0, -40, KillCauses.UnknownOrder, 1u), ((int)late.Known, late.Position, causes, state.UnknownUrn));
        state.Venue(Said('E', 99, 40), out _);
        Assert.Equal(-40, state.Position(0));
        state.Venue(Said('C', 99, 40), out causes);
        Assert.Equal(KillCauses.None, causes);
    }

    [Fact]
    public void Latch_opens_only_for_exactly_its_causes_with_none_asserted()
    {
        KillLatch latch = new();
        Assert.True(latch.Killed);
        Assert.True(latch.Assert(KillCauses.HostHeartbeat));
        Assert.False(latch.Arm(KillCauses.Reset | KillCauses.HostHeartbeat));
        latch.Assert(KillCauses.None);
        Assert.False(latch.Arm(KillCauses.Reset));
        Assert.True(latch.Arm(KillCauses.Reset | KillCauses.HostHeartbeat));
        Assert.False(latch.Killed);
        Assert.True(latch.Set(KillCauses.ManualConsole));
        Assert.False(latch.Set(KillCauses.ManualConsole));
        Assert.True(latch.Killed);
    }

    [Fact]
    public void Planner_cancels_when_killed_and_replaces_only_beyond_hysteresis()
    {
        WorkingOrder live = new() { Active = true, Acked = true, Urn = 5, Idx = 50, Open = 10, Done = 4 };
        Assert.Equal(new WantedAction(OrderAction.New, 0, 10, 10, 50), Choose(default, At(50)));
        Assert.Equal(OrderAction.None, Choose(live, At(52)).Action);
        Assert.Equal(new WantedAction(OrderAction.Replace, 5, 14, 10, 53), Choose(live, At(53)));
        Assert.Equal(OrderAction.Cancel, Choose(live, default).Action);
        WorkingOrder unacked = live with { Acked = false };
        Assert.Equal(OrderAction.None, Choose(unacked, default).Action);
        Assert.Equal(OrderAction.Cancel, Choose(unacked, At(50), killed: true).Action);
        // Another quantity alone moves nothing.
        Assert.Equal(OrderAction.None, Choose(live, At(50) with { Qty = 3 }).Action);
        Assert.Equal(new WantedAction(OrderAction.Replace, 5, 7, 3, 60), Choose(live, At(60) with { Qty = 3 }));

        static WantedSide At(ushort idx) => new(0, true, idx, 10, Tight: true);
        static WantedAction Choose(in WorkingOrder e, in WantedSide want, bool killed = false) => ActionPlanner.Choose(e, want, killed, SlotMode.Active, hysteresis: 3);
    }

    /// <summary>A quote is valued by QTY, whatever its step; an order of the desk by its own quantity.</summary>
    [Theory]
    [InlineData(null, Verdict.Pass)]
    [InlineData(50u, Verdict.Pass)]
    [InlineData(51u, Verdict.Notional)]
    public void Value_is_judged_by_the_whole_quantity_of_a_quote(uint? valued, Verdict verdict)
    {
        GateState state = new() { Mode = SlotMode.Active, SessionUp = true, SymbolOk = true, Mid2 = 20, Controls = new SlotControls(100, 10, 1_000, 60_000), Price = 1_200 };
        Assert.Equal(verdict, RiskGate.Evaluate(new GateOrder(OrderAction.New, 0, 1, 10, 10, valued), state));
    }

    [Theory]
    [InlineData(0, 49, 51)]
    [InlineData(1, 51, 49)]
    public void A_widened_quote_moves_away_whatever_the_hysteresis_and_never_nearer(byte side, ushort away, ushort nearer)
    {
        Assert.True(new WantedSide(side, true, away, 10, Tight: false).IsFarFrom(50, hysteresis: 9));
        Assert.False(new WantedSide(side, true, nearer, 10, Tight: false).IsFarFrom(50, hysteresis: 9));
        Assert.False(new WantedSide(side, true, 50, 10, Tight: false).IsFarFrom(50, hysteresis: 0));
        Assert.False(new WantedSide(side, true, away, 10, Tight: true).IsFarFrom(50, hysteresis: 9));
        Assert.True(new WantedSide(side, true, away, 10, Tight: true).IsFarFrom(50, hysteresis: 0));
    }
}
