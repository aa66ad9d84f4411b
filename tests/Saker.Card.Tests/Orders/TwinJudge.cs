using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The part of the twin that says what leaves next and what the gate makes of it: docs/card.md sections 7, 7.1, 7.4 and 8.</summary>
internal sealed class TwinJudge
{
    private const uint StartAfterTaken = 2, VerdictAfterTaken = 1, TakenAfterLastByte = 6;
    // Changes of the book without a message are recorded within as many cycles (section 5); what is no tick is wanted a little after its cause.
    private const uint BookTold = 5, Unsettled = 2;

    private readonly OrderState _orders;
    private readonly TwinQuotes _quotes;
    private readonly TwinReferences _references;
    private readonly TwinMarks _marks;
    private readonly TwinModifies _modifies;
    private readonly TwinThrottle _throttle;
    private readonly TwinBanks _banks;
    private readonly TwinAggregate _aggregate;
    private readonly bool[] _refused = new bool[2];
    // Refused while a value was being worked out: due again once that is done, at a moment that the contract leaves open.
    private readonly bool[] _perhapsDue = new bool[2];
    // Refused by the slots together: due again once they leave enough.
    private readonly bool[] _tooMuch = new bool[2];
    private readonly Queue<OfferAct> _offers = new();
    private HashSet<uint> _kills = [];
    private HashSet<uint> _books = [];
    private uint _cause;
    private uint _closed;
    private TripCauses _trips;
    private bool _reduce;
    private SlotMode _appliance = SlotMode.Active;
    private uint? _valueUnknownUntil;

    public TwinJudge(OrderState orders, TwinQuotes quotes, TwinReferences references, TwinMarks marks, TwinModifies modifies, TwinThrottle throttle, TwinBanks banks, TwinAggregate aggregate)
    {
        (_orders, _quotes, _references, _marks, _modifies, _throttle, _banks, _aggregate) = (orders, quotes, references, marks, modifies, throttle, banks, aggregate);
        Pairs = new TwinPairs(Due, CancelDue, urn => !_orders.Table.IsTaken(urn), _throttle.HasTwo);
    }

    /// <summary>Which orders leave together.</summary>
    public TwinPairs Pairs { get; }

    /// <summary>SLOT_MODE.</summary>
    public SlotMode Mode { get; private set; }

    /// <summary>SYM_MODE of the slot's symbol.</summary>
    public SlotMode SymbolMode { get; private set; } = SlotMode.Active;

    /// <summary>The strictest of all.</summary>
    private SlotMode Effective => SlotModes.Effective(Mode, SymbolMode, _appliance, _trips, _reduce);

    public required SlotControls Controls { get; set; }

    public bool Killed { get; private set; } = true;

    public bool SessionUp { get; set; } = true;

    public long Refused { get; private set; }

    public SortedDictionary<Verdict, long> Verdicts { get; } = [];

    public SortedDictionary<Verdict, long> DeskVerdicts { get; } = [];

    public static OrderRecord Read(byte[] record)
    {
        var o = new OrderEvent(record);
        return new OrderRecord((byte)o.Slot, (byte)o.Side, (byte)o.Action, (byte)o.Sent, (byte)o.Tick, o.Urn, o.OrigUrn, o.Qty, o.OpenQty, o.Price, o.Idx,
            o.Verdict, o.Seq, o.Position, o.Mid2, (byte)o.Desk, (byte)o.Ioc);
    }

    /// <summary>The cycles in which the latch closes, and in which the book becomes ok or ceases to be, until the next quiet moment.</summary>
    public void Foresee(IEnumerable<uint> kills, IEnumerable<uint> books)
    {
        _kills = [.. kills];
        _books = [.. books];
    }

    /// <summary>Another mode: what was refused may be tried again.</summary>
    public void Change(SlotMode mode)
    {
        SlotMode before = Effective;
        Mode = mode;
        Changed(before);
    }

