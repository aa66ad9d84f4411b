using Saker.Card;
using Saker.Model;

namespace Saker.Cli;

/// <summary>The slot that quotes the first symbol while model and card are compared. It sends nothing: the kill latch of a card after reset is closed.</summary>
internal static class CompareSlot
{
    public const byte Slot = 0;
    private const int HalfSpread = 300, Cap = 1_000_000, MicroStep = 9, MicroMiddle = 4;

    /// <summary>A price between the ticks, so that rounding shows, and a micro-price that leans with the imbalance.</summary>
    public static SlotParameters Parameters { get; } = new()
    {
        Symbol = 0, Qty = 100, HalfBid = HalfSpread, HalfAsk = HalfSpread, InventoryCap = Cap, MaxDistance = ushort.MaxValue,
        Micro = [.. Enumerable.Range(0, SlotParameters.MicroEntries).Select(n => (short)(((n % 8) - MicroMiddle) * MicroStep * (1 + (n / 8))))],
    };

    /// <summary>Writes them to a card's first bank, and seals it.</summary>
    public static void Load(ICard card)
    {
        var banks = new SlotBanks(card, Slot);
        banks.Write(0, Parameters);
        banks.Seal(0);
    }
}
