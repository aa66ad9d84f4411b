using System.Buffers.Binary;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>The Verilated card with a feed on one side and its event ring on the other: what co-simulation tests and the
/// command line's `--engine rtl` share.</summary>
public sealed class CardBench : IDisposable
{
    private const int RingLog2 = 14;
    private const int LongestFrame = 1518;
    private const int InjectPolls = 10_000;

    private readonly byte[] _frame = new byte[LongestFrame];
    private readonly byte[] _packet = new byte[MoldPacketBuilder.MaxPayload];
    private readonly ulong[] _framesTo = new ulong[FeedLines.Count];

    /// <param name="feed">The feed the bench sends.</param>
    /// <param name="symbols">Tracked symbols with their windows, from index 0.</param>
    /// <param name="record">Ask for a MESSAGE event of every decoded message.</param>
    /// <param name="tape">Ask for a TRADE event of every trade.</param>
    /// <param name="synced">Show the card by a heartbeat on line A that the feed is contiguous. False: the feed is behind, as after
    /// every FEED_SET.</param>
    public CardBench(FeedSettings feed, IReadOnlyList<SymbolWindow> symbols, bool record = false, bool tape = false, bool synced = true)
    {
        Feed = feed;
        Card = new VerilatedCard();
        CardBringUp.Check(Card);
        for (int i = 0; i < symbols.Count; i++)
        {
            symbols[i].Load(Card, i);
        }

        OpenGuards.Symbols(Card);
        OpenGuards.Clock(Card);
        Ring = new EventRing(Card, RingLog2);
        Ring.Enable();
        CardBringUp.ClearBooks(Card);
        Control = new FeedCtrlValue(0).WithEnable(true).WithEnableB(true).WithRecord(record).WithTape(tape);
        Card.Write(CardRegisters.FeedBGroup, feed.GroupB.Value);
        Card.Write(CardRegisters.FeedBPort, feed.PortB);
        feed.Line.Load(Card, 1, Control);
        if (synced)
        {
            Heartbeat();
        }

        Discard();
    }

    public VerilatedCard Card { get; }

    /// <summary>The sizes that a card was built with.</summary>
    public static CardShape ShapeOf(ICard card)
    {
        var caps = new CapsValue(card.Read(CardRegisters.Caps));
        return new CardShape((int)caps.NumSymbols, (int)caps.NumSlots, (int)caps.LadderLog2, (int)caps.OrderBucketsLog2, (int)caps.OrderWays);
    }

    public EventRing Ring { get; }

    public FeedSettings Feed { get; }

    /// <summary>FEED_CTRL as the bench wrote it.</summary>
    public FeedCtrlValue Control { get; private set; }

    /// <summary>MoldUDP64 sequence of the next message that <see cref="SendMessages"/> sends.</summary>
    public ulong NextSequence { get; set; } = 1;

    /// <summary>Called for each record that <see cref="Drain"/> takes.</summary>
    public delegate void RecordReader(ReadOnlySpan<byte> record);

    /// <summary>Frames queued so far for a line: the number of the next one, for <see cref="VerilatedCard.SentAt"/>.</summary>
    public ulong FrameNumber(int line) => _framesTo[line];

    /// <summary>The card's port of a line. The host's has none.</summary>
    public static CardPort PortOf(int line) => line switch
    {
        FeedLines.A => CardPort.MarketDataA,
        FeedLines.B => CardPort.MarketDataB,
        _ => throw new ArgumentOutOfRangeException(nameof(line), line, "Only lines A and B have a port."),
    };

    /// <summary>Writes FEED_CTRL.</summary>
    public void Write(FeedCtrlValue control)
    {
        Control = control;
        Card.Write(CardRegisters.FeedCtrl, control.Raw);
    }

    /// <summary>FEED_SET: the card expects this sequence and is behind until a line shows it.</summary>
    public void Expect(ulong next)
    {
        Card.Write(CardRegisters.FeedNextLo, (uint)next);
        Card.Write(CardRegisters.FeedNextHi, (uint)(next >> 32));
        Card.Write(CardRegisters.FeedSet, 1);
        NextSequence = next;
    }

    /// <summary>The card's next expected sequence.</summary>
    public ulong Expected => Card.Read(CardRegisters.FeedExpectedLo) | ((ulong)Card.Read(CardRegisters.FeedExpectedHi) << 32);

