using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Replays the card's records, sorted by the cycle in which they took effect, into the golden model, and demands that
/// every quote, every order with its verdict, every venue message and every doubt is what the model says. Slot and symbol 0.</summary>
internal sealed class OrderTwin
{
    // A candidate is taken in cycle n; its refusal is recorded for n+1, its start for n+2 (docs/card.md section 1: t+6, t+7, t+8).
    private const uint TakenBeforeRefusal = 1, TakenBeforeStart = 2;
    // An act of the host, or a doubt, takes effect about when it is recorded.
    private const uint Around = 4;

    private const int HistoryLength = 40;

    private readonly Queue<string> _history = new();
    private readonly TwinBanks _banks;
    private readonly TwinQuotes _quotes;
    private readonly TwinReferences _references;
    private readonly TwinMarks _marks;
    private readonly TwinModifies _modifies;
    private readonly TwinJudge _judge;
    private KillCauses _owed;

    /// <summary>The desk's best prices before the venue spoke in that cycle.</summary>
    private (uint Cycle, ushort? Buy, ushort? Sell) _ownBest;

    public OrderTwin(SlotParameters parameters, SlotControls controls, int window, uint nextUrn)
    {
        _banks = new TwinBanks(parameters);
        _quotes = new TwinQuotes(_banks, window, Orders);
        _references = new TwinReferences(Orders, nextUrn);
        _marks = new TwinMarks(Orders);
        _modifies = new TwinModifies(Orders, _marks);
        Doubts = new TwinDoubts(Orders);
        Races = new TwinRaces(Orders);
        Trips = new TwinTrips(Orders);
        Orders.Trips(0).Limits = OpenGuards.Trips;
        Aggregate = new TwinAggregate(Orders);
        _judge = new TwinJudge(Orders, _quotes, _references, _marks, _modifies, Throttle, _banks, Aggregate) { Controls = controls };
    }

    private enum Kind
    {
        // The order of effects within a cycle: what the venue said, what left, whether the latch closed over that, and what it
        // all makes of the next decision.
        ActBegins,
        MayComeIntoDoubt,
        Book,
        Swap,
        Venue,
        Sent,
        Kill,
        Trip,
        Doubt,
        Quote,
        Pair,
        Judged,
        ActEnds,
    }

    public OrderState Orders { get; } = new(1);

    public TwinThrottle Throttle { get; } = new();

    public TwinDoubts Doubts { get; }

    public TwinRaces Races { get; }

    public TwinModifies Modifies => _modifies;

    public TwinTrips Trips { get; }

    /// <summary>The limit of the slots together.</summary>
    public TwinAggregate Aggregate { get; }

    /// <summary>Latch and mode of the appliance.</summary>
    public TwinAppliance Appliance { get; } = new();

    /// <summary>Until this cycle the card may still be working out a new SLOT_MAX_NOTIONAL, which is a cause then.</summary>
    public void WorksOutValue(uint until) => _judge.WorksOutValue(until);

    /// <summary>Another mode is a cause.</summary>
    public SlotMode Mode { get => _judge.Mode; set => _judge.Change(value); }

    /// <summary>The mode of the slot's symbol, as causes go like the slot's.</summary>
    public SlotMode SymbolMode { get => _judge.SymbolMode; set => _judge.ChangeSymbol(value); }

    public SlotControls Controls { get => _judge.Controls; set => _judge.Controls = value; }

    public bool SessionUp { get => _judge.SessionUp; set => _judge.SessionUp = value; }

    public bool Killed => _judge.Killed;

    public KillCauses Causes => Appliance.Causes;

    public long Sent { get; private set; }

    public long Refused => _judge.Refused;

    public TwinPairs Pairs => _judge.Pairs;

    public long Quotes => _quotes.Count;

    /// <summary>Times that another bank of parameters came to count.</summary>
    public long Swaps => _banks.Swaps;

    /// <summary>Quotes for a book that was decided before.</summary>
    public long QuotesAgain => _quotes.DecidedAgain;

    public long Venues { get; private set; }

    /// <summary>What the host wrote to SLOT_POSITION_ADJUST and the card took, until its record comes.</summary>
    public Queue<int> Adjusted { get; } = new();

    /// <summary>Executions that were told again.</summary>
    public long Again { get; private set; }

    /// <summary>References that were skipped because their places were taken.</summary>
    public long Skipped => _references.Skipped;

    /// <summary>Orders of a mass cancel that were not acknowledged when it came.</summary>
    public long MarkedUnacknowledged => _marks.Unacknowledged;

