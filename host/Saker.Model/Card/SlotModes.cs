namespace Saker.Model;

/// <summary>The effective mode of a slot: docs/card.md section 8.1.</summary>
public static class SlotModes
{
    /// <summary>The strictest of the slot's mode, its symbol's and its trips. A mode that is none of the four counts as HALTED.</summary>
    public static SlotMode Effective(SlotMode slot, SlotMode symbol, TripCauses trips)
    {
        SlotMode lowest = (SlotMode)Math.Min((byte)Known(slot), (byte)Known(symbol));
        return trips == TripCauses.None ? lowest : SlotMode.Halted;
    }

    private static SlotMode Known(SlotMode mode) => mode > SlotMode.Active ? SlotMode.Halted : mode;
}
