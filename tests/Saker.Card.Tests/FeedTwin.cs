using System.Buffers.Binary;
using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests;

/// <summary>The card's feed side twice: the RTL, and the model written from docs/card.md. Both get the same frames; their
/// records and counters must be equal. The model has no time: frames of different lines do not overlap.
/// SAKER_STEP=1 compares after every frame: to find the one that differs.</summary>
internal sealed class FeedTwin : IDisposable
{
    private const int HistoryLength = 60;
    private const int HoldPolls = 1_000;
    private const ulong HoldPoll = 32;

    private readonly RecordingSink _model = new();
    private static readonly bool EveryFrame = Environment.GetEnvironmentVariable("SAKER_STEP") == "1";

    private bool _behind;
    private int _lastLine;
    private string _last = "no frame";
    private uint _held;
    private ulong _firstHeld;
    private readonly Queue<string> _history = new();
    private ulong _expected;

    public FeedTwin(SymbolWindow[] symbols, bool record, FeedSettings? feed = null, bool anySession = false, bool anySequence = false, bool tape = false)
    {
        feed ??= FeedSettings.Default;
        Bench = new CardBench(feed, symbols, record, tape, synced: false);
        CardShape shape = CardBench.ShapeOf(Bench.Card);
        Window = shape.Window;
        SymbolCount = symbols.Length;
        Model = NewModel(Bench, shape, symbols, _model);
        Control(Bench.Control.WithAnySession(anySession).WithAnySequence(anySequence));
        Synchronize();
    }

    public CardBench Bench { get; }

    public FeedModel Model { get; }

    /// <summary>Ticks in a window.</summary>
    public int Window { get; }

    /// <summary>Every frame is wholly used, its drain included, before the next one begins.</summary>
    public bool OneByOne { get; set; }

    /// <summary>Frames may end badly. How much of a drain comes before a bad end is a matter of cycles, which the model does not have: a frame given as it stands
    /// on the wire that could release something finds nothing held. (Good frames that could: see <see cref="Room"/>.)</summary>
    public bool Mixed { get; init; }

    /// <summary>Records compared so far.</summary>
    public long Compared { get; private set; }

    /// <summary>BOOK records compared so far.</summary>
    public long BookRecords { get; private set; }

    /// <summary>Whether any tracked symbol is stale by a reason that only a clear takes away.</summary>
    public bool AnyStale => Enumerable.Range(0, SymbolCount).Any(n => Model.Book.Stale(n) is not (StaleReason.None or StaleReason.Gap));

    private int SymbolCount { get; }

    /// <summary>A model set up as a bench sets up its card, before the first frame: books clear, sequence 1 expected, behind.</summary>
    public static FeedModel NewModel(CardBench bench, CardShape shape, SymbolWindow[] symbols, RecordingSink sink)
    {
        var model = new FeedModel(shape, ConfigOf(bench), sink, (int)new FeedStateValue(bench.Card.Read(CardRegisters.FeedState)).HoldLog2);
        for (int i = 0; i < symbols.Length; i++)
        {
            model.Symbols.SetName(i, Symbol.Of(symbols[i].Symbol).Packed);
            model.Book.SetWindow(i, new PriceWindow(symbols[i].Base, symbols[i].Tick));
        }

        model.Silence.Restart(SilenceWatch.MostLimit);
        model.Book.Clear();
        model.Set(1);
        sink.Clear();
        return model;
    }

    /// <summary>Writes FEED_CTRL.</summary>
    public void Control(FeedCtrlValue control)
    {
        Bench.Write(control);
        Model.Config = ConfigOf(Bench) with { Market = Model.Config.Market };
    }

    /// <summary>Writes FEED_MARKET.</summary>
    public void Market(byte market)
    {
        Bench.Card.Write(CardRegisters.FeedMarket, market);
        Model.Config = Model.Config with { Market = market };
    }

    /// <summary>Sends messages in packets of a random size, to both.</summary>
    public void Send(IReadOnlyList<byte[]> messages, Random random, int line = FeedLines.A)
    {
        byte[] packet = new byte[MoldPacketBuilder.MaxPayload];
        for (int at = 0; at < messages.Count;)
        {
            int most = random.Next(1, 39);
            var builder = new MoldPacketBuilder(packet, SessionId.Of(Bench.Feed.Session), Bench.NextSequence);
            while (at < messages.Count && builder.Count < most && builder.TryAdd(messages[at]))
            {
                at++;
            }

            Bench.NextSequence += (ulong)builder.Count;
            Payload(packet.AsSpan(0, builder.Finish()), (uint)random.Next(12, 40), line);
        }
    }