    /// <summary>See <see cref="OrderTwin.WorksOutValue"/>.</summary>
    public void WorksOutValue(uint until)
    {
        _valueUnknownUntil = until;
        TryAgain();
    }

    /// <summary>Another mode of the symbol.</summary>
    public void ChangeSymbol(SlotMode mode)
    {
        SlotMode before = Effective;
        SymbolMode = mode;
        Changed(before);
    }

    /// <summary>Other trips of the slot, or other losses.</summary>
    public void Trip(TripCauses trips, bool reduce, uint cycle)
    {
        SlotMode before = Effective;
        (_trips, _reduce) = (trips, reduce);
        if (Effective != before)
        {
            Cause(cycle);
        }
    }

    /// <summary>Another mode of the appliance.</summary>
    public void ChangeAppliance(SlotMode mode, uint cycle)
    {
        SlotMode before = Effective;
        _appliance = mode;
        if (Effective != before)
        {
            Cause(cycle);
        }
    }

    /// <summary>What was refused may be tried again.</summary>
    public void Cause(uint cycle)
    {
        TryAgain();
        _cause = cycle;
    }

    /// <summary>The latch closes, stays closed, or opens.</summary>
    public void Latch(bool killed, uint cycle)
    {
        _closed = killed && !Killed ? cycle : _closed;
        Killed = killed;
    }

    /// <summary>The host offers an order.</summary>
    public void Begin(HostAct act)
    {
        if (act is OfferAct offer)
        {
            _offers.Enqueue(offer);
        }
    }

    public void NothingLeftToDo(string when)
    {
        for (int side = 0; side < 2; side++)
        {
            WantedAction wanted = Choose(side, Killed, Effective);
            Assert.True(wanted.Action == OrderAction.None || _refused[side], $"side {side} still wants {wanted} {when}: {_orders.Entry(0, side)}");
            // What was refused for the slots together, and would pass now, was tried again.
            bool passes = _tooMuch[side] && wanted.Action is OrderAction.New or OrderAction.Replace && !_aggregate.Quiet(side).Refuses(wanted.OpenQty, reduces: false);
            Assert.False(passes, $"side {side} was not tried again {when}: {wanted}, {_aggregate.Quiet(side)}");
        }

        Assert.True(_offers.Count == 0, $"{_offers.Count} orders of the desk were not judged {when}: {_offers.FirstOrDefault()}");
    }

    /// <summary>The card took a candidate in this cycle and made this of it.</summary>
    /// <param name="cycle">The candidate was taken.</param>
    /// <param name="card">The record.</param>
    /// <param name="lastByte">Its stamp of the last byte.</param>
    public void Judge(uint cycle, in OrderRecord card, uint lastByte)
    {
        bool desk = card.Desk != 0, cancel = card.Action == (byte)OrderAction.Cancel;
        string where = $"ORDER taken in cycle {cycle}: {card}\n{(desk ? _orders.Table[ReferenceTable.PlaceOf(card.Urn)].ToString() : _orders.Entry(0, card.Side).ToString())}";
        OrderRecord? first = Pairs.First;
        Pairs.Judged(cycle, card);
        OrderRecord model = (desk, cancel) switch
        {
            (true, true) when card.IsModify => DeskModify(cycle, card, where),
            (true, true) => DeskCancel(cycle, card, where),
            (true, false) => DeskNew(cycle, card, where),
            _ => Quote(cycle, card, first, where),
        };
        Assert.True(model == card, $"{where}\nmodel {model}\ncard  {card}");
        if (card.Tick != 0)
        {
            // A change of the book without a message (a halt) has no last byte.
            Assert.True(lastByte == (_quotes.Last.Seq == 0 ? 0 : cycle - TakenAfterLastByte), $"last byte {lastByte}; {where}");
        }

        bool quote = !desk && !cancel;
        _tooMuch[card.Side] = quote ? ((Verdict)card.Verdict).HasFlag(Verdict.Aggregate) : _tooMuch[card.Side];
        if (card.Sent == 0)
        {
            var verdict = (Verdict)card.Verdict;
            SortedDictionary<Verdict, long> counts = desk ? DeskVerdicts : Verdicts;
            counts[verdict] = counts.GetValueOrDefault(verdict) + 1;
            Refused++;
            _refused[card.Side] |= !desk;
            _perhapsDue[card.Side] |= !desk && ((verdict.HasFlag(Verdict.Notional) && ValueUnknown(cycle)) || verdict.HasFlag(Verdict.Aggregate));
        }
    }

