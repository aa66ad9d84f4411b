using Saker.Wire;

namespace Saker.Venue;

/// <summary>Writes the displayed book's changes as ITCH 5.0, stamped with the event time, into a sink.</summary>
public sealed class ItchFeed(IMessageSink sink, EventTime time) : IBookListener
{
    /// <summary>The market of operational halts that this venue is.</summary>
    public const char OwnMarket = 'Q';

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
            if (book.OperationalHalt)
            {
                OperationalHalt(book, OwnMarket);
            }
        }

        SystemEvent('Q');
    }

    /// <summary>An A for every order of a book: bids before asks, best price first, oldest first.</summary>
    public void Orders(OrderBook book)
    {
        for (int i = 0; i < book.Bids.LevelCount; i++)
        {
            Orders(book.Bids[i]);
        }

        for (int i = 0; i < book.Asks.LevelCount; i++)
        {
            Orders(book.Asks[i]);
        }
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
        _buffer, Locate(book.Instrument), 0, Stamp, Stock(book.Instrument), book.State, Alpha4.Of(book.Reason)));

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

    /// <summary>Operational halt (h) of a market: H halted or T trading, as the book says.</summary>
    /// <param name="book">Of the instrument.</param>
    /// <param name="market">Q, B or X.</param>
    public void OperationalHalt(OrderBook book, char market) => OperationalHalt(book.Instrument, market, book.OperationalHalt ? 'H' : 'T');

    /// <summary>Operational halt (h) of a market whose state the venue does not keep.</summary>
    public void OperationalHalt(Instrument i, char market, char action) => Send(ItchOperationalHalt.Write(
        _buffer, Locate(i), 0, Stamp, Stock(i), market, action));

    /// <summary>LULD auction collar (J), prices in price units.</summary>
    public void Collar(Instrument i, long reference, long upper, long lower, uint extension) => Send(ItchLuldAuctionCollar.Write(
        _buffer, Locate(i), 0, Stamp, Stock(i), new Price(reference), new Price(upper), new Price(lower), extension));

    /// <summary>Market-wide circuit breaker levels (V), units of 10^-8.</summary>
    public void BreakerLevels(long level1, long level2, long level3) => Send(ItchMwcbDeclineLevel.Write(
        _buffer, new Locate(0), 0, Stamp, new Price(level1), new Price(level2), new Price(level3)));

    /// <summary>Market-wide circuit breaker breached (W): level 1, 2 or 3.</summary>
    public void Breach(char level) => Send(ItchMwcbStatus.Write(_buffer, new Locate(0), 0, Stamp, level));

    /// <summary>IPO quoting period (K): seconds since midnight, A or C, price units.</summary>
    public void Ipo(Instrument i, uint releaseSeconds, char qualifier, long price) => Send(ItchIpoQuotingPeriodUpdate.Write(
        _buffer, Locate(i), 0, Stamp, Stock(i), releaseSeconds, qualifier, new Price(price)));

    /// <summary>Cross trade (Q).</summary>
    public void Cross(Instrument i, ulong quantity, long price, ulong match, char crossType) => Send(ItchCrossTrade.Write(
        _buffer, Locate(i), 0, Stamp, new Quantity((long)quantity), Stock(i), new Price(price), match, crossType));

    /// <summary>Broken trade (B).</summary>
    public void Broken(Instrument i, ulong match) => Send(ItchBrokenTrade.Write(_buffer, Locate(i), 0, Stamp, match));

    /// <summary>Trade with a non-displayed order (P); its side is always B and its reference 0.</summary>
    public void HiddenTrade(Instrument i, uint quantity, long price, ulong match) => Send(ItchTrade.Write(
        _buffer, Locate(i), 0, Stamp, new OrderRef(0), Wire.Side.Buy, new Quantity(quantity), Stock(i), new Price(price), match));

    private static Symbol Stock(Instrument instrument) => Symbol.Of(instrument.Symbol);

    private static Locate Locate(Instrument instrument) => new(instrument.Locate);

    private void Orders(PriceLevel level)
    {
        foreach (var order in level.Orders)
        {
            Added(order);
        }
    }

    private void SystemEvent(char code) => Send(ItchSystemEvent.Write(_buffer, new Locate(0), 0, Stamp, code));

    private void Send(int length) => sink.Add(_buffer.AsSpan(0, length));
}
