using Saker.Card.Parameters;
using Saker.Model;

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
    public long Read(ParameterDescriptor parameter, int bank, int element = 0) => parameter.Decode(ReadWord(parameter, bank, element));

    /// <summary>Writes a value, which breaks the bank's seal. The card takes none for the bank that runs while the slot is REDUCING or ACTIVE.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the parameter's range.</exception>
    public void Write(ParameterDescriptor parameter, int bank, long value, int element = 0) => card.Write(parameter.Offset(slot, element, bank), parameter.Encode(value));

    /// <summary>Writes the model's parameters, as far as they differ from what is there; the bank is not sealed, and HASH stays.</summary>
    /// <param name="bank">The bank.</param>
    /// <param name="p">Its parameters.</param>
    /// <param name="meanwhile">Done before each write.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its parameter's range.</exception>
    public void Write(int bank, SlotParameters p, Action? meanwhile = null)
    {
        BankImage image = BankParameters.ImageOf(p);
        foreach ((ParameterDescriptor parameter, int element) in Elements(BankImage.Parameters))
        {
            if (Read(parameter, bank, element) != image.Value(parameter, element))
            {
                meanwhile?.Invoke();
                Write(parameter, bank, image.Value(parameter, element), element);
            }
        }
    }

    /// <summary>The bank counts as it stands.</summary>
    public void Seal(int bank) => card.Write(CardRegisters.SlotBankSealAt(slot), 1u << bank);

    /// <summary>Asks for the bank to run. The card refuses one that is not whole, or of another symbol or TAKE while the slot is REDUCING or ACTIVE.</summary>
    public void Swap(int bank) => card.Write(CardRegisters.SlotBankSwapAt(slot), (uint)bank);

    /// <summary>The bank as it stands on the card.</summary>
    public BankImage ReadImage(int bank) => BankImage.Of((parameter, element) => ReadWord(parameter, bank, element));

    /// <summary>What the bank's HASH says, 64 hexadecimal digits.</summary>
    public string ReadHash(int bank) => BankImage.HashText(element => ReadWord(CardParameters.Hash, bank, element));

    /// <summary>Writes the image and its hash, reads every word back, and seals the bank.</summary>
    /// <returns>Why the bank is not sealed, in words; null: it is, and whole.</returns>
    public string? Load(BankImage image, int bank) =>
        Load(BankImage.Parameters, image.Word, bank) ?? Load([CardParameters.Hash], (_, element) => image.HashWord(element), bank) ?? SealWhole(bank);

    /// <summary>Seals the bank and looks whether it is whole.</summary>
    /// <returns>That it is not, in words; null: it is.</returns>
    public string? SealWhole(int bank)
    {
        Seal(bank);
        return IsWhole(bank) ? null : $"Bank {bank} of slot {slot}: sealed, but the card says that it is not whole.";
    }

    private string? Load(IReadOnlyList<ParameterDescriptor> parameters, Func<ParameterDescriptor, int, uint> word, int bank)
    {
        (ParameterDescriptor Parameter, int Element)[] all = [.. Elements(parameters)];
        foreach ((ParameterDescriptor parameter, int element) in all)
        {
            card.Write(parameter.Offset(slot, element, bank), word(parameter, element));
        }

        foreach ((ParameterDescriptor parameter, int element) in all)
        {
            (uint wrote, uint holds) = (word(parameter, element), ReadWord(parameter, bank, element));
            if (wrote != holds)
            {
                return $"{RegisterNames.Of(parameter.Offset(slot, element, bank))}: wrote {parameter.Decode(wrote)}, the card holds {parameter.Decode(holds)}.";
            }
        }

        return null;
    }

    private static IEnumerable<(ParameterDescriptor Parameter, int Element)> Elements(IReadOnlyList<ParameterDescriptor> parameters) =>
        parameters.SelectMany(p => Enumerable.Range(0, p.Count).Select(n => (p, n)));

    private uint ReadWord(ParameterDescriptor parameter, int bank, int element) => card.Read(parameter.Offset(slot, element, bank));
}