    private OrderRecord Quote(uint cycle, in OrderRecord card, OrderRecord? first, string where)
    {
        var action = (OrderAction)card.Action;
        WorkingOrder e = _orders.Entry(0, card.Side);
        if (action == OrderAction.Cancel && (_marks.MayBe(e.Urn) || (e.Rep && _marks.MayBe(e.Urn2))) && Choose(card.Side, Killed, Effective).Action != OrderAction.Cancel)
        {
            _marks.Sure(e.Urn, cycle);
        }

        Assert.False(action == OrderAction.Replace && _marks.IsSure(e.Urn, cycle), $"it is to be cancelled; {where}");
        // New orders are tried, and refused, while killed or halted too; cancels are what those states cause.
        WantedAction wanted = action == OrderAction.Cancel ? Choose(card.Side, Killed, Effective) : Choose(card.Side, false, SlotMode.Active, unmarked: true);
        Assert.True(wanted.Action == action, $"the model wants {wanted}; {where}");
        WantedAction other = Sure(1 - card.Side, cycle);
        if (action != OrderAction.Cancel || card.Side == 1)
        {
            Assert.True(other.Action != OrderAction.Cancel || _refused[1 - card.Side], $"a cancel of the other side comes first; {where}");
        }

        if (action == OrderAction.Cancel)
        {
            return Record(cycle, card, wanted, wanted.Urn, SessionUp ? Verdict.Pass : Verdict.Session);
        }

        Assert.False(_quotes.Undecided(cycle), $"its quote is being decided again; {where}");
        NoCancelWaits(cycle, card, ReferenceTable.Places, where);
        return Record(cycle, card, wanted, card.Urn, Evaluate(cycle, card, new GateOrder(action, card.Side, card.Urn, wanted.OpenQty, wanted.Idx, Valued: _banks.Parameters.Qty), where, first));
    }

    private OrderRecord DeskNew(uint cycle, in OrderRecord card, string where)
    {
        Assert.True(_offers.TryDequeue(out OfferAct? act), $"nobody offered it; {where}");
        DeskOffer offer = act.Offer;
        for (int side = 0; side < 2; side++)
        {
            WantedAction quote = Sure(side, cycle);
            bool settled = _quotes.Cycle == cycle || cycle - _cause > Unsettled;
            Assert.False(quote.Action != OrderAction.None && !_refused[side] && settled, $"side {side} of the slot wants {quote} first; {where}");
        }

        NoCancelWaits(cycle, card, ReferenceTable.Places, where);
        var order = new GateOrder(OrderAction.New, offer.Side, card.Urn, offer.Quantity, offer.Idx);
        Verdict verdict = Evaluate(cycle, card, order, where, first: null);
        var wanted = new WantedAction(OrderAction.New, 0, offer.Quantity, offer.Quantity, offer.Idx);
        return Record(cycle, card with { Side = offer.Side }, wanted, card.Urn, verdict) with { Tick = 0, Seq = 0, Desk = 1, Ioc = offer.Ioc ? (byte)1 : (byte)0 };
    }

