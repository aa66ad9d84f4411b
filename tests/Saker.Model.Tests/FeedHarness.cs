using Saker.Wire;
using Xunit;

namespace Saker.Model.Tests;

/// <summary>A model with one tracked symbol of two, lines A and B under their own addresses, and frames for all three lines. Starts behind, at sequence 1.</summary>
internal sealed class FeedHarness
{
    public const ushort Locate = 5;
    public static readonly SessionId Session = SessionId.Of("SAKER00001");
    public static readonly FeedConfig Config = new(
        new Ipv4Address(0xEF01_0101), 26477, Session, Record: true, BGroup: new Ipv4Address(0xEF01_0102), BPort: 26478, EnableB: true, Tape: true);

    public FeedHarness(int holdLog2 = 10, CardShape? shape = null)
    {
        Feed = new FeedModel(shape ?? new CardShape(2, 1, 6, 4, 4), Config, Sink, holdLog2);
        Feed.Book.SetWindow(0, new PriceWindow(1000, 10));
        Feed.Symbols.SetLocate(0, Locate, true);
        Feed.Book.ForceTrading(0, true);
        Feed.Book.Clear();
        Feed.Set(1);
        Sink.Clear();
    }

    public RecordingSink Sink { get; } = new();
    public FeedModel Feed { get; }

    public uint this[FeedCounter counter] => Feed.Counters[counter];

    /// <summary>The feed's records as (cause, line, expected, got), in order.</summary>
    public IEnumerable<(FeedCause, int, ulong, ulong)> Told => Sink.Feeds.Select(f => ((FeedCause)f.Cause, (int)f.Line, f.Expected, f.Got));

    /// <summary>Sequences released, in order.</summary>
    public IEnumerable<ulong> Released => Sink.Messages.Select(m => m.Seq);

    /// <summary>A packet of <paramref name="count"/> system events from a sequence on; returns the frame so that it can be spoilt.</summary>
    public static byte[] Packet(int line, ulong sequence, int count) =>
        Frame(line, sequence, [.. Enumerable.Range(0, count).Select(_ => Event('O'))]);

    public void Send(int line, ulong sequence, int count, FrameFault fault = FrameFault.None) => Feed.Frame(line, Packet(line, sequence, count), fault);

    public void Send(int line, ulong sequence, params byte[][] messages) => Feed.Frame(line, Frame(line, sequence, messages));

    public void Heartbeat(int line, ulong next, FrameFault fault = FrameFault.None) => Feed.Frame(line, Control(line, next, 0), fault);

    public void EndOfSession(int line, ulong next) => Feed.Frame(line, Control(line, next, MoldPacket.EndOfSessionCount));

    /// <summary>Brings the feed to a closed gap with <paramref name="next"/> expected and nothing recorded.</summary>
    public FeedHarness At(ulong next)
    {
        Feed.Set(next);
        Heartbeat(FeedLines.A, next);
        Assert.False(Feed.Gap);
        Sink.Clear();
        return this;
    }

    public static byte[] Frame(int line, ulong sequence, params byte[][] messages)
    {
        byte[] frame = new byte[1514];
        MoldPacketBuilder builder = new(frame.AsSpan(42), Session, sequence);
        foreach (byte[] message in messages)
        {
            Assert.True(builder.TryAdd(message));
        }
        return Finish(line, frame, builder.Finish());
    }

    public static byte[] Control(int line, ulong next, ushort count)
    {
        byte[] frame = new byte[64];
        int length = count == 0 ? MoldPacketBuilder.WriteHeartbeat(frame.AsSpan(42), Session, next) : MoldPacketBuilder.WriteEndOfSession(frame.AsSpan(42), Session, next);
        return Finish(line, frame, length);
    }

    public static byte[] Finish(int line, byte[] frame, int payload)
    {
        Ipv4Address source = new(0x0A00_0001);
        (Ipv4Address group, ushort port) = line == FeedLines.B ? (Config.BGroup, Config.BPort) : (Config.Group, Config.Port);
        EthernetFrame.WriteHeader(frame, MacAddress.OfGroup(group), new MacAddress(2), EtherType.Ipv4);
        int udp = UdpDatagram.WriteHeader(frame.AsSpan(34), source, group, 1, port, payload);
        Ipv4Packet.WriteHeader(frame.AsSpan(14), source, group, IpProtocol.Udp, udp);
        return frame[..Math.Max(60, 34 + udp)];
    }

    public static byte[] Event(char code)
    {
        byte[] m = new byte[ItchSystemEvent.Length];
        ItchSystemEvent.Write(m, default, 0, default, code);
        return m;
    }

    public static byte[] Add(ulong reference, Side side, uint qty, uint price, ushort locate = Locate)
    {
        byte[] m = new byte[ItchAddOrder.Length];
        ItchAddOrder.Write(m, new Locate(locate), 0, new Timestamp(9), new OrderRef(reference), side, new Quantity(qty), Symbol.Of("AAA"), new Price(price));
        return m;
    }

    public static byte[] Delete(ulong reference)
    {
        byte[] m = new byte[ItchOrderDelete.Length];
        ItchOrderDelete.Write(m, new Locate(Locate), 0, new Timestamp(9), new OrderRef(reference));
        return m;
    }

    public static byte[] Trading(char state, ushort locate = Locate)
    {
        byte[] m = new byte[ItchStockTradingAction.Length];
        ItchStockTradingAction.Write(m, new Locate(locate), 0, default, Symbol.Of("AAA"), state, Alpha4.Of(""));
        return m;
    }

    public static byte[] Halt(char market, char action, ushort locate = Locate)
    {
        byte[] m = new byte[ItchOperationalHalt.Length];
        ItchOperationalHalt.Write(m, new Locate(locate), 0, default, Symbol.Of("AAA"), market, action);
        return m;
    }

    public static byte[] Breaker(char level)
    {
        byte[] m = new byte[ItchMwcbStatus.Length];
        ItchMwcbStatus.Write(m, default, 0, default, level);
        return m;
    }
}