    /// <summary>Sends a UDP payload to both.</summary>
    /// <param name="payload">MoldUDP64 packet.</param>
    /// <param name="gap">Idle cycles before it.</param>
    /// <param name="line">A, B or the host's.</param>
    /// <param name="faulty">Its blocks do not end well.</param>
    public void Payload(ReadOnlySpan<byte> payload, uint gap = 12, int line = FeedLines.A, bool faulty = false)
    {
        byte[] frame = new byte[1518];
        int length = Bench.Feed.Frame(frame, payload, line);
        if (faulty)
        {
            ForgetHeld(frame.AsSpan(0, length));
        }

        Frame(frame.AsSpan(0, length), gap, line);
    }

    /// <summary>Sends a frame (no FCS) to both.</summary>
    public void Frame(ReadOnlySpan<byte> frame, uint gap = 12, int line = FeedLines.A)
    {
        byte[] padded = new byte[Math.Max(frame.Length, EthernetFrame.MinLength)];
        frame.CopyTo(padded);
        Before(line);
        Bench.SendFrame(frame, gap, line);
        Model.Frame(line, padded);
        _last = Convert.ToHexString(padded);
        Sent(line);
    }

    /// <summary>Sends the bytes between start of frame and terminate, frame check included, exactly as given, to both.</summary>
    public void Wire(ReadOnlySpan<byte> bytes, int line = FeedLines.A) => Words(new XgmiiStream().Idle().Frame(bytes), bytes, broken: false, line);

    /// <summary>Sends XGMII characters to the card, and what they mean to the model.</summary>
    /// <param name="words">What stands on the pins.</param>
    /// <param name="bytes">The frame's bytes, with frame check.</param>
    /// <param name="broken">An error or control character, or another start, followed them instead of a terminate.</param>
    /// <param name="line">Line A or B.</param>
    public void Words(XgmiiStream words, ReadOnlySpan<byte> bytes, bool broken, int line = FeedLines.A)
    {
        ForgetHeld(bytes);
        Before(line);
        words.SendTo(Bench.Card, CardBench.PortOf(line));
        Model.Wire(line, bytes, broken);
        _last = $"{Convert.ToHexString(bytes)} with frame check{(broken ? ", broken off" : "")}";
        Sent(line);
    }

    /// <summary>Clears both books and sets the sequence, as a host does after a fault; line A then shows that the feed is contiguous.</summary>
    public void Clear(ulong next)
    {
        Compare("before a clear");
        CardBringUp.ClearBooks(Bench.Card);
        Model.Book.Clear();
        Expect(next);
    }

    /// <summary>Sets the sequence of both; line A then shows that the feed is contiguous.</summary>
    public void Expect(ulong next)
    {
        Bench.Expect(next);
        Model.Set(next);
        Synchronize();
    }

    /// <summary>Waits until the card holds blocks again.</summary>
    public void WaitForHold()
    {
        for (int i = 0; new FeedStateValue(Bench.Card.Read(CardRegisters.FeedState)).HoldBusy; i++)
        {
            Assert.True(i < HoldPolls, "the hold windows are not emptied in time");
            Bench.Card.Run(HoldPoll);
        }
    }

