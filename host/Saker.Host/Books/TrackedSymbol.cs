using Saker.Card;
using Saker.Host.Trackers;
using Saker.V1;
using Saker.Wire;

namespace Saker.Host.Books;

/// <summary>One tracked symbol as the card tells it: best prices and flags (BOOK), ten levels a side (DEPTH), last trade (TRADE).
/// Where messages are recorded, a full book is kept from them too and compared with the card's whenever both speak of the same message.</summary>
/// <param name="instrument">What it is.</param>
/// <param name="window">Its window on the card.</param>
/// <param name="levels">Ticks of the window.</param>
public sealed class TrackedSymbol(Instrument instrument, SymbolWindow window, int levels)
{
    private const int TapeTrades = 200;
    private const byte Priced = 1;
    private const byte Printable = 2;

    private readonly CardDepth _depth = new();
    private readonly DepthBook _full = new(levels);
    private readonly DepthLevel[] _best = new DepthLevel[2];
    private ulong _cardSequence;
    private uint _flags = 1;
    private uint _stale = 15;
    private ulong _messages;
    private long _lastTradePrice;
    private long _lastTradeQuantity;

    public Instrument Instrument { get; } = instrument;

    /// <summary>The window that the card's level indices count in.</summary>
    public SymbolWindow Window { get; private set; } = window;

    /// <summary>The last trades.</summary>
    public TradeTape Tape { get; } = new(TapeTrades);

    /// <summary>Card time of the last message, unix ns.</summary>
    public long LastMessageNs { get; private set; }

    /// <summary>The card may quote it.</summary>
    public bool Good => _flags == 0;

    /// <summary>Comparisons of the card's book with the one kept from its messages.</summary>
    public ulong Compared { get; private set; }

    /// <summary>Comparisons that found a difference.</summary>
    public int Mismatches { get; private set; }

    /// <summary>The first difference, in words; empty: none.</summary>
    public string Difference { get; private set; } = string.Empty;

    /// <summary>Stock locate of the session; 0: none yet.</summary>
    public uint Locate { get; set; }

    /// <summary>The venue's last word on trading it; empty: none heard in this session.</summary>
    public string Trading { get; set; } = string.Empty;

    /// <summary>Twice the mid, price units, when both sides are there.</summary>
    public long? Mid2 => _best[0].Quantity != 0 && _best[1].Quantity != 0 ? Window.Price(_best[0].Index) + Window.Price(_best[1].Index) : null;

    public void OnBook(BookEvent e)
    {
        _flags = e.Flags;
        _stale = e.Stale;
        _best[0] = new DepthLevel(e.BidIdx, e.BidQty);
        _best[1] = new DepthLevel(e.AskIdx, e.AskQty);
        _cardSequence = e.Mtype != 0 ? e.Seq : 0;
        if (e.Mtype != 0)
        {
            _messages++;
            LastMessageNs = (long)e.NowNs;
            CompareBest();
        }
    }

    public void OnMessage(MessageEvent e)
    {
        if (_full.Apply(e))
        {
            CompareBest();
        }
    }

    /// <summary>Takes a record of the card's levels.</summary>
    /// <param name="e">The record.</param>
    /// <param name="comparable">The books are whole, so that a sequence names one state of the book only.</param>
    public void OnDepth(DepthEvent e, bool comparable)
    {
        if (_depth.Take(e) && comparable && _stale == 0 && _depth.Sequence == _full.Sequence && _full.Sequence != 0)
        {
            Compare(_depth.Bids, _depth.Asks, CardDepth.MostLevels);
        }
    }

    /// <summary>Takes a trade.</summary>
    /// <param name="e">The record.</param>
    /// <param name="messageNs">Its message's time, ns since the midnight before the session.</param>
    public void OnTrade(TradeEvent e, long messageNs)
    {
        if (!Tape.Add(e, messageNs))
        {
            return;
        }

        LastMessageNs = (long)e.NowNs;
        if ((e.Flags & (Priced | Printable)) == (Priced | Printable) && e.Qty != 0)
        {
            _lastTradePrice = e.Price;
            _lastTradeQuantity = (long)e.Qty;
        }
    }

    /// <summary>The card's book was emptied and will be loaded, in this window.</summary>
    public void Cleared(SymbolWindow place)
    {
        Window = place;
        _best.AsSpan().Clear();
        _depth.Clear();
        _full.Clear();
        _cardSequence = 0;
    }

    /// <summary>Another session: what the last one said of the symbol holds no more.</summary>
    public void SessionChanged()
    {
        (Locate, Trading) = (0, string.Empty);
        Tape.SessionChanged();
    }

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
            Meaning = BookStateNames.Explain(_flags, _stale),
            LastMessageUnixNs = LastMessageNs,
            Messages = _messages,
            LastTradePrice = _lastTradePrice,
            LastTradeQuantity = _lastTradeQuantity,
            Locate = Locate,
            Trading = Trading,
        };
        // Before the first report the best levels are all that is known.
        Show(book.Bids, _depth.Reported ? _depth.Bids : Best(0));
        Show(book.Asks, _depth.Reported ? _depth.Asks : Best(1));
        return book;
    }

    private void Show(Google.Protobuf.Collections.RepeatedField<Level> into, ReadOnlySpan<DepthLevel> from)
    {
        foreach (DepthLevel level in from)
        {
            into.Add(new Level { Price = Window.Price(level.Index), Quantity = level.Quantity });
        }
    }

    private ReadOnlySpan<DepthLevel> Best(int side) => _best[side].Quantity == 0 ? [] : _best.AsSpan(side, 1);

    /// <summary>The record of a message and that of the book after it come by different ways: whichever is second makes the comparison.</summary>
    private void CompareBest()
    {
        if (_stale == 0 && _full.Sequence == _cardSequence && _cardSequence != 0)
        {
            Compare(Best(0), Best(1), 1);
        }
    }

    private void Compare(ReadOnlySpan<DepthLevel> bids, ReadOnlySpan<DepthLevel> asks, int most)
    {
        Compared++;
        string? difference = _full.Differs(Side.Buy, bids, most, Window) ?? _full.Differs(Side.Sell, asks, most, Window);
        if (difference is null)
        {
            return;
        }

        Mismatches++;
        if (Difference.Length == 0)
        {
            Difference = $"{Instrument.Symbol} after message {_full.Sequence}: {difference}";
        }
    }
}
