using Saker.Wire;

namespace Saker.Model;

/// <summary>
/// The feed side of the card from frame bytes to books: docs/card.md sections 2 to 5. Starts as after reset. Not thread-safe.
/// </summary>
public sealed class FeedModel
{
    private const int MinFrame = 64, MaxFrame = 1522, MinBlock = 2;
    private readonly ICardSink _sink;

    public FeedModel(CardShape shape, FeedConfig config, ICardSink sink)
    {
        _sink = sink;
        Config = config;
        Book = new CardBook(shape, sink);
        Symbols = new SymbolFilter(shape.NumSymbols);
    }

    public FeedConfig Config { get; set; }
    public CardBook Book { get; }
    public SymbolFilter Symbols { get; }
    public FeedCounters Counters { get; } = new();
    /// <summary>Next expected sequence.</summary>
    public ulong Expected { get; private set; }
    /// <summary>STATE.GAP.</summary>
    public bool Gap { get; private set; }

    /// <summary>FEED_SET: the expected sequence is set and the gap closed. Stale reasons stay.</summary>
    public void Set(ulong next)
    {
        Expected = next;
        Gap = false;
    }

    /// <summary>Takes a frame, destination address first and FCS left out, with what the MAC found wrong.</summary>
    public void Frame(ReadOnlySpan<byte> frame, FrameFault fault = FrameFault.None)
    {
        if (fault.HasFlag(FrameFault.XgmiiError))
        {
            Wire(frame, broken: true);
            return;
        }
        byte[] wire = new byte[frame.Length + Crc32.Length];
        frame.CopyTo(wire);
        Crc32.Write(frame, wire.AsSpan(frame.Length));
        wire[^1] ^= (byte)(fault.HasFlag(FrameFault.BadFcs) ? 1 : 0);
        Wire(wire);
    }

    /// <summary>Takes what stood between start of frame and terminate, frame check included.</summary>
    /// <param name="bytes">Destination address first.</param>
    /// <param name="broken">An error or control character, or another start, followed them instead of a terminate.</param>
    public void Wire(ReadOnlySpan<byte> bytes, bool broken = false)
    {
        if (!Config.Enable)
        {
            return;
        }
        Counters.Add(FeedCounter.Frames);
        FeedCounter? bad = broken ? FeedCounter.XgmiiError
            : bytes.Length < MinFrame ? FeedCounter.Runt
            : bytes.Length > MaxFrame ? FeedCounter.Oversize
            : Crc32.Verify(bytes) ? null
            : FeedCounter.BadFcs;
        PacketWalk walk = default;
        if (MdFilter.Accept(bytes, Config, out FeedPayload place, out FeedCounter? refused))
        {
            // The messages take effect while the frame arrives: whether it is good is known only at its end. Only whole words give data.
            ReadOnlySpan<byte> whole = bytes[..(bytes.Length & ~3)];
            walk = Packet(whole[Math.Min(place.At, whole.Length)..], place.Length);
        }
        Counters.Add(FeedCounter.Packets, walk.Used > 0 ? 1u : 0u);
        Judge(bad, refused ?? (place.Beyond && walk.Used == 0 ? FeedCounter.BadIp : null), place.Beyond, walk);
    }

    /// <summary>Takes one message outside a packet, as if it were the next in sequence.</summary>
    public void Message(ReadOnlySpan<byte> message)
    {
        ulong seq = Expected++;
        Counters.Add(FeedCounter.Messages);
        Use(message, seq);
    }

    /// <summary>Walks a packet's blocks and uses those that are due. Nothing else changes.</summary>
    /// <param name="bytes">From the MoldUDP64 header to the end of the frame's last whole word.</param>
    /// <param name="length">UDP payload length as announced.</param>
    private PacketWalk Packet(ReadOnlySpan<byte> bytes, int length)
    {
        ReadOnlySpan<byte> payload = bytes[..Math.Min(bytes.Length, length)];
        if (!MoldPacket.TryRead(payload, out MoldPacket packet))
        {
            return default;
        }
        ulong seq = packet.Sequence;
        PacketWalk walk = new()
        {
            Seq = seq,
            Ours = Config.AnySession || packet.Session == Config.Session,
            Heartbeat = packet.IsHeartbeat,
            EndOfSession = packet.IsEndOfSession,
            Ahead = !Config.AnySequence && seq > Expected,
        };
        if (!walk.Ours || walk.IsControl)
        {
            return walk;
        }
        ReadOnlySpan<byte> rest = payload[MoldPacket.HeaderLength..];
        for (int block = 0; block < packet.Count; block++)
        {
            int size = rest.Length < MoldPacket.BlockHeaderLength ? 0 : (rest[0] << 8) | rest[1];
            if (size < MinBlock || size > rest.Length - MoldPacket.BlockHeaderLength)
            {
                return walk;
            }
            Block(rest.Slice(MoldPacket.BlockHeaderLength, size), seq + (ulong)block, ref walk);
            rest = rest[(MoldPacket.BlockHeaderLength + size)..];
        }
        walk.Complete = true;
        return walk;
    }

    private void Block(ReadOnlySpan<byte> message, ulong seq, ref PacketWalk walk)
    {
        bool due = Config.AnySequence || walk.Used > 0 || seq == Expected;
        if (Gap || walk.Ahead || !due)
        {
            walk.Unused++;
            return;
        }
        walk.Used++;
        Expected = seq + 1;
        Counters.Add(FeedCounter.Messages);
        Use(message, seq);
    }

