namespace Saker.Card;

/// <summary>The two banks of a slot's parameters on a card: docs/card.md section 6.1.</summary>
/// <param name="card">The card.</param>
/// <param name="slot">The slot.</param>
public sealed class SlotBanks(ICard card, int slot)
{
    /// <summary>SLOT_BANK_STATUS.</summary>
    public SlotBankStatusValue Status => new(card.Read(CardRegisters.SlotBankStatusAt(slot)));

    /// <summary>The bank that runs.</summary>
    public int Running => Status.Running ? 1 : 0;

    /// <summary>The bank is sealed, and nothing was written to it since.</summary>
    public bool IsWhole(int bank) => (Status.Whole >> bank & 1) != 0;

    /// <summary>What the card holds.</summary>
    public long Read(ParameterDescriptor parameter, int bank, int element = 0) => parameter.Decode(card.Read(parameter.Offset(slot, element, bank)));

    /// <summary>Writes a value, which breaks the bank's seal. The card takes none for the bank that runs while the slot is REDUCING or ACTIVE.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the parameter's range.</exception>
    public void Write(ParameterDescriptor parameter, int bank, long value, int element = 0) => card.Write(parameter.Offset(slot, element, bank), parameter.Encode(value));

    /// <summary>The bank counts as it stands.</summary>
    public void Seal(int bank) => card.Write(CardRegisters.SlotBankSealAt(slot), 1u << bank);

    /// <summary>Asks for the bank to run. The card refuses one that is not whole, or of another symbol while the slot is REDUCING or ACTIVE.</summary>
    public void Swap(int bank) => card.Write(CardRegisters.SlotBankSwapAt(slot), (uint)bank);
}
