using Saker.Wire;

namespace Saker.Model;

/// <summary>The TRADE record of a message: docs/card.md section 4.</summary>
internal static class Tape
{
    public static bool IsTrade(byte type) =>
        type is ItchType.OrderExecuted or ItchType.OrderExecutedWithPrice or ItchType.Trade or ItchType.CrossTrade or ItchType.BrokenTrade;

    /// <param name="m">A message of one of the five types.</param>
    /// <param name="resting">The order of its reference as it was before the message, when the table had it.</param>
    /// <param name="applied">The message was applied to the book.</param>
    public static TradeRecord Record(in ItchMsg m, int sym, ulong seq, TableOrder? resting, bool applied, PriceWindow window)
    {
        bool executes = m.Mtype is ItchType.OrderExecuted or ItchType.OrderExecutedWithPrice;
        TableOrder? order = executes ? resting : null;
        bool atLevel = m.Mtype == ItchType.OrderExecuted && applied && order is { Far: false };
        bool priced = atLevel || m.Mtype is ItchType.OrderExecutedWithPrice or ItchType.Trade or ItchType.CrossTrade;
        bool printable = m.Mtype == ItchType.OrderExecutedWithPrice ? m.Code == (byte)'Y' : m.Mtype != ItchType.BrokenTrade;
        TradeFlags flags = (priced ? TradeFlags.Priced : 0) | (printable ? TradeFlags.Printable : 0) | (order is null ? 0 : TradeFlags.Resting);
        uint price = atLevel ? window.Base + order!.Value.Idx * window.Tick : m.Price;
        return new TradeRecord(
            m.Mtype, (byte)sym, order?.Side ?? m.Side, seq, m.Ts, m.Code, (byte)flags, price,
            m.Mtype == ItchType.CrossTrade ? m.OrderRef : m.Qty, m.MatchNo, executes ? m.OrderRef : 0);
    }
}