    private OrderRecord DeskCancel(uint cycle, in OrderRecord card, string where)
    {
        Assert.True(_orders.Table.Holds(card.Urn), $"the model has no such order; {where}");
        DeskOrder p = _orders.Table[ReferenceTable.PlaceOf(card.Urn)];
        Assert.False(p.Cxl, $"its cancel was sent already; {where}");
        if (!p.Marked && !Killed)
        {
            Assert.True(_marks.MayBe(card.Urn), $"nobody asked for it; {where}");
            _marks.Sure(card.Urn, cycle);
        }

        NoQuoteCancelWaits(cycle, where);
        NoCancelWaits(cycle, card, ReferenceTable.PlaceOf(card.Urn), where);
        return Record(cycle, card, default, card.Urn, Verdict.Pass) with { Side = p.Side, Tick = 0, Seq = 0, Desk = 1, Ioc = 0 };
    }

    /// <summary>Behind every cancel that is due; not told while it waits.</summary>
    private OrderRecord DeskModify(uint cycle, in OrderRecord card, string where)
    {
        uint quantity = _modifies.Take(cycle, card, Killed, where);
        NoQuoteCancelWaits(cycle, where);
        NoCancelWaits(cycle, card, ReferenceTable.Places, where);
        DeskOrder p = _orders.Table[ReferenceTable.PlaceOf(card.Urn)];
        return Record(cycle, card, default, card.Urn, Verdict.Pass) with { Side = p.Side, Qty = quantity, Tick = 0, Seq = 0, Desk = 1, Ioc = 0 };
    }

    private void NoQuoteCancelWaits(uint cycle, string where)
    {
        for (int side = 0; side < 2; side++)
        {
            bool first = Sure(side, cycle).Action == OrderAction.Cancel && !_refused[side] && cycle - _cause > Unsettled;
            Assert.False(first, $"the cancel of quote {side} comes first; {where}");
        }
    }

    /// <summary>Cancels of the desk come before orders, and in the order of their places; its modify comes behind them.</summary>
    private void NoCancelWaits(uint cycle, in OrderRecord card, int below, string where)
    {
        if (card.Sent == 0)
        {
            return;
        }

        if (card.Action != (byte)OrderAction.Cancel)
        {
            _modifies.NotOverdue(cycle, where);
        }

        for (int place = 0; place < below; place++)
        {
            DeskOrder p = _orders.Table[place];
            bool overdue = _marks.IsOverdue(p.Urn, cycle) || (Killed && cycle - _closed > TwinMarks.ChosenAhead);
            Assert.False(p.ToCancel(Killed) && overdue, $"the cancel of {p.Urn} comes first; {where}");
        }
    }

    private Verdict Evaluate(uint cycle, in OrderRecord card, in GateOrder order, string where, OrderRecord? first)
    {
        bool desk = card.Desk != 0;
        var seen = (Verdict)card.Verdict;
        GateState state = RiskGate.View(_orders, 0, order.Side, order.Action, Killed, Effective, SessionUp, SymbolOk(cycle, desk, seen), _quotes.Last.Mid2, Controls, desk) with
        {
            // The first of a pair has left, but its effect on the state comes a cycle later.
            PlaceTaken = first is { } before ? Second(order.Urn, before, where) : _references.Judge(cycle, order.Urn, seen.HasFlag(Verdict.Table), where) != Verdict.Pass,
            Throttled = _throttle.Judge(cycle, seen.HasFlag(Verdict.Throttle), where) != Verdict.Pass,
            // The store's twin follows the room; here it is the card's word.
            NoRoom = seen.HasFlag(Verdict.Window),
            MeetsOwn = _orders.Meets(0, order.Side, order.Idx, first),
            Price = (ulong)TradingBench.Window.Price(order.Idx),
            ValueUnknown = ValueUnknown(cycle) && seen.HasFlag(Verdict.Notional),
            Together = _aggregate.At(cycle, order.Side, desk),
        };
        Verdict verdict = RiskGate.Evaluate(order, state);
        // The verdict is of the cycle in which the order was taken; the latch may close in the next one, or find its cause in it
        // and be seen closed in the one after. Either way the start is refused.
        return verdict == Verdict.Pass && Closes(cycle) ? Verdict.Kill : verdict;
    }

