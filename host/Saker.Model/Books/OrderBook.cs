using Saker.Wire;

namespace Saker.Model;

/// <summary>A resting order: remaining quantity in lots, price in price units.</summary>
public readonly record struct RestingOrder(Side Side, long Quantity, long Price);

/// <summary>
/// The exact order book of one instrument: every order, every level, no window and no limit on either. An operation that cannot be right (unknown or
/// duplicate reference, more removed than rests, quantity not positive) changes nothing and returns false. Not thread-safe.
/// </summary>
public sealed class OrderBook
{
    private readonly Dictionary<ulong, RestingOrder> _orders = [];
    private readonly PriceLevels _bids = new(Side.Buy);
    private readonly PriceLevels _asks = new(Side.Sell);

    /// <summary>Number of live orders.</summary>
    public int Orders => _orders.Count;

    /// <summary>Number of price levels on a side.</summary>
    public int Depth(Side side) => Of(side).Count;

    /// <summary>The n-th best level from 0; price and quantity 0 beyond the last.</summary>
    public BookLevel Level(Side side, int n) => n < Of(side).Count ? Of(side)[n] : default;

    /// <summary>The best level of a side; price and quantity 0 when the side is empty.</summary>
    public BookLevel Best(Side side) => Level(side, 0);

    /// <summary>True when both sides are present and the best bid is not below the best ask.</summary>
    public bool IsCrossed => _bids.Count > 0 && _asks.Count > 0 && _bids[0].Price >= _asks[0].Price;

    /// <summary>Looks an order up.</summary>
    public bool TryFind(ulong reference, out RestingOrder order) => _orders.TryGetValue(reference, out order);

    /// <summary>Enters an order.</summary>
    public bool Add(ulong reference, Side side, long quantity, long price)
    {
        if (quantity <= 0 || !_orders.TryAdd(reference, new RestingOrder(side, quantity, price)))
        {
            return false;
        }
        Of(side).Change(price, quantity, 1);
        return true;
    }

    /// <summary>Takes quantity off an order (execution or partial cancel); the order dies at zero.</summary>
    public bool Reduce(ulong reference, long quantity)
    {
        if (quantity <= 0 || !_orders.TryGetValue(reference, out RestingOrder order) || quantity > order.Quantity)
        {
            return false;
        }
        bool dies = quantity == order.Quantity;
        if (dies)
        {
            _orders.Remove(reference);
        }
        else
        {
            _orders[reference] = order with { Quantity = order.Quantity - quantity };
        }
        Of(order.Side).Change(order.Price, -quantity, dies ? -1 : 0);
        return true;
    }

    /// <summary>Removes an order.</summary>
    public bool Delete(ulong reference) => _orders.TryGetValue(reference, out RestingOrder order) && Reduce(reference, order.Quantity);

    /// <summary>Replaces an order by another on the same side; without quantity it is only removed.</summary>
    public bool Replace(ulong original, ulong reference, long quantity, long price)
    {
        if (quantity < 0 || !_orders.TryGetValue(original, out RestingOrder order) || _orders.ContainsKey(reference))
        {
            return false;
        }
        Delete(original);
        return quantity == 0 || Add(reference, order.Side, quantity, price);
    }

    /// <summary>Adds quantity (or takes it off) at a level without an order: for books seeded from aggregated depth.</summary>
    /// <returns>False when a level without that much quantity would be reduced.</returns>
    public bool ChangeLevel(Side side, long price, long quantity)
    {
        if (quantity < 0 && Of(side).QuantityAt(price) < -quantity)
        {
            return false;
        }
        Of(side).Change(price, quantity, 0);
        return true;
    }

    /// <summary>Empties the book.</summary>
    public void Clear()
    {
        _orders.Clear();
        _bids.Clear();
        _asks.Clear();
    }

    private PriceLevels Of(Side side) => side == Side.Buy ? _bids : _asks;
}
