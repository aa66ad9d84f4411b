namespace Saker.Model;

/// <summary>Controls of a slot: SLOT_MAX_QTY and SLOT_MAX_POSITION in lots, SLOT_COLLAR in ticks, SLOT_MAX_NOTIONAL in price units times lots.</summary>
public readonly record struct SlotControls(uint MaxQty, ushort Collar, uint MaxPosition, ulong MaxNotional = ulong.MaxValue);

/// <summary>All that the gate looks at beside the order. Quantities in lots.</summary>
/// <param name="Mid2">Twice the mid, in ticks.</param>
/// <param name="OwnOpen">Worst-case open of the entry being replaced; 0 for a new order.</param>
/// <param name="OtherOpen">Worst-case open of the slot's other orders on the order's side, the desk's included.</param>
/// <param name="PlaceTaken">The place of the order's reference is taken.</param>
/// <param name="Throttled">THROTTLE_HEADROOM is 0.</param>
/// <param name="NoRoom">No room for an order on the line (section 9.1).</param>
/// <param name="MeetsOwn">It would meet an order of our own (section 8.3).</param>
/// <param name="Price">The order's price, price units.</param>
/// <param name="ValueUnknown">The greatest price of the slot's quotes, or the product of the desk's order, is not worked out yet (section 8.4).</param>
/// <param name="Together">What all slots together leave; null: not judged, for the order is on paper and adds nothing to them (section 8.8).</param>
public readonly record struct GateState(
    bool Killed, SlotMode Mode, bool SessionUp, bool SymbolOk, ushort Mid2, SlotControls Controls, int Position, ulong OwnOpen, ulong OtherOpen, uint LastUrn,
    bool PlaceTaken = false, bool Throttled = false, bool NoRoom = false, bool MeetsOwn = false, ulong Price = 0, bool ValueUnknown = false,
    SlotsTogether? Together = null);

/// <summary>An order before the gate.</summary>
/// <param name="Valued">Lots that its value is judged by: QTY of a quote, whatever the step; null: its own.</param>
public readonly record struct GateOrder(OrderAction Action, byte Side, uint Urn, uint OpenQty, ushort Idx, uint? Valued = null);

/// <summary>The risk gate of docs/card.md section 8: every control at once; a set bit refuses.</summary>
public static class RiskGate
{
    /// <summary>The verdict bitmap.</summary>
    public static Verdict Evaluate(in GateOrder order, in GateState state)
    {
        Verdict session = state.SessionUp ? Verdict.Pass : Verdict.Session;
        if (order.Action == OrderAction.Cancel)
        {
            return session;
        }
        long open = (long)(state.OtherOpen + Math.Max(state.OwnOpen, order.OpenQty));
        long towards = order.Side == 0 ? state.Position : -(long)state.Position;
        bool reduces = towards < 0 && open <= -towards;
        bool modeOk = state.Mode == SlotMode.Active || (state.Mode == SlotMode.Reducing && reduces);
        long offMid = Math.Abs(2L * order.Idx - state.Mid2);
        SlotControls limit = state.Controls;
        return session
            | Set(state.Killed, Verdict.Kill)
            | Set(!modeOk, Verdict.Mode)
            | Set(!state.SymbolOk, Verdict.Book)
            | Set(order.OpenQty == 0 || order.OpenQty > limit.MaxQty, Verdict.Qty)
            | Set(offMid > 2L * limit.Collar, Verdict.Collar)
            | Set(towards + open > limit.MaxPosition && !reduces, Verdict.Position)
            | Set(order.Urn <= state.LastUrn, Verdict.Urn)
            | Set(state.NoRoom, Verdict.Window)
            | Set(state.PlaceTaken, Verdict.Table)
            | Set(state.Throttled, Verdict.Throttle)
            | Set(state.MeetsOwn, Verdict.Self)
            | Set(state.ValueUnknown || TooMuch(order.Valued ?? order.OpenQty, state.Price, limit.MaxNotional), Verdict.Notional)
            | Set(state.Together?.Refuses(order.OpenQty, reduces) ?? false, Verdict.Aggregate);
    }

    /// <summary>The gate's view of a slot's orders and position, for an order of <paramref name="side"/>. An order of the desk has nothing of its own; a quote
    /// has the desk's orders beside it.</summary>
    public static GateState View(
        OrderState orders, int slot, byte side, OrderAction action, bool killed, SlotMode mode, bool sessionUp, bool symbolOk, ushort mid2, SlotControls controls,
        bool desk = false)
    {
        uint quote = orders.QuoteOpen(slot, side);
        ulong own = action == OrderAction.Replace && !desk ? quote : 0;
        return new GateState(
            killed, mode, sessionUp, symbolOk, mid2, controls, orders.Position(slot), own, quote - own + orders.Table.Open(slot, side), orders.LastUrn);
    }

    /// <summary>Section 8.4: a price beyond 32 bits counts as too much, whatever the quantity.</summary>
    private static bool TooMuch(uint quantity, ulong price, ulong most) => price > uint.MaxValue || quantity * price > most;

    private static Verdict Set(bool condition, Verdict bit) => condition ? bit : Verdict.Pass;
}
