namespace Saker.Venue;

/// <summary>All resting orders of one side at one price, oldest first.</summary>
public sealed class PriceLevel(long price)
{
    internal LinkedList<Order> Queue { get; } = new();

    /// <summary>Price units.</summary>
    public long Price { get; } = price;

    /// <summary>Sum of the open quantities.</summary>
    public long Quantity { get; internal set; }

    /// <summary>Number of orders.</summary>
    public int Count => Queue.Count;

    /// <summary>Orders, oldest first.</summary>
    public IEnumerable<Order> Orders => Queue;
}

/// <summary>One side of a book, best price first.</summary>
public sealed class BookSide(Side side)
{
    // Keys are prices signed so that the best comes first: negated for bids.
    private readonly SortedList<long, PriceLevel> _levels = [];

    /// <summary>Which side.</summary>
    public Side Side { get; } = side;

    /// <summary>Number of price levels.</summary>
    public int LevelCount => _levels.Count;

    /// <summary>Number of resting orders.</summary>
    public int OrderCount { get; private set; }

    /// <summary>Best level or null.</summary>
    public PriceLevel? Best => _levels.Count == 0 ? null : _levels.GetValueAtIndex(0);

    /// <summary>Worst level or null.</summary>
    public PriceLevel? Worst => _levels.Count == 0 ? null : _levels.GetValueAtIndex(_levels.Count - 1);

    /// <summary>Level by distance from the best, 0 = best.</summary>
    public PriceLevel this[int index] => _levels.GetValueAtIndex(index);

    /// <summary>Level at a price or null.</summary>
    public PriceLevel? At(long price) => _levels.GetValueOrDefault(Key(price));

    /// <summary>Whether an order of the other side at <paramref name="limit"/> would trade with <paramref name="price"/> of this side.</summary>
    public bool Reaches(long limit, long price) => Side == Side.Sell ? limit >= price : limit <= price;

    internal void Add(Order order)
    {
        if (!_levels.TryGetValue(Key(order.Price), out var level))
        {
            level = new PriceLevel(order.Price);
            _levels.Add(Key(order.Price), level);
        }

        order.Level = level;
        order.Node = level.Queue.AddLast(order);
        order.Resting = true;
        level.Quantity += order.Open;
        OrderCount++;
    }

    /// <summary>Takes <paramref name="by"/> off an order; the order leaves the book at zero.</summary>
    internal void Reduce(Order order, uint by)
    {
        order.Open -= by;
        order.Level!.Quantity -= by;
        if (order.Open == 0)
        {
            Unlink(order);
        }
    }

    /// <summary>Removes an order with whatever it has open.</summary>
    internal void Remove(Order order)
    {
        order.Level!.Quantity -= order.Open;
        Unlink(order);
    }

    private void Unlink(Order order)
    {
        var level = order.Level!;
        level.Queue.Remove(order.Node!);
        order.Node = null;
        order.Level = null;
        order.Resting = false;
        OrderCount--;
        if (level.Count == 0)
        {
            _levels.Remove(Key(level.Price));
        }
    }

    private long Key(long price) => Side == Side.Buy ? -price : price;
}
