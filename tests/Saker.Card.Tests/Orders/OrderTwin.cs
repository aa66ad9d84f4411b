using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Replays the card's records, sorted by the cycle in which they took effect, into the golden model, and demands that
/// every quote, every order with its verdict, and every venue message is what the model says. Slot and symbol 0.</summary>
internal sealed class OrderTwin(SlotParameters parameters, SlotControls controls, int window, uint nextUrn)
{
    // A candidate is taken in cycle n; its refusal is recorded for n+1, its start for n+2 (docs/card.md section 1: t+6, t+7, t+8).
    private const uint TakenBeforeRefusal = 1, TakenBeforeStart = 2, TakenAfterLastByte = 6;
    // The quoter takes the position one cycle after the book, its inventory term one cycle later still.
    private const uint PositionAfterBook = 1, QuoteAfterBook = 2;

    private readonly Queue<(uint Cycle, BookRecord Book, int Position, int Earlier)> _books = new();
    private readonly bool[] _refused = new bool[2];
    // Cycles in which something was taken.
    private readonly HashSet<uint> _taken = [];
    // Reference of the last order that left as the second of a pair.
    private uint? _second;
    // The order that left in the cycle under way, whose other side may join it.
    private OrderRecord? _first;
    private bool _symbolOk;
    private QuoteRecord _quote;
    private uint _quoteCycle = uint.MaxValue;
    private int _earlierPosition;
    private uint _positionCycle;

    private enum Kind
    {
        // The order of effects within a cycle: what the venue said, what left, whether the latch closed over that, and what it
        // all makes of the next decision.
        Book,
        Venue,
        Sent,
        Kill,
        Quote,
        Pair,
        Judged,
    }

    public OrderState Orders { get; } = new(1);

    /// <summary>Another mode is a cause.</summary>
    public SlotMode Mode
    {
        get;
        set
        {
            field = value;
            Cause();
        }
    }

    public SlotControls Controls { get; set; } = controls;

    public bool Killed { get; private set; } = true;

    public bool SessionUp { get; set; } = true;

    public KillCauses Causes { get; private set; } = KillCauses.Reset;

    public long Sent { get; private set; }

    public long Refused { get; private set; }

    /// <summary>Second orders that left in the segment of the first: start cycle of that segment.</summary>
    public List<uint> Pairs { get; } = [];

    /// <summary>Second orders that were judged in the cycle after the first and refused.</summary>
    public long SecondsRefused { get; private set; }

    /// <summary>Attempts of the other side that did not join because a cancel was due.</summary>
    public long CancelsBeforeSeconds { get; private set; }

    public long Quotes { get; private set; }

    public long Venues { get; private set; }

    /// <summary>Executions while a replace was in flight.</summary>
    public long FillsDuringReplace { get; private set; }

    /// <summary>Executions of an order whose cancel had left.</summary>
    public long FillsAfterCancel { get; private set; }

    /// <summary>Replaces that the venue refused while the order lived on.</summary>
    public long ReplacesRejected { get; private set; }

    /// <summary>Refusals by verdict bitmap.</summary>
    public SortedDictionary<Verdict, long> Verdicts { get; } = [];

    /// <summary>Takes all records up to a moment at which nothing moves.</summary>
    public void Replay(IEnumerable<byte[]> records)
    {
        var steps = new List<(uint Cycle, Kind Kind, byte[] Record)>();
        foreach (byte[] r in records)
        {
            uint cycle = new EventHeader(r).Cycle;
            switch ((EventType)r[4])
            {
                case EventType.Kill:
                    steps.Add((cycle, Kind.Kill, r));
                    break;
                case EventType.Book:
                    steps.Add((cycle, Kind.Book, r));
                    break;
                case EventType.Quote:
                    steps.Add((cycle, Kind.Quote, r));
                    break;
                case EventType.Venue:
                    steps.Add((cycle, Kind.Venue, r));
                    break;
                case EventType.Order:
                    bool sent = new OrderEvent(r).Sent != 0;
                    uint taken = cycle - (sent ? TakenBeforeStart : TakenBeforeRefusal);
                    steps.Add((taken, Kind.Judged, r));
                    Assert.True(_taken.Add(taken), $"two orders taken in cycle {taken}");
                    if (sent)
                    {
                        steps.Add((cycle, Kind.Sent, r));
                        if (new OrderEvent(r).Action != (uint)OrderAction.Cancel)
                        {
                            steps.Add((taken + 1, Kind.Pair, r));
                        }
                    }

                    break;
            }
        }

        uint[] kills = [.. steps.Where(s => s.Kind == Kind.Kill && new KillEvent(s.Record).Killed != 0).Select(s => s.Cycle)];
        foreach ((uint cycle, Kind kind, byte[] record) in steps.OrderBy(s => s.Cycle).ThenBy(s => s.Kind))
        {
            Step(cycle, kind, record, kills);
        }

        Assert.Empty(_books);
        _taken.Clear();
    }