    /// <summary>Refusals by verdict bitmap.</summary>
    public SortedDictionary<Verdict, long> Verdicts => _judge.Verdicts;

    /// <summary>Orders of the desk that were refused, by verdict bitmap.</summary>
    public SortedDictionary<Verdict, long> DeskVerdicts => _judge.DeskVerdicts;

    /// <summary>Takes all records, and all that the host did, up to a moment at which nothing moves.</summary>
    public void Replay(IEnumerable<byte[]> records, IReadOnlyList<HostAct>? acts = null)
    {
        var steps = new List<(uint Cycle, Kind Kind, byte[] Record, HostAct? Act)>();
        var marks = new List<HostAct>();
        foreach (byte[] r in records)
        {
            uint cycle = new EventHeader(r).Cycle;
            void Step(uint at, Kind kind) => steps.Add((at, kind, r, null));
            switch ((EventType)r[4])
            {
                case EventType.Kill:
                    Step(cycle, Kind.Kill);
                    break;
                case EventType.Book:
                    Step(cycle, Kind.Book);
                    break;
                case EventType.Quote:
                    Step(cycle, Kind.Quote);
                    break;
                case EventType.Venue:
                    Step(cycle, Kind.Venue);
                    break;
                case EventType.Doubt:
                    Step(cycle - Around, Kind.MayComeIntoDoubt);
                    Step(cycle, Kind.Doubt);
                    break;
                case EventType.Trip:
                    Step(cycle, Kind.Trip);
                    if (new TripEvent(r).Trips != 0)
                    {
                        marks.Add(new MassCancelAct(cycle, cycle, CancelScope.Slot, 0));
                    }

                    break;
                case EventType.Order:
                    bool sent = new OrderEvent(r).Sent != 0;
                    uint taken = cycle - (sent ? TakenBeforeStart : TakenBeforeRefusal);
                    Step(taken, Kind.Judged);
                    _judge.Pairs.Taken(taken);
                    if (sent)
                    {
                        Step(cycle, Kind.Sent);
                        if (TwinPairs.MayBeFirst(TwinJudge.Read(r)))
                        {
                            Step(taken + 1, Kind.Pair);
                        }
                    }

                    break;
            }
        }

        List<Decision> quotes = [.. steps.Where(s => s.Kind == Kind.Quote).Select(s => Decision.Read(s.Record)).OrderBy(q => q.Cycle)];
        HashSet<uint> fills = [.. steps.Where(s => s.Kind == Kind.Venue && new VenueEvent(s.Record).Mtype == 'E').Select(s => s.Cycle)];
        HashSet<uint> books = [.. steps.Where(s => s.Kind == Kind.Book && new BookEvent(s.Record).Sym == 0).Select(s => s.Cycle)];
        foreach (SwapAct swap in (acts ?? []).OfType<SwapAct>())
        {
            steps.Add((TwinBanks.FirstCycle(swap, quotes, fills, books), Kind.Swap, [], swap));
        }

        foreach (HostAct act in (acts ?? []).Where(a => a is not SwapAct).Concat(marks))
        {
            steps.Add((act.From - Around, Kind.ActBegins, [], act));
            steps.Add((act.To + Around, Kind.ActEnds, [], act));
        }

        _judge.Foresee(
            steps.Where(s => s.Kind == Kind.Kill && new KillEvent(s.Record).Killed != 0).Select(s => s.Cycle),
            Flips(steps.Where(s => s.Kind == Kind.Book).OrderBy(s => s.Cycle).Select(s => (s.Cycle, TwinQuotes.Read(new BookEvent(s.Record))))));
        foreach ((uint cycle, Kind kind, byte[] record, HostAct? act) in steps.OrderBy(s => s.Cycle).ThenBy(s => s.Kind))
        {
            _history.Enqueue(Told(cycle, kind, record, act));
            if (_history.Count > HistoryLength)
            {
                _history.Dequeue();
            }

            try
            {
                Step(cycle, kind, record, act);
            }
            catch (Exception e) when (e is Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{e.Message}\nlast steps:\n{string.Join('\n', _history)}");
            }
        }

        _judge.Pairs.Rest();
        Assert.Equal(0, _quotes.Waiting);
        Assert.Empty(Adjusted);
        Assert.True((Causes & _owed) == _owed, $"the latch stays open over {_owed & ~Causes}");
        _marks.Rest();
        Trips.Rest();
    }

