using Saker.Card;

namespace Saker.Host;

/// <summary>A slot of the card that no setting names: HALTED, every limit zero, no fallback, neither bank whole, so that nothing of it could leave even if its mode were raised.</summary>
internal static class UnusedSlot
{
    /// <summary>What must stay so while this host runs, beside the words that were written.</summary>
    public static IEnumerable<LoadedSetting> Stays(int slot) =>
        [new(CardRegisters.SlotModeAt(slot), 0, uint.MaxValue), new(CardRegisters.SlotBankStatusAt(slot), 0, SlotBankStatusValue.WholeMask)];

    /// <summary>Writes that and reads it back. The slot must be HALTED.</summary>
    /// <exception cref="HostException">The card holds another value than was written.</exception>
    public static void Apply(ICard card, int slot)
    {
        uint[] limits =
        [
            CardRegisters.SlotFallbackAt(slot), CardRegisters.SlotFallbackGatesAt(slot), CardRegisters.SlotFallbackLatencyAt(slot),
            CardRegisters.SlotMaxQtyAt(slot), CardRegisters.SlotCollarAt(slot), CardRegisters.SlotMaxPositionAt(slot),
            CardRegisters.SlotMaxNotionalLoAt(slot), CardRegisters.SlotMaxNotionalHiAt(slot),
            CardRegisters.SlotMaxLossLoAt(slot), CardRegisters.SlotMaxLossHiAt(slot), CardRegisters.SlotMaxDrawdownLoAt(slot), CardRegisters.SlotMaxDrawdownHiAt(slot),
            CardRegisters.SlotMaxRollingLoAt(slot), CardRegisters.SlotMaxRollingHiAt(slot), CardRegisters.SlotLossPeriodAt(slot), CardRegisters.SlotFeeAt(slot),
            CardRegisters.SlotMaxRejectsAt(slot), CardRegisters.SlotMaxFillsAt(slot), CardRegisters.SlotFillsNsAt(slot),
        ];
        foreach (uint limit in limits)
        {
            card.WriteBack(limit, 0, RegisterNames.Of(limit));
        }

        for (int bank = 0; bank < CardParameters.Banks; bank++)
        {
            // A written word breaks the seal that an earlier host left.
            uint quantity = CardParameters.Qty.Offset(slot, 0, bank);
            card.WriteBack(quantity, 0, RegisterNames.Of(quantity));
        }
    }
}