    /// <summary>Runs the card until it is quiet and compares everything that both said.</summary>
    /// <param name="when">For the message of a difference.</param>
    /// <param name="book">Takes each of the card's BOOK records that a message caused, after they were found equal.</param>
    public void Compare(string when, Action<BookRecord>? book = null)
    {
        var books = new List<BookRecord>();
        var admins = new List<AdminRecord>();
        var feeds = new List<FeedRecord>();
        var messages = new List<MessageRecord>();
        var trades = new List<TradeRecord>();
        Bench.Drain(record =>
        {
            switch ((EventType)record[4])
            {
                case EventType.Book:
                    books.Add(CardRecords.Book(record));
                    break;
                case EventType.Admin:
                    admins.Add(CardRecords.Admin(record));
                    break;
                case EventType.Feed:
                    feeds.Add(CardRecords.Feed(record));
                    break;
                case EventType.Message:
                    messages.Add(CardRecords.Message(record));
                    break;
                case EventType.Trade:
                    trades.Add(CardRecords.Trade(record));
                    break;
            }
        });
        Equal(_model.Messages, messages, when, "MESSAGE");
        Equal(_model.Feeds, feeds, when, "FEED");
        Books(books, when);
        Equal(_model.Admins, admins, when, "ADMIN");
        Equal(Ordered(_model.Trades), Ordered(trades), when, "TRADE");
        BookRecords += books.Count;
        if (book is not null)
        {
            books.FindAll(b => b.Mtype != 0).ForEach(book);
        }

        _model.Clear();
        Assert.Equal(0u, Bench.Card.Read(CardRegisters.RingLost));
    }

    /// <summary>Compares the 24 counters of the feed, those of the lines, and the state of the arbitration.</summary>
    public void CompareCounters()
    {
        for (int i = 0; i < FeedCounters.Count; i++)
        {
            Same($"counter {(CntFeedIndex)i}", Model.Counters.Values[i], Bench.FeedCounter((CntFeedIndex)i));
        }

        for (int n = 0; n < FeedLines.Count; n++)
        {
            LineCounters line = Model.Lines[n];
            Same($"line {n} FRAMES", line.Frames, Bench.Card.Read(CardRegisters.LineFramesAt(n)));
            Same($"line {n} GOOD", line.Good, Bench.Card.Read(CardRegisters.LineGoodAt(n)));
            Same($"line {n} BAD", line.Bad, Bench.Card.Read(CardRegisters.LineBadAt(n)));
            Same($"line {n} FIRST", line.First, Bench.Card.Read(CardRegisters.LineFirstAt(n)));
            Same($"line {n} LATE", line.Late, Bench.Card.Read(CardRegisters.LineLateAt(n)));
            Same($"line {n} HELD", line.Held, Bench.Card.Read(CardRegisters.LineHeldAt(n)));
            Same($"line {n} BEYOND", line.Beyond, Bench.Card.Read(CardRegisters.LineBeyondAt(n)));
            Same($"line {n} LOST", line.Lost, Bench.Card.Read(CardRegisters.LineLostAt(n)));
        }

        var state = new FeedStateValue(Bench.Card.Read(CardRegisters.FeedState));
        Assert.Equal((Model.Expected, Model.Behind, Model.Synced, Model.Ended), (Bench.Expected, state.Behind, state.Synced, state.Ended));
        Assert.Equal(Model.Gap, new StateValue(Bench.Card.Read(CardRegisters.State)).Gap);
        Assert.Equal(Model.Top, Bench.Card.Read(CardRegisters.FeedTopLo) | ((ulong)Bench.Card.Read(CardRegisters.FeedTopHi) << 32));
    }

    public void Dispose() => Bench.Dispose();

    private static FeedConfig ConfigOf(CardBench bench)
    {
        FeedCtrlValue c = bench.Control;
        return new FeedConfig(bench.Feed.Group, bench.Feed.Port, SessionId.Of(bench.Feed.Session), c.Enable, c.AnySession, c.AnySequence, c.Record,
            bench.Feed.GroupB, bench.Feed.PortB, c.EnableB, c.Snapshot, c.Tape);
    }

    /// <summary>A heartbeat of line A with the expected sequence; what both say of it is forgotten.</summary>
    private void Synchronize()
    {
        WaitForHold();
        byte[] packet = new byte[MoldPacket.HeaderLength];
        MoldPacketBuilder.WriteHeartbeat(packet, SessionId.Of(Bench.Feed.Session), Bench.NextSequence);
        Payload(packet);
        Bench.Discard();
        _model.Clear();
    }

    private void Before(int line)
    {
        if (line != _lastLine)
        {
            Bench.Card.RunIdle();
        }

        (_behind, _held, _expected, _firstHeld) = (Model.Behind, Model.Lines[line].Held, Model.Expected, Model.FirstHeld ?? ulong.MaxValue);
    }

