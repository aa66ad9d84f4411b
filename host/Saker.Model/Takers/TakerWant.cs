namespace Saker.Model;

/// <summary>What a slot wants to take.</summary>
/// <param name="Side">0 buy, 1 sell.</param>
/// <param name="Idx">Its price, ticks above the window's base.</param>
/// <param name="Qty">Lots.</param>
public readonly record struct TakerWant(byte Side, ushort Idx, uint Qty)
{
    /// <summary>The want of a side at the best of the other side and SLIP beyond; null when it does not fit: docs/card.md section 13.</summary>
    /// <param name="side">0 buy, 1 sell.</param>
    /// <param name="book">Of the slot's symbol.</param>
    /// <param name="p">The slot's parameters.</param>
    /// <param name="position">Lots.</param>
    /// <param name="gates">Gate word of the symbol.</param>
    /// <param name="window">Ticks in the window.</param>
    /// <param name="counts">The variance that VAR_HORIZON names counts; null: none does.</param>
    public static TakerWant? Fitting(int side, TakerBook book, SlotParameters p, int position, uint gates, int window, bool? counts = null)
    {
        GateAnswer answer = Quoter.Answer(gates, p, counts ?? p.VarHorizon == VarHorizon.None);
        bool open = side == 0 ? answer.BidOpen : answer.AskOpen;
        long adds = side == 0 ? position : -(long)position;
        return open && adds + p.Qty <= p.InventoryCap ? Inside(side, book, p.Slip, p.Qty, window) : null;
    }

    /// <summary>The want of a side that only has to lie in the window; null when it does not, or for no lots.</summary>
    public static TakerWant? Inside(int side, TakerBook book, ushort slip, uint qty, int window)
    {
        int idx = side == 0 ? book.AskIdx + slip : book.BidIdx - slip;
        return qty != 0 && idx >= 0 && idx < window ? new TakerWant((byte)side, (ushort)idx, qty) : null;
    }

    /// <summary>The QUOTE record of a decision.</summary>
    /// <param name="slot">Slot.</param>
    /// <param name="seq">Of the message that caused it.</param>
    /// <param name="want">What it wants; null: nothing.</param>
    /// <param name="book">Of the slot's symbol.</param>
    /// <param name="position">Lots.</param>
    /// <param name="gates">Gate word of the symbol.</param>
    /// <param name="edge">Half ticks/4096.</param>
    public static QuoteRecord Decision(byte slot, ulong seq, TakerWant? want, TakerBook book, int position, uint gates, long edge = 0)
    {
        var empty = new QuoteRecord(slot, seq, 0, 0, 0, 0, (ushort)book.Mid2, position, Gates: gates, Edge: edge);
        return want switch
        {
            { Side: 0 } w => empty with { BidEn = 1, BidIdx = w.Idx, BidQty = w.Qty },
            { } w => empty with { AskEn = 1, AskIdx = w.Idx, AskQty = w.Qty },
            null => empty,
        };
    }
}
