using Saker.Card;
using Saker.Host.Slots;
using Saker.V1;

namespace Saker.Host.Trackers;

/// <summary>What the card's events say of one slot: its orders, fills, position, profit and latency, what the gate refused it, and the prices that it
/// wants. On the card's thread.</summary>
/// <param name="slot">Which slot.</param>
/// <param name="inUse">An earlier host used the card.</param>
/// <param name="found">Its position on the card at the start, lots.</param>
/// <param name="cash">Its cash.</param>
/// <param name="shared">Told of executions, fills and latency, as every slot tells it.</param>
public sealed class SlotTracker(TradedSlot slot, bool inUse, int found, CashKeeper cash, SharedRecords shared)
{
    /// <summary>ORDER.action: a new order.</summary>
    public const byte ActionNew = 1;

    /// <summary>ORDER.action: a replace.</summary>
    public const byte ActionReplace = 2;

    private const byte ActionCancel = 3;
    private const char PositionMoved = '\0';

    private readonly PositionKeeper _position = new();
    private readonly ulong[] _refusedBy = new ulong[VerdictNames.Count];
    private CarriedPosition _carried = new(inUse, found);
    private uint _sent;
    private uint _refused;
    private long _wantedBid;
    private long _wantedAsk;

    public OrderTracker Orders { get; } = new();

    /// <summary>The host's own count: what the card held at the start and the fills since.</summary>
    public long HostPosition => _carried.Lots + _position.Position;

    /// <summary>The card's own.</summary>
    public int CardPosition { get; private set; } = found;

    public void OnQuote(QuoteEvent e)
    {
        _wantedBid = e.BidEn != 0 ? slot.Tracked.Window.Price(e.BidIdx) : 0;
        _wantedAsk = e.AskEn != 0 ? slot.Tracked.Window.Price(e.AskIdx) : 0;
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
                Orders.Replace(e.OrigUrn, e.Urn, sell, e.Price, e.OpenQty, e.NowNs);
                break;
            default:
                Orders.New(e.Urn, sell, e.Price, e.OpenQty, e.NowNs, e.Desk != 0, e.Ioc != 0);
                break;
        }

        // A book that changed without a message, as when a gap closes, has no last byte to count from.
        if (e.Tick != 0 && e.Seq != 0)
        {
            shared.Latency.Add(e.Cycle - e.RxCycle);
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
            case 'E' when e.Again != 0: shared.Corrections.Again(e); break;
            case 'E': OnFill(e); break;
            case 'B': shared.Corrections.Break(e); break;
            case PositionMoved when shared.Corrections.Moved(slot.Index) is { } broken:
                _position.Break(broken.Sell, broken.Price, broken.Quantity);
                cash.Break(broken.Sell, broken.Price, broken.Quantity);
                break;
        }
    }

    /// <summary>Takes the card's word that an order is in doubt. True when it is, as far as the records read say.</summary>
    public bool OnDoubt(DoubtEvent e) => Orders.MarkUnanswered(e.Urn, Waits(e), e.NowNs);

    /// <summary>Orders that the gate refused with this bit of the verdict.</summary>
    public ulong RefusedBy(int bit) => _refusedBy[bit];

    /// <summary>Its newest orders as the contract wants them, newest first.</summary>
    public IEnumerable<Order> Newest(int most) => Orders.Newest(most).Select(OrderOf);

    /// <summary>What the contract wants of a slot, as far as its orders and fills say it.</summary>
    public Slot State()
    {
        var state = new Slot
        {
            Index = slot.Index,
            Name = slot.Name,
            Symbol = slot.Symbol,
            Position = CardPosition,
            PositionHost = HostPosition,
            Pnl = slot.Instrument.Money(_position.ProfitTwice(slot.Tracked.Mid2)) / 2,
            Realised = slot.Instrument.Money(_position.Realised),
            WantedBid = _wantedBid,
            WantedAsk = _wantedAsk,
            Refused = _refused,
            Sent = _sent,
        };
        state.RefusedBy.Add(_refusedBy.Select((n, bit) => new Counter { Name = VerdictNames.Of(bit), Value = n }).Where(c => c.Value != 0));
        state.Quotes.Add(Orders.Working().Where(o => !o.Desk).Select(OrderOf));
        state.Desk.Add(Orders.Working().Where(o => o.Desk).OrderByDescending(o => o.Urn).Select(OrderOf));
        return state;
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
        shared.Corrections.Executed(e);
        shared.Fills.Add(new Fill
        {
            Match = e.ExtRef, Urn = e.Urn, Symbol = slot.Symbol, Sell = sell, Price = (long)e.Price,
            Quantity = e.Qty, UnixNs = (long)e.NowNs, PositionAfter = HostPosition, Slot = (uint)slot.Index,
        });
    }

    private Order OrderOf(TrackedOrder o) => new()
    {
        Urn = o.Urn,
        Symbol = slot.Symbol,
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
        Slot = (uint)slot.Index,
    };
}