    /// <summary>Draining and emptying a hold window takes the card time that the model does not know: it is given, wherever a block
    /// may be or have been held.</summary>
    private void Sent(int line)
    {
        bool held = Model.Lines[line].Held != _held;
        bool drained = _firstHeld <= Model.Expected;
        if (OneByOne || _behind || Model.Behind || held || drained)
        {
            Bench.Card.RunIdle();
            WaitForHold();
        }

        if (_history.Count == HistoryLength)
        {
            _history.Dequeue();
        }

        _history.Enqueue($"cycle {Bench.Card.Cycle} line {line} expected {_expected} to {Model.Expected}{(held ? " held" : "")}{(Model.Behind ? " behind" : "")}");
        _lastLine = line;
        if (EveryFrame)
        {
            Compare("step by step");
            CompareCounters();
        }
    }

    /// <summary>How many messages a packet of this sequence may have so that it ends where the first held block follows. Beyond that its blocks would come while
    /// the held ones are drained, and who is first, late or held is a matter of cycles.</summary>
    public int Room(ulong sequence, int count) =>
        sequence <= Model.Expected && Model.FirstHeld is { } held ? (int)Math.Min((ulong)count, held - sequence) : count;

    private void ForgetHeld(ReadOnlySpan<byte> frame)
    {
        const int LongestHeader = 18 + 28;
        if (!Mixed || Model.FirstHeld is null || frame.Length < LongestHeader + MoldPacket.HeaderLength)
        {
            return;
        }

        int sequence = FeedFrames.IpAt(frame) + 28 + SessionId.Length;
        if (BinaryPrimitives.ReadUInt64BigEndian(frame[sequence..]) <= Model.Expected)
        {
            Compare("before what is held is forgotten");
            Expect(Model.Expected);
        }
    }

    private string Where(string when) => $"{when}\n{string.Join('\n', _history)}\n(last: line {_lastLine}, {_last})";

    private void Same(string what, uint model, uint card) => Assert.True(model == card, $"{what}: model {model}, card {card} {Where("at rest")}");

    /// <summary>BOOK records of messages in their order. Of what changed without a message, symbol by symbol: the card may pass over a
    /// state that another cause ended within the cycles that its pulses take, but it shows none that the model does not have, and it
    /// ends where the model ends.</summary>
    private void Books(List<BookRecord> card, string when)
    {
        List<BookRecord> model = [.. _model.Books.Select(CardRecords.Normal)];
        Equal(model.FindAll(b => b.Mtype != 0), card.FindAll(b => b.Mtype != 0), when, "BOOK");
        for (int n = 0; n < SymbolCount; n++)
        {
            List<BookRecord> expected = CardRecords.Changes(model, n), shown = CardRecords.Changes(card, n);
            int at = 0;
            foreach (BookRecord change in shown)
            {
                at = expected.IndexOf(change, at);
                Assert.True(at >= 0, $"{Where(when)}: the card shows {change}, the model only\n{string.Join('\n', expected)}");
            }

            Assert.True(expected.LastOrDefault() == shown.LastOrDefault(),
                $"{Where(when)}: symbol {n} ends as\nmodel {expected.LastOrDefault()}\ncard  {shown.LastOrDefault()}");
            Compared += shown.Count;
        }
    }

    /// <summary>By symbol, in the stream's order.</summary>
    private static List<TradeRecord> Ordered(IEnumerable<TradeRecord> trades) => [.. trades.OrderBy(t => t.Sym)];

    private void Equal<T>(IReadOnlyList<T> model, IReadOnlyList<T> card, string when, string what)
        where T : struct, IEquatable<T>
    {
        int both = Math.Min(model.Count, card.Count);
        for (int i = 0; i < both; i++)
        {
            if (!model[i].Equals(card[i]))
            {
                string before = string.Join('\n', model.Skip(Math.Max(0, i - 3)).Take(Math.Min(i, 3)));
                Assert.Fail($"{what} record {i} {Where(when)} differs.\nbefore:\n{before}\nmodel: {model[i]}\ncard:  {card[i]}");
            }
        }

        if (model.Count != card.Count)
        {
            string extra = model.Count > both ? $"model {model[both]}" : $"card {card[both]}";
            Assert.Fail($"{what} records {Where(when)}: model {model.Count}, card {card.Count}; first extra: {extra}");
        }

        Compared += both;
    }
}
