using Saker.Wire;

namespace Saker.Model;

/// <summary>One price level: price in price units, quantity in lots, number of orders.</summary>
public readonly record struct BookLevel(long Price, long Quantity, int Orders);

/// <summary>
/// The levels of one side, sorted with the best at the end, so that changes near the top move little memory. Level 0 is the best. Not thread-safe.
/// </summary>
internal sealed class PriceLevels(Side side)
{
    private readonly List<BookLevel> _worstFirst = [];

    public int Count => _worstFirst.Count;

    /// <summary>The n-th best level, from 0.</summary>
    public BookLevel this[int n] => _worstFirst[^(n + 1)];

    /// <summary>Adds to a level, which is created when it does not exist and removed when its quantity reaches zero.</summary>
    public void Change(long price, long quantity, int orders)
    {
        int at = Find(price);
        if (at < 0)
        {
            _worstFirst.Insert(~at, new BookLevel(price, quantity, orders));
            return;
        }
        BookLevel old = _worstFirst[at];
        BookLevel now = old with { Quantity = old.Quantity + quantity, Orders = old.Orders + orders };
        if (now.Quantity <= 0)
        {
            _worstFirst.RemoveAt(at);
        }
        else
        {
            _worstFirst[at] = now;
        }
    }

    /// <summary>Quantity at a price; 0 when there is no such level.</summary>
    public long QuantityAt(long price)
    {
        int at = Find(price);
        return at < 0 ? 0 : _worstFirst[at].Quantity;
    }

    public void Clear() => _worstFirst.Clear();

    private int Find(long price)
    {
        int low = 0;
        int high = _worstFirst.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            long there = _worstFirst[middle].Price;
            if (there == price)
            {
                return middle;
            }
            bool worse = side == Side.Buy ? there < price : there > price;
            (low, high) = worse ? (middle + 1, high) : (low, middle - 1);
        }
        return ~low;
    }
}
