using System.Buffers.Binary;
using Saker.Card;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>Records of the card's ring in the model's form.</summary>
internal static class CardRecords
{
    /// <summary>An index means something only while its quantity is not 0.</summary>
    public static BookRecord Normal(in BookRecord r) =>
        r with { BidIdx = r.BidQty == 0 ? (ushort)0 : r.BidIdx, AskIdx = r.AskQty == 0 ? (ushort)0 : r.AskIdx };

    /// <summary>A quote of which no side is wanted has no mid that means something.</summary>
    public static QuoteRecord Normal(in QuoteRecord r) => r.BidEn == 0 && r.AskEn == 0 ? r with { Mid2 = 0 } : r;

    public static BookRecord Book(ReadOnlySpan<byte> record)
    {
        var b = new BookEvent(record);
        return Normal(new BookRecord((byte)b.Sym, (byte)b.Flags, b.Seq, b.Ts, b.Mtype, b.Stale, b.BidIdx, b.AskIdx, b.BidQty, b.AskQty));
    }

    public static QuoteRecord Quote(ReadOnlySpan<byte> record) => Normal(CardQuotes.Read(new QuoteEvent(record)));

    public static AdminRecord Admin(ReadOnlySpan<byte> record)
    {
        var a = new AdminEvent(record);
        return new AdminRecord((byte)a.Mtype, (byte)a.Sym, (byte)a.Tracked, a.Seq, a.Ts, a.Locate, BinaryPrimitives.ReadUInt64BigEndian(a.Stock), a.Code,
            a.NewRef, a.Qty, a.Price);
    }

    public static FeedRecord Feed(ReadOnlySpan<byte> record)
    {
        var f = new FeedEvent(record);
        var session = new SessionId(BinaryPrimitives.ReadUInt64BigEndian(f.Session), BinaryPrimitives.ReadUInt16BigEndian(f.Session[8..]));
        return new FeedRecord((byte)f.Cause, (byte)f.Line, f.Expected, f.Got, session);
    }

    public static MessageRecord Message(ReadOnlySpan<byte> record)
    {
        var m = new MessageEvent(record);
        return new MessageRecord((byte)m.Mtype, (byte)m.Sym, (byte)m.Tracked, m.Seq, m.Ts, m.Locate, m.OrderRef, m.NewRef, m.Qty, m.Price, m.Side, m.Code);
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
}
