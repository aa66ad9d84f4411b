using Saker.Model;

namespace Saker.Card.Bench;

/// <summary>Guards of symbols and slots that stop nothing that a bench does on purpose (docs/card.md sections 5 and 8.1 to 8.4). Without them an unwritten card refuses everything.</summary>
public static class OpenGuards
{
    /// <summary>Rejects in a row and executions that no bench reaches by chance: as many as fit, and one execution forgotten each 16 ns.</summary>
    public static TripLimits Trips { get; } = new(byte.MaxValue, ushort.MaxValue, 16);

    /// <summary>Every symbol of the card is ACTIVE, and silent only after the longest time that the card can count, 17 s.</summary>
    public static void Symbols(ICard card)
    {
        uint symbols = new CapsValue(card.Read(CardRegisters.Caps)).NumSymbols;
        for (int n = 0; n < symbols; n++)
        {
            card.Write(CardRegisters.SymModeAt(n), (uint)SlotMode.Active);
            card.Write(CardRegisters.SymSilenceAt(n), SilenceWatch.MostLimit);
        }
    }

    /// <summary>Writes SLOT_MAX_NOTIONAL of a slot. The card judges by it at most 100 cycles later.</summary>
    public static void Notional(ICard card, int slot, ulong most)
    {
        card.Write(CardRegisters.SlotMaxNotionalLoAt(slot), (uint)most);
        card.Write(CardRegisters.SlotMaxNotionalHiAt(slot), (uint)(most >> 32));
    }

    /// <summary>Writes the limits beyond which a slot trips.</summary>
    public static void Limit(ICard card, int slot, in TripLimits limits)
    {
        card.Write(CardRegisters.SlotMaxRejectsAt(slot), limits.MaxRejects);
        card.Write(CardRegisters.SlotMaxFillsAt(slot), limits.MaxFills);
        card.Write(CardRegisters.SlotFillsNsAt(slot), limits.FillsNs);
    }
}
