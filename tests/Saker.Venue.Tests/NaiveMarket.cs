namespace Saker.Venue.Tests;

/// <summary>Price-time priority as plainly as it can be written: one list in order of arrival, searched whole each time.</summary>
internal sealed class NaiveMarket
{
    public sealed class Row
    {
        public required ulong Reference { get; init; }

        public required Side Side { get; init; }

        public required long Price { get; init; }

        public required uint Open { get; set; }
    }

    public List<Row> Rows { get; } = [];

    public List<(ulong Resting, ulong Aggressor, uint Quantity, long Price)> Trades { get; } = [];

    public void Submit(ulong reference, Side side, long price, uint quantity, bool immediateOrCancel)
    {
        while (quantity > 0)
        {
            Row? best = null;
            foreach (var row in Rows.Where(r => r.Side != side && (side == Side.Buy ? r.Price <= price : r.Price >= price)))
            {
                if (best is null || (side == Side.Buy ? row.Price < best.Price : row.Price > best.Price))
                {
                    best = row;
                }
            }

            if (best is null)
            {
                break;
            }

            uint traded = Math.Min(quantity, best.Open);
            Trades.Add((best.Reference, reference, traded, best.Price));
            quantity -= traded;
            best.Open -= traded;
            Rows.RemoveAll(r => r.Open == 0);
        }

        if (quantity > 0 && !immediateOrCancel)
        {
            Rows.Add(new Row { Reference = reference, Side = side, Price = price, Open = quantity });
        }
    }

    public void Reduce(ulong reference, uint open)
    {
        Rows.Single(r => r.Reference == reference).Open = open;
        Rows.RemoveAll(r => r.Open == 0);
    }

    /// <summary>Orders of one side, best first, oldest first.</summary>
    public IEnumerable<(ulong Reference, long Price, uint Open)> Queue(Side side) => Rows
        .Where(r => r.Side == side)
        .OrderBy(r => side == Side.Buy ? -r.Price : r.Price)
        .Select(r => (r.Reference, r.Price, r.Open));
}