    /// <summary>At a quiet moment nothing may be left undone: what a side wants was tried, and refused, since the last cause.</summary>
    public void NothingLeftToDo(string when)
    {
        for (int side = 0; side < 2; side++)
        {
            WantedAction wanted = Choose(side, Killed, Mode);
            Assert.True(wanted.Action == OrderAction.None || _refused[side], $"side {side} still wants {wanted} {when}: {Orders.Entry(0, side)}");
        }
    }

    private void Step(uint cycle, Kind kind, byte[] record, uint[] kills)
    {
        switch (kind)
        {
            case Kind.Kill:
                var kill = new KillEvent(record);
                Killed = kill.Killed != 0;
                Causes = (KillCauses)kill.Causes;
                Assert.Equal((uint)Orders.OpenOrders, kill.OpenOrders);
                Cause();
                break;
            case Kind.Book:
                Book(cycle, new BookEvent(record));
                break;
            case Kind.Venue:
                Venue(cycle, new VenueEvent(record));
                Cause();
                break;
            case Kind.Sent:
                OrderRecord sent = Read(record);
                // A cancel of a reference that the venue's answer has just taken away cancels nothing: it is sent again.
                WorkingOrder entry = Orders.Entry(sent.Slot, sent.Side);
                if (sent.Action != (byte)OrderAction.Cancel || sent.Urn == (entry.Rep ? entry.Urn2 : entry.Urn))
                {
                    Orders.Sent(sent);
                }

                Sent++;
                break;
            case Kind.Quote:
                Quote(cycle, new QuoteEvent(record));
                Cause();
                break;
            case Kind.Pair:
                Pair(cycle, Read(record));
                break;
            case Kind.Judged:
                Judge(cycle, Read(record), new OrderEvent(record), kills);
                break;
        }
    }

    /// <summary>Section 9.3: in the cycle after a new order or replace was taken, and while it leaves, the other side's follows, if it is due and no cancel is.</summary>
    private void Pair(uint cycle, in OrderRecord first)
    {
        if (_second == first.Urn)
        {
            Assert.False(_taken.Contains(cycle), $"a third order behind the pair that ends with {first}");
            return;
        }

        int other = 1 - first.Side;
        WantedAction wanted = Choose(other, false, SlotMode.Active);
        bool due = wanted.Action is OrderAction.New or OrderAction.Replace && !_refused[other];
        bool cancel = Enumerable.Range(0, 2).Any(side => Choose(side, Killed, Mode).Action == OrderAction.Cancel && !_refused[side]);
        CancelsBeforeSeconds += due && cancel ? 1 : 0;
        Assert.True((due && !cancel) == _taken.Contains(cycle), $"the other side, {wanted}, {(due ? "due" : "not due")}, {(cancel ? "a cancel" : "no cancel")} due, in cycle {cycle} behind {first}");
        _first = due && !cancel ? first : null;
    }

    private void Cause() => _refused.AsSpan().Clear();

    private void Book(uint cycle, BookEvent b)
    {
        if (b.Sym != 0)
        {
            return;
        }

        var book = new BookRecord(0, (byte)b.Flags, b.Seq, b.Ts, b.Mtype, b.Stale, b.BidIdx, b.AskIdx, b.BidQty, b.AskQty);
        _symbolOk = book.Ok;
        _books.Enqueue((cycle, book, 0, 0));
    }

