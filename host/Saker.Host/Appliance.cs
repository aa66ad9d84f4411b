using Saker.Card;
using Saker.Host.Books;
using Saker.Host.Feed;
using Saker.Host.Service;
using Saker.Host.Session;
using Saker.Host.Slots;
using Saker.Host.Trackers;
using Saker.V1;

namespace Saker.Host;

/// <summary>What the daemon knows of its card, from the card's own events: the market, the slots, the order session, the kill. Each event goes to who
/// follows it; what people ask goes to the card. Lives on the card's thread; what leaves it is a whole <see cref="ApplianceState"/>.</summary>
public sealed class Appliance : IEventSink, ICardControl
{
    /// <summary>The first <see cref="Note"/>.</summary>
    public const string Starting = "starting";

    private const string Reducing = "armed, reducing: only orders that lower a position leave until it is activated";
    private const long FeedSilenceNs = 2_000_000_000;
    private const int MostFills = 50;

    private readonly ICard _card;
    private readonly IReadOnlyList<TrackedSymbol> _symbols;
    private readonly TimeProvider _time;
    private readonly MarketTracker _market;
    private readonly KillTracker _kill = new();
    private readonly SlotBoard _slots;
    private readonly OrderEntryTracker _orderEntry;
    private readonly TradeCorrections _corrections;
    private readonly DeskOrders _desk;
    private readonly SlotGuard _guard;
    private readonly FoundCard _found;
    private readonly ILogger _log;
    private ulong _unknownEvents;
    private long _banksAt;

    /// <param name="card">The card.</param>
    /// <param name="symbols">Tracked symbols, by the card's index.</param>
    /// <param name="slots">Those that it runs, by number from 0 on.</param>
    /// <param name="feed">Keeps the books whole.</param>
    /// <param name="configuration">What the card was loaded with, and whether it still holds it.</param>
    /// <param name="found">What an earlier host left.</param>
    /// <param name="time">For the state's own time.</param>
    /// <param name="log">Told of orders in doubt, broken trades and executions told again.</param>
    public Appliance(ICard card, IReadOnlyList<TrackedSymbol> symbols, IReadOnlyList<TradedSlot> slots, FeedKeeper feed, ConfigurationCheck configuration, FoundCard found, TimeProvider time, ILogger log)
    {
        _card = card;
        _symbols = symbols;
        _found = found;
        _market = new MarketTracker(symbols);
        _corrections = new TradeCorrections(card, log);
        var shared = new SharedRecords(_corrections, new FillTape(MostFills), new LatencyTracker());
        _slots = new SlotBoard([.. slots.Select(slot => new HostSlot(card, slot, symbols, found, shared, configuration, log))], shared);
        _orderEntry = new OrderEntryTracker(card, _slots, _corrections);
        _desk = new DeskOrders(card, symbols, _slots, log);
        _guard = new SlotGuard(card, log);
        _time = time;
        _log = log;
        Feed = feed;
        Configuration = configuration;
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

    /// <summary>The slots that this host runs, by number.</summary>
    public IReadOnlyList<HostSlot> Slots => _slots.All;

    /// <summary>Whether the symbols of all slots may be quoted.</summary>
    public bool BooksGood => Slots.All(s => s.Slot.Tracked.Good);

    /// <summary>Comparisons in which the card's book was not the one that its recorded messages make, all symbols.</summary>
    public int BookMismatches => _market.Mismatches;

    /// <summary>The first such difference, in words; empty: none.</summary>
    public string BookDifference => _market.Difference;

    /// <summary>Something a person would want to see changed since the last <see cref="State"/>.</summary>
    public bool Dirty { get; private set; } = true;

    private int OpenOrders => _found.InUse ? Slots.Sum(s => s.OpenOnTheCard()) : _slots.Open;

    public void OnBook(BookEvent e)
    {
        Dirty = true;
        Feed.OnBook(e);
        _market.OnBook(e);
    }

    public void OnQuote(QuoteEvent e) => Of(e.Slot)?.Tracker.OnQuote(e);

    public void OnOrder(OrderEvent e)
    {
        Dirty = true;
        if (Of(e.Slot) is not { } slot)
        {
            return;
        }

        if (slot.Tracker.OnOrder(e))
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
        if (Of(e.Slot) is not { } slot)
        {
            return;
        }

        slot.Tracker.OnVenue(e);
        if (e.Mtype == 'Q' && e.Known != 0)
        {
            // It speaks of no order: what was missed by all slots has been told.
            foreach (HostSlot each in Slots)
            {
                each.Orders.CaughtUp(e.Urn, e.NowNs);
            }
        }

        if (_kill.Killed)
        {
            _kill.OrderEnded(OpenOrders, (long)e.NowNs);
        }
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
            foreach (HostSlot slot in Slots)
            {
                slot.Orders.SessionLost(e.NowNs);
            }
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
        Of(e.Slot)?.OnDoubt(e);
    }

    public void OnTrip(TripEvent e)
    {
        Dirty = true;
        // Of a slot that is not in use the card tells that its limits are zero: nobody's loss.
        _slots.At(e.Slot)?.OnTrip(e);
    }

    public void OnPaper(PaperEvent e)
    {
        Dirty = true;
        Of(e.Slot)?.OnPaper(e);
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
        return Of(request.Slot, s => s.Banks.Load(request), no => new LoadBankReply { Refusal = no });
    }

    public SwapBankReply SwapBank(SwapBankRequest request)
    {
        Dirty = true;
        return Of(request.Slot, s => s.Banks.Swap(request), no => new SwapBankReply { Refusal = no });
    }

    public ReadBankReply ReadBank(ReadBankRequest request) => Of(request.Slot, s => s.Banks.Read(request), no => new ReadBankReply { Refusal = no });

    public ReadSignalsReply ReadSignals(ReadSignalsRequest request) => SignalReader.Read(_card, _symbols, request.Symbol);

    /// <summary>Looks whether the card let the fallback's bank of a slot take over, if it is time.</summary>
    public void LookAtBanks()
    {
        if (_time.GetElapsedTime(_banksAt) < ConfigurationCheck.LookEvery)
        {
            return;
        }

        _banksAt = _time.GetTimestamp();
        foreach (HostSlot slot in Slots)
        {
            ulong before = slot.Banks.Falls;
            slot.Banks.Look();
            Dirty |= slot.Banks.Falls != before;
        }
    }

    /// <summary>Everything, as the contract wants it.</summary>
    public ApplianceState State(string name, IReadOnlyList<Counter> counters)
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
        _slots.AddTo(state);
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

    /// <summary>The slot that a record names. One that this host does not run sends and executes nothing: its record is counted with those that nobody knows.</summary>
    private HostSlot? Of(uint slot)
    {
        HostSlot? known = _slots.At(slot);
        _unknownEvents += known is null ? 1UL : 0UL;
        return known;
    }

    private T Of<T>(uint slot, Func<HostSlot, T> act, Func<string, T> refuse) =>
        _slots.At(slot) is { } known ? act(known) : refuse($"{_slots.NoSlot(slot)} Nothing was done.");

    /// <summary>The card's records before this moment spoke of the old books and windows.</summary>
    private void BooksCleared(IReadOnlyList<SymbolWindow> windows)
    {
        Dirty = true;
        _market.Cleared(windows);
        // No side is wanted while the books are loaded; the next decision counts in the new window.
        foreach (HostSlot slot in Slots)
        {
            slot.Tracker.WantNothing();
        }
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
