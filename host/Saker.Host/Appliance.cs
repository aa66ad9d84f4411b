using Saker.Card;
using Saker.Host.Books;
using Saker.Host.Feed;
using Saker.Host.Service;
using Saker.Host.Session;
using Saker.Host.Trackers;
using Saker.V1;

namespace Saker.Host;

/// <summary>What the daemon knows of its card, from the card's own events: books, orders, fills, position, latency, kill.
/// Lives on the card's thread; what leaves it is a whole <see cref="ApplianceState"/>.</summary>
public sealed class Appliance : IEventSink, ICardControl
{
    /// <summary>The first <see cref="Note"/>.</summary>
    public const string Starting = "starting";

    private const int MostOrders = 50;
    private const int MostFills = 50;
    private const long FeedSilenceNs = 2_000_000_000;
    private const uint GapOpens = 1;
    private const uint BadFrame = 2;
    private const uint Framing = 3;
    private const byte ActionReplace = 2;
    private const byte ActionCancel = 3;

    private readonly ICard _card;
    private readonly TimeProvider _time;
    private readonly TrackedSymbol[] _symbols;
    private readonly FillTape _fills = new(MostFills);
    private readonly MessageDay _day = new();
    private readonly OrderTracker _orders = new();
    private readonly PositionKeeper _position = new();
    private readonly LatencyTracker _latency = new();
    private readonly KillTracker _kill = new();
    private readonly int _slotSymbol;
    private readonly FoundCard _found;
    private CarriedPosition _carried;
    private int _cardPosition;
    private uint _sent;
    private uint _refused;
    private readonly ulong[] _refusedBy = new ulong[VerdictNames.Count];
    private long _wantedBid;
    private long _wantedAsk;
    private ulong _unknownEvents;
    private ulong _feedFaults;
    private ulong _gaps;
    private string _venueDay = string.Empty;

    /// <param name="card">The card.</param>
    /// <param name="symbols">Tracked symbols, by the card's index.</param>
    /// <param name="slotSymbol">The symbol that slot 0 quotes.</param>
    /// <param name="feed">Keeps the books whole.</param>
    /// <param name="found">What an earlier host left.</param>
    /// <param name="time">For the state's own time.</param>
    public Appliance(ICard card, IReadOnlyList<TrackedSymbol> symbols, int slotSymbol, FeedKeeper feed, FoundCard found, TimeProvider time)
    {
        _card = card;
        _found = found;
        _carried = new CarriedPosition(found);
        _cardPosition = found.Position;
        _symbols = [.. symbols];
        _slotSymbol = slotSymbol;
        _time = time;
        Feed = feed;
        feed.BooksCleared += BooksCleared;
        feed.SessionChanged += NewSession;
        uint causes = card.Read(CardRegisters.KillCauses);
        _kill.Changed(causes != 0, causes, card.Read(CardRegisters.KillAsserted), cardNs: 0, openOrders: 0);
    }

    /// <summary>What the daemon is doing, in words.</summary>
    public string Note { get; set; } = Starting;

    /// <summary>What the order session is doing while it is not up, in words.</summary>
    public string SessionNote { get; set; } = string.Empty;

    /// <summary>The order session is logged in and everything missed was replayed: the card lets orders go.</summary>
    public bool SessionUp { get; set; }

    /// <summary>What the card's events say of the order session.</summary>
    public SessionNews SessionNews { get; } = new();

    /// <summary>An earlier host used this card: a person looks at it before it is armed.</summary>
    public bool FoundInUse => _found.InUse;

    public KillTracker KillState => _kill;

    /// <summary>Keeps the books whole.</summary>
    public FeedKeeper Feed { get; }

    /// <summary>The host's own count: what the card held at the start and the fills since.</summary>
    public long HostPosition => _carried.Lots + _position.Position;

    public OrderTracker Orders => _orders;

    /// <summary>The card's own position of slot 0.</summary>
    public int CardPosition => _cardPosition;

    /// <summary>Whether the symbol that slot 0 quotes may be quoted.</summary>
    public bool BookGood => _symbols[_slotSymbol].Good;

    /// <summary>Comparisons in which the card's book was not the one that its recorded messages make, all symbols.</summary>
    public int BookMismatches => _symbols.Sum(s => s.Mismatches);

