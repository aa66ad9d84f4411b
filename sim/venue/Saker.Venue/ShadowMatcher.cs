namespace Saker.Venue;

/// <summary>
/// Matches participants' orders against the book of a capture without changing what the capture publishes. Rules:
/// <list type="bullet">
/// <item>An order that reaches captured displayed orders takes from them at arrival, best price first, oldest first; what it took from a
/// captured order cannot be taken again, though the stream still shows it.</item>
/// <item>The rest of it rests behind the captured orders that stand at its price at that moment.</item>
/// <item>A captured execution at its price fills it once no captured order from before its arrival is left at that price; a captured
/// execution at a worse price (through it) fills it at once. One captured execution fills at most its own quantity in all.</item>
/// <item>A captured order that arrives at or through its price fills it, up to that order's quantity.</item>
/// </list>
/// A participant's order trades at its own limit when it rests and at the captured order's price when it takes. Participants' orders do
/// not trade with each other. Captured non-displayed trades (P) and crosses (Q) fill nothing.
/// </summary>
public sealed class ShadowMatcher : IMatcher, IOrderOwner
{
    // Far above any reference of a capture's day, so that ours are told apart.
    private const ulong FirstOwnReference = 0x4000_0000_0000_0000;

    private readonly Dictionary<ushort, ShadowBook> _byLocate = [];
    private readonly Dictionary<string, ShadowBook> _bySymbol = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, Order> _captured = [];
    private readonly Dictionary<ulong, uint> _taken = [];
    private ulong _lastReference = FirstOwnReference;
    private ulong _lastMatch = FirstOwnReference;
    private int _arrivals;

    /// <summary>Books by locate.</summary>
    public IEnumerable<OrderBook> Books => _byLocate.Values.Select(b => b.Book);

    /// <summary>Captured messages that named an order the capture never added, or more than it had.</summary>
    public long Inconsistent { get; private set; }

    /// <summary>The captured book of a locate, or null.</summary>
    public OrderBook? Book(ushort locate) => _byLocate.GetValueOrDefault(locate)?.Book;

    /// <summary>Makes an instrument known; a locate or symbol already known is left alone.</summary>
    public void Define(Instrument instrument)
    {
        if (!_byLocate.ContainsKey(instrument.Locate) && !_bySymbol.ContainsKey(instrument.Symbol))
        {
            var book = new ShadowBook(instrument);
            _byLocate.Add(instrument.Locate, book);
            _bySymbol.Add(instrument.Symbol, book);
        }
    }

    /// <summary>A captured trading action.</summary>
    public void CapturedTrading(ushort locate, bool trading)
    {
        if (_byLocate.TryGetValue(locate, out var shadow))
        {
            shadow.Book.State = trading ? 'T' : 'H';
        }
    }

    /// <summary>A captured order enters the book.</summary>
    public void CapturedAdd(ushort locate, ulong reference, Side side, long price, uint quantity)
    {
        if (!_byLocate.TryGetValue(locate, out var shadow) || quantity == 0 || _captured.ContainsKey(reference))
        {
            Inconsistent++;
            return;
        }

        var order = new Order(reference, this, shadow.Book.Instrument, side, price, quantity) { Arrival = ++_arrivals };
        _captured.Add(reference, order);
        shadow.Book.Own(side).Add(order);
        uint left = shadow.FillReached(order, Fill);
        if (left < quantity)
        {
            _taken[reference] = quantity - left;
        }
    }

    /// <summary>A captured execution of a displayed order.</summary>
    public void CapturedExecution(ulong reference, uint quantity)
    {
        if (_captured.TryGetValue(reference, out var order))
        {
            _byLocate[order.Instrument.Locate].FillByExecution(order, Math.Min(quantity, order.Open), Fill);
        }

        CapturedReduce(reference, quantity);
    }

