using Saker.Card;
using Saker.Model;

namespace Saker.Cli;

/// <summary>Takes every record of the model on one side (<see cref="ICardSink"/>) and of the card on the other, and finds the first that differ.</summary>
internal sealed class RecordComparer : ICardSink
{
    /// <summary>Name of the records that every ITCH message gives.</summary>
    public const string MessageKind = "MESSAGE";

    private readonly StreamComparer<MessageRecord> _messages = new(MessageKind, r => r.Seq);
    private readonly StreamComparer<FeedRecord> _feeds = new("FEED", r => r.Expected);
    private readonly StreamComparer<BookRecord> _books = new("BOOK", r => r.Seq);
    private readonly StreamComparer<AdminRecord> _admins = new("ADMIN", r => r.Seq);
    private readonly StreamComparer<QuoteRecord> _quotes = new("QUOTE", r => r.Seq);
    private readonly StreamComparer<TradeRecord>[] _trades;
    private readonly FlagComparer[] _flags;
    private readonly DepthComparer _depth;
    private readonly IModelView _model;

    /// <param name="model">What of the model is not in its records.</param>
    public RecordComparer(IModelView model)
    {
        _model = model;
        int symbols = model.Symbols;
        _trades = [.. Enumerable.Range(0, symbols).Select(_ => new StreamComparer<TradeRecord>("TRADE", r => r.Seq))];
        _flags = [.. Enumerable.Range(0, symbols).Select(n => new FlagComparer(n, model.Top(n)))];
        _depth = new DepthComparer([.. Enumerable.Range(0, symbols).Select(model.Depth)]);
    }

    /// <summary>Differences found so far: the first of each kind.</summary>
    public IReadOnlyList<Difference> Differences =>
    [
        .. new[] { _messages.First, _feeds.First, _books.First, _admins.First, _quotes.First, _depth.First }
            .Concat(_trades.Select(t => t.First)).Concat(_flags.Select(f => f.First)).OfType<Difference>(),
    ];

    /// <summary>Pairs of records found equal, by event.</summary>
    public IReadOnlyList<(string Kind, long Compared)> Compared =>
    [
        (_messages.Kind, _messages.Compared), (_books.Kind, _books.Compared), (_quotes.Kind, _quotes.Compared), (_feeds.Kind, _feeds.Compared),
        (_admins.Kind, _admins.Compared), ("TRADE", _trades.Sum(t => t.Compared)), ("DEPTH", _depth.Compared),
    ];

    void ICardSink.Book(in BookRecord record)
    {
        BookRecord normal = CardRecords.Normal(record);
        _flags[record.Sym].Model(normal);
        if (record.Mtype == 0)
        {
            return;
        }

        _books.Model(normal);
        if (record.Sym == CompareSlot.Parameters.Symbol)
        {
            _quotes.Model(CardRecords.Normal(Quoter.Decide(CompareSlot.Slot, record, CompareSlot.Parameters, position: 0, _model.Window)));
        }

        DepthRecord[] depth = _model.Depth(record.Sym);
        if (depth[0].Seq == record.Seq)
        {
            _depth.Model(record.Sym, depth);
        }
    }

    void ICardSink.Admin(in AdminRecord record) => _admins.Model(record);

    void ICardSink.Feed(in FeedRecord record) => _feeds.Model(record);

    void ICardSink.Message(in MessageRecord record) => _messages.Model(record);

    void ICardSink.Trade(in TradeRecord record) => _trades[record.Sym].Model(record);

    /// <summary>The card's next record, in the ring's order.</summary>
    public void Card(ReadOnlySpan<byte> record)
    {
        uint cycle = new EventHeader(record).Cycle;
        switch ((EventType)record[4])
        {
            case EventType.Message:
                _messages.Card(CardRecords.Message(record), cycle);
                break;
            case EventType.Feed:
                _feeds.Card(CardRecords.Feed(record), cycle);
                break;
            case EventType.Book:
                Book(CardRecords.Book(record), cycle);
                break;
            case EventType.Quote when CardRecords.Quote(record) is { Seq: not 0 } quote:
                _quotes.Card(quote, cycle);
                break;
            case EventType.Admin:
                _admins.Card(CardRecords.Admin(record), cycle);
                break;
            case EventType.Trade:
                TradeRecord trade = CardRecords.Trade(record);
                _trades[trade.Sym].Card(trade, cycle);
                break;
            case EventType.Depth:
                _depth.Card(CardRecords.Depth(record), cycle);
                break;
        }
    }

    /// <summary>Both sides have said everything about what they were sent, but for reports of depth.</summary>
    public void Settle()
    {
        _messages.Settle();
        _feeds.Settle();
        _books.Settle();
        _admins.Settle();
        _quotes.Settle();
        Array.ForEach(_trades, t => t.Settle());
        Array.ForEach(_flags, f => f.Settle());
        _depth.Forget();
    }

    /// <summary>And about depth, too.</summary>
    public void Finish()
    {
        Settle();
        _depth.Finish();
    }

    private void Book(in BookRecord record, uint cycle)
    {
        _flags[record.Sym].Card(record, cycle);
        if (record.Mtype != 0)
        {
            _books.Card(record, cycle);
        }
    }
}
