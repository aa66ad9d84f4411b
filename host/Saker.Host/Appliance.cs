using Saker.Card;
using Saker.Host.Books;
using Saker.Host.Feed;
using Saker.Host.Service;
using Saker.Host.Session;
using Saker.Host.Trackers;
using Saker.V1;

namespace Saker.Host;

/// <summary>What the daemon knows of its card, from the card's own events: the market, the slot, the order session, the kill. Each event goes to who
/// follows it; what people ask goes to the card. Lives on the card's thread; what leaves it is a whole <see cref="ApplianceState"/>.</summary>
public sealed class Appliance : IEventSink, ICardControl
{
    /// <summary>The first <see cref="Note"/>.</summary>
    public const string Starting = "starting";

    private const string Reducing = "armed, reducing: only orders that lower a position leave until it is activated";
    private const long FeedSilenceNs = 2_000_000_000;

    private readonly ICard _card;
    private readonly TimeProvider _time;
    private readonly MarketTracker _market;
    private readonly KillTracker _kill = new();
    private readonly TrackedSymbol _slotSymbol;
    private readonly PaperTracker _paper;
    private readonly TripTracker _trips;
    private readonly LossTracker _losses;
    private readonly CashKeeper _cash;
    private readonly SlotTracker _slot;
    private readonly OrderEntryTracker _orderEntry;
    private readonly TradeCorrections _corrections;
    private readonly DeskOrders _desk;
    private readonly SlotGuard _guard;
    private readonly ParameterBanks _banks;
    private readonly FoundCard _found;
    private readonly ILogger _log;
    private ulong _unknownEvents;

