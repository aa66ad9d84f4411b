using Saker.Wire;

namespace Saker.Model;

/// <summary>Makes the parts of an update from what the book side tells: docs/signals.md section 1.</summary>
public static class SignalInput
{
    /// <summary>The trade part of a TRADE record; null when it has none.</summary>
    /// <param name="sideOfP">SIG_P_SIDE: the side of a P says something.</param>
    public static TradePart? Trade(in TradeRecord r, bool sideOfP)
    {
        TradeFlags flags = (TradeFlags)r.Flags;
        bool executes = r.Mtype is ItchType.OrderExecuted or ItchType.OrderExecutedWithPrice;
        bool counts = (executes || r.Mtype == ItchType.Trade) && (flags & TradeFlags.Printable) != 0;
        bool known = executes ? (flags & TradeFlags.Resting) != 0 : sideOfP;
        return counts ? new TradePart((uint)r.Qty, r.Price, (flags & TradeFlags.Priced) != 0, known, (Side)r.Side == Side.Sell) : null;
    }

    /// <summary>The book part of a BOOK record.</summary>
    public static BookPart Book(in BookRecord r) => new((BookFlags)r.Flags, r.BidIdx, r.BidQty, r.AskIdx, r.AskQty);

    /// <summary>The order part of a book message that was applied.</summary>
    /// <param name="named">The order of its reference: before the message, of A F after it.</param>
    /// <param name="gone">It is not in the table after the message.</param>
    /// <param name="entered">U: the new order after the message; null when it has no quantity.</param>
    public static OrderPart Order(in ItchMsg m, TableOrder named, bool gone, TableOrder? entered)
    {
        OrderKind kind = m.Mtype switch
        {
            ItchType.AddOrder or ItchType.AddOrderAttributed => OrderKind.Add,
            ItchType.OrderExecuted or ItchType.OrderExecutedWithPrice => OrderKind.Execute,
            ItchType.OrderReplace => OrderKind.Replace,
            _ => OrderKind.Cancel,
        };
        uint qty = kind is OrderKind.Add or OrderKind.Replace ? m.Qty : 0;
        uint left = kind == OrderKind.Add ? 0 : m.Mtype is ItchType.OrderDelete or ItchType.OrderReplace ? named.Qty : m.Qty;
        return new OrderPart(
            kind, (Side)named.Side, m.OrderRef, named.Idx, !named.Far, gone, qty, m.NewRef, entered?.Idx ?? 0, entered is { Far: false }, left);
    }
}
