using Saker.Card;

namespace Saker.Host;

/// <summary>What a starting host finds on its card. Read before anything is written.</summary>
/// <param name="InUse">An earlier host traded with it, or opened its order session, and the card was not reset since.</param>
/// <param name="Slots">Every slot of the card, by its number.</param>
public sealed record FoundCard(bool InUse, IReadOnlyList<FoundSlot> Slots)
{
    private const uint FirstMessage = 1;

    /// <summary>Reads the card.</summary>
    public static FoundCard Of(ICard card)
    {
        var caps = new CapsValue(card.Read(CardRegisters.Caps));
        bool owned = new OeStatusValue(card.Read(CardRegisters.OeStatus)).Owned;
        FoundSlot[] slots = [.. Enumerable.Range(0, (int)caps.NumSlots).Select(slot => FoundSlot.Of(card, slot))];
        bool used = owned || slots.Any(s => s.Holds) || card.Read(CardRegisters.OeLastUrn) != 0 || card.Read(CardRegisters.OeSoupSeq) > FirstMessage;
        return new FoundCard(used, slots);
    }

    /// <summary>The same with the positions as they are now.</summary>
    public FoundCard Again(ICard card) => this with { Slots = [.. Slots.Select((s, n) => s with { Position = FoundSlot.PositionOf(card, n) })] };

    /// <summary>What a slot holds is of one symbol: under another one, or without limits, its position would be nobody's.</summary>
    /// <exception cref="HostException">A slot holds a position or orders of another symbol than its settings name, or no settings are for it.</exception>
    public void Require(IReadOnlyList<SlotSettings> settings)
    {
        for (int slot = 0; slot < Slots.Count; slot++)
        {
            FoundSlot found = Slots[slot];
            string? symbol = slot < settings.Count ? settings[slot].Symbol : null;
            if (found.Holds && found.Symbol != symbol)
            {
                string what = $"The card's slot {slot} holds a position of {found.Position} lots and {found.Orders} orders in '{found.Symbol}'";
                throw new HostException(symbol is null
                    ? $"{what}, and the settings name no slot {slot}: name it with that symbol, or reset the card when nothing is open any more."
                    : $"{what}, not in '{symbol}' as slot {slot} ({settings[slot].Name}) of the settings: give it the symbol {found.Symbol} there (--symbol {found.Symbol}, if it names none), or reset the card when nothing is open any more.");
            }
        }
    }
}

/// <summary>What one slot holds.</summary>
/// <param name="Position">Lots.</param>
/// <param name="Orders">Orders that are not confirmed dead.</param>
/// <param name="Symbol">The symbol that it traded; empty: none.</param>
public readonly record struct FoundSlot(int Position, int Orders, string Symbol)
{
    /// <summary>There is something that a host must go on with.</summary>
    public bool Holds => Position != 0 || Orders != 0;

    /// <summary>Reads a slot.</summary>
    public static FoundSlot Of(ICard card, int slot)
    {
        var banks = new SlotBanks(card, slot);
        long index = banks.Read(CardParameters.Symbol, banks.Running);
        bool tracked = index < new CapsValue(card.Read(CardRegisters.Caps)).NumSymbols;
        return new FoundSlot(PositionOf(card, slot), (int)new SlotOrdersValue(card.Read(CardRegisters.SlotOrdersAt(slot))).Open, tracked ? Name(card, (int)index) : string.Empty);
    }

    /// <summary>Its position, lots.</summary>
    public static int PositionOf(ICard card, int slot) => (int)card.Read(CardRegisters.SlotPositionAt(slot));

    private static string Name(ICard card, int index)
    {
        Span<byte> name = stackalloc byte[8];
        BitConverter.TryWriteBytes(name, card.Read(CardRegisters.SymNameLoAt(index)));
        BitConverter.TryWriteBytes(name[4..], card.Read(CardRegisters.SymNameHiAt(index)));
        return System.Text.Encoding.ASCII.GetString(name).Trim(' ', '\0');
    }
}