    /// <param name="card">The card.</param>
    /// <param name="symbols">Tracked symbols, by the card's index.</param>
    /// <param name="slotSymbol">The symbol that slot 0 quotes.</param>
    /// <param name="feed">Keeps the books whole.</param>
    /// <param name="configuration">What the card was loaded with, and whether it still holds it.</param>
    /// <param name="found">What an earlier host left.</param>
    /// <param name="time">For the state's own time.</param>
    /// <param name="log">Told of orders in doubt, broken trades and executions told again.</param>
    public Appliance(ICard card, IReadOnlyList<TrackedSymbol> symbols, int slotSymbol, FeedKeeper feed, ConfigurationCheck configuration, FoundCard found, TimeProvider time, ILogger log)
    {
        _card = card;
        _found = found;
        _market = new MarketTracker(symbols);
        _slotSymbol = symbols[slotSymbol];
        _corrections = new TradeCorrections(card, log);
        _trips = new TripTracker(card, 0);
        _losses = new LossTracker(card, 0, _slotSymbol.Instrument);
        _cash = new CashKeeper(card.Read(CardRegisters.SlotFeeAt(0)));
        _paper = new PaperTracker(_slotSymbol);
        _slot = new SlotTracker(_slotSymbol, found, _corrections, _trips, _losses, _cash);
        _orderEntry = new OrderEntryTracker(card, _slot.Orders, _corrections);
        _desk = new DeskOrders(card, symbols, _slotSymbol, _slot.Orders, log);
        _guard = new SlotGuard(card, log);
        _time = time;
        _log = log;
        Feed = feed;
        Configuration = configuration;
        _banks = new ParameterBanks(card, 0, symbols, slotSymbol, configuration, log);
        feed.BooksCleared += BooksCleared;
        feed.SessionChanged += NewSession;
        uint causes = card.Read(CardRegisters.KillCauses);
        _kill.Changed(causes != 0, causes, card.Read(CardRegisters.KillAsserted), cardNs: 0, openOrders: 0, cycle: 0);
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

    /// <summary>Whether the card still holds what it was loaded with.</summary>
    public ConfigurationCheck Configuration { get; }

    /// <summary>The host's own count: what the card held at the start and the fills since.</summary>
    public long HostPosition => _slot.HostPosition;

    public OrderTracker Orders => _slot.Orders;

    /// <summary>The host's own count of slot 0's cash since it began, price units × lots.</summary>
    public Int128 HostCash => _cash.Cash;

    /// <summary>The card's own position of slot 0.</summary>
    public int CardPosition => _slot.CardPosition;

    /// <summary>Whether the symbol that slot 0 quotes may be quoted.</summary>
    public bool BookGood => _slotSymbol.Good;

    /// <summary>Comparisons in which the card's book was not the one that its recorded messages make, all symbols.</summary>
    public int BookMismatches => _market.Mismatches;

    /// <summary>The first such difference, in words; empty: none.</summary>
    public string BookDifference => _market.Difference;

    /// <summary>Something a person would want to see changed since the last <see cref="State"/>.</summary>
    public bool Dirty { get; private set; } = true;

    private int OpenOrders => _found.InUse ? OpenOnTheCard() : Orders.Open;

    public void OnBook(BookEvent e)
    {
        Dirty = true;
        Feed.OnBook(e);
        _market.OnBook(e);
    }

    public void OnQuote(QuoteEvent e) => _slot.OnQuote(e);

    public void OnOrder(OrderEvent e)
    {
        Dirty = true;
        if (_slot.OnOrder(e))
        {
            _kill.CancelSent((long)e.NowNs);
        }
        else if (_kill.Killed && e is { Sent: not 0, Action: SlotTracker.ActionNew or SlotTracker.ActionReplace } && _kill.OrderSent(e.Cycle, (long)e.NowNs, OpenOrders))
        {
            _log.OrderAfterGate(e.Urn);
        }
    }

    public void OnVenue(VenueEvent e)
    {
        Dirty = true;
        _slot.OnVenue(e);
        _kill.OrderEnded(OpenOrders, (long)e.NowNs);
    }

    public void OnKill(KillEvent e)
    {
        Dirty = true;
        bool opens = _kill.Killed && e.Killed == 0;
        _kill.Changed(e.Killed != 0, e.Causes, e.Asserted, (long)e.NowNs, (int)e.OpenOrders, e.Cycle);
        if (opens)
        {
            _corrections.Armed();
        }
    }

    public void OnAdmin(AdminEvent e)
    {
        Dirty = true;
        _market.OnAdmin(e);
    }

    public void OnFeed(FeedEvent e)
    {
        Dirty = true;
        Feed.OnFeed(e);
        _market.OnFeed(e);
    }

    public void OnSession(SessionEvent e)
    {
        Dirty = true;
        if (SessionNews.On(e))
        {
            SessionUp = false;
            Orders.SessionLost(e.NowNs);
        }
    }

    public void OnMessage(MessageEvent e) => Dirty |= _market.OnMessage(e);

    public void OnDepth(DepthEvent e)
    {
        Dirty = true;
        _market.OnDepth(e, Feed.Whole);
    }

    public void OnTrade(TradeEvent e)
    {
        Dirty = true;
        _market.OnTrade(e);
    }

    public void OnDoubt(DoubtEvent e)
    {
        Dirty = true;
        _orderEntry.OnDoubt();
        if (_slot.OnDoubt(e))
        {
            _log.InDoubt(e.Urn, e.OpenQty, e.Waited * 1_024L / 1_000_000);
        }
    }

    public void OnTrip(TripEvent e)
    {
        Dirty = true;
        if (e.Slot != 0)
        {
            return;
        }

        if (_trips.OnTrip(e))
        {
            _log.Tripped(e.Slot, _trips.Problem());
        }

        if (_losses.OnTrip(e))
        {
            _log.Losing(e.Slot, _losses.Warning());
        }
    }

    public void OnPaper(PaperEvent e)
    {
        Dirty = true;
        if (e.Slot == 0)
        {
            _paper.OnPaper(e);
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

    public string? Arm(uint causesSeen, uint nonce, string configHash)
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

        if (_card.Read(CardRegisters.ArmNonce) != nonce)
        {
            return "this was made for an earlier state of the latch: look again, then arm";
        }

        if (configHash != Configuration.Hash)
        {
            return $"the configuration is now {HashDigits.Short(Configuration.Hash)}, not the one that was seen ({HashDigits.Short(configHash)}): look again, then arm";
        }

        if (Configuration.LookAtAll() is { Length: > 0 } difference)
        {
            Dirty = true;
            return $"a setting on the card is not what was loaded: {difference}. Find out who wrote it; a restart of the host loads every setting again";
        }

        // The card compares once more: it may have closed again by now.
        _card.Write(CardRegisters.ArmKey, nonce);
        _card.Write(CardRegisters.Arm, causesSeen);
        uint left = _card.Read(CardRegisters.KillCauses);
        Dirty = true;
        Note = left == 0 ? Reducing : Note;
        return left == 0 ? null : $"the card kept the latch closed: {KillCauseNames.Join(left)}";
    }

    public string? Activate(uint nonce)
    {
        var before = new StateValue(_card.Read(CardRegisters.State));
        if (before.Killed)
        {
            return "the latch is closed: arm first";
        }

        if (_card.Read(CardRegisters.ArmNonce) != nonce)
        {
            return "this was made for an earlier state of the latch: look again, then activate";
        }

        _card.Write(CardRegisters.Activate, nonce);
        var after = new StateValue(_card.Read(CardRegisters.State));
        bool taken = !after.Killed && _card.Read(CardRegisters.ArmNonce) != nonce;
        Dirty = true;
        Note = taken ? "armed" : Note;
        return taken ? null : $"the card did not take it: {KillCauseNames.Join(_card.Read(CardRegisters.KillCauses))}";
    }

    public EnterOrderReply EnterOrder(EnterOrderRequest request) => _desk.Enter(request);

    public CancelOrderReply CancelOrder(CancelOrderRequest request) => _desk.Cancel(request);

    public ModifyOrderReply ModifyOrder(ModifyOrderRequest request) => _desk.Modify(request);

    public MassCancelReply MassCancel(MassCancelRequest request) => _desk.Cancel(request);

    public KillSlotReply KillSlot(KillSlotRequest request)
    {
        Dirty = true;
        return _guard.Kill(request);
    }

    public ClearSlotReply ClearSlot(ClearSlotRequest request)
    {
        Dirty = true;
        return _guard.Clear(request);
    }

    public LoadBankReply LoadBank(LoadBankRequest request)
    {
        Dirty = true;
        return _banks.Load(request);
    }

    public SwapBankReply SwapBank(SwapBankRequest request)
    {
        Dirty = true;
        return _banks.Swap(request);
    }

    public ReadBankReply ReadBank(ReadBankRequest request) => _banks.Read(request);

    /// <summary>Everything, as the contract wants it.</summary>
    public ApplianceState State(string name, SlotMode mode, IReadOnlyList<Counter> counters)
    {
        Dirty = false;
        FeedState feed = Feed.State();
        var state = new ApplianceState
        {
            Name = name,
            UnixNs = UnixNs(),
            Card = _card.Kind,
            MapHash = CardRegisters.MapHash.ToString("X16", System.Globalization.CultureInfo.InvariantCulture),
            OrderSessionUp = SessionUp,
            Feed = feed,
            FeedUp = feed.Lines.Any(l => l.Connected && UnixNs() - l.LastUnixNs < FeedSilenceNs),
            Kill = Progress(),
            Note = Describe(),
            ConfigHash = Configuration.Hash,
        };
        state.Counters.Add(counters);
        _slot.AddTo(state, mode);
        _banks.AddTo(state.Slots[0]);
        state.Slots[0].Paper = mode == SlotMode.Shadow ? _paper.State() : null;
        _orderEntry.AddTo(state);
        _market.AddTo(state);
        state.Counters.Add(new Counter { Name = "unknown_events", Value = _unknownEvents });
        return state;
    }

    private KillProgress Progress()
    {
        KillProgress progress = _kill.Progress(OpenOrders);
        var now = new StateValue(_card.Read(CardRegisters.State));
        progress.Nonce = _card.Read(CardRegisters.ArmNonce);
        progress.Mode = (SlotMode)now.Mode;
        progress.ClockFault = now.ClockFault;
        return progress;
    }

    /// <summary>Of orders that an earlier host's card sent only the card knows. Its register runs ahead of its records: while they still have to tell
    /// of fills, the last order has not ended for those who read the state.</summary>
    private int OpenOnTheCard()
    {
        int open = (int)new SlotOrdersValue(_card.Read(CardRegisters.SlotOrdersAt(0))).Open;
        return open == 0 && (int)_card.Read(CardRegisters.SlotPositionAt(0)) != _slot.CardPosition ? 1 : open;
    }

    /// <summary>The card's records before this moment spoke of the old books and windows.</summary>
    private void BooksCleared(IReadOnlyList<SymbolWindow> windows)
    {
        Dirty = true;
        _market.Cleared(windows);
        // No side is wanted while the books are loaded; the next decision counts in the new window.
        _slot.WantNothing();
    }

    private void NewSession()
    {
        Dirty = true;
        _market.NewSession();
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
        doing = Configuration.Difference is { Length: > 0 } difference ? $"{doing}; {difference}" : doing;
        return SessionNote.Length > 0 ? $"{doing}; {SessionNote}" : doing;
    }

    private long UnixNs() => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
}