    /// <summary>The first such difference, in words; empty: none.</summary>
    public string BookDifference => _symbols.Select(s => s.Difference).FirstOrDefault(d => d.Length != 0) ?? string.Empty;

    /// <summary>Something a person would want to see changed since the last <see cref="State"/>.</summary>
    public bool Dirty { get; private set; } = true;

    /// <summary>Of orders that an earlier host's card sent only the card knows.</summary>
    private int OpenOrders => _found.InUse ? (int)new SlotOrdersValue(_card.Read(CardRegisters.SlotOrdersAt(0))).Open : _orders.Open;

    private TrackedSymbol SlotSymbol => _symbols[_slotSymbol];

    public void OnBook(BookEvent e)
    {
        Dirty = true;
        Feed.OnBook(e);
        if (e.Sym < _symbols.Length)
        {
            _symbols[e.Sym].OnBook(e);
        }
    }

    public void OnQuote(QuoteEvent e)
    {
        _wantedBid = e.BidEn != 0 ? SlotSymbol.Window.Price(e.BidIdx) : 0;
        _wantedAsk = e.AskEn != 0 ? SlotSymbol.Window.Price(e.AskIdx) : 0;
    }

    public void OnOrder(OrderEvent e)
    {
        Dirty = true;
        if (e.Sent == 0)
        {
            _refused++;
            for (int bit = 0; bit < _refusedBy.Length; bit++)
            {
                _refusedBy[bit] += (uint)(e.Verdict >> bit) & 1;
            }

            return;
        }

        _sent++;
        bool sell = e.Side != 0;
        switch (e.Action)
        {
            case ActionCancel:
                _orders.CancelSent(e.Urn, e.NowNs);
                _kill.CancelSent((long)e.NowNs);
                return;
            case ActionReplace:
                _orders.Replace(e.OrigUrn, e.Urn, (byte)e.Slot, sell, e.Price, e.OpenQty, e.NowNs);
                break;
            default:
                _orders.New(e.Urn, (byte)e.Slot, sell, e.Price, e.OpenQty, e.NowNs);
                break;
        }

        // A book that changed without a message, as when a gap closes, has no last byte to count from.
        if (e.Tick != 0 && e.Seq != 0)
        {
            _latency.Add(e.Cycle - e.RxCycle);
        }
    }

    public void OnVenue(VenueEvent e)
    {
        Dirty = true;
        _carried.Settle(e);
        _cardPosition = e.Position;
        const byte Live = (byte)'L';
        switch ((char)e.Mtype)
        {
            case 'A': _orders.Accepted(e.Urn, e.Qty, e.Code == Live, e.NowNs); break;
            case 'U': _orders.Replaced(e.OrigUrn, e.Urn, e.Qty, e.Code == Live, e.NowNs); break;
            case 'C' or 'D': _orders.Reduce(e.Urn, e.Qty, e.NowNs); break;
            case 'J': _orders.Rejected(e.Urn, e.NowNs); break;
            case 'Q' when e.Known != 0: _orders.CaughtUp(e.Urn, e.NowNs); break;
            case 'E': OnFill(e); break;
        }

        _kill.OrderEnded(OpenOrders, (long)e.NowNs);
    }

    public void OnKill(KillEvent e)
    {
        Dirty = true;
        _kill.Changed(e.Killed != 0, e.Causes, e.Asserted, (long)e.NowNs, (int)e.OpenOrders);
    }

    public void OnAdmin(AdminEvent e)
    {
        Dirty = true;
        char code = (char)e.Code;
        switch ((char)e.Mtype)
        {
            case 'S': _venueDay = VenueWords.System(code); break;
            case 'W': _venueDay = VenueWords.Breaker(code); break;
            case 'R' when e.Sym < _symbols.Length: _symbols[e.Sym].Locate = e.Locate; break;
            case 'H' when e.Sym < _symbols.Length: _symbols[e.Sym].Trading = VenueWords.Trading(code); break;
            case 'h' when e.Sym < _symbols.Length: _symbols[e.Sym].Trading = VenueWords.OperationalHalt(code); break;
        }
    }

    public void OnFeed(FeedEvent e)
    {
        Dirty = true;
        Feed.OnFeed(e);
        _feedFaults += e.Cause is BadFrame or Framing ? 1u : 0u;
        _gaps += e.Cause == GapOpens ? 1u : 0u;
    }

