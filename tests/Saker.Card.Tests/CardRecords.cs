using System.Buffers.Binary;
using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Tests;

/// <summary>Records of the ring in the model's form, so that both can be compared for equality.</summary>
internal static class CardRecords
{
    /// <summary>An index is valid while its quantity is not 0.</summary>
    public static BookRecord Normal(BookRecord r) =>
        r with { BidIdx = r.BidQty == 0 ? (ushort)0 : r.BidIdx, AskIdx = r.AskQty == 0 ? (ushort)0 : r.AskIdx };

    public static BookRecord Book(ReadOnlySpan<byte> record)
    {
        var b = new BookEvent(record);
        return Normal(new BookRecord((byte)b.Sym, (byte)b.Flags, b.Seq, b.Ts, b.Mtype, b.Stale, b.BidIdx, b.AskIdx, b.BidQty, b.AskQty));
    }

    /// <summary>How a symbol's flags and stale reason went, each state once, whatever record told of it.</summary>
    public static List<BookRecord> Changes(IEnumerable<BookRecord> records, int symbol)
    {
        var changes = new List<BookRecord>();
        foreach (BookRecord r in records.Where(r => r.Sym == symbol))
        {
            var state = new BookRecord(r.Sym, r.Flags, 0, 0, 0, r.Stale, 0, 0, 0, 0);
            if (changes.Count == 0 || changes[^1] != state)
            {
                changes.Add(state);
            }
        }

        return changes;
    }

    public static AdminRecord Admin(ReadOnlySpan<byte> record)
    {
        var a = new AdminEvent(record);
        return new AdminRecord((byte)a.Mtype, (byte)a.Sym, (byte)a.Tracked, a.Seq, a.Ts, a.Locate, BinaryPrimitives.ReadUInt64BigEndian(a.Stock), a.Code,
            a.NewRef, a.Qty, a.Price);
    }

    public static FeedRecord Feed(ReadOnlySpan<byte> record)
    {
        var f = new FeedEvent(record);
        return new FeedRecord((byte)f.Cause, (byte)f.Line, f.Expected, f.Got, new SessionId(BinaryPrimitives.ReadUInt64BigEndian(f.Session), BinaryPrimitives.ReadUInt16BigEndian(f.Session[8..])));
    }

    public static TradeRecord Trade(ReadOnlySpan<byte> record)
    {
        var t = new TradeEvent(record);
        return new TradeRecord((byte)t.Mtype, (byte)t.Sym, (byte)t.Side, t.Seq, t.Ts, t.Code, t.Flags, t.Price, t.Qty, t.MatchNo, t.OrderRef);
    }

    public static DepthRecord Depth(ReadOnlySpan<byte> record)
    {
        var d = new DepthEvent(record);
        return new DepthRecord((byte)d.Sym, (byte)d.Side, (byte)d.Part, (byte)d.Levels, d.Seq,
            d.Idx0, d.Idx1, d.Idx2, d.Idx3, d.Idx4, d.Qty0, d.Qty1, d.Qty2, d.Qty3, d.Qty4);
    }

    public static MessageRecord Message(ReadOnlySpan<byte> record)
    {
        var m = new MessageEvent(record);
        return new MessageRecord((byte)m.Mtype, (byte)m.Sym, (byte)m.Tracked, m.Seq, m.Ts, m.Locate, m.OrderRef, m.NewRef, m.Qty, m.Price, m.Side, m.Code);
    }
}
