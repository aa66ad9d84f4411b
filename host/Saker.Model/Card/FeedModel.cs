using Saker.Wire;

namespace Saker.Model;

/// <summary>
/// The feed side of the card from frame bytes to books: docs/card.md sections 2 to 5. Starts as after reset. Not thread-safe.
/// </summary>
public sealed class FeedModel
{
    private const int MinFrame = 64, MaxFrame = 1522;
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
        Counters.Add(FeedCounter.Frames);
        FeedCounter? bad = BadFrame(frame.Length + Crc32.Length, fault);
        if (bad is { } counter)
        {
            Counters.Add(counter);
        }
        if (!Config.Enable)
        {
            return;
        }
        if (!MdFilter.Accept(frame, Config, out int at, out int length, out FeedCounter? failed))
        {
            if (failed is { } check)
            {
                Counters.Add(check);
            }
            return;
        }
        Packet(frame[Math.Min(at, frame.Length)..], length, bad is not null);
    }

    /// <summary>Takes one message outside a packet, as if it were the next in sequence.</summary>
    public void Message(ReadOnlySpan<byte> message)
    {
        ulong seq = Expected++;
        Counters.Add(FeedCounter.Messages);
        Use(message, seq);
    }

    private static FeedCounter? BadFrame(int length, FrameFault fault) =>
        fault.HasFlag(FrameFault.XgmiiError) ? FeedCounter.XgmiiError
        : length < MinFrame ? FeedCounter.Runt
        : length > MaxFrame ? FeedCounter.Oversize
        : fault.HasFlag(FrameFault.BadFcs) ? FeedCounter.BadFcs
        : null;

    /// <param name="bytes">From the MoldUDP64 header to the end of the frame, padding included.</param>
    /// <param name="length">UDP payload length as announced.</param>
    private void Packet(ReadOnlySpan<byte> bytes, int length, bool bad)
    {
        bool endsEarly = bytes.Length < length;
        ReadOnlySpan<byte> payload = bytes[..Math.Min(bytes.Length, length)];
        if (!MoldPacket.TryRead(payload, out MoldPacket packet))
        {
            if (!bad)
            {
                Truncated(0);
            }
            return;
        }
        ulong seq = packet.Sequence;
        if (!Config.AnySession && packet.Session != Config.Session)
        {
            if (!bad)
            {
                Counters.Add(FeedCounter.WrongSession);
                Fault(FeedCause.WrongSession, seq);
            }
            return;
        }
        if (!Header(packet, seq, bad))
        {
            if (endsEarly && !bad)
            {
                Truncated(seq);
            }
            return;
        }
        int used = Blocks(payload[MoldPacket.HeaderLength..], length - MoldPacket.HeaderLength, seq, packet.Count, bad);
        if (bad && used > 0)
        {
            Fault(FeedCause.BadFrame, seq);
            Book.StaleAll(StaleReason.BadFrame);
        }
    }

    /// <summary>Heartbeat, end of session and gap; true when the packet's blocks are to be walked.</summary>
    private bool Header(in MoldPacket packet, ulong seq, bool bad)
    {
        bool control = packet.IsHeartbeat || packet.IsEndOfSession;
        bool beyond = !Config.AnySequence && seq > Expected;
        if (bad && (control || beyond))
        {
            return false;
        }
        if (Config.AnySequence)
        {
            Expected = seq;
        }
        if (control)
        {
            Counters.Add(packet.IsHeartbeat ? FeedCounter.Heartbeat : FeedCounter.EndOfSession);
            if (packet.IsEndOfSession)
            {
                Fault(FeedCause.EndOfSession, seq);
            }
        }
        if (beyond)
        {
            OpenGap(seq);
        }
        return !control;
    }

    private void OpenGap(ulong seq)
    {
        Counters.Add(FeedCounter.Gap);
        if (Gap)
        {
            return;
        }
        Gap = true;
        Fault(FeedCause.Gap, seq);
        Book.StaleAll(StaleReason.Gap);
    }

    private int Blocks(ReadOnlySpan<byte> there, int announced, ulong seq, int count, bool bad)
    {
        int used = 0;
        for (int block = 0; block < count; block++)
        {
            // The frame ended inside the block's length: cut short, unless a bad frame explains it.
            bool lengthFits = announced >= MoldPacket.BlockHeaderLength;
            if (lengthFits && there.Length < MoldPacket.BlockHeaderLength)
            {
                break;
            }
            int length = lengthFits ? (there[0] << 8) | there[1] : 0;
            if (length < 2 || length > announced - MoldPacket.BlockHeaderLength)
            {
                Truncated(seq);
                return used;
            }
            if (there.Length - MoldPacket.BlockHeaderLength < length)
            {
                break;
            }
            used += Block(there.Slice(MoldPacket.BlockHeaderLength, length), seq + (ulong)block, first: used == 0) ? 1 : 0;
            there = there[(MoldPacket.BlockHeaderLength + length)..];
            announced -= MoldPacket.BlockHeaderLength + length;
        }
        if (there.Length < announced && !bad)
        {
            Truncated(seq);
        }
        return used;
    }

    private bool Block(ReadOnlySpan<byte> message, ulong seq, bool first)
    {
        if (Gap)
        {
            Counters.Add(FeedCounter.AfterGap);
            return false;
        }
        if (seq < Expected)
        {
            Counters.Add(FeedCounter.Duplicate);
            return false;
        }
        Expected++;
        Counters.Add(FeedCounter.Messages);
        if (first)
        {
            Counters.Add(FeedCounter.Packets);
        }
        Use(message, seq);
        return true;
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
        if (Book.Busy)
        {
            Fault(FeedCause.Busy, seq);
        }
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

    private void Truncated(ulong seq)
    {
        Counters.Add(FeedCounter.Truncated);
        Fault(FeedCause.Framing, seq);
        Book.StaleAll(StaleReason.Framing);
    }

    private void Fault(FeedCause cause, ulong got) => _sink.Feed(new FeedRecord((byte)cause, Expected, got));
}
