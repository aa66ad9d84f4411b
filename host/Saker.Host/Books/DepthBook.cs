using Saker.Card;
using Saker.Model;
using Saker.V1;
using Saker.Wire;

namespace Saker.Host.Books;

/// <summary>The full book of one symbol, kept from the card's MESSAGE events, and the last trade.</summary>
public sealed class DepthBook
{
    private readonly OrderBook _book = new();

    public long LastTradePrice { get; private set; }

    public long LastTradeQuantity { get; private set; }

    public (long Price, long Quantity)? BestBid => Best(Wire.Side.Buy);

    public (long Price, long Quantity)? BestAsk => Best(Wire.Side.Sell);

    /// <summary>Applies a message. True when it is one that changes a book.</summary>
    public bool Apply(MessageEvent e)
    {
        switch ((char)e.Mtype)
        {
            case 'A' or 'F':
                _book.Add(e.OrderRef, (Wire.Side)e.Side, e.Qty, e.Price);
                return true;
            case 'E' or 'C':
                if (_book.TryFind(e.OrderRef, out RestingOrder order))
                {
                    LastTradePrice = e.Mtype == 'C' ? e.Price : order.Price;
                    LastTradeQuantity = e.Qty;
                }

                _book.Reduce(e.OrderRef, e.Qty);
                return true;
            case 'X':
                _book.Reduce(e.OrderRef, e.Qty);
                return true;
            case 'D':
                _book.Delete(e.OrderRef);
                return true;
            case 'U':
                _book.Replace(e.OrderRef, e.NewRef, e.Qty, e.Price);
                return true;
            case 'P':
                LastTradePrice = e.Price;
                LastTradeQuantity = e.Qty;
                return false;
            default:
                return false;
        }
    }

    /// <summary>The best levels of the bid side, best first.</summary>
    public IEnumerable<Level> Bids(int most) => Levels(Wire.Side.Buy, most);

    /// <summary>The best levels of the ask side, best first.</summary>
    public IEnumerable<Level> Asks(int most) => Levels(Wire.Side.Sell, most);

    private (long Price, long Quantity)? Best(Wire.Side side) => _book.Depth(side) == 0 ? null : (_book.Best(side).Price, _book.Best(side).Quantity);

    private IEnumerable<Level> Levels(Wire.Side side, int most)
    {
        for (int n = 0; n < Math.Min(most, _book.Depth(side)); n++)
        {
            BookLevel level = _book.Level(side, n);
            yield return new Level { Price = level.Price, Quantity = level.Quantity };
        }
    }
}
