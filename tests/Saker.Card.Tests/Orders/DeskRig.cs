using System.Buffers.Binary;
using System.Text;
using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>What the tests of the desk share: a slot whose book is ok and that quotes nothing by itself, orders that rest, and the bytes and
/// records that must come.</summary>
internal static class DeskRig
{
    /// <summary>The book that stands; the mid is 2005.</summary>
    public const int Bid = 2_000, Ask = 2_010;

    /// <summary>Twice the mid.</summary>
    public const ushort Mid2 = Bid + Ask;

    /// <summary>A price that no control minds.</summary>
    public const ushort Idx = 2_004;

    /// <summary>The same for a sell: it meets no buy of the tests.</summary>
    public const ushort SellIdx = 2_008;

    /// <summary>Controls that let 256 orders and more rest.</summary>
    public static SlotControls Wide { get; } = new(1_000, 1_000, 100_000_000);

    /// <summary>A slot that quotes nothing.</summary>
    public static SlotParameters Silent { get; } = TradingBench.Plain with { Qty = 0 };

    public static DeskOffer Buy(uint quantity = 100, ushort idx = Idx) => new(0, quantity, idx);

    public static DeskOffer Sell(uint quantity = 100, ushort idx = SellIdx) => new(1, quantity, idx);

    /// <summary>Logged in, armed, ACTIVE, the book ok; the slot quotes with <paramref name="parameters"/>, nothing by default.</summary>
    public static TradingBench Ready(SlotControls? controls = null, SlotParameters? parameters = null, OrderLine? line = null, SlotMode mode = SlotMode.Active, bool arm = true, bool throttle = true)
    {
        var bench = new TradingBench(parameters ?? Silent, controls ?? Wide, line: line, throttle: throttle);
        if (arm)
        {
            bench.Arm();
        }

        bench.Mode(mode);
        bench.Feed.SendMessages([bench.Book.Add(Side.Buy, Bid, 500), bench.Book.Add(Side.Sell, Ask, 500)]);
        bench.Settle();
        bench.Feed.Discard();
        bench.Peer.Segments = [];
        return bench;
    }

    /// <summary>Offers orders, one after another; each rests at the venue, accepted. Returns their references.</summary>
    public static List<uint> Rest(this TradingBench bench, int orders, DeskOffer? offer = null)
    {
        var urns = new List<uint>();
        for (int i = 0; i < orders; i++)
        {
            bench.Desk.New(offer ?? Buy(1));
            bench.Settle();
            Assert.True(bench.Desk.Status.Sent, $"order {i}: {(Verdict)bench.Desk.Status.Verdict}");
            urns.Add(bench.Desk.LastUrn);
        }

        bench.Feed.Discard();
        bench.Peer.Segments = [];
        return urns;
    }

    /// <summary>Offers an order that nobody answers; returns its reference.</summary>
    public static uint Unanswered(this TradingBench bench, DeskOffer? offer = null)
    {
        bench.Desk.New(offer ?? Buy());
        bench.Rest();
        Assert.True(bench.Desk.Status.Sent);
        return bench.Desk.LastUrn;
    }

    /// <summary>The order of the desk that lives at the venue under a reference.</summary>
    public static VenueOrder Order(this TradingBench bench, uint urn) => bench.Venue.Live[urn];

    /// <summary>The ORDER records since the last call; the line is silent.</summary>
    public static List<OrderRecord> Recorded(this TradingBench bench)
    {
        bench.Rest();
        return [.. bench.Records(EventType.Order).Select(TwinJudge.Read)];
    }

    /// <summary>The records of one type since the last call, others forgotten; the clock stands.</summary>
    public static List<byte[]> Records(this TradingBench bench, EventType type)
    {
        var records = new List<byte[]>();
        bench.Feed.Take(r =>
        {
            if (r[4] == (byte)type)
            {
                records.Add(r.ToArray());
            }
        });
        return records;
    }