    /// <summary>At a quiet moment nothing may be left undone: what a side wants was tried, and refused, since the last cause; every order of the desk was
    /// judged, every marked one cancelled, every overdue one told.</summary>
    /// <param name="when">For messages.</param>
    /// <param name="cycle">Now.</param>
    public void NothingLeftToDo(string when, uint cycle)
    {
        _judge.NothingLeftToDo(when);
        Assert.True(Orders.Table.ToCancel(Killed) == 0, $"{Orders.Table.ToCancel(Killed)} orders of the desk are still to be cancelled {when}");
        Doubts.NoneOverdue(cycle, when);
    }

    /// <summary>The cycles in which the book becomes ok, or ceases to be.</summary>
    private IEnumerable<uint> Flips(IEnumerable<(uint Cycle, BookRecord Book)> books)
    {
        bool ok = _quotes.SymbolOk;
        foreach ((uint cycle, BookRecord book) in books.Where(b => b.Book.Sym == 0))
        {
            if (book.Ok != ok)
            {
                yield return cycle;
            }

            ok = book.Ok;
        }
    }

    /// <summary>A step for the message of a difference.</summary>
    private static string Told(uint cycle, Kind kind, byte[] record, HostAct? act)
    {
        string what = act is not null ? act.ToString() : (EventType)record[4] switch
        {
            EventType.Order => $"{TwinJudge.Read(record)} {(Verdict)new OrderEvent(record).Verdict}",
            EventType.Venue => $"{(char)new VenueEvent(record).Mtype} {new VenueEvent(record).Urn} {new VenueEvent(record).Qty}",
            EventType.Book => $"{TwinQuotes.Read(new BookEvent(record))}",
            EventType.Quote => $"{new QuoteEvent(record).BidIdx} {new QuoteEvent(record).AskIdx}",
            EventType.Kill => $"{(KillCauses)new KillEvent(record).Causes} {(SlotMode)new KillEvent(record).Mode}",
            EventType.Trip => $"{(TripCauses)new TripEvent(record).Trips} {new SlotLossValue(new TripEvent(record).Loss)}",
            _ => string.Empty,
        };
        return $"{cycle} {kind}: {what}";
    }

    private void Step(uint cycle, Kind kind, byte[] record, HostAct? act)
    {
        switch (kind)
        {
            case Kind.ActBegins:
                _marks.Begin(act!);
                _judge.Begin(act!);
                _modifies.Begin(act!, Killed);
                Trips.Begin(act!);
                Appliance.Begin(act!);
                break;
            case Kind.ActEnds:
                _marks.End(act!);
                _modifies.End(act!);
                Trips.End(act!);
                Appliance.End(act!);
                break;
            case Kind.MayComeIntoDoubt when Doubts.AutoCancel:
                _marks.Maybe(new DoubtEvent(record).Urn);
                break;
            case Kind.Swap:
                Swap(cycle, (SwapAct)act!);
                break;
            case Kind.Book:
                _quotes.Book(cycle, TwinQuotes.Read(new BookEvent(record)));
                break;
            case Kind.Venue:
                if (_ownBest.Cycle != cycle)
                {
                    _ownBest = (cycle, Orders.Table.Best(0, 0), Orders.Table.Best(0, 1));
                }

                Venue(cycle, new VenueEvent(record));
                _judge.Cause(cycle);
                break;
            case Kind.Sent:
                OrderRecord order = TwinJudge.Read(record);
                Leaves(cycle, order);
                // One that dies in the cycle in which another leaves: the side was never without any.
                if (_ownBest.Cycle == cycle && order.Desk != 0 && (OrderAction)order.Action == OrderAction.New && (order.Side == 0 ? _ownBest.Buy : _ownBest.Sell) is { } best)
                {
                    Orders.Table.WasOpen(order.Slot, order.Side, best);
                }

                break;
            case Kind.Kill:
                Kill(cycle, new KillEvent(record));
                break;
            case Kind.Trip:
                Trips.Take(cycle, new TripEvent(record));
                _judge.Trip(Trips.Told, Trips.Loss.Reduce, cycle);
                break;
            case Kind.Doubt:
                Doubt(cycle, new DoubtEvent(record));
                break;
            case Kind.Quote:
                _quotes.Quote(Decision.Read(record));
                _judge.Cause(cycle);
                break;
            case Kind.Pair:
                _judge.Pairs.Behind(cycle, TwinJudge.Read(record));
                break;
            case Kind.Judged:
                _judge.Judge(cycle, TwinJudge.Read(record), new OrderEvent(record).RxCycle);
                break;
        }

        _modifies.Look(Killed);
    }

