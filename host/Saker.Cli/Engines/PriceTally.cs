namespace Saker.Cli;

/// <summary>Prices of orders, counted: a day of a symbol has few that are different. Price units.</summary>
internal sealed class PriceTally
{
    private readonly Dictionary<uint, long> _orders = [];

    public PriceTally(params ReadOnlySpan<uint> prices)
    {
        foreach (uint price in prices)
        {
            Add(price);
        }
    }

    /// <summary>Each price once, in no order.</summary>
    public IReadOnlyCollection<uint> Prices => _orders.Keys;

    /// <summary>The middle of the orders' prices, the upper one of two; 0 without any.</summary>
    public uint Median
    {
        get
        {
            long half = _orders.Values.Sum() / 2;
            foreach ((uint price, long orders) in _orders.OrderBy(o => o.Key))
            {
                half -= orders;
                if (half < 0)
                {
                    return price;
                }
            }

            return 0;
        }
    }

    /// <summary>An order of this price.</summary>
    public void Add(uint price) => _orders[price] = _orders.GetValueOrDefault(price) + 1;
}
