namespace Saker.Model;

/// <summary>Parameters of a slot, in the units of hdl/regs/params.json.</summary>
public sealed record SlotParameters
{
    public const int MicroEntries = 32;

    /// <summary>Tracked symbol.</summary>
    public byte Symbol { get; init; }
    /// <summary>Lots of each quote; 0 quotes nothing.</summary>
    public uint Qty { get; init; }
    /// <summary>Ticks/256 below the reservation price.</summary>
    public int HalfBid { get; init; }
    /// <summary>Ticks/256 above the reservation price.</summary>
    public int HalfAsk { get; init; }
    /// <summary>Ticks/65536 per lot held.</summary>
    public int Skew { get; init; }
    /// <summary>Ticks; 0 and 1 mean at every change.</summary>
    public ushort Hysteresis { get; init; }
    /// <summary>Lots.</summary>
    public uint InventoryCap { get; init; }
    /// <summary>Micro-price less mid in ticks/256, by spread class · 8 + imbalance bucket; 32 entries.</summary>
    public short[] Micro { get; init; } = new short[MicroEntries];
}

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

    /// <summary>The decision for a top of book of the slot's symbol.</summary>
    /// <param name="window">Ticks in the window.</param>
    public static QuoteRecord Decide(byte slot, in BookRecord tob, SlotParameters p, int position, int window)
    {
        int bid = tob.BidIdx;
        int ask = tob.AskIdx;
        ushort mid2 = (ushort)(bid + ask);
        if (!tob.Ok)
        {
            return new QuoteRecord(slot, tob.Seq, 0, 0, 0, 0, mid2, position);
        }
        int spreadClass = Math.Min(ask - bid, 4) - 1;
        long micro = (long)(bid + ask) * 128 + p.Micro[spreadClass * 8 + ImbalanceBucket(tob.BidQty, tob.AskQty)];
        long reservation = micro - Inventory(position, p.Skew);
        long wantBid = Math.Min((reservation - p.HalfBid) >> 8, ask - 1);
        long wantAsk = Math.Max(-(-(reservation + p.HalfAsk) >> 8), bid + 1);
        bool bidEn = p.Qty != 0 && InWindow(wantBid, window) && (long)position + p.Qty <= p.InventoryCap;
        bool askEn = p.Qty != 0 && InWindow(wantAsk, window) && -(long)position + p.Qty <= p.InventoryCap;
        return new QuoteRecord(
            slot, tob.Seq, bidEn ? (byte)1 : (byte)0, askEn ? (byte)1 : (byte)0,
            bidEn ? (ushort)wantBid : (ushort)0, askEn ? (ushort)wantAsk : (ushort)0, mid2, position);
    }

    private static bool InWindow(long idx, int window) => idx >= 0 && idx < window;
}
