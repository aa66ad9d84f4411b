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
        Symbol = 0, Qty = 100, HalfBid = HalfSpread, HalfAsk = HalfSpread, InventoryCap = Cap,
        Micro = [.. Enumerable.Range(0, SlotParameters.MicroEntries).Select(n => (short)(((n % 8) - MicroMiddle) * MicroStep * (1 + (n / 8))))],
    };

    /// <summary>Writes them to a card.</summary>
    public static void Load(ICard card)
    {
        Write(card, CardParameters.Symbol, Parameters.Symbol);
        Write(card, CardParameters.Qty, Parameters.Qty);
        Write(card, CardParameters.HalfBid, Parameters.HalfBid);
        Write(card, CardParameters.HalfAsk, Parameters.HalfAsk);
        Write(card, CardParameters.Skew, Parameters.Skew);
        Write(card, CardParameters.InventoryCap, Parameters.InventoryCap);
        for (int n = 0; n < Parameters.Micro.Length; n++)
        {
            Write(card, CardParameters.Micro, Parameters.Micro[n], n);
        }
    }

    private static void Write(ICard card, ParameterDescriptor parameter, long value, int element = 0) =>
        card.Write(parameter.Offset(Slot, element), parameter.Encode(value));
}
