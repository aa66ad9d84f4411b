using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>An ORDER event.</summary>
internal readonly record struct JudgedOrder(OrderAction Action, int Side, bool Sent, Verdict Verdict, uint Urn, uint Cycle);

/// <summary>What the tests of kept segments share: a venue that acknowledges only what it is told to, segments of any length
/// filled by the host, and the store's register.</summary>
internal static class OrderStore
{
    /// <summary>V_WINDOW of docs/card.md section 8.</summary>
    public const Verdict NoRoom = (Verdict)(1 << 8);

    /// <summary>Segments that the card keeps.</summary>
    public const int Places = 32;

    /// <summary>Most that may be kept for another order to be sent.</summary>
    public const int PlacesForOrders = 28;

    /// <summary>Room that a segment asks for, bytes.</summary>
    public const uint SegmentRoom = 64;

    /// <summary>Levels of the book that the tests start from: both sides quote one tick off the middle.</summary>
    public const int Bid = 2_000, Ask = 2_010;

    private const ulong LongestRest = 800;

    /// <summary>A bench whose session is caught up and whose slot may trade. The venue has acknowledged everything and from now on
    /// acknowledges nothing.</summary>
    public static TradingBench Ready(OrderLine? line = null, SlotParameters? parameters = null)
    {
        var bench = new TradingBench(parameters ?? TradingBench.Plain, TradingBench.Wide, line: line);
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Hold();
        bench.Feed.Discard();
        return bench;
    }

    /// <summary>The same with a buy and a sell that rest at the venue, sent and acknowledged.</summary>
    public static TradingBench Resting()
    {
        TradingBench bench = Ready();
        bench.Quote();
        bench.Settle();
        bench.Hold();
        Assert.Equal(2u, bench.Orders);
        bench.Feed.Discard();
        return bench;
    }

    public static OeStoreValue Store(this TradingBench bench) => new(bench.Card.Read(CardRegisters.OeStore));

    public static OeStatusValue Status(this TradingBench bench) => new(bench.Card.Read(CardRegisters.OeStatus));

    public static uint Kept(this TradingBench bench) => bench.Store().Kept;

    /// <summary>The card's time, ns.</summary>
    public static ulong Now(this TradingBench bench) =>
        bench.Card.Read(CardRegisters.NowNsLo) | ((ulong)bench.Card.Read(CardRegisters.NowNsHi) << 32);

    /// <summary>The venue acknowledges all that it has, and no more from now on. Segments are logged from here.</summary>
    public static void Hold(this TradingBench bench)
    {
        bench.Rest();
        bench.Acknowledge(bench.Peer.Expected);
        bench.Peer.Segments = [];
        Assert.Equal(0u, bench.Kept());
    }

    /// <summary>Runs until the line is silent, whether or not something waits for room, and takes what the card sent.</summary>
    public static void Rest(this TradingBench bench)
    {
        do
        {
            bench.Card.RunIdle(most: LongestRest);
        }
        while (bench.Peer.Poll());
    }

    /// <summary>A pure acknowledgment of everything below a sequence number, taken by the card.</summary>
    public static void Acknowledge(this TradingBench bench, uint sequence, ushort? window = null)
    {
        bench.Peer.Holds = sequence;
        bench.Peer.Window = window ?? bench.Peer.Window;
        bench.Peer.Acknowledge();
        bench.Rest();
    }

    /// <summary>The host sends a debug packet of that many bytes, 3 to 64, each with text of its own; returns its segment.</summary>
    public static CardSegment Send(this TradingBench bench, int length, int number = 0)
    {
        OrderPeer.HostMessage(bench.Card, Text(length, number));
        bench.Rest();
        return bench.Peer.Segments![^1];
    }

