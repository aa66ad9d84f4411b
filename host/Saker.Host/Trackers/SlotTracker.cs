using Saker.Card;
using Saker.Host.Books;
using Saker.V1;

namespace Saker.Host.Trackers;

/// <summary>What the card's events say of one slot: its orders, fills, position, profit and latency, what the gate refused it, and the prices that it
/// wants. On the card's thread.</summary>
/// <param name="symbol">What it trades.</param>
/// <param name="found">What an earlier host left.</param>
/// <param name="corrections">Told of executions, and of what the venue takes back of them.</param>
/// <param name="trips">Why the card halted it.</param>
/// <param name="losses">How far its losses have come.</param>
/// <param name="cash">Its cash.</param>
public sealed class SlotTracker(TrackedSymbol symbol, FoundCard found, TradeCorrections corrections, TripTracker trips, LossTracker losses, CashKeeper cash)
{
    private const int MostOrders = 50;
    private const int MostFills = 50;
    /// <summary>ORDER.action: a new order.</summary>
    public const byte ActionNew = 1;

    /// <summary>ORDER.action: a replace.</summary>
    public const byte ActionReplace = 2;

    private const byte ActionCancel = 3;
    private const char PositionMoved = '\0';

    private readonly FillTape _fills = new(MostFills);
    private readonly PositionKeeper _position = new();
    private readonly LatencyTracker _latency = new();
    private readonly ulong[] _refusedBy = new ulong[VerdictNames.Count];
    private CarriedPosition _carried = new(found);
    private uint _sent;
    private uint _refused;
    private long _wantedBid;
    private long _wantedAsk;

    public OrderTracker Orders { get; } = new();

    /// <summary>The host's own count: what the card held at the start and the fills since.</summary>
    public long HostPosition => _carried.Lots + _position.Position;

    /// <summary>The card's own.</summary>
    public int CardPosition { get; private set; } = found.Position;

    public void OnQuote(QuoteEvent e)
    {
        _wantedBid = e.BidEn != 0 ? symbol.Window.Price(e.BidIdx) : 0;
        _wantedAsk = e.AskEn != 0 ? symbol.Window.Price(e.AskIdx) : 0;
    }

    /// <summary>No side is wanted until the next decision.</summary>
    public void WantNothing() => (_wantedBid, _wantedAsk) = (0, 0);

    /// <summary>Takes an order that the gate judged. True when it was a cancel that left.</summary>
    public bool OnOrder(OrderEvent e)
    {
        if (e.Sent == 0)
        {
            _refused++;
            for (int bit = 0; bit < _refusedBy.Length; bit++)
            {
                _refusedBy[bit] += (uint)(e.Verdict >> bit) & 1;
            }

            return false;
        }

        _sent++;
        bool sell = e.Side != 0;
        switch (e.Action)
        {
            case ActionCancel when e is { Desk: not 0, Qty: not 0 }:
                Orders.ModifySent(e.Urn, e.NowNs);
                return false;
            case ActionCancel:
                Orders.CancelSent(e.Urn, e.NowNs);
                return true;
            case ActionReplace:
                Orders.Replace(e.OrigUrn, e.Urn, (byte)e.Slot, sell, e.Price, e.OpenQty, e.NowNs);
                break;
            default:
                Orders.New(e.Urn, (byte)e.Slot, sell, e.Price, e.OpenQty, e.NowNs, e.Desk != 0, e.Ioc != 0);
                break;
        }

        // A book that changed without a message, as when a gap closes, has no last byte to count from.
        if (e.Tick != 0 && e.Seq != 0)
        {
            _latency.Add(e.Cycle - e.RxCycle);
        }

        return false;
    }

    public void OnVenue(VenueEvent e)
    {
        _carried.Settle(e);
        CardPosition = e.Position;
        const byte Live = (byte)'L';
        switch ((char)e.Mtype)
        {
            case 'A': Orders.Accepted(e.Urn, e.Qty, e.Code == Live, e.NowNs); break;
            case 'U': Orders.Replaced(e.OrigUrn, e.Urn, e.Qty, e.Code == Live, e.NowNs); break;
            case 'C' or 'D': Orders.Reduce(e.Urn, e.Qty, e.NowNs); break;
            case 'J': Orders.Rejected(e.Urn, e.NowNs); break;
            case 'M' when e.Known != 0: Orders.Modified(e.Urn, e.Qty, e.NowNs); break;
            case 'I': Orders.ModifyRejected(e.Urn, e.NowNs); break;
            case 'Q' when e.Known != 0: Orders.CaughtUp(e.Urn, e.NowNs); break;
            case 'E' when e.Again != 0: corrections.Again(e); break;
            case 'E': OnFill(e); break;
            case 'B': corrections.Break(e); break;
            case PositionMoved when corrections.Moved() is { } broken:
                _position.Break(broken.Sell, broken.Price, broken.Quantity);
                cash.Break(broken.Sell, broken.Price, broken.Quantity);
                break;
        }
    }