    /// <summary>The requests that reached the venue and were not taken yet.</summary>
    public static List<PeerPacket> Requests(this TradingBench bench)
    {
        bench.Rest();
        var requests = new List<PeerPacket>();
        while (bench.Peer.Packets.TryDequeue(out PeerPacket packet))
        {
            if (packet.Type == SoupType.UnsequencedData)
            {
                requests.Add(packet);
            }
        }

        return requests;
    }

    /// <summary>The venue says something, and the card takes it.</summary>
    public static void Say(this TradingBench bench, params byte[][] packets)
    {
        foreach (byte[] packet in packets)
        {
            bench.Peer.Send(packet);
        }

        bench.Rest();
    }

    /// <summary>The venue takes a request and answers it.</summary>
    public static void Answer(this TradingBench bench, byte[] request, VenueAnswer answer = VenueAnswer.Accept, uint immediate = 0)
    {
        byte[] said = bench.Venue.Take(request, answer, immediate);
        if (said.Length != 0)
        {
            bench.Say(said);
        }
    }

    /// <summary>Enter Order as OUCH 5.0 has it, byte by byte, with what <see cref="OrderLine.Default"/> makes of the session.</summary>
    public static byte[] EnterBytes(uint urn, in DeskOffer offer, ReadOnlySpan<byte> tags = default)
    {
        byte[] b = new byte[47 + tags.Length];
        b[0] = (byte)'O';
        BinaryPrimitives.WriteUInt32BigEndian(b.AsSpan(1), urn);
        b[5] = (byte)(offer.Side == 0 ? 'B' : 'S');
        BinaryPrimitives.WriteUInt32BigEndian(b.AsSpan(6), offer.Quantity);
        Encoding.ASCII.GetBytes("AAAA    ", b.AsSpan(10));
        BinaryPrimitives.WriteUInt64BigEndian(b.AsSpan(18), 1_000_000ul + (100ul * offer.Idx));
        Encoding.ASCII.GetBytes($"{(offer.Ioc ? '3' : '0')}YPNN", b.AsSpan(26));
        Encoding.ASCII.GetBytes($"SAKR01{urn:X8}", b.AsSpan(31));
        BinaryPrimitives.WriteUInt16BigEndian(b.AsSpan(45), (ushort)tags.Length);
        tags.CopyTo(b.AsSpan(47));
        return b;
    }

    /// <summary>Cancel of all of an order, byte by byte.</summary>
    public static byte[] CancelBytes(uint urn)
    {
        byte[] b = new byte[9];
        b[0] = (byte)'X';
        BinaryPrimitives.WriteUInt32BigEndian(b.AsSpan(1), urn);
        return b;
    }

    /// <summary>The ORDER record of a NEW of the desk.</summary>
    public static OrderRecord NewRecord(uint urn, in DeskOffer offer, Verdict verdict = Verdict.Pass, int position = 0) => new(
        0, offer.Side, (byte)OrderAction.New, verdict == Verdict.Pass ? (byte)1 : (byte)0, 0, urn, 0, offer.Quantity, offer.Quantity,
        1_000_000u + (100u * offer.Idx), offer.Idx, (ushort)verdict, 0, position, Mid2, 1, offer.Ioc ? (byte)1 : (byte)0);

    /// <summary>Any message of the venue that names an order and is of that length: reference at byte 9, the rest zero.</summary>
    public static byte[] Naming(char type, uint urn, int length)
    {
        byte[] b = new byte[length];
        b[0] = (byte)type;
        BinaryPrimitives.WriteUInt32BigEndian(b.AsSpan(type == 'U' ? 13 : 9), urn);
        return VenueMessages.Soup(SoupType.SequencedData, b);
    }

    /// <summary>Positions, sums and counts of the card are the venue's.</summary>
    public static void AgreesWithVenue(this TradingBench bench)
    {
        Assert.Equal(bench.Venue.Position, bench.Position);
        Assert.Equal((bench.Venue.Open(true), bench.Venue.Open(false)), (bench.OpenBuy, bench.OpenSell));
        Assert.Equal(((uint)bench.Venue.Live.Count, (uint)bench.Venue.Live.Count), (bench.Orders, bench.Desk.Table.Open));
    }
}
