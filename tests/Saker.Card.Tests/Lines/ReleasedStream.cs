using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Lines;

/// <summary>Holds what the card releases against a stream that it must be, whatever way the lines brought it: every message once, in
/// order (the MESSAGE records, where the bench asks for them), and each BOOK record what a book says that was fed exactly that.
/// Works while the card runs.</summary>
internal sealed class ReleasedStream
{
    private readonly RecordingSink _sink = new();
    private readonly FeedModel _model;
    private readonly IReadOnlyList<byte[]> _messages;
    private readonly ulong _first;
    private readonly Queue<BookRecord> _books = new();
    private readonly BookRecord?[] _last;
    private readonly bool _record;

    /// <param name="bench">The card, whose sizes and symbols the book takes.</param>
    /// <param name="symbols">Tracked symbols.</param>
    /// <param name="messages">The stream.</param>
    /// <param name="first">Sequence of its first message.</param>
    public ReleasedStream(CardBench bench, SymbolWindow[] symbols, IReadOnlyList<byte[]> messages, ulong first)
    {
        _messages = messages;
        _first = first;
        _record = bench.Control.Record;
        CardShape shape = CardBench.ShapeOf(bench.Card);
        _last = new BookRecord?[shape.NumSymbols];
        _model = FeedTwin.NewModel(bench, shape, symbols, _sink);
        _sink.Clear();
    }

    public FeedModel Model => _model;

    /// <summary>Messages of the stream that the card has released, as far as its records tell.</summary>
    public int Released { get; private set; }

    /// <summary>BOOK records compared.</summary>
    public long Compared { get; private set; }

    /// <summary>BOOK records by cycles from a message's last byte on the pins to its top of book; the last for all longer ones.</summary>
    public long[] Latency { get; } = new long[64];

    /// <summary>Whether a BOOK record ever said that its symbol must not be quoted for a gap.</summary>
    public bool GapShown { get; private set; }

    /// <summary>FEED records, in order.</summary>
    public List<(FeedCause Cause, ulong Expected, ulong Got, uint Cycle)> Feeds { get; } = [];

    /// <summary>Takes a record of the ring.</summary>
    public void Take(ReadOnlySpan<byte> record)
    {
        switch ((EventType)record[4])
        {
            case EventType.Message:
                MessageRecord message = CardRecords.Message(record);
                Assert.True(message.Seq == _first + (ulong)Released, $"the card released {message} where sequence {_first + (ulong)Released} is due");
                Feed();
                MessageRecord expected = _sink.Messages.Count == 1 ? _sink.Messages[0] : default;
                Assert.True(expected == message, $"MESSAGE\nmodel {expected}\ncard  {message}");
                _sink.Messages.Clear();
                break;
            case EventType.Book:
                TakeBook(record);
                break;
            case EventType.Feed:
                var feed = new FeedEvent(record);
                Feeds.Add(((FeedCause)feed.Cause, feed.Expected, feed.Got, feed.Cycle));
                break;
        }
    }

    /// <summary>Everything of the stream has been released and every record compared; each symbol's last record is its book.</summary>
    public void Finish(string when, CardBench bench)
    {
        while (!_record && Released < _messages.Count)
        {
            Feed();
        }

        Compare();
        Assert.True(Released == _messages.Count, $"{when}: {Released} of {_messages.Count} messages were released");
        Assert.True(_books.Count == 0 && _sink.Books.Count == 0, $"{when}: model has {_sink.Books.Count} more BOOK records, the card {_books.Count}");
        Assert.Equal(_first + (ulong)_messages.Count, bench.Expected);
        for (int n = 0; n < _last.Length; n++)
        {
            BookRecord top = CardRecords.Normal(_model.Book.Top(n));
            if (_last[n] is { } last)
            {
                BookRecord card = last with { Mtype = 0, Seq = 0, Ts = 0 };
                Assert.True(top == card, $"{when}, symbol {n} at the end\nmodel {top}\ncard  {card}");
            }
        }

        Assert.Equal(0u, bench.Card.Read(CardRegisters.RingLost));
    }

    private void TakeBook(ReadOnlySpan<byte> record)
    {
        var stamps = new BookEvent(record);
        BookRecord card = CardRecords.Book(record);
        if (card.Stale == (byte)StaleReason.Gap)
        {
            // A gap stops the quotes, not the book.
            GapShown = true;
            card = card with { Stale = 0, Flags = (byte)(card.Flags & ~(byte)BookFlags.Stale) };
        }

        _last[card.Sym] = card;
        if (card.Mtype == 0)
        {
            return;
        }

        Latency[Math.Min(stamps.Cycle - stamps.RxCycle, (uint)Latency.Length - 1)]++;
        _books.Enqueue(card);
        Compare();
    }

    private void Compare()
    {
        while (_books.TryPeek(out BookRecord card) && !(_record && _sink.Books.Count == 0))
        {
            while (_sink.Books.Count == 0 && _first + (ulong)Released <= card.Seq && Released < _messages.Count)
            {
                Feed();
            }

            if (_sink.Books.Count == 0)
            {
                Assert.Fail($"the card has a BOOK record that the stream does not give: {card}");
            }

            BookRecord model = CardRecords.Normal(_sink.Books[0]);
            Assert.True(model == card, $"BOOK record {Compared}\nmodel {model}\ncard  {card}");
            _sink.Books.RemoveAt(0);
            _books.Dequeue();
            Compared++;
        }
    }

    /// <summary>The model takes the next message; pulses without a message are not compared one by one.</summary>
    private void Feed()
    {
        _model.Message(_messages[Released++]);
        _sink.Books.RemoveAll(b => b.Mtype == 0);
        _sink.Admins.Clear();
        _sink.Feeds.Clear();
    }
}
