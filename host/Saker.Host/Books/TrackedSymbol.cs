using Saker.Card;
using Saker.V1;

namespace Saker.Host.Books;

/// <summary>One tracked symbol: what the card says of its book, and the full book that the host keeps for people from the
/// card's own decoded messages. The two are compared whenever they speak of the same message.</summary>
public sealed class TrackedSymbol(Instrument instrument, SymbolWindow window)
{
    private const int DepthShown = 12;

    private readonly DepthBook _depth = new();
    private readonly CardDepth _cardDepth = new();
    private ulong _cardSequence;
    private uint _bidQuantity;
    private uint _askQuantity;
    private int _bidIndex;
    private int _askIndex;
    private uint _flags = 1;
    private uint _stale = 15;
    private ulong _messages;

    public Instrument Instrument { get; } = instrument;

    public SymbolWindow Window { get; } = window;

    /// <summary>Card time of the last message, unix ns.</summary>
    public long LastMessageNs { get; private set; }

    /// <summary>The card may quote it.</summary>
    public bool Good => _flags == 0;

    /// <summary>Messages after which the card's best prices were not the host's.</summary>
    public int Mismatches { get; private set; }

    /// <summary>Twice the mid, price units, when both sides are there.</summary>
    public long? Mid2 => _bidQuantity != 0 && _askQuantity != 0 ? Window.Price(_bidIndex) + Window.Price(_askIndex) : null;

    public void OnBook(BookEvent e)
    {
        _flags = e.Flags;
        _stale = e.Stale;
        _bidIndex = e.BidIdx;
        _askIndex = e.AskIdx;
        _bidQuantity = e.BidQty;
        _askQuantity = e.AskQty;
        _cardSequence = e.Mtype != 0 ? e.Seq : 0;
    }

    public void OnMessage(MessageEvent e)
    {
        _messages++;
        LastMessageNs = (long)e.NowNs;
        bool changed = _depth.Apply(e);
        if (changed && _stale == 0 && e.Seq == _cardSequence)
        {
            Mismatches += Same(_depth.BestBid, _bidIndex, _bidQuantity) && Same(_depth.BestAsk, _askIndex, _askQuantity) ? 0 : 1;
        }
    }

    public void OnDepth(DepthEvent e) => _cardDepth.Take(e);

    /// <summary>For people.</summary>
    public Book Book()
    {
        var book = new Book
        {
            Instrument = new V1.Instrument
            {
                Symbol = Instrument.Symbol,
                PriceDecimals = Instrument.PriceDecimals,
                QuantityDecimals = Instrument.QuantityDecimals,
                Tick = Instrument.Tick,
            },
            Flags = _flags,
            State = BookStateNames.Describe(_flags, _stale),
            LastMessageUnixNs = LastMessageNs,
            Messages = _messages,
            LastTradePrice = _depth.LastTradePrice,
            LastTradeQuantity = _depth.LastTradeQuantity,
        };
        book.Bids.Add(_depth.Bids(DepthShown));
        book.Asks.Add(_depth.Asks(DepthShown));
        return book;
    }

    private bool Same((long Price, long Quantity)? depth, int index, uint quantity) =>
        depth is { } best ? quantity == best.Quantity && Window.Price(index) == best.Price : quantity == 0;
}