    /// <summary>Queues a frame (no frame check) on a line. On the host's it is injected: that takes clock cycles.</summary>
    public void SendFrame(ReadOnlySpan<byte> frame, uint gap = 12, int line = FeedLines.A)
    {
        if (line == FeedLines.Host)
        {
            Inject(frame);
            return;
        }

        Card.Send(PortOf(line), frame, gap);
        _framesTo[line]++;
    }

    /// <summary>Queues a frame whose start character stands on the pins in that cycle; false when the line is not free then.</summary>
    public bool SendFrameAt(ReadOnlySpan<byte> frame, ulong startCycle, int line)
    {
        bool sent = Card.SendAt(PortOf(line), frame, startCycle);
        _framesTo[line] += sent ? 1ul : 0ul;
        return sent;
    }

    /// <summary>Plays a frame (no frame check) on the host's line, once the one before it has ended.</summary>
    /// <exception cref="CardException">The card does not take it.</exception>
    public void Inject(ReadOnlySpan<byte> frame)
    {
        for (int i = 0; new InjectStatusValue(Card.Read(CardRegisters.InjectStatus)).Busy; i++)
        {
            if (i == InjectPolls)
            {
                CardException.Throw("The card does not finish a frame of the host's line.");
            }
        }

        Span<byte> padded = stackalloc byte[(Math.Max(frame.Length, EthernetFrame.MinLength) + 3) & ~3];
        padded.Clear();
        frame.CopyTo(padded);
        for (int at = 0; at < padded.Length; at += sizeof(uint))
        {
            Card.Write(CardRegisters.InjectData, BinaryPrimitives.ReadUInt32LittleEndian(padded[at..]));
        }

        Card.Write(CardRegisters.InjectSend, (uint)Math.Max(frame.Length, EthernetFrame.MinLength));
        _framesTo[FeedLines.Host]++;
    }

    /// <summary>Queues a UDP payload as a frame.</summary>
    public void SendPayload(ReadOnlySpan<byte> payload, uint gap = 12, int line = FeedLines.A)
    {
        int length = Feed.Frame(_frame, payload, line);
        SendFrame(_frame.AsSpan(0, length), gap, line);
    }

    /// <summary>Queues a heartbeat with the next sequence.</summary>
    public void Heartbeat(int line = FeedLines.A)
    {
        var builder = new MoldPacketBuilder(_packet, SessionId.Of(Feed.Session), NextSequence);
        SendPayload(_packet.AsSpan(0, builder.Finish()), line: line);
    }

    /// <summary>Queues one packet with as many of the messages as fit; returns how many.</summary>
    public int SendMessages(ReadOnlySpan<byte[]> messages, uint gap = 12, int line = FeedLines.A)
    {
        var builder = new MoldPacketBuilder(_packet, SessionId.Of(Feed.Session), NextSequence);
        int n = 0;
        while (n < messages.Length && builder.TryAdd(messages[n]))
        {
            n++;
        }

        SendPayload(_packet.AsSpan(0, builder.Finish()), gap, line);
        NextSequence += (ulong)n;
        return n;
    }

    /// <summary>Queues one message in a packet of its own.</summary>
    public void SendMessage(byte[] message, uint gap = 12) => SendMessages([message], gap);

    /// <summary>Runs until nothing moves, then takes every record.</summary>
    public void Drain(RecordReader read)
    {
        Card.RunIdle();
        Take(read);
    }

    /// <summary>Takes every record that is there; the clock stands but for the register access.</summary>
    public void Take(RecordReader read)
    {
        while (Ring.TryPeek(out ReadOnlySpan<byte> record))
        {
            read(record);
            Ring.Advance();
        }

        Ring.Acknowledge();
    }

    /// <summary>Runs until nothing moves and returns copies of the records of one type, or of all.</summary>
    public List<byte[]> Records(EventType? type = null)
    {
        var records = new List<byte[]>();
        Drain(record =>
        {
            if (type is null || record[4] == (byte)type)
            {
                records.Add(record.ToArray());
            }
        });
        return records;
    }

    /// <summary>Runs until nothing moves and forgets the records.</summary>
    public void Discard() => Drain(_ => { });

    public uint FeedCounter(CntFeedIndex index) => Card.Read(CardRegisters.CntFeedAt((int)index));

    public uint OrderEntryCounter(CntOeIndex index) => Card.Read(CardRegisters.CntOeAt((int)index));

    public void Dispose() => Card.Dispose();
}
