namespace Saker.Model;

/// <summary>What gates and variance let a slot do: docs/card.md section 6. Another answer is decided again.</summary>
/// <param name="BidOpen">The bid may be wanted.</param>
/// <param name="AskOpen">The ask may be wanted.</param>
/// <param name="Tight">Neither side is widened.</param>
public readonly record struct GateAnswer(bool BidOpen, bool AskOpen, bool Tight);

/// <summary>The quoter of docs/card.md section 6, in the card's integers.</summary>
public static class Quoter
{
    private const int InvLimit = 1 << 23;

    /// <summary>⌊8·bid/(bid+ask)⌋, at most 7, as the card compares it. Quantities in lots.</summary>
    public static int ImbalanceBucket(uint bidQty, uint askQty)
    {
        int bucket = 0;
        for (uint k = 1; k <= 7; k++)
        {
            bucket += (8 - k) * (ulong)bidQty >= k * (ulong)askQty ? 1 : 0;
        }
        return bucket;
    }

    /// <summary>The inventory term in ticks/256: ⌊position · skew / 256⌋ within ±2^23.</summary>
    public static int Inventory(int position, int skew) => (int)Math.Clamp((long)position * skew >> 8, -InvLimit, InvLimit);

    /// <summary>The answer of a gate word (docs/signals.md section 3) to one who needs no variance. A mask of 0 needs nothing.</summary>
    public static GateAnswer Answer(uint gates, SlotParameters p) =>
        new((p.NeedBid & ~gates) == 0, (p.NeedAsk & ~gates) == 0, (p.NeedTight & ~gates) == 0);

    /// <summary>The answer to a slot that quotes.</summary>
    /// <param name="counts">The variance that VAR_HORIZON names counts, or it names none: <see cref="SlotSkew.Counts"/>.</param>
    public static GateAnswer Answer(uint gates, SlotParameters p, bool counts)
    {
        GateAnswer answer = Answer(gates, p);
        return answer with { BidOpen = answer.BidOpen && counts, AskOpen = answer.AskOpen && counts };
    }

    /// <summary>Lots of a side's quote.</summary>
    /// <param name="adds">Lots held that a fill of the side adds to: the position for the bid, less the position for the ask.</param>
    public static uint Quantity(long adds, SlotParameters p)
    {
        uint quantity = p.Qty;
        for (int k = 0; k < SlotParameters.Steps; k++)
        {
            quantity = p.StepPosition[k] != 0 && adds >= p.StepPosition[k] ? Math.Min(p.StepQty[k], p.Qty) : quantity;
        }
        return quantity;
    }

    /// <summary>The decision for a top of book of the slot's symbol.</summary>
    /// <param name="window">Ticks in the window.</param>
    /// <param name="gates">Gate word of the symbol.</param>
    /// <param name="skew">The skew in force; null: that of the parameters while no variance is known.</param>
    public static QuoteRecord Decide(byte slot, in BookRecord tob, SlotParameters p, int position, int window, uint gates = 0, SlotSkew? skew = null)
    {
        SlotSkew by = skew ?? SlotSkew.Of(p, default);
        long edge = p.VarHorizon == VarHorizon.None ? 0 : by.Value;
        int bid = tob.BidIdx, ask = tob.AskIdx;
        ushort mid2 = (ushort)(bid + ask);
        GateAnswer answer = Answer(gates, p, by.Counts);
        uint told = gates | (answer.Tight ? 0 : QuoteRecord.Widened);
        if (!tob.Ok)
        {
            return new QuoteRecord(slot, tob.Seq, 0, 0, 0, 0, mid2, position, Gates: told, Edge: edge);
        }
        int spreadClass = Math.Min(ask - bid, 4) - 1;
        long micro = (long)(bid + ask) * 128 + p.Micro[spreadClass * 8 + ImbalanceBucket(tob.BidQty, tob.AskQty)];
        long inventory = Inventory(position, by.Value);
        long halfBid = (long)p.HalfBid + (answer.Tight ? 0 : p.WidenBid), halfAsk = (long)p.HalfAsk + (answer.Tight ? 0 : p.WidenAsk);
        long wantBid = Math.Min((micro - Math.Max(inventory + halfBid, p.MinEdge)) >> 8, ask - 1);
        long wantAsk = Math.Max(-(-(micro + Math.Max(halfAsk - inventory, p.MinEdge)) >> 8), bid + 1);
        uint bidQty = Quantity(position, p), askQty = Quantity(-(long)position, p);
        bool bidEn = answer.BidOpen && Wanted(wantBid, bid - wantBid, bidQty, position, p, window);
        bool askEn = answer.AskOpen && Wanted(wantAsk, wantAsk - ask, askQty, -(long)position, p, window);
        return new QuoteRecord(
            slot, tob.Seq, bidEn ? (byte)1 : (byte)0, askEn ? (byte)1 : (byte)0,
            bidEn ? (ushort)wantBid : (ushort)0, askEn ? (ushort)wantAsk : (ushort)0, mid2, position,
            bidEn ? bidQty : 0, askEn ? askQty : 0, told, Edge: edge);
    }

    /// <param name="behind">Ticks behind the best of the side; below 0: before it.</param>
    /// <param name="adds">As <see cref="Quantity"/> has it.</param>
    private static bool Wanted(long idx, long behind, uint quantity, long adds, SlotParameters p, int window) =>
        quantity != 0 && idx >= 0 && idx < window && adds + quantity <= p.InventoryCap && behind <= p.MaxDistance;
}
