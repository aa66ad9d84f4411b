using Saker.Wire;
using Xunit;

namespace Saker.Model.Tests;

/// <summary>Frames in, counters, sequencing and stale causes out: docs/card.md sections 2 to 4.</summary>
public sealed class FeedModelTests
{
    private static readonly SessionId Session = SessionId.Of("SAKER00001");
    private static readonly FeedConfig Config = new(new Ipv4Address(0xEF01_0101), 26477, Session, Record: true);
    private readonly RecordingSink _sink = new();
    private readonly FeedModel _feed;

    public FeedModelTests()
    {
        _feed = new FeedModel(new CardShape(2, 1, 6, 4, 4), Config, _sink);
        _feed.Book.SetWindow(0, new PriceWindow(1000, 10));
        _feed.Symbols.SetName(0, Symbol.Of("AAA").Packed);
        _feed.Book.Clear();
        _feed.Set(1);
        _sink.Clear();
    }

    private static byte[] Frame(ulong sequence, params byte[][] messages)
    {
        byte[] frame = new byte[1514];
        MoldPacketBuilder builder = new(frame.AsSpan(42), Session, sequence);
        foreach (byte[] message in messages)
        {
            Assert.True(builder.TryAdd(message));
        }
        return Finish(frame, builder.Finish());
    }

    private static byte[] Finish(byte[] frame, int payload)
    {
        Ipv4Address source = new(0x0A00_0001);
        EthernetFrame.WriteHeader(frame, MacAddress.OfGroup(Config.Group), new MacAddress(2), EtherType.Ipv4);
        int udp = UdpDatagram.WriteHeader(frame.AsSpan(34), source, Config.Group, 1, Config.Port, payload);
        Ipv4Packet.WriteHeader(frame.AsSpan(14), source, Config.Group, IpProtocol.Udp, udp);
        return frame[..Math.Max(60, 34 + udp)];
    }

    private static byte[] Add(ulong reference, Side side, uint qty, uint price)
    {
        byte[] m = new byte[ItchAddOrder.Length];
        ItchAddOrder.Write(m, new Locate(5), 0, new Timestamp(9), new OrderRef(reference), side, new Quantity(qty), Symbol.Of("AAA"), new Price(price));
        return m;
    }

    private static byte[] Directory()
    {
        byte[] m = new byte[ItchStockDirectory.Length];
        ItchStockDirectory.Write(m, new Locate(5), 0, default, Symbol.Of("AAA"), 'Q', 'N', 100, 'N', 'C', 0, 'P', 'N', ' ', '1', 'N', 0, 'N');
        return m;
    }

    private static byte[] Trading()
    {
        byte[] m = new byte[ItchStockTradingAction.Length];
        ItchStockTradingAction.Write(m, new Locate(5), 0, default, Symbol.Of("AAA"), 'T', Alpha4.Of(""));
        return m;
    }

    [Fact]
    public void Directory_trading_and_orders_build_a_book()
    {
        _feed.Frame(Frame(1, Directory(), Trading(), Add(1, Side.Buy, 5, 1000), Add(2, Side.Sell, 6, 1010)));
        Assert.Equal([(byte)'R', (byte)'H'], _sink.Admins.Select(a => a.Mtype));
        Assert.Equal(4, _sink.Messages.Count);
        BookRecord last = _sink.Books[^1];
        Assert.Equal(new BookRecord(0, 0, 4, 9, (byte)'A', 0, 0, 1, 5, 6), last);
        Assert.Equal((5ul, 1u, 4u, 2u), (_feed.Expected, _feed.Counters[FeedCounter.Packets], _feed.Counters[FeedCounter.Messages], _feed.Counters[FeedCounter.BookMessages]));
    }

    [Fact]
    public void Other_frames_are_counted_by_the_first_failing_check()
    {
        void One(FeedCounter counter, Action<byte[]> spoil)
        {
            byte[] frame = Frame(1, Directory());
            spoil(frame);
            uint before = _feed.Counters[counter];
            _feed.Frame(frame);
            Assert.Equal(before + 1, _feed.Counters[counter]);
        }
        One(FeedCounter.NotIpv4, f => f[12] = 0x86);
        One(FeedCounter.BadIp, f => f[24]++);
        One(FeedCounter.NotUdp, f => { f[23] = 6; f[24] = f[25] = 0; ushort c = InternetChecksum.Compute(f.AsSpan(14, 20)); f[24] = (byte)(c >> 8); f[25] = (byte)c; });
        One(FeedCounter.NotOurs, f => f[37]++);
        One(FeedCounter.BadUdp, f => f[39]++);
        One(FeedCounter.WrongSession, f => f[42]++);
        Assert.Equal(1ul, _feed.Expected);
        Assert.Equal(0u, _feed.Counters[FeedCounter.Messages]);
    }

    [Fact]
    public void Wrong_length_of_a_book_type_makes_all_stale_and_the_sequence_goes_on()
    {
        _feed.Frame(Frame(1, Directory(), Add(1, Side.Buy, 5, 1000)[..^1], [(byte)'%', 0]));
        Assert.Equal((StaleReason.BadLength, 1u, 1u, 4ul), (_feed.Book.Stale(0), _feed.Counters[FeedCounter.BadLength], _feed.Counters[FeedCounter.UnknownType], _feed.Expected));
    }

    [Fact]
    public void Random_and_cut_frames_never_throw_and_never_reach_a_book()
    {
        Random random = new(5);
        byte[] good = Frame(1, Add(1, Side.Buy, 5, 1000));
        for (int i = 0; i < 20_000; i++)
        {
            byte[] frame = good.AsSpan(0, random.Next(good.Length)).ToArray();
            for (int n = random.Next(3); n > 0 && frame.Length > 0; n--)
            {
                frame[random.Next(frame.Length)] ^= (byte)random.Next(1, 256);
            }
            _feed.Frame(frame, FrameFault.BadFcs);
        }
        Assert.Equal(20_000u, _feed.Counters[FeedCounter.Frames]);
        Assert.Equal((0u, 0u), (_feed.Book.Top(0).BidQty, _feed.Book.Top(0).AskQty));
    }
}
