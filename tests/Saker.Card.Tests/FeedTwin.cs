using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests;

/// <summary>The card's feed side twice: the RTL, and the model written from docs/card.md. Both get the same frames; their
/// records and counters must be equal.</summary>
internal sealed class FeedTwin : IDisposable
{
    private readonly RecordingSink _model = new();

    public FeedTwin(SymbolWindow[] symbols, bool record, FeedSettings? feed = null, bool anySession = false, bool anySequence = false)
    {
        feed ??= FeedSettings.Default;
        Bench = new CardBench(feed, symbols, record);
        var caps = new CapsValue(Bench.Card.Read(CardRegisters.Caps));
        var shape = new CardShape((int)caps.NumSymbols, (int)caps.NumSlots, (int)caps.LadderLog2, (int)caps.OrderBucketsLog2, (int)caps.OrderWays);
        Window = shape.Window;
        SymbolCount = symbols.Length;
        Model = new FeedModel(shape, new FeedConfig(feed.Group, feed.Port, SessionId.Of(feed.Session), true, anySession, anySequence, record), _model);
        Bench.Card.Write(CardRegisters.FeedCtrl, Bench.Control.WithAnySession(anySession).WithAnySequence(anySequence).Raw);
        for (int i = 0; i < symbols.Length; i++)
        {
            Model.Symbols.SetName(i, Symbol.Of(symbols[i].Symbol).Packed);
            Model.Book.SetWindow(i, new PriceWindow(symbols[i].Base, symbols[i].Tick));
        }

        Model.Set(1);
        Model.Book.Clear();
        _model.Clear();
        Bench.Discard();
    }

    public CardBench Bench { get; }

    public FeedModel Model { get; }

    /// <summary>Ticks in a window.</summary>
    public int Window { get; }

    /// <summary>Records compared so far.</summary>
    public long Compared { get; private set; }

    /// <summary>BOOK records compared so far.</summary>
    public long BookRecords { get; private set; }

    /// <summary>Whether any tracked symbol is stale.</summary>
    public bool AnyStale => Enumerable.Range(0, SymbolCount).Any(n => Model.Book.Stale(n) != StaleReason.None);

    private int SymbolCount { get; }

    /// <summary>Sends messages in packets of a random size, to both.</summary>
    public void Send(IReadOnlyList<byte[]> messages, Random random)
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
            Payload(packet.AsSpan(0, builder.Finish()), (uint)random.Next(12, 40));
        }
    }

    /// <summary>Sends a UDP payload to both.</summary>
    public void Payload(ReadOnlySpan<byte> payload, uint gap = 12)
    {
        byte[] frame = new byte[1518];
        int length = Bench.Feed.Frame(frame, payload);
        Frame(frame.AsSpan(0, length), gap);
    }

    /// <summary>Sends a frame (no FCS) to both.</summary>
    public void Frame(ReadOnlySpan<byte> frame, uint gap = 12)
    {
        Bench.Card.Send(Verilated.CardPort.MarketDataA, frame, gap);
        byte[] padded = new byte[Math.Max(frame.Length, EthernetFrame.MinLength)];
        frame.CopyTo(padded);
        Model.Frame(padded);
    }

    /// <summary>Sends the bytes between start of frame and terminate, frame check included, exactly as given, to both.</summary>
    public void Wire(ReadOnlySpan<byte> bytes)
    {
        new XgmiiStream().Idle().Frame(bytes).SendTo(Bench.Card);
        Model.Wire(bytes);
    }

    /// <summary>Clears both books, as a host does after a fault.</summary>
    public void Clear(ulong next)
    {
        Compare("before a clear");
        CardBringUp.ClearBooks(Bench.Card);
        Bench.Card.Write(CardRegisters.FeedNextLo, (uint)next);
        Bench.Card.Write(CardRegisters.FeedNextHi, (uint)(next >> 32));
        Bench.Card.Write(CardRegisters.FeedSet, 1);
        Model.Book.Clear();
        Model.Set(next);
        Bench.NextSequence = next;
        Bench.Discard();
        _model.Clear();
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
        Bench.Drain(record =>
        {
            switch ((EventType)record[4])
            {
                case EventType.Book:
                    var b = new BookEvent(record);
                    books.Add(new BookRecord((byte)b.Sym, (byte)b.Flags, b.Seq, b.Ts, b.Mtype, b.Stale, b.BidQty == 0 ? (ushort)0 : b.BidIdx, b.AskQty == 0 ? (ushort)0 : b.AskIdx, b.BidQty, b.AskQty));
                    break;
                case EventType.Admin:
                    var a = new AdminEvent(record);
                    admins.Add(new AdminRecord((byte)a.Mtype, (byte)a.Sym, (byte)a.Tracked, a.Seq, a.Ts, a.Locate, System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(a.Stock), a.Code));
                    break;
                case EventType.Feed:
                    var f = new FeedEvent(record);
                    feeds.Add(new FeedRecord((byte)f.Cause, f.Expected, f.Got));
                    break;
                case EventType.Message:
                    var m = new MessageEvent(record);
                    messages.Add(new MessageRecord((byte)m.Mtype, (byte)m.Sym, (byte)m.Tracked, m.Seq, m.Ts, m.Locate, m.OrderRef, m.NewRef, m.Qty, m.Price, m.Side, m.Code));
                    break;
            }
        });
        Equal(_model.Messages, messages, when, "MESSAGE");
        Equal(_model.Books.Select(Normal).ToList(), books, when, "BOOK");
        Equal(_model.Admins, admins, when, "ADMIN");
        Equal(_model.Feeds, feeds, when, "FEED");
        BookRecords += books.Count;
        if (book is not null)
        {
            books.FindAll(b => b.Mtype != 0).ForEach(book);
        }

        _model.Clear();
        Assert.Equal(0u, Bench.Card.Read(CardRegisters.RingLost));
    }

    /// <summary>Compares the 24 counters.</summary>
    public void CompareCounters()
    {
        for (int i = 0; i < FeedCounters.Count; i++)
        {
            Assert.True(Model.Counters.Values[i] == Bench.FeedCounter((CntFeedIndex)i),
                $"counter {(CntFeedIndex)i}: model {Model.Counters.Values[i]}, card {Bench.FeedCounter((CntFeedIndex)i)}");
        }
    }

    public void Dispose() => Bench.Dispose();

    private static BookRecord Normal(BookRecord r) => r with { BidIdx = r.BidQty == 0 ? (ushort)0 : r.BidIdx, AskIdx = r.AskQty == 0 ? (ushort)0 : r.AskIdx };

    private void Equal<T>(IReadOnlyList<T> model, IReadOnlyList<T> card, string when, string what)
        where T : struct, IEquatable<T>
    {
        int both = Math.Min(model.Count, card.Count);
        for (int i = 0; i < both; i++)
        {
            if (!model[i].Equals(card[i]))
            {
                string before = string.Join('\n', model.Skip(Math.Max(0, i - 3)).Take(Math.Min(i, 3)));
                Assert.Fail($"{what} record {i} {when} differs.\nbefore:\n{before}\nmodel: {model[i]}\ncard:  {card[i]}");
            }
        }

        if (model.Count != card.Count)
        {
            string extra = model.Count > both ? $"model {model[both]}" : $"card {card[both]}";
            Assert.Fail($"{what} records {when}: model {model.Count}, card {card.Count}; first extra: {extra}");
        }

        Compared += both;
    }
}