    /// <summary>Takes the card's word that an order is in doubt. True when it is, as far as the records read say.</summary>
    public bool OnDoubt(DoubtEvent e) => Orders.MarkUnanswered(e.Urn, Waits(e), e.NowNs);

    /// <summary>Adds what the contract wants of a slot.</summary>
    public void AddTo(ApplianceState state, SlotMode mode)
    {
        state.TickToOrder = new Latency
        {
            Samples = _latency.Samples,
            MinCycles = _latency.Samples == 0 ? 0 : _latency.Minimum,
            MaxCycles = _latency.Maximum,
            LastCycles = _latency.Last,
            NsPerCycle = LatencyTracker.NanosecondsPerCycle,
        };
        state.Slots.Add(Slot(mode));
        state.Orders.Add(Orders.Newest(MostOrders).Select(OrderOf));
        state.Fills.Add(_fills.Newest());
        state.Counters.Add(new Counter { Name = "fills", Value = _fills.Count });
        state.Counters.Add(new Counter { Name = "slot_trips", Value = trips.Count });
        state.Counters.Add(_refusedBy.Select((n, bit) => new Counter { Name = "refused_" + VerdictNames.Of(bit), Value = n }));
    }

    /// <summary>A replace is unanswered by its new order; the desk modifies instead.</summary>
    private static OrderState Waits(DoubtEvent e) => e.Pending switch
    {
        ActionCancel => OrderState.PendingCancel,
        ActionReplace when e.Desk != 0 => OrderState.PendingModify,
        _ => OrderState.PendingNew,
    };

    private void OnFill(VenueEvent e)
    {
        bool sell = e.Side != 0;
        Orders.Fill(e.Urn, e.Qty, e.NowNs);
        if (e.Known == 0)
        {
            return;
        }

        _position.Fill(sell, (long)e.Price, e.Qty);
        cash.Fill(sell, (long)e.Price, e.Qty);
        corrections.Executed(e);
        _fills.Add(new Fill
        {
            Match = e.ExtRef, Urn = e.Urn, Symbol = symbol.Instrument.Symbol, Sell = sell, Price = (long)e.Price,
            Quantity = e.Qty, UnixNs = (long)e.NowNs, PositionAfter = HostPosition,
        });
    }

    private Slot Slot(SlotMode mode)
    {
        Instrument instrument = symbol.Instrument;
        var slot = new Slot
        {
            Index = 0,
            Symbol = instrument.Symbol,
            Mode = mode,
            Position = CardPosition,
            PositionHost = HostPosition,
            Pnl = instrument.Money(_position.ProfitTwice(symbol.Mid2)) / 2,
            Realised = instrument.Money(_position.Realised),
            WantedBid = _wantedBid,
            WantedAsk = _wantedAsk,
            Refused = _refused,
            Sent = _sent,
            TripCauses = trips.Causes,
            Problem = Joined(trips.Problem(), losses.Warning()),
            Loss = losses.State(),
        };
        slot.Trips.Add(TripTracker.NamesOf(trips.Causes));
        slot.Quotes.Add(Orders.Working().Where(o => !o.Desk).Select(OrderOf));
        slot.Desk.Add(Orders.Working().Where(o => o.Desk).OrderByDescending(o => o.Urn).Select(OrderOf));
        return slot;
    }

    private static string Joined(params string[] words) => string.Join(' ', words.Where(w => w.Length != 0));

    private Order OrderOf(TrackedOrder o) => new()
    {
        Urn = o.Urn,
        Symbol = symbol.Instrument.Symbol,
        Sell = o.Sell,
        Price = o.Price,
        Quantity = o.Quantity,
        Open = o.Open,
        State = o.Shown switch
        {
            OrderState.PendingNew => "pending-new",
            OrderState.Live => "live",
            OrderState.PendingReplace => "pending-replace",
            OrderState.PendingModify => "pending-modify",
            OrderState.PendingCancel => "pending-cancel",
            OrderState.Dead => "dead",
            _ => "in-doubt",
        },
        ChangedUnixNs = (long)o.ChangedNs,
        Desk = o.Desk,
        Ioc = o.Ioc,
    };
}
