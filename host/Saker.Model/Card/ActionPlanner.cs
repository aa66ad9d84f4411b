namespace Saker.Model;

/// <summary>What a side of a slot wants to do next: docs/card.md section 7. Quantities in lots, prices in ticks above the base.</summary>
public readonly record struct WantedAction(OrderAction Action, uint Urn, uint Qty, uint OpenQty, ushort Idx);

/// <summary>Chooses the action of one side from its working order and the quote.</summary>
public static class ActionPlanner
{
    /// <param name="wanted">The quoter wants this side.</param>
    /// <param name="idx">The wanted price.</param>
    public static WantedAction Choose(in WorkingOrder e, bool wanted, ushort idx, bool killed, SlotMode mode, SlotParameters p)
    {
        bool off = mode is not (SlotMode.Active or SlotMode.Reducing);
        if (e.Active && !e.Cxl && (killed || e.Marked || off || !wanted))
        {
            bool now = killed || e.Marked || (e.Acked && !e.Rep);
            return now ? new WantedAction(OrderAction.Cancel, e.Newest, 0, 0, 0) : default;
        }
        if (!wanted || killed || off)
        {
            return default;
        }
        if (!e.Active)
        {
            return new WantedAction(OrderAction.New, 0, p.Qty, p.Qty, idx);
        }
        bool moves = Math.Abs(idx - e.Idx) >= Math.Max((int)p.Hysteresis, 1);
        return e.Acked && !e.Rep && !e.Cxl && moves
            ? new WantedAction(OrderAction.Replace, e.Urn, e.Done + p.Qty, p.Qty, idx)
            : default;
    }
}
