namespace Saker.Model;

/// <summary>A slot of a triangle: what it may do, and what it knows.</summary>
/// <param name="slot">Slot.</param>
/// <param name="p">Parameters of its running bank.</param>
/// <param name="priceBase">SYM_BASE of its symbol, price units.</param>
/// <param name="tick">SYM_TICK of its symbol, price units.</param>
public sealed class TriangleLeg(byte slot, SlotParameters p, uint priceBase, uint tick)
{
    public byte Slot => slot;
    public SlotParameters Parameters => p;
    public TakerBook Book { get; } = new();

    /// <summary>Price of the best bid, price units, 32 bits.</summary>
    public uint Bid => Price(Book.BidIdx);

    /// <summary>Price of the best ask, price units, 32 bits.</summary>
    public uint Ask => Price(Book.AskIdx);

    private uint Price(ushort idx) => unchecked(priceBase + idx * tick);
}

/// <summary>What of a slot says whether a triangle may be taken with it now.</summary>
/// <param name="Mode">Effective mode.</param>
/// <param name="Busy">It has a want, an order, or owes.</param>
/// <param name="SymOk">Its symbol may be traded.</param>
/// <param name="Position">Lots.</param>
/// <param name="Gates">Gate word of its symbol.</param>
/// <param name="Counts">The variance that VAR_HORIZON names counts; null: none does.</param>
public readonly record struct LegState(SlotMode Mode, bool Busy, bool SymOk, int Position, uint Gates, bool? Counts = null);
