namespace Saker.Host.Trackers;

/// <summary>Position and profit of one slot from its fills, in integers: prices in price units, quantities in lots, money in
/// price units × lots. Average-cost accounting. The host's own count, compared with the card's.</summary>
public sealed class PositionKeeper
{
    private Int128 _cost;

    /// <summary>Signed position, lots.</summary>
    public long Position { get; private set; }

    /// <summary>Profit of what was closed, price units × lots.</summary>
    public Int128 Realised { get; private set; }

    /// <summary>Lots bought and sold so far.</summary>
    public long Bought { get; private set; }

    public long Sold { get; private set; }

    /// <summary>Books one fill.</summary>
    /// <param name="sell">Our side.</param>
    /// <param name="price">Price units.</param>
    /// <param name="quantity">Lots, positive.</param>
    public void Fill(bool sell, long price, long quantity)
    {
        long signed = sell ? -quantity : quantity;
        Bought += sell ? 0 : quantity;
        Sold += sell ? quantity : 0;
        long closing = Math.Sign(Position) == -Math.Sign(signed) ? Math.Min(Math.Abs(Position), quantity) : 0;
        if (closing != 0)
        {
            // The closed part leaves at the position's average cost; what the division drops stays in the cost.
            Int128 cost = _cost * closing / Math.Abs(Position);
            Realised += ((Int128)(sell ? closing : -closing) * price) - cost;
            _cost -= cost;
        }

        long opening = quantity - closing;
        _cost += (Int128)(sell ? -opening : opening) * price;
        Position += signed;
    }

    /// <summary>Takes back a fill that the venue broke, at its own price. Position, lots and money in all are as if it had never been. What is still open
    /// of its side leaves without a profit; what was closed against it stays closed, so realised and unrealised may be split otherwise then.</summary>
    /// <param name="sell">Our side of the fill.</param>
    /// <param name="price">Its price, price units.</param>
    /// <param name="quantity">Its lots, positive.</param>
    public void Break(bool sell, long price, long quantity)
    {
        long open = Math.Min(quantity, Math.Max(0, sell ? -Position : Position));
        long closed = quantity - open;
        Position -= sell ? -open : open;
        _cost -= (Int128)(sell ? -open : open) * price;
        if (Position == 0)
        {
            Realised -= _cost;
            _cost = 0;
        }

        Fill(!sell, price, closed);
        Bought -= sell ? closed : quantity;
        Sold -= sell ? quantity : closed;
    }

    /// <summary>Profit of the open position at a mark, price units × lots × 2: the mark is twice the mid, so that a mid
    /// between two ticks stays exact.</summary>
    public Int128 UnrealisedTwice(long mid2) => ((Int128)Position * mid2) - (2 * _cost);

    /// <summary>Realised and unrealised profit, price units × lots × 2; without a mark the realised alone.</summary>
    public Int128 ProfitTwice(long? mid2) => (2 * Realised) + (mid2 is { } mark ? UnrealisedTwice(mark) : 0);
}
