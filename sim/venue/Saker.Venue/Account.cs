namespace Saker.Venue;

/// <summary>What a participant holds in one instrument, from executions alone. Integers of the instrument's units.</summary>
public sealed class Holding
{
    /// <summary>Bought less sold, quantity units.</summary>
    public long Position { get; private set; }

    /// <summary>Quantity bought.</summary>
    public long Bought { get; private set; }

    /// <summary>Quantity sold.</summary>
    public long Sold { get; private set; }

    /// <summary>Sales less purchases: sum of price units times quantity units, before fees.</summary>
    public Int128 Cash { get; private set; }

    /// <summary>Number of executions, also of those that were broken later.</summary>
    public long Fills { get; private set; }

    /// <summary>Number of executions that were broken: they are in <see cref="Fills"/> and in nothing else.</summary>
    public long Broken { get; private set; }

    internal void Add(Side side, uint quantity, long price)
    {
        Fills++;
        Book(side, quantity, price);
    }

    internal void Break(Side side, uint quantity, long price)
    {
        Broken++;
        Book(side, -(long)quantity, price);
    }

    private void Book(Side side, long quantity, long price)
    {
        if (side == Side.Buy)
        {
            Bought += quantity;
            Position += quantity;
            Cash -= (Int128)price * quantity;
        }
        else
        {
            Sold += quantity;
            Position -= quantity;
            Cash += (Int128)price * quantity;
        }
    }
}

/// <summary>The venue's record of one participant: holdings by symbol. Belongs to the venue's thread.</summary>
public sealed class Account(string name)
{
    private readonly SortedDictionary<string, Holding> _holdings = new(StringComparer.Ordinal);

    /// <summary>User name of the order-entry login.</summary>
    public string Name { get; } = name;

    /// <summary>Holdings by symbol, only symbols that traded.</summary>
    public IReadOnlyDictionary<string, Holding> Holdings => _holdings;

    /// <summary>Executions in all symbols.</summary>
    public long Fills => _holdings.Values.Sum(h => h.Fills);

    /// <summary>Executions in all symbols that were broken.</summary>
    public long Broken => _holdings.Values.Sum(h => h.Broken);

    /// <summary>Takes an execution back.</summary>
    internal void Break(Instrument instrument, Side side, uint quantity, long price) => _holdings[instrument.Symbol].Break(side, quantity, price);

    internal void Add(Instrument instrument, Side side, uint quantity, long price)
    {
        if (!_holdings.TryGetValue(instrument.Symbol, out var holding))
        {
            _holdings.Add(instrument.Symbol, holding = new Holding());
        }

        holding.Add(side, quantity, price);
    }
}