    /// <summary>A captured cancel of a part, or the book's side of an execution.</summary>
    public void CapturedReduce(ulong reference, uint quantity)
    {
        if (!_captured.TryGetValue(reference, out var order) || quantity > order.Open)
        {
            Inconsistent++;
            if (order is null)
            {
                return;
            }
        }

        _byLocate[order.Instrument.Locate].Book.Own(order.Side).Reduce(order, Math.Min(quantity, order.Open));
        if (order.Open == 0)
        {
            _captured.Remove(reference);
            _taken.Remove(reference);
        }
    }

    /// <summary>A captured delete.</summary>
    public void CapturedDelete(ulong reference) =>
        CapturedReduce(reference, _captured.TryGetValue(reference, out var order) ? order.Open : 0);

    /// <summary>A captured replace.</summary>
    public void CapturedReplace(ulong reference, ulong newReference, long price, uint quantity)
    {
        if (!_captured.TryGetValue(reference, out var order))
        {
            Inconsistent++;
            return;
        }

        CapturedDelete(reference);
        CapturedAdd(order.Instrument.Locate, newReference, order.Side, price, quantity);
    }

    /// <inheritdoc/>
    public ulong NextReference() => ++_lastReference;

    /// <inheritdoc/>
    public Instrument? Find(string symbol) => _bySymbol.GetValueOrDefault(symbol)?.Book.Instrument;

    /// <inheritdoc/>
    public bool IsTrading(Instrument instrument) => _bySymbol[instrument.Symbol].Book.Trading;

    /// <inheritdoc/>
    public bool WouldMatch(Instrument instrument, Side side, long limit) =>
        Reached(_bySymbol[instrument.Symbol].Book.Opposite(side), limit).Any();

    /// <inheritdoc/>
    public bool CanFill(Instrument instrument, Side side, long limit, uint quantity) =>
        Reached(_bySymbol[instrument.Symbol].Book.Opposite(side), limit).Sum(o => (long)o.Available) >= quantity;

    /// <inheritdoc/>
    public void Submit(Order order, bool immediateOrCancel)
    {
        var shadow = _bySymbol[order.Instrument.Symbol];
        foreach (var (captured, available) in Reached(shadow.Book.Opposite(order.Side), order.Price))
        {
            uint quantity = Math.Min(available, order.Open);
            _taken[captured.Reference] = _taken.GetValueOrDefault(captured.Reference) + quantity;
            Fill(order, quantity, captured.Price, added: false);
            if (order.Open == 0)
            {
                return;
            }
        }

        if (!immediateOrCancel)
        {
            order.Arrival = ++_arrivals;
            shadow.Rest(order);
        }
    }

    /// <inheritdoc/>
    public void Reduce(Order order, uint open)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(open, order.Open);
        order.Open = open;
        if (open == 0)
        {
            _bySymbol[order.Instrument.Symbol].Leave(order);
        }
    }

    /// <inheritdoc/>
    public void Replace(Order order, Order replacement, bool immediateOrCancel)
    {
        Reduce(order, 0);
        Submit(replacement, immediateOrCancel);
    }

    /// <summary>Captured orders belong to the capture: nobody is told of their fills.</summary>
    void IOrderOwner.OnFill(Order order, uint quantity, long price, ulong match, bool added)
    {
    }

    /// <summary>The capture takes its orders out by messages of its own.</summary>
    void IOrderOwner.OnCancelled(Order order, uint quantity)
    {
    }

    private void Fill(Order order, uint quantity, long price, bool added)
    {
        order.Open -= quantity;
        order.Owner.OnFill(order, quantity, price, ++_lastMatch, added);
    }

    private IEnumerable<(Order Order, uint Available)> Reached(BookSide side, long limit)
    {
        for (int i = 0; i < side.LevelCount && side.Reaches(limit, side[i].Price); i++)
        {
            foreach (var order in side[i].Orders)
            {
                uint taken = _taken.GetValueOrDefault(order.Reference);
                if (taken < order.Open)
                {
                    yield return (order, order.Open - taken);
                }
            }
        }
    }
}
