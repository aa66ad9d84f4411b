namespace Saker.Model;

/// <summary>What a side of a slot wants to do next: docs/card.md section 7. Quantities in lots, prices in ticks above the base.</summary>
public readonly record struct WantedAction(OrderAction Action, uint Urn, uint Qty, uint OpenQty, ushort Idx);

/// <summary>What a quote says of a side.</summary>
/// <param name="Side">0 buy, 1 sell.</param>
/// <param name="Wanted">The quoter wants this side.</param>
/// <param name="Idx">The wanted price.</param>
/// <param name="Qty">Lots.</param>
/// <param name="Tight">The quote was not widened.</param>
public readonly record struct WantedSide(byte Side, bool Wanted, ushort Idx, uint Qty, bool Tight)
{
    /// <summary>A resting order stands so far from where it is wanted that it is worth its place in the queue to move it.</summary>
    /// <param name="resting">Its price.</param>
    /// <param name="hysteresis">Of the slot.</param>
    public bool IsFarFrom(ushort resting, ushort hysteresis)
    {
        bool away = Side == 0 ? Idx < resting : Idx > resting;
        return Math.Abs(Idx - resting) >= Math.Max((int)hysteresis, 1) || (!Tight && away);
    }
}

/// <summary>Chooses the action of one side from its working order and the quote. Whether REFRESH lets it leave now is for the clock to say.</summary>
public static class ActionPlanner
{
    /// <param name="want">What the quote says of this side.</param>
    /// <param name="hysteresis">Of the slot.</param>
    public static WantedAction Choose(in WorkingOrder e, in WantedSide want, bool killed, SlotMode mode, ushort hysteresis)
    {
        bool off = mode is not (SlotMode.Active or SlotMode.Reducing);
        if (e.Active && !e.Cxl && (killed || e.Marked || off || !want.Wanted))
        {
            bool now = killed || e.Marked || (e.Acked && !e.Rep);
            return now ? new WantedAction(OrderAction.Cancel, e.Newest, 0, 0, 0) : default;
        }
        if (!want.Wanted || killed || off)
        {
            return default;
        }
        if (!e.Active)
        {
            return new WantedAction(OrderAction.New, 0, want.Qty, want.Qty, want.Idx);
        }
        return e.Acked && !e.Rep && !e.Cxl && want.IsFarFrom(e.Idx, hysteresis)
            ? new WantedAction(OrderAction.Replace, e.Urn, e.Done + want.Qty, want.Qty, want.Idx)
            : default;
    }
}