    public void OnSession(SessionEvent e)
    {
        Dirty = true;
        if (SessionNews.On(e))
        {
            SessionUp = false;
            _orders.SessionLost(e.NowNs);
        }
    }

    public void OnMessage(MessageEvent e)
    {
        if (e.Tracked != 0 && e.Sym < _symbols.Length)
        {
            _symbols[e.Sym].OnMessage(e);
            Dirty = true;
        }
    }

    public void OnDepth(DepthEvent e)
    {
        Dirty = true;
        if (e.Sym < _symbols.Length)
        {
            _symbols[e.Sym].OnDepth(e, Feed.Whole);
        }
    }

    public void OnTrade(TradeEvent e)
    {
        Dirty = true;
        if (e.Sym < _symbols.Length)
        {
            _symbols[e.Sym].OnTrade(e, _day.Of(e.Ts));
        }
    }

    public void OnUnknown(EventHeader e) => _unknownEvents++;

    public (uint Causes, long GateClosedUnixNs) Kill(KillRequest request)
    {
        var cause = new KillCausesValue(0);
        uint bits = (request.Source == "cli" ? cause.WithManualCli(true) : cause.WithManualConsole(true)).Raw;
        _kill.Asked(request.Reason, request.ClickedUnixNs);
        _card.Write(CardRegisters.Kill, bits);
        uint causes = _card.Read(CardRegisters.KillCauses);
        long closed = (long)(_card.Read(CardRegisters.KillNsLo) | ((ulong)_card.Read(CardRegisters.KillNsHi) << 32));
        Dirty = true;
        return (causes, closed);
    }

    public string? Arm(uint causesSeen)
    {
        _card.Write(CardRegisters.Heartbeat, 1);
        uint asserted = _card.Read(CardRegisters.KillAsserted);
        uint causes = _card.Read(CardRegisters.KillCauses);
        if (asserted != 0)
        {
            return $"still asserted: {KillCauseNames.Join(asserted)}";
        }

        if (causes != causesSeen)
        {
            return $"the causes are now {KillCauseNames.Join(causes)}, not those that were seen ({KillCauseNames.Join(causesSeen)})";
        }

        _card.Write(CardRegisters.Arm, causesSeen);
        uint left = _card.Read(CardRegisters.KillCauses);
        Dirty = true;
        Note = left == 0 ? "armed" : Note;
        return left == 0 ? null : $"the card kept the latch closed: {KillCauseNames.Join(left)}";
    }

    /// <summary>Everything, as the contract wants it.</summary>
    public ApplianceState State(string name, SlotMode mode, IReadOnlyList<Counter> counters)
    {
        Dirty = false;
        FeedState feed = Feed.State();
        feed.VenueDay = _venueDay;
        feed.Compared = Sum(s => s.Compared);
        feed.Difference = BookDifference;
        var state = new ApplianceState
        {
            Name = name,
            UnixNs = UnixNs(),
            Card = _card.Kind,
            MapHash = CardRegisters.MapHash.ToString("X16", System.Globalization.CultureInfo.InvariantCulture),
            OrderSessionUp = SessionUp,
            Feed = feed,
            FeedUp = feed.Lines.Any(l => l.Connected && UnixNs() - l.LastUnixNs < FeedSilenceNs),
            Kill = KillProgress(),
            TickToOrder = new Latency
            {
                Samples = _latency.Samples,
                MinCycles = _latency.Samples == 0 ? 0 : _latency.Minimum,
                MaxCycles = _latency.Maximum,
                LastCycles = _latency.Last,
                NsPerCycle = LatencyTracker.NanosecondsPerCycle,
            },
            Note = Describe(),
        };
        state.Slots.Add(Slot(mode));
        state.Books.Add(_symbols.Select(s => s.Book()));
        state.Orders.Add(_orders.Newest(MostOrders).Select(OrderOf));
        state.Fills.Add(_fills.Newest());
        state.Tape.Add(_symbols.SelectMany(TapeView.Of));
        state.Counters.Add(counters);
        state.Counters.Add(_refusedBy.Select((n, bit) => new Counter { Name = "refused_" + VerdictNames.Of(bit), Value = n }));
        state.Counters.Add(new Counter { Name = "feed_faults", Value = _feedFaults });
        state.Counters.Add(new Counter { Name = "feed_gaps_opened", Value = _gaps });
        state.Counters.Add(new Counter { Name = "trades", Value = Sum(s => s.Tape.Count) });
        state.Counters.Add(new Counter { Name = "trades_broken", Value = Sum(s => s.Tape.Broken) });
        state.Counters.Add(new Counter { Name = "unknown_events", Value = _unknownEvents });
        return state;
    }