    private void Swap(uint cycle, SwapAct act)
    {
        if (act.Parameters.Qty != _banks.Parameters.Qty)
        {
            // The greatest price of another quantity is worked out anew.
            _judge.WorksOutValue(cycle + (uint)TradingBench.NotionalCycles + Around);
        }

        _banks.Swap(cycle, act);
        _quotes.Again(cycle);
        _judge.Cause(cycle);
    }

    private void Leaves(uint cycle, in OrderRecord order)
    {
        Doubts.NotOverdue(cycle, order.Action == (byte)OrderAction.Replace ? order.OrigUrn : order.Urn, $"when {order} left");
        Races.Leaves(order);
        Sent++;
        Throttle.Left(cycle);
        // A cancel of a reference that the venue's answer has just taken away cancels nothing: it is sent again.
        bool cancel = order.Action == (byte)OrderAction.Cancel;
        if (order.Desk != 0 || !cancel || order.Urn == Orders.Entry(order.Slot, order.Side).Newest)
        {
            Orders.Sent(order, Doubts.Clock.Ns(cycle));
        }

        _marks.Left(order);
        if (!cancel)
        {
            _references.Restart(cycle);
        }
    }

    private void Kill(uint cycle, KillEvent kill)
    {
        KillCauses before = Causes;
        bool latch = Appliance.Take(cycle, kill);
        _judge.Latch(kill.Killed != 0, cycle);
        _judge.ChangeAppliance(Appliance.Mode, cycle);
        if (latch)
        {
            _judge.Cause(cycle);
            if (!Killed)
            {
                _quotes.Again(cycle);
            }
        }

        KillCauses wrong = Causes & ~before & ~_owed & (KillCauses.UnknownOrder | KillCauses.RepeatedExecution);
        Assert.True(wrong == KillCauses.None, $"{Causes} in cycle {cycle}, but no message of the venue sets {wrong}");
        Assert.Equal((uint)Orders.OpenOrders, kill.OpenOrders);
        if (!Killed)
        {
            _owed = KillCauses.None;
        }
    }

    private void Doubt(uint cycle, DoubtEvent d)
    {
        var card = new DoubtRecord((byte)d.Slot, (byte)d.Side, (byte)d.Pending, (byte)d.Desk, d.Urn, d.OpenQty, d.Waited);
        Doubts.Take(cycle, card);
        if (Doubts.AutoCancel && card.Pending != (byte)OrderAction.Cancel)
        {
            _marks.Sure(card.Urn, cycle);
        }
    }

    private void Venue(uint cycle, VenueEvent v)
    {
        var message = new VenueMessage((byte)v.Mtype, v.VenueTs, v.Urn, v.OrigUrn, v.Qty, v.Price, (byte)v.Side, v.Code, v.Reason, v.ExtRef);
        var card = new VenueRecord((byte)v.Mtype, (byte)v.Slot, (byte)v.Known, (byte)v.Side, v.VenueTs, v.Urn, v.OrigUrn, v.Qty, v.Price, v.ExtRef, v.Reason, v.Code, v.Position,
            (byte)v.Again);
        int before = Orders.Position(0);
        Aggregate.Changes(cycle);
        Doubts.NotOverdue(cycle, message.Urn, $"when {card} came");
        Races.Venue(message);
        KillCauses causes;
        VenueRecord model = v.Mtype == 0 ? Orders.Adjust((int)v.Slot, Adjusted.Dequeue(), out causes) : Orders.Venue(message, out causes, settles: card.Known != 0, nowNs: Doubts.Clock.Ns(cycle));
        _quotes.Moved(cycle, before);
        if (v.Mtype == 'E' && model.Again == 0 && (model.Known != 0 || Orders.Position(0) != before))
        {
            _quotes.Again(cycle);
        }

        // The side of a message about no order is the message's own.
        if (model.Known == 0 && model.Again == 0 && model.Mtype != 0 && Orders.Position(0) == before && model.Side != card.Side)
        {
            model = model with { Side = card.Side };
        }

        Assert.True(model == card, $"VENUE of cycle {cycle}\nmodel {model}\ncard  {card}");
        _owed |= causes;
        Again += model.Again;
        if (message.Mtype == (byte)'Q')
        {
            _references.Restart(cycle);
        }

        Venues++;
    }
}
