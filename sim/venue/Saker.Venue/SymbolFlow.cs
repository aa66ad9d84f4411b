namespace Saker.Venue;

/// <summary>
/// Background orders of one instrument. It keeps at least <see cref="MinLevels"/> levels a side (a sweep takes at most
/// <see cref="MaxSweepLevels"/>), a spread of a few ticks, and every order of its own within <see cref="MaxDistanceTicks"/> of fair value.
/// </summary>
internal sealed class SymbolFlow : IOrderOwner
{
    public const int MinLevels = 30;
    public const int MaxSweepLevels = 5;
    public const long MaxDistanceTicks = 300;
    private const int SeedLevels = 40;
    private const int MaxSpreadTicks = 5;
    private const int FewOrders = 140;
    private const int ManyOrders = 260;
    private const int DepthTicks = 70;
    private const long MaxTake = 900_000;

    private readonly MatchingEngine _engine;
    private readonly Instrument _instrument;
    private readonly SeededRandom _random;
    private readonly FairValue _fair;
    private readonly int _meanNs;
    private readonly List<Order> _live = [];

    public SymbolFlow(MatchingEngine engine, OrderBook book, SeededRandom random, int ratePerSecond, FairValue fair, long startNs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ratePerSecond, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ratePerSecond, 100_000);
        _engine = engine;
        Book = book;
        _instrument = book.Instrument;
        _random = random;
        _fair = fair;
        _meanNs = 1_000_000_000 / ratePerSecond;
        NextNs = startNs;
        Schedule();
    }

    public OrderBook Book { get; }

    public long NextNs { get; private set; }

    /// <summary>The highest bid and the lowest ask, in ticks, that a passive background order may have now.</summary>
    private (long Bid, long Ask) Touch()
    {
        long fair = _fair.Now;
        return (fair / FairValues.Fraction - 1, (fair + FairValues.Fraction - 1) / FairValues.Fraction + 1);
    }

    public void Seed()
    {
        var (bid, ask) = Touch();
        for (int level = 0; level < SeedLevels; level++)
        {
            for (int n = 0; n < 2; n++)
            {
                Post(Side.Buy, bid - level, Size());
                Post(Side.Sell, ask + level, Size());
            }
        }
    }

    public void Step(long nowNs)
    {
        NextNs = Math.Max(NextNs, nowNs);
        Schedule();
        if (!Book.Trading)
        {
            return;
        }

        var (bid, ask) = Touch();
        if (!TrimFar(Book.Bids, bid) && !TrimFar(Book.Asks, ask) && !Fill(Book.Bids, bid, -1) && !Fill(Book.Asks, ask, 1)
            && !TakeMispriced(bid, ask) && !Narrow(bid, ask))
        {
            Ordinary(bid, ask);
        }
    }

    public void OnFill(Order order, uint quantity, long price, ulong match, bool added)
    {
        if (added && order.Open == 0)
        {
            Forget(order);
        }
    }

    public void OnCancelled(Order order, uint quantity) => Forget(order);

    /// <summary>
    /// News: every background order goes, participants' orders that the new price has passed are taken, and a new book stands around it.
    /// </summary>
    public void JumpTo(long price)
    {
        _fair.JumpTo(price);
        while (_live.Count > 0)
        {
            Delete(_live[^1]);
        }

        var (bid, ask) = Touch();
        TakeAll(Side.Buy, bid * _instrument.Tick);
        TakeAll(Side.Sell, ask * _instrument.Tick);
        Seed();
    }

    /// <summary>Trades with everything up to a limit.</summary>
    private void TakeAll(Side side, long limit)
    {
        while (_engine.WouldMatch(_instrument, side, limit))
        {
            uint quantity = (uint)Math.Min(Book.Opposite(side).Best!.Quantity, MaxTake);
            _engine.Submit(new Order(_engine.NextReference(), this, _instrument, side, limit, quantity), immediateOrCancel: true);
        }
    }

    private void Schedule() =>
        // One gap in ten is short, so that events come in bursts; the mean stays.
        NextNs += 1 + (_random.Below(10) == 0 ? _random.Below(_meanNs / 10) : _random.Below((int)(_meanNs * 2.2)));

    private bool TrimFar(BookSide side, long touch)
    {
        for (int i = side.LevelCount - 1; i >= 0 && Math.Abs((side[i].Price / _instrument.Tick) - touch) > MaxDistanceTicks; i--)
        {
            if (side[i].Orders.LastOrDefault(o => o.Owner == this) is { } order)
            {
                Delete(order);
                return true;
            }
        }

        return false;
    }

    private bool Fill(BookSide side, long touch, int away)
    {
        if (side.LevelCount >= MinLevels)
        {
            return false;
        }

        // From where an order would stand: below a touch that lags behind, Post would put every one on the same level, and none were a new one.
        long price = Behind(side.Side, touch * _instrument.Tick) / _instrument.Tick;
        while (side.At(price * _instrument.Tick) is not null || _random.Below(8) == 0)
        {
            price += away;
        }

        return Post(side.Side, price, Size());
    }

    /// <summary>The best price is on the wrong side of fair value: somebody takes it, or its owner pulls it.</summary>
    private bool TakeMispriced(long bid, long ask)
    {
        if (Book.Asks.Best is { } low && low.Price / _instrument.Tick <= bid)
        {
            return TakeOrPull(low, Side.Buy, bid);
        }

        return Book.Bids.Best is { } high && high.Price / _instrument.Tick >= ask && TakeOrPull(high, Side.Sell, ask);
    }

    private bool TakeOrPull(PriceLevel level, Side side, long limit)
    {
        if (!_random.Chance(60) && level.Orders.FirstOrDefault(o => o.Owner == this) is { } own)
        {
            Delete(own);
            return true;
        }

        Take(side, 1 + _random.Below(3), limit * _instrument.Tick);
        return true;
    }

    private bool Narrow(long bid, long ask)
    {
        if (Book.Bids.Best is not { } high || Book.Asks.Best is not { } low)
        {
            return false;
        }

        long highTick = high.Price / _instrument.Tick;
        long lowTick = low.Price / _instrument.Tick;
        if (lowTick - highTick <= MaxSpreadTicks)
        {
            return false;
        }

        return bid - highTick >= lowTick - ask ? Post(Side.Buy, bid, Size()) : Post(Side.Sell, ask, Size());
    }

    private void Ordinary(long bid, long ask)
    {
        int pick = _random.Below(100);
        if (pick < 44 && (_live.Count < ManyOrders || pick < 22))
        {
            Side side = _random.Chance(50) ? Side.Buy : Side.Sell;
            Post(side, Near(side, bid, ask), Size());
        }
        else if (pick < 72)
        {
            if (_live.Count > FewOrders)
            {
                Delete(_live[_random.Below(_live.Count)]);
            }
            else
            {
                Side side = _random.Chance(50) ? Side.Buy : Side.Sell;
                Post(side, Near(side, bid, ask), Size());
            }
        }
        else if (pick < 78)
        {
            CutSome();
        }
        else if (pick < 88)
        {
            Move(bid, ask);
        }
        else
        {
            Side side = _random.Chance(50) ? Side.Buy : Side.Sell;
            Take(side, _random.Chance(15) ? 2 + _random.Below(MaxSweepLevels - 1) : 1, side == Side.Buy ? Instrument.MaxPrice : 0);
        }
    }

    private long Near(Side side, long bid, long ask)
    {
        int distance = Math.Min(Math.Min(_random.Below(DepthTicks), _random.Below(DepthTicks)), _random.Below(DepthTicks));
        return side == Side.Buy ? bid - distance : ask + distance;
    }

    private uint Size()
    {
        uint unit = Math.Max(1, _instrument.TypicalQuantity / 10);
        uint size = (uint)(1 + _random.Below(20)) * unit;
        size = _random.Chance(4) ? size * 8 : size;
        return Math.Clamp(size / _instrument.Lot * _instrument.Lot, _instrument.Lot, 900_000);
    }

    /// <summary>Adds a passive order; one that would trade (somebody else improved the price) is put behind the touch instead.</summary>
    private bool Post(Side side, long tick, uint quantity)
    {
        long price = Behind(side, tick * _instrument.Tick);
        if (!_instrument.IsValidPrice(price))
        {
            return false;
        }

        var order = new Order(_engine.NextReference(), this, _instrument, side, price, quantity);
        Remember(order);
        _engine.Submit(order, immediateOrCancel: false);
        return true;
    }

    /// <summary>The price, or the best one that does not trade.</summary>
    private long Behind(Side side, long price) => Book.Opposite(side).Best is not { } other ? price
        : side == Side.Buy ? Math.Min(price, other.Price - _instrument.Tick) : Math.Max(price, other.Price + _instrument.Tick);

    private void CutSome()
    {
        if (_live.Count > 0 && _live[_random.Below(_live.Count)] is var order && order.Open > _instrument.Lot)
        {
            uint lots = order.Open / _instrument.Lot;
            _engine.Reduce(order, (uint)(1 + _random.Below((int)lots - 1)) * _instrument.Lot);
        }
    }

    private void Move(long bid, long ask)
    {
        if (_live.Count == 0)
        {
            return;
        }

        var order = _live[_random.Below(_live.Count)];
        long price = Near(order.Side, bid, ask) * _instrument.Tick;
        uint quantity = Size();
        if (!_instrument.IsValidPrice(price) || _engine.WouldMatch(_instrument, order.Side, price))
        {
            return;
        }

        var replacement = new Order(_engine.NextReference(), this, _instrument, order.Side, price, quantity);
        Forget(order);
        Remember(replacement);
        _engine.Replace(order, replacement, immediateOrCancel: false);
    }

    /// <summary>Sends a marketable order for a part of the first levels; one in five may leave a remainder in the book.</summary>
    private void Take(Side side, int levels, long limit)
    {
        var opposite = Book.Opposite(side);
        levels = Math.Min(levels, opposite.LevelCount);
        long quantity = 0;
        long price = 0;
        for (int i = 0; i < levels && opposite.Reaches(limit, opposite[i].Price); i++)
        {
            price = opposite[i].Price;
            long part = levels == 1 ? opposite[i].Quantity * (10 + _random.Below(91)) / 100 : opposite[i].Quantity;
            quantity += part;
        }

        quantity = Math.Min(quantity / _instrument.Lot * _instrument.Lot, MaxTake);
        if (quantity <= 0)
        {
            return;
        }

        bool stays = _random.Chance(20);
        var order = new Order(_engine.NextReference(), this, _instrument, side, price, (uint)quantity + (stays ? Size() : 0));
        _engine.Submit(order, immediateOrCancel: !stays);
        if (order.Resting)
        {
            Remember(order);
        }
    }

    private void Delete(Order order)
    {
        Forget(order);
        _engine.Reduce(order, 0);
    }

    private void Remember(Order order)
    {
        order.OwnerTag = _live.Count;
        _live.Add(order);
    }

    private void Forget(Order order)
    {
        var last = _live[^1];
        _live[order.OwnerTag] = last;
        last.OwnerTag = order.OwnerTag;
        _live.RemoveAt(_live.Count - 1);
    }
}