    /// <summary>The card's records before this moment spoke of the old books and windows.</summary>
    private void BooksCleared(IReadOnlyList<SymbolWindow> windows)
    {
        Dirty = true;
        for (int n = 0; n < _symbols.Length; n++)
        {
            _symbols[n].Cleared(windows[n]);
        }

        // No side is wanted while the books are loaded; the next decision counts in the new window.
        (_wantedBid, _wantedAsk) = (0, 0);
    }

    private void NewSession()
    {
        Dirty = true;
        _day.Restart();
        _venueDay = string.Empty;
        foreach (TrackedSymbol symbol in _symbols)
        {
            symbol.SessionChanged();
        }
    }

    private string Describe()
    {
        bool lost = new KillCausesValue(_kill.Causes).OrderSession;
        string doing = _kill switch
        {
            { Killed: true } when lost && SessionUp => "killed by the loss of the order session, which is up again: check the orders, then arm",
            { Killed: true, GateClosedNs: not 0 } => "killed",
            _ => Note,
        };
        return SessionNote.Length > 0 ? $"{doing}; {SessionNote}" : doing;
    }

    private void OnFill(VenueEvent e)
    {
        bool sell = e.Side != 0;
        _orders.Reduce(e.Urn, e.Qty, e.NowNs);
        if (e.Known == 0)
        {
            return;
        }

        _position.Fill(sell, (long)e.Price, e.Qty);
        _fills.Add(new Fill
        {
            Match = e.ExtRef, Urn = e.Urn, Symbol = SlotSymbol.Instrument.Symbol, Sell = sell, Price = (long)e.Price,
            Quantity = e.Qty, UnixNs = (long)e.NowNs, PositionAfter = HostPosition,
        });
    }

    private Slot Slot(SlotMode mode)
    {
        Instrument instrument = SlotSymbol.Instrument;
        Int128 twice = (2 * _position.Realised) + (SlotSymbol.Mid2 is { } mid2 ? _position.UnrealisedTwice(mid2) : 0);
        var slot = new Slot
        {
            Index = 0,
            Symbol = instrument.Symbol,
            Mode = mode,
            Position = _cardPosition,
            PositionHost = HostPosition,
            Pnl = instrument.Money(twice) / 2,
            Realised = instrument.Money(_position.Realised),
            WantedBid = _wantedBid,
            WantedAsk = _wantedAsk,
            Refused = _refused,
            Sent = _sent,
        };
        slot.Quotes.Add(_orders.Working().Select(OrderOf));
        return slot;
    }

    private KillProgress KillProgress()
    {
        var progress = new KillProgress
        {
            Killed = _kill.Killed,
            Causes = _kill.Causes,
            Asserted = _kill.Asserted,
            Open = OpenOrders,
            Confirmed = _kill.Killed && OpenOrders == 0,
            Reason = _kill.Reason,
            ClickedUnixNs = _kill.ClickedNs,
            GateClosedUnixNs = _kill.GateClosedNs,
            LastCancelUnixNs = _kill.LastCancelNs,
            ConfirmedUnixNs = _kill.ConfirmedNs,
        };
        progress.CauseNames.Add(KillCauseNames.Of(_kill.Causes));
        return progress;
    }

    private Order OrderOf(TrackedOrder o) => new()
    {
        Urn = o.Urn,
        Symbol = SlotSymbol.Instrument.Symbol,
        Sell = o.Sell,
        Price = o.Price,
        Quantity = o.Quantity,
        Open = o.Open,
        State = o.Shown switch
        {
            OrderState.PendingNew => "pending-new",
            OrderState.Live => "live",
            OrderState.PendingReplace => "pending-replace",
            OrderState.PendingCancel => "pending-cancel",
            OrderState.Dead => "dead",
            _ => "in-doubt",
        },
        ChangedUnixNs = (long)o.ChangedNs,
    };

    private ulong Sum(Func<TrackedSymbol, ulong> of) => _symbols.Aggregate(0UL, (sum, s) => sum + of(s));

    private long UnixNs() => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
}