    /// <summary>The host fills places of the store with debug packets of rising lengths.</summary>
    public static List<CardSegment> Fill(this TradingBench bench, int segments)
    {
        List<CardSegment> sent = [.. Enumerable.Range(0, segments).Select(i => bench.Send(3 + (i * 7 % 62), i))];
        Assert.All(sent, s => Assert.Equal(SegmentKind.First, s.Kind));
        return sent;
    }

    /// <summary>OE_RESEND: the card may send as many again, and no more.</summary>
    public static void Resend(this TradingBench bench, int count, bool probe = false)
    {
        bench.Peer.Check.MayRepeat = count;
        bench.Peer.Check.MayProbe += probe ? 1 : 0;
        bench.Card.Write(CardRegisters.OeResend, new OeResendValue(0).WithCount((uint)count).WithProbe(probe).Raw);
    }

    /// <summary>What the card sent since the last call.</summary>
    public static List<CardSegment> Sent(this TradingBench bench)
    {
        bench.Rest();
        List<CardSegment> sent = bench.Peer.Segments!;
        bench.Peer.Segments = [];
        return sent;
    }

    /// <summary>The segments are these, byte for byte and in this order.</summary>
    public static void Same(IEnumerable<CardSegment> expected, IEnumerable<CardSegment> sent) =>
        Assert.Equal(expected.Select(s => (s.Sequence, Convert.ToHexString(s.Payload))), sent.Select(s => (s.Sequence, Convert.ToHexString(s.Payload))));

    /// <summary>Two orders that make the book quotable: a buy and a sell are wanted.</summary>
    public static void Quote(this TradingBench bench) =>
        bench.Feed.SendMessages([bench.Book.Add(Side.Buy, Bid, 500), bench.Book.Add(Side.Sell, Ask, 500)]);

    /// <summary>What the gate made of the orders since the last call, as recorded.</summary>
    public static List<JudgedOrder> Judged(this TradingBench bench)
    {
        bench.Rest();
        var orders = new List<JudgedOrder>();
        bench.Feed.Take(r =>
        {
            if (r[4] == (byte)EventType.Order)
            {
                orders.Add(Order(r));
            }
        });
        return orders;
    }

    /// <summary>The orders among records.</summary>
    public static IEnumerable<JudgedOrder> Orders(this IEnumerable<byte[]> records) => records.Where(r => r[4] == (byte)EventType.Order).Select(r => Order(r));

    private static JudgedOrder Order(ReadOnlySpan<byte> record)
    {
        var o = new OrderEvent(record);
        return new JudgedOrder((OrderAction)o.Action, (int)o.Side, o.Sent != 0, (Verdict)o.Verdict, o.Urn, o.Cycle);
    }

    /// <summary>Login Accepted that goes on where the card's count stands now.</summary>
    public static byte[] Login(this TradingBench bench)
    {
        byte[] bytes = new byte[64];
        return bytes[..SoupLoginAccepted.Write(bytes, "0000000001", bench.Card.Read(CardRegisters.OeSoupSeq))];
    }

    /// <summary>The answer to an account query.</summary>
    public static byte[] Answer(uint next)
    {
        Span<byte> message = stackalloc byte[16];
        int length = new OuchAccountQueryResponse(default, new UserRef(next)).Write(message);
        return VenueMessages.Soup(SoupType.SequencedData, message[..length]);
    }

    /// <summary>Another connection, taken over; nobody has logged in.</summary>
    public static void Reconnect(this TradingBench bench)
    {
        OrderLine line = OrderLine.Default with { CardSequence = 0x1234_5678, VenueSequence = 0x9ABC_DEF0 };
        bench.Rest();
        bench.Connect(line).Segments = [];
        line.HandOver(bench.Card);
        bench.Rest();
        bench.Feed.Discard();
    }

    /// <summary>A SoupBinTCP debug packet of that many bytes.</summary>
    public static byte[] Text(int length, int number) =>
        VenueMessages.Soup(SoupType.Debug, [.. Enumerable.Range(0, length - SoupPacket.HeaderLength).Select(i => (byte)((number * 17) + i))]);
}
