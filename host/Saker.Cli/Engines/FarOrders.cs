using Saker.Card;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>Orders beyond the window on the worse side. The card keeps and counts them, but its ladder has no level for them: here they get one, from the
/// card's MESSAGE records. An order below the window is a bid and one above it an ask, else its symbol would be stale.</summary>
internal sealed class FarOrders(SymbolWindow window, int levels)
{
    private readonly OrderBook _book = new();

    /// <summary>Takes a message that the card applied to the symbol's book.</summary>
    public void Apply(MessageEvent message)
    {
        switch ((byte)message.Mtype)
        {
            case ItchType.AddOrder or ItchType.AddOrderAttributed:
                Add(message.OrderRef, message.Qty, message.Price);
                break;
            case ItchType.OrderExecuted or ItchType.OrderExecutedWithPrice or ItchType.OrderCancel:
                _book.Reduce(message.OrderRef, message.Qty);
                break;
            case ItchType.OrderDelete:
                _book.Delete(message.OrderRef);
                break;
            case ItchType.OrderReplace:
                _book.Delete(message.OrderRef);
                Add(message.NewRef, message.Qty, message.Price);
                break;
        }
    }

    /// <summary>The n-th best level beyond the window; 0, 0 beyond the last.</summary>
    public DepthLevel Level(Side side, int n)
    {
        BookLevel level = _book.Level(side, n);
        return new DepthLevel(level.Price, level.Quantity);
    }

    private void Add(ulong reference, uint quantity, uint price)
    {
        if (price < window.Base || price >= window.Price(levels))
        {
            _book.Add(reference, price < window.Base ? Side.Buy : Side.Sell, quantity, price);
        }
    }
}