    private bool ValueUnknown(uint cycle) => _valueUnknownUntil is { } until && (int)(until - cycle) > 0;

    private bool Closes(uint cycle) => _kills.Contains(cycle + VerdictAfterTaken) || _kills.Contains(cycle + StartAfterTaken);

    /// <summary>The second of a pair has the next reference, whose place is free.</summary>
    private static bool Second(uint urn, in OrderRecord first, string where)
    {
        Assert.True(urn == first.Urn + 1, $"behind {first}; {where}");
        return false;
    }

    private bool? Due(int side, uint cycle) => _perhapsDue[side] ? null : !_quotes.Undecided(cycle) && Choose(side, false, SlotMode.Active).Action is OrderAction.New or OrderAction.Replace && !_refused[side];

    private bool? CancelDue()
    {
        if (Enumerable.Range(0, 2).Any(side => Choose(side, Killed, Effective).Action == OrderAction.Cancel && !_refused[side]))
        {
            return true;
        }

        // When a cancel or modify of the desk comes up behind the one before it is said in frames, not in cycles.
        return _orders.Table.ToCancel(Killed) != 0 || _marks.Any || _modifies.Any ? null : false;
    }

    /// <summary>A quote is of a book that is ok. An order of the desk may meet a book that changes: then it is the card's word.</summary>
    private bool SymbolOk(uint cycle, bool desk, Verdict seen)
    {
        bool changes = desk && Enumerable.Range(-(int)Unsettled, (int)(Unsettled + BookTold) + 1).Any(n => _books.Contains((uint)(cycle + n)));
        return changes ? !seen.HasFlag(Verdict.Book) : _quotes.SymbolOk;
    }

    private OrderRecord Record(uint cycle, in OrderRecord card, in WantedAction wanted, uint urn, Verdict verdict)
    {
        bool tick = _quotes.Cycle == cycle, cancel = card.Action == (byte)OrderAction.Cancel;
        return new OrderRecord(0, card.Side, card.Action, verdict == Verdict.Pass ? (byte)1 : (byte)0, tick ? (byte)1 : (byte)0, urn,
            card.Action == (byte)OrderAction.Replace ? wanted.Urn : 0, wanted.Qty, wanted.OpenQty, cancel ? 0 : (uint)TradingBench.Window.Price(wanted.Idx), wanted.Idx,
            (ushort)verdict, tick ? _quotes.Last.Seq : 0, _orders.Position(0), _quotes.Last.Mid2);
    }

    /// <summary>What a side surely wants: a mark of the last few cycles may not stand yet.</summary>
    private WantedAction Sure(int side, uint cycle)
    {
        WorkingOrder e = _orders.Entry(0, side);
        WantedAction wanted = Choose(side, Killed, Effective);
        bool young = e.Marked && !_marks.IsSure(e.Urn, cycle) && !(e.Rep && _marks.IsSure(e.Urn2, cycle));
        return young && Choose(side, Killed, Mode, unmarked: true).Action != OrderAction.Cancel ? default : wanted;
    }

    private WantedAction Choose(int side, bool killed, SlotMode mode, bool unmarked = false)
    {
        WorkingOrder e = _orders.Entry(0, side);
        e.Marked &= !unmarked;
        return ActionPlanner.Choose(e, _quotes.Side(side), killed, mode, _banks.Parameters.Hysteresis);
    }

    /// <summary>What was refused may be tried again.</summary>
    private void TryAgain()
    {
        _refused.AsSpan().Clear();
        _perhapsDue.AsSpan().Clear();
    }

    /// <summary>A mode that another one hides is no cause.</summary>
    private void Changed(SlotMode before)
    {
        if (Effective != before)
        {
            TryAgain();
        }
    }
}
