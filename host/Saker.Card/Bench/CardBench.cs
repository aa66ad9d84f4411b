using Saker.Card.Verilated;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>The Verilated card with a feed on one side and its event ring on the other: what co-simulation tests and the
/// command line's `--engine rtl` share.</summary>
public sealed class CardBench : IDisposable
{
    private const int RingLog2 = 14;
    private const int LongestFrame = 1518;

    private readonly byte[] _frame = new byte[LongestFrame];
    private readonly byte[] _packet = new byte[MoldPacketBuilder.MaxPayload];

    /// <param name="feed">The feed the bench sends.</param>
    /// <param name="symbols">Tracked symbols with their windows, from index 0.</param>
    /// <param name="record">Ask for a MESSAGE event of every decoded message.</param>
    public CardBench(FeedSettings feed, IReadOnlyList<SymbolWindow> symbols, bool record = false)
    {
        Feed = feed;
        Card = new VerilatedCard();
        CardBringUp.Check(Card);
        for (int i = 0; i < symbols.Count; i++)
        {
            symbols[i].Load(Card, i);
        }

        Ring = new EventRing(Card, RingLog2);
        Ring.Enable();
        CardBringUp.ClearBooks(Card);
        Control = new FeedCtrlValue(0).WithEnable(true).WithRecord(record);
        feed.Line.Load(Card, 1, Control);
        Card.RunIdle();
        Discard();
    }

    public VerilatedCard Card { get; }

    public EventRing Ring { get; }

    public FeedSettings Feed { get; }

    /// <summary>FEED_CTRL as it stands.</summary>
    public FeedCtrlValue Control { get; }

    /// <summary>MoldUDP64 sequence of the next message that <see cref="SendMessages"/> sends.</summary>
    public ulong NextSequence { get; set; } = 1;

    /// <summary>Called for each record that <see cref="Drain"/> takes.</summary>
    public delegate void RecordReader(ReadOnlySpan<byte> record);

    /// <summary>Queues a UDP payload as a frame.</summary>
    public void SendPayload(ReadOnlySpan<byte> payload, uint gap = 12)
    {
        int length = Feed.Frame(_frame, payload);
        Card.Send(CardPort.MarketDataA, _frame.AsSpan(0, length), gap);
    }

    /// <summary>Queues one packet with as many of the messages as fit; returns how many.</summary>
    public int SendMessages(ReadOnlySpan<byte[]> messages, uint gap = 12)
    {
        var builder = new MoldPacketBuilder(_packet, SessionId.Of(Feed.Session), NextSequence);
        int n = 0;
        while (n < messages.Length && builder.TryAdd(messages[n]))
        {
            n++;
        }

        SendPayload(_packet.AsSpan(0, builder.Finish()), gap);
        NextSequence += (ulong)n;
        return n;
    }

    /// <summary>Queues one message in a packet of its own.</summary>
    public void SendMessage(byte[] message, uint gap = 12) => SendMessages([message], gap);

    /// <summary>Runs until nothing moves, then takes every record.</summary>
    public void Drain(RecordReader read)
    {
        Card.RunIdle();
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
