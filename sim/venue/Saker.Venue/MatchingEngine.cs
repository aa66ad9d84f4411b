namespace Saker.Venue;

/// <summary>Told of every change of the displayed book, in order, so that a feed can be written from it.</summary>
public interface IBookListener
{
    /// <summary>An order was added behind its level's queue.</summary>
    void Added(Order order);

    /// <summary>A resting order traded at its own price.</summary>
    void Executed(Order order, uint quantity, ulong match);

    /// <summary>A resting order lost <paramref name="quantity"/> by a cancel and still rests.</summary>
    void Reduced(Order order, uint quantity);

    /// <summary>A resting order was cancelled whole.</summary>
    void Deleted(Order order);

    /// <summary>A resting order was exchanged for another one of the same side, which rests.</summary>
    void Replaced(Order order, Order replacement);

    /// <summary>Trading in an instrument was halted or resumed.</summary>
    void TradingChanged(OrderBook book);
}

/// <summary>
/// Price-time priority matching, every order displayed. An aggressor trades at the resting order's price, best price first, oldest
/// first. Orders of the same owner do trade with each other. While an instrument is halted nothing may be submitted.
/// </summary>
public sealed class MatchingEngine : IMatcher
{
    private readonly Dictionary<string, OrderBook> _books = new(StringComparer.Ordinal);
    private readonly IBookListener _listener;
    private ulong _lastReference;
    private ulong _lastMatch;

    /// <summary>Creates empty books, all trading, each with an instrument of its own: locates may change.</summary>
    public MatchingEngine(IReadOnlyList<Instrument> instruments, IBookListener listener)
    {
        _listener = listener;
        Books = [.. instruments.Select(i => new OrderBook(i with { }))];
        foreach (var book in Books)
        {
            _books.Add(book.Instrument.Symbol, book);
        }
    }

    /// <summary>All books in the order of the instruments.</summary>
    public IReadOnlyList<OrderBook> Books { get; private set; }

    /// <summary>Trades so far.</summary>
    public ulong Matches => _lastMatch;

    /// <summary>The book of an instrument of this engine.</summary>
    public OrderBook Book(Instrument instrument) => _books[instrument.Symbol];

    /// <summary>A fresh match number, for a trade that the book does not show.</summary>
    public ulong NextMatch() => ++_lastMatch;

    /// <inheritdoc/>
    public ulong NextReference() => ++_lastReference;

    /// <inheritdoc/>
    public Instrument? Find(string symbol) => _books.GetValueOrDefault(symbol)?.Instrument;

    /// <inheritdoc/>
    public bool IsTrading(Instrument instrument) => Book(instrument).Trading;

    /// <summary>Changes the trading state of an instrument. Resting orders stay and may be cancelled.</summary>
    /// <param name="instrument">One of this engine.</param>
    /// <param name="state">T, H, P or Q.</param>
    /// <param name="reason">At most 4 characters.</param>
    public void SetState(Instrument instrument, char state, string reason = "")
    {
        var book = Book(instrument);
        if (book.State != state || book.Reason != reason)
        {
            book.State = state;
            book.Reason = reason;
            _listener.TradingChanged(book);
        }
    }

    /// <summary>
    /// Trades another list of instruments. The book of a symbol that stays as it was keeps its orders; all other orders are cancelled, and their
    /// owners told.
    /// </summary>
    public void SetInstruments(IReadOnlyList<Instrument> instruments)
    {
        var gone = Books.Where(b => !instruments.Any(i => i.IsSameAs(b.Instrument))).ToList();
        foreach (var book in gone)
        {
            CancelAll(book.Bids);
            CancelAll(book.Asks);
            _books.Remove(book.Instrument.Symbol);
        }

        foreach (var instrument in instruments.Where(i => !_books.ContainsKey(i.Symbol)))
        {
            _books.Add(instrument.Symbol, new OrderBook(instrument with { }));
        }

        Books = [.. instruments.Select(i => _books[i.Symbol])];
    }

    /// <inheritdoc/>
    public bool WouldMatch(Instrument instrument, Side side, long limit)
    {
        var opposite = Book(instrument).Opposite(side);
        return opposite.Best is { } best && opposite.Reaches(limit, best.Price);
    }

    /// <inheritdoc/>
    public bool CanFill(Instrument instrument, Side side, long limit, uint quantity)
    {
        var opposite = Book(instrument).Opposite(side);
        long there = 0;
        for (int n = 0; there < quantity && n < opposite.LevelCount && opposite.Reaches(limit, opposite[n].Price); n++)
        {
            there += opposite[n].Quantity;
        }

        return there >= quantity;
    }

    /// <inheritdoc/>
    public void Submit(Order order, bool immediateOrCancel)
    {
        var book = Book(order.Instrument);
        Match(book, order);
        if (order.Open > 0 && !immediateOrCancel)
        {
            book.Own(order.Side).Add(order);
            _listener.Added(order);
        }
    }

    /// <inheritdoc/>
    public void Reduce(Order order, uint open)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(open, order.Open);
        uint by = order.Open - open;
        Book(order.Instrument).Own(order.Side).Reduce(order, by);
        if (open == 0)
        {
            _listener.Deleted(order);
        }
        else
        {
            _listener.Reduced(order, by);
        }
    }

    /// <inheritdoc/>
    public void Replace(Order order, Order replacement, bool immediateOrCancel)
    {
        var book = Book(order.Instrument);
        var own = book.Own(order.Side);
        own.Remove(order);
        order.Open = 0;
        if (immediateOrCancel || WouldMatch(order.Instrument, replacement.Side, replacement.Price))
        {
            _listener.Deleted(order);
            Submit(replacement, immediateOrCancel);
            return;
        }

        own.Add(replacement);
        _listener.Replaced(order, replacement);
    }

    private void CancelAll(BookSide side)
    {
        while (side.Best?.Orders.First() is { } order)
        {
            uint open = order.Open;
            Reduce(order, 0);
            order.Owner.OnCancelled(order, open);
        }
    }

    private void Match(OrderBook book, Order order)
    {
        var opposite = book.Opposite(order.Side);
        while (order.Open > 0 && opposite.Best is { } level && opposite.Reaches(order.Price, level.Price))
        {
            var resting = level.Queue.First!.Value;
            uint quantity = Math.Min(order.Open, resting.Open);
            ulong match = ++_lastMatch;
            opposite.Reduce(resting, quantity);
            order.Open -= quantity;
            _listener.Executed(resting, quantity, match);
            resting.Owner.OnFill(resting, quantity, resting.Price, match, added: true);
            order.Owner.OnFill(order, quantity, resting.Price, match, added: false);
        }
    }
}