    /// <summary>The one decision at a frame's end. The first that applies: broken on the wire, refused by the filter, another session, ours.</summary>
    private void Judge(FeedCounter? bad, FeedCounter? refused, bool beyond, in PacketWalk walk)
    {
        if ((bad ?? refused) is { } failed)
        {
            Counters.Add(failed);
            if (bad is not null && walk.Used > 0)
            {
                Counters.Add(FeedCounter.Duplicate, walk.Unused);
                Fault(FeedCause.BadFrame, walk.Seq);
                Book.StaleAll(StaleReason.BadFrame);
            }
            return;
        }
        if (!walk.Ours)
        {
            Counters.Add(FeedCounter.WrongSession);
            Fault(FeedCause.WrongSession, walk.Seq);
            return;
        }
        if (Config.AnySequence && walk.Used == 0)
        {
            Expected = walk.Seq;
        }
        Counters.Add(FeedCounter.Heartbeat, walk.Heartbeat ? 1u : 0u);
        Counters.Add(FeedCounter.EndOfSession, walk.EndOfSession ? 1u : 0u);
        Counters.Add(Gap || walk.Ahead ? FeedCounter.AfterGap : FeedCounter.Duplicate, walk.Unused);
        if (walk.Ahead)
        {
            OpenGap(walk.Seq);
        }
        if (!walk.IsControl && (beyond || !walk.Complete))
        {
            Counters.Add(FeedCounter.Truncated);
            Fault(FeedCause.Framing, walk.Seq);
            Book.StaleAll(StaleReason.Framing);
        }
        else if (walk.EndOfSession)
        {
            Fault(FeedCause.EndOfSession, walk.Seq);
        }
    }

    /// <summary>Every packet beyond the expected one counts and makes all stale again; the record tells when the gap opened.</summary>
    private void OpenGap(ulong seq)
    {
        Counters.Add(FeedCounter.Gap);
        if (!Gap)
        {
            Fault(FeedCause.Gap, seq);
        }
        Gap = true;
        Book.StaleAll(StaleReason.Gap);
    }

    private void Use(ReadOnlySpan<byte> message, ulong seq)
    {
        byte type = message.IsEmpty ? (byte)0 : message[0];
        int length = ItchType.LengthOf(type);
        if (length == 0)
        {
            Counters.Add(FeedCounter.UnknownType);
            return;
        }
        if (length != message.Length)
        {
            Counters.Add(FeedCounter.BadLength);
            if (ItchType.IsBook(type))
            {
                Book.StaleAll(StaleReason.BadLength);
            }
            return;
        }
        ItchMsg decoded = ItchMsg.Decode(message);
        if (type == ItchType.StockDirectory)
        {
            Symbols.Directory(decoded.Stock, decoded.Locate);
        }
        int sym = Symbols.Find(decoded.Locate);
        Report(decoded, sym, seq);
        if (sym < 0)
        {
            bool ofMarket = type is ItchType.SystemEvent or ItchType.MwcbDeclineLevel or ItchType.MwcbStatus;
            Counters.Add(FeedCounter.Untracked, ofMarket ? 0u : 1u);
            return;
        }
        if (type == ItchType.StockTradingAction)
        {
            Book.SetTrading(sym, decoded.Code == (byte)'T');
        }
        else if (ItchType.IsBook(type))
        {
            Apply(sym, decoded, seq);
        }
    }

    private void Apply(int sym, in ItchMsg decoded, ulong seq)
    {
        switch (Book.Apply(sym, decoded, seq))
        {
            case BookOutcome.Applied:
                Counters.Add(FeedCounter.BookMessages);
                break;
            case BookOutcome.IgnoredStale:
                Counters.Add(FeedCounter.IgnoredStale);
                break;
        }
    }

    private void Report(in ItchMsg m, int sym, ulong seq)
    {
        byte tracked = sym >= 0 ? (byte)1 : (byte)0;
        byte index = sym >= 0 ? (byte)sym : (byte)0;
        if (Config.Record)
        {
            _sink.Message(new MessageRecord(
                m.Mtype, index, tracked, seq, m.Ts, m.Locate, m.Stock != 0 ? m.Stock : m.OrderRef, m.NewRef, m.Qty, m.Price, m.Side, m.Code));
        }
        bool ofSymbol = m.Mtype is ItchType.StockDirectory or ItchType.RegShoRestriction or ItchType.OperationalHalt or ItchType.StockTradingAction;
        if (m.Mtype == ItchType.SystemEvent || (ofSymbol && sym >= 0))
        {
            _sink.Admin(new AdminRecord(m.Mtype, index, tracked, seq, m.Ts, m.Locate, m.Stock, m.Code));
        }
    }

    private void Fault(FeedCause cause, ulong got) => _sink.Feed(new FeedRecord((byte)cause, Expected, got));

    /// <summary>What a frame's packet was and what was taken from it, before the frame's verdict.</summary>
    private struct PacketWalk
    {
        public ulong Seq;
        public bool Ours, Heartbeat, EndOfSession, Ahead, Complete;
        public uint Used, Unused;

        public readonly bool IsControl => Heartbeat || EndOfSession;
    }
}
