namespace Saker.Model;

/// <summary>Chooses the action of one side of a slot that takes: docs/card.md sections 7 and 13. It only enters orders, one at a time; they are cancelled for all that
/// cancels a quote but for being unwanted.</summary>
public static class TakerPlanner
{
    /// <param name="own">The side's order.</param>
    /// <param name="other">The order of the slot's other side.</param>
    /// <param name="side">0 buy, 1 sell.</param>
    /// <param name="want">What the slot wants now; null: nothing.</param>
    /// <param name="killed">The latch is closed.</param>
    /// <param name="mode">The slot's effective mode.</param>
    public static WantedAction Choose(in WorkingOrder own, in WorkingOrder other, int side, TakerWant? want, bool killed, SlotMode mode)
    {
        if (own.Active)
        {
            // Wanted where it stands: no replace, and no cancel for being unwanted.
            return ActionPlanner.Choose(own, new WantedSide((byte)side, true, own.Idx, own.Open, true), killed, mode, 0);
        }
        return !other.Active && want is { } w && w.Side == side
            ? ActionPlanner.Choose(own, new WantedSide(w.Side, true, w.Idx, w.Qty, true), killed, mode, 0)
            : default;
    }
}
