using Saker.Wire;

namespace Saker.Venue;

/// <summary>Writes the displayed book's changes as ITCH 5.0, stamped with the event time, into a sink.</summary>
public sealed class ItchFeed(IMessageSink sink, EventTime time) : IBookListener
{
    private readonly byte[] _buffer = new byte[64];

    private Timestamp Stamp => new(time.Timestamp);

    /// <summary>Opens the day: events O and S, the directory, trading states, event Q.</summary>
    public void OpenDay(IReadOnlyList<OrderBook> books)
    {
        SystemEvent('O');
        SystemEvent('S');
        foreach (var book in books)
        {
            Directory(book.Instrument);
        }

        foreach (var book in books)
        {
            TradingChanged(book);
        }

        SystemEvent('Q');
    }

    /// <summary>Closes the day: events M, E and C.</summary>
    public void CloseDay()
    {
        SystemEvent('M');
        SystemEvent('E');
        SystemEvent('C');
    }

    /// <summary>Stock directory entry: a non-Nasdaq instrument in production, no round-lot rule.</summary>
    public void Directory(Instrument i) => Send(ItchStockDirectory.Write(
        _buffer, Locate(i), 0, Stamp, Symbol.Of(i.Symbol), ' ', ' ', i.Lot, 'N', 'Z', 0x5A20, 'P', ' ', ' ', ' ', 'N', 0, 'N'));

    /// <inheritdoc/>
    public void TradingChanged(OrderBook book) => Send(ItchStockTradingAction.Write(
        _buffer, Locate(book.Instrument), 0, Stamp, Symbol.Of(book.Instrument.Symbol), book.Trading ? 'T' : 'H', Alpha4.Of("")));

    /// <inheritdoc/>
    public void Added(Order order) => Send(ItchAddOrder.Write(
        _buffer, Locate(order.Instrument), 0, Stamp, new OrderRef(order.Reference), order.Side == Side.Buy ? Wire.Side.Buy : Wire.Side.Sell,
        new Quantity(order.Open), Symbol.Of(order.Instrument.Symbol), new Price(order.Price)));

    /// <inheritdoc/>
    public void Executed(Order order, uint quantity, ulong match) => Send(ItchOrderExecuted.Write(
        _buffer, Locate(order.Instrument), 0, Stamp, new OrderRef(order.Reference), new Quantity(quantity), match));

    /// <inheritdoc/>
    public void Reduced(Order order, uint quantity) => Send(ItchOrderCancel.Write(
        _buffer, Locate(order.Instrument), 0, Stamp, new OrderRef(order.Reference), new Quantity(quantity)));

    /// <inheritdoc/>
    public void Deleted(Order order) => Send(ItchOrderDelete.Write(
        _buffer, Locate(order.Instrument), 0, Stamp, new OrderRef(order.Reference)));

    /// <inheritdoc/>
    public void Replaced(Order order, Order replacement) => Send(ItchOrderReplace.Write(
        _buffer, Locate(order.Instrument), 0, Stamp, new OrderRef(order.Reference), new OrderRef(replacement.Reference),
        new Quantity(replacement.Open), new Price(replacement.Price)));

    private static Locate Locate(Instrument instrument) => new(instrument.Locate);

    private void SystemEvent(char code) => Send(ItchSystemEvent.Write(_buffer, new Locate(0), 0, Stamp, code));

    private void Send(int length) => sink.Add(_buffer.AsSpan(0, length));
}