    private void Quote(uint cycle, QuoteEvent q)
    {
        (uint at, BookRecord book, _, _) = _books.Dequeue();
        Assert.True(cycle == at + QuoteAfterBook, $"the quote of cycle {cycle} follows the book of cycle {at}");
        int position = At(at + PositionAfterBook);
        var card = new QuoteRecord((byte)q.Slot, q.Seq, q.BidEn, q.AskEn, q.BidIdx, q.AskIdx, q.Mid2, q.Position);
        QuoteRecord model = Decide(book, position, At(at));
        Assert.True(model == card, $"QUOTE of cycle {cycle} after {book}\nmodel {model}\ncard  {card}");
        _quote = card;
        _quoteCycle = cycle;
        Quotes++;
    }

    /// <summary>A fill between the two cycles moves the caps at once and the price one book later.</summary>
    private QuoteRecord Decide(in BookRecord book, int position, int priced)
    {
        QuoteRecord now = Quoter.Decide(0, book, parameters, position, window);
        if (position == priced)
        {
            return now;
        }

        QuoteRecord free = Quoter.Decide(0, book, parameters with { InventoryCap = int.MaxValue }, priced, window);
        bool bid = free.BidEn != 0 && (long)position + parameters.Qty <= parameters.InventoryCap;
        bool ask = free.AskEn != 0 && -(long)position + parameters.Qty <= parameters.InventoryCap;
        return free with
        {
            Position = position, BidEn = bid ? (byte)1 : (byte)0, AskEn = ask ? (byte)1 : (byte)0,
            BidIdx = bid ? free.BidIdx : (ushort)0, AskIdx = ask ? free.AskIdx : (ushort)0,
        };
    }

    /// <summary>The position as it stood in a cycle; fills are further apart than the cycles between a book and its quote.</summary>
    private int At(uint cycle) => (int)(cycle - _positionCycle) >= 0 ? Orders.Position(0) : _earlierPosition;

    private void Venue(uint cycle, VenueEvent v)
    {
        var message = new VenueMessage((byte)v.Mtype, v.VenueTs, v.Urn, v.OrigUrn, v.Qty, v.Price, (byte)v.Side, v.Code, v.Reason, v.ExtRef);
        var card = new VenueRecord((byte)v.Mtype, (byte)v.Slot, (byte)v.Known, (byte)v.Side, v.VenueTs, v.Urn, v.OrigUrn, v.Qty, v.Price, v.ExtRef, v.Reason, v.Code, v.Position);
        int before = Orders.Position(0);
        CountRaces(message);
        VenueRecord model = Orders.Venue(message, out KillCauses causes);
        if (Orders.Position(0) != before)
        {
            _earlierPosition = before;
            _positionCycle = cycle;
        }

        // The side of a message about no order is the message's own.
        if (model.Known == 0 && model.Side != card.Side)
        {
            model = model with { Side = card.Side };
        }

        Assert.True(model == card, $"VENUE of cycle {cycle}\nmodel {model}\ncard  {card}");
        Assert.True(causes == KillCauses.None, $"{causes} by {card} in cycle {cycle}");
        Venues++;
    }

    private void CountRaces(in VenueMessage m)
    {
        for (int side = 0; side < 2; side++)
        {
            WorkingOrder e = Orders.Entry(0, side);
            bool fill = e.Active && m.Mtype == (byte)'E' && m.Urn == e.Urn;
            FillsDuringReplace += fill && e.Rep ? 1 : 0;
            FillsAfterCancel += fill && e.Cxl ? 1 : 0;
            ReplacesRejected += e.Active && e.Rep && m.Mtype == (byte)'J' && m.Urn == e.Urn2 ? 1 : 0;
        }
    }

    private WantedAction Choose(int side, bool killed, SlotMode mode)
    {
        bool wanted = _symbolOk && (side == 0 ? _quote.BidEn : _quote.AskEn) != 0;
        return ActionPlanner.Choose(Orders.Entry(0, side), wanted, side == 0 ? _quote.BidIdx : _quote.AskIdx, killed, mode, parameters);
    }

