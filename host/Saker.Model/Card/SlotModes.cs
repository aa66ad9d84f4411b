namespace Saker.Model;

/// <summary>The effective mode of a slot: docs/card.md section 8.1.</summary>
public static class SlotModes
{
    /// <summary>The strictest of the slot's mode, its symbol's, the appliance's, its losses and its trips. A slot in SHADOW is OFF for orders that could leave; a mode that there is not counts as HALTED.</summary>
    /// <param name="slot">SLOT_MODE.</param>
    /// <param name="symbol">SYM_MODE of its symbol.</param>
    /// <param name="appliance">STATE.MODE (section 8.6).</param>
    /// <param name="trips">SLOT_TRIPS.</param>
    /// <param name="reduce">SLOT_LOSS.REDUCE.</param>
    public static SlotMode Effective(SlotMode slot, SlotMode symbol, SlotMode appliance, TripCauses trips, bool reduce = false)
    {
        SlotMode most = reduce ? SlotMode.Reducing : SlotMode.Active;
        SlotMode lowest = (SlotMode)Math.Min(Math.Min((byte)(slot == SlotMode.Shadow ? SlotMode.Off : Known(slot)), (byte)Known(symbol)), Math.Min((byte)Known(appliance), (byte)most));
        return trips == TripCauses.None ? lowest : SlotMode.Halted;
    }

    private static SlotMode Known(SlotMode mode) => mode > SlotMode.Active ? SlotMode.Halted : mode;
}