    private void Judge(uint cycle, OrderRecord card, OrderEvent stamps, uint[] kills)
    {
        string where = $"ORDER taken in cycle {cycle}: {card}\nentry {Orders.Entry(0, card.Side)}";
        var action = (OrderAction)card.Action;
        OrderRecord? first = _first;
        _first = null;
        Assert.True(first is not { } f || (f.Side != card.Side && action != OrderAction.Cancel), $"behind {first} the other side was due; {where}");
        // New orders are tried, and refused, while killed or halted too; cancels are what those states cause.
        WantedAction wanted = action == OrderAction.Cancel ? Choose(card.Side, Killed, Mode) : Choose(card.Side, false, SlotMode.Active);
        Assert.True(wanted.Action == action, $"the model wants {wanted}; {where}");
        WantedAction other = Choose(1 - card.Side, Killed, Mode);
        if (action != OrderAction.Cancel || card.Side == 1)
        {
            Assert.True(other.Action != OrderAction.Cancel || _refused[1 - card.Side], $"a cancel of the other side comes first; {where}");
        }

        // The first of a pair has left, but its effect on the state comes a cycle later.
        uint urn = action == OrderAction.Cancel ? wanted.Urn : first is { } before ? before.Urn + 1 : Orders.NextUrn(nextUrn);
        uint price = action == OrderAction.Cancel ? 0 : (uint)TradingBench.Window.Price(wanted.Idx);
        var order = new GateOrder(action, card.Side, urn, wanted.OpenQty, wanted.Idx);
        Verdict verdict = RiskGate.Evaluate(order, RiskGate.View(Orders, 0, card.Side, action, Killed, Mode, SessionUp, _symbolOk, _quote.Mid2, Controls));
        // The verdict is of the cycle in which the order was taken; the latch may close in the next one, or find its cause in it
        // and be seen closed in the one after. Either way the start is refused.
        if (verdict == Verdict.Pass && action != OrderAction.Cancel
            && (kills.Contains(cycle + TakenBeforeRefusal) || kills.Contains(cycle + TakenBeforeStart)))
        {
            verdict = Verdict.Kill;
        }

        bool tick = _quoteCycle == cycle;
        var model = new OrderRecord(0, card.Side, card.Action, verdict == Verdict.Pass ? (byte)1 : (byte)0, tick ? (byte)1 : (byte)0, urn,
            action == OrderAction.Replace ? wanted.Urn : 0, wanted.Qty, wanted.OpenQty, price, wanted.Idx, (ushort)verdict, tick ? _quote.Seq : 0,
            Orders.Position(0), _quote.Mid2);
        Assert.True(model == card, $"{where}\nmodel {model}\ncard  {card}");
        if (tick)
        {
            // A change of the book without a message (a halt) has no last byte.
            Assert.True(stamps.RxCycle == (_quote.Seq == 0 ? 0 : cycle - TakenAfterLastByte), $"last byte {stamps.RxCycle}; {where}");
        }

        if (first is not null)
        {
            _second = verdict == Verdict.Pass ? urn : _second;
            SecondsRefused += verdict == Verdict.Pass ? 0 : 1;
            if (verdict == Verdict.Pass)
            {
                Pairs.Add(cycle - 1 + TakenBeforeStart);
            }
        }

        if (verdict != Verdict.Pass)
        {
            _refused[card.Side] = true;
            Refused++;
            Verdicts[verdict] = Verdicts.GetValueOrDefault(verdict) + 1;
        }
    }

    private static OrderRecord Read(byte[] record)
    {
        var o = new OrderEvent(record);
        return new OrderRecord((byte)o.Slot, (byte)o.Side, (byte)o.Action, (byte)o.Sent, (byte)o.Tick, o.Urn, o.OrigUrn, o.Qty, o.OpenQty, o.Price, o.Idx,
            o.Verdict, o.Seq, o.Position, o.Mid2);
    }
}
