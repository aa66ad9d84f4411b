using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Replays the card's records of the three slots of a triangle into the model: every decision, every order, and what becomes of each shot. Slots and symbols 0 to 2, of
/// which slot 2 takes.</summary>
/// <param name="window">Ticks in the window.</param>
internal sealed class TriangleTwin(int window)
{
    private const int Legs = 3;
    // sym_ok is low at most so long after a book that is not ok, and so long before its pulse.
    private const uint OkFalls = 1, PulseAfter = 24;
    // What a leg owes is wanted two cycles behind a book, and behind the one in which the last leg has ended: the one behind that in which its order dies.
    private const uint OwedAfterBook = 2, OwedAfterEnd = 3;
    // Within so few cycles of an order's end the twin does not demand a shot, and none is wrong.
    private const uint Around = 2;

    private readonly StandingWant[] _wants = [new(), new(), new()];
    private readonly bool[] _leaves = new bool[Legs], _ended = new bool[Legs], _wanting = new bool[Legs];
    // When a leg that owes may come to want: what asked for it, and what was granted a cycle before it stands.
    private readonly List<(uint From, uint To, bool Book)>[] _asked = [[], [], []];
    private readonly (uint From, uint To, bool Book)?[] _owedDue = new (uint, uint, bool)?[Legs];
    // The books of the cycle before: a top of book counts from the cycle behind its own.
    private readonly TakerBook[] _books = [new(), new(), new()];
    private readonly Queue<(uint Cycle, BookRecord Book)> _coming = new();
    private readonly TakerHistory _history = new();
    private readonly List<(uint Cycle, QuoteRecord Quote)> _told = [];
    private SlotParameters[] _parameters = [];
    private Triangle? _model;
    private TriangleShot? _shot;
    private List<uint> _notOk = [];
    private ILookup<uint, uint> _fires = Array.Empty<uint>().ToLookup(c => c);
    private readonly uint[] _died = new uint[Legs];
    private uint _lastEnd;
    private bool _tripped;

    private enum Kind
    {
        // The order of effects in a cycle.
        Quote,
        Book,
        Venue,
        Sent,
        Taken,
        Trip,
    }

    public OrderState Orders { get; } = new(Legs);

    public long Shots { get; private set; }

    public long Forward { get; private set; }

    public long NotReady { get; private set; }

    public long Doubtful { get; private set; }

    public long Overtaken { get; private set; }

    public long Owed { get; private set; }

    public long Tripped { get; private set; }

    public long Orderless { get; private set; }

    /// <summary>The slots' running banks were written and sealed, trips cleared: nothing is known.</summary>
    public void Bank(SlotParameters[] slots)
    {
        _parameters = slots;
        TriangleLeg Leg(int n) => new((byte)n, slots[n], TakerBench.Windows[n].Base, TakerBench.Windows[n].Tick);
        _model = new Triangle(Leg(0), Leg(1), Leg(2), window);
        (_shot, _tripped) = (null, false);
        Array.Clear(_owedDue);
        Array.ForEach(_asked, a => a.Clear());
        Array.ForEach(_books, b => b.Forget());
        _coming.Clear();
        Array.ForEach(_wants, w => w.Decide(0, null));
    }

    /// <summary>Takes all records up to a moment at which nothing moves.</summary>
    public void Replay(IReadOnlyList<byte[]> records)
    {
        var steps = new List<(uint Cycle, Kind Kind, byte[] Record)>();
        _notOk = [];
        foreach (byte[] r in records)
        {
            uint cycle = new EventHeader(r).Cycle;
            switch ((EventType)r[4])
            {
                case EventType.Book when CardRecords.Book(r).Sym < Legs:
                    steps.Add((cycle, Kind.Book, r));
                    if (!CardRecords.Book(r).Ok)
                    {
                        _notOk.Add(cycle);
                    }

                    break;
                case EventType.Quote:
                    steps.Add((cycle, Kind.Quote, r));
                    break;
                case EventType.Venue:
                    steps.Add((cycle, Kind.Venue, r));
                    break;
                case EventType.Trip:
                    steps.Add((cycle, Kind.Trip, r));
                    break;
                case EventType.Order:
                    steps.Add((TakerOrder.Read(r).Taken, Kind.Taken, r));
                    steps.Add((cycle, Kind.Sent, r));
                    break;
                case EventType.Doubt:
                    Assert.Fail($"a DOUBT record in cycle {cycle}");
                    break;
            }
        }

        // Three whole quantities at once are a shot: of what is owed one at least is less.
        _fires = steps.Where(s => s.Kind == Kind.Quote && TakerQuote.Read(s.Record).Quote is var q && Math.Max(q.BidQty, q.AskQty) == _parameters[q.Slot].Qty).Select(s => s.Cycle).ToLookup(c => c);
        foreach ((uint cycle, Kind kind, byte[] record) in steps.OrderBy(s => s.Cycle).ThenBy(s => s.Kind))
        {
            _history.Add($"{cycle} {kind}", record);
            try
            {
                Until(cycle);
                Step(cycle, kind, record);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                Assert.Fail($"{e.Message}\n{_parameters[2].LegAct}, shot {_shot?.Outcome}, owed {_shot?.Owed(0)} {_shot?.Owed(1)} {_shot?.Owed(2)}, qty {string.Join(' ', _parameters.Select(p => p.Qty))}\n{_history}");
            }
        }

        Until(steps.Count == 0 ? 0 : steps.Max(s => s.Cycle) + StandingWant.Life + 1);
        Assert.True(_shot is null || _shot.Outcome == ShotOutcome.Owes, "a shot is under way and nothing moves");
    }

    /// <summary>What happens by itself before a cycle.</summary>
    private void Until(uint cycle)
    {
        while (_coming.TryPeek(out (uint Cycle, BookRecord Book) next) && cycle > next.Cycle + 1)
        {
            _books[next.Book.Sym].Take(_coming.Dequeue().Book);
        }

        if (_model!.Pending is { } move && cycle > move.Cycle + Triangle.ReadyAfter)
        {
            Fire(move);
        }

        for (int leg = 0; leg < Legs; leg++)
        {
            if (_wanting[leg] && (int)(cycle - _wants[leg].Over) > 0)
            {
                _wanting[leg] = false;
                Orderless++;
                if (_shot is { Outcome: ShotOutcome.UnderWay })
                {
                    Ends(leg, 0, _wants[leg].Over, PulseAfter);
                }
            }
        }

        for (int leg = 0; leg < Legs; leg++)
        {
            foreach ((uint From, uint To, bool Book) asked in _asked[leg].Where(a => (int)(cycle - a.To) >= 0))
            {
                _owedDue[leg] = Owes(leg) && asked.To - 1 != _died[leg] ? asked : _owedDue[leg];
            }

            _asked[leg].RemoveAll(a => (int)(cycle - a.To) >= 0);

            Assert.True(_owedDue[leg] is not { } due || (int)(cycle - due.To) <= 0, $"slot {leg} owes {_shot?.Owed(leg)}, and no QUOTE record of cycle {_owedDue[leg]} says so");
        }

        Assert.True(_told.Count == 0 || _told[0].Cycle >= cycle, $"no QUOTE record {(_told.Count == 0 ? default : _told[0])}");
    }

    /// <summary>The three decisions of a shot, if it fires; the records say whether where a cycle more or less decides.</summary>
    private void Fire(TriangleMove move)
    {
        uint ready = move.Cycle + Triangle.ReadyAfter, stands = move.Cycle + Triangle.StandsAfter;
        bool doubtful = _notOk.Exists(c => (int)(c - ready) is > -(int)PulseAfter and < (int)PulseAfter) || ready - _lastEnd + Around <= 3 * Around;
        bool says = _fires[stands].Count() == Legs;
        LegState[] states = [.. Enumerable.Range(0, Legs).Select(n => new LegState(
            _tripped ? SlotMode.Halted : SlotMode.Active, Busy(n), true, Orders.Position(n), 0))];
        Doubtful += doubtful ? 1 : 0;
        QuoteRecord[]? decisions = doubtful && !says ? null : _model!.Fire(_shot is null, states);
        _model!.Overtaken();
        if (decisions is null)
        {
            NotReady++;
            return;
        }

        Shots++;
        Forward += move.Way == TriangleWay.Forward ? 1 : 0;
        TakerWant[] wants = [.. decisions.Select(d => d.BidEn != 0 ? new TakerWant(0, d.BidIdx, d.BidQty) : new TakerWant(1, d.AskIdx, d.AskQty))];
        _shot = new TriangleShot(wants, _parameters[2].LegAct);
        for (int leg = 0; leg < Legs; leg++)
        {
            _told.Add((stands, decisions[leg]));
            _wants[leg].Decide(stands, wants[leg]);
            (_wanting[leg], _ended[leg]) = (true, false);
        }
    }

    private bool Busy(int slot) =>
        _leaves[slot] || _wanting[slot] || Orders.Entry(slot, 0).Active || Orders.Entry(slot, 1).Active || (_shot is { } s && s.Owed(slot) != 0);

    private void Step(uint cycle, Kind kind, byte[] record)
    {
        switch (kind)
        {
            case Kind.Quote:
                Quote(cycle, TakerQuote.Read(record));
                break;
            case Kind.Book:
                Book(cycle, CardRecords.Book(record));
                break;
            case Kind.Venue:
                Venue(cycle, new VenueEvent(record));
                break;
            case Kind.Sent:
                OrderRecord left = TwinJudge.Read(record);
                Orders.Sent(left);
                _leaves[left.Slot] = false;
                break;
            case Kind.Taken:
                Take(cycle, TakerOrder.Read(record));
                break;
            case Kind.Trip:
                var trip = new TripEvent(record);
                Assert.True(_tripped && trip.Trips == (uint)TripCauses.Leg, $"SLOT_TRIPS of slot {trip.Slot} is {trip.Trips} in cycle {cycle}");
                Tripped++;
                break;
        }
    }

    private void Book(uint cycle, in BookRecord book)
    {
        if (_model!.Pending is not null)
        {
            Overtaken++;
        }

        _model.Book(cycle, book);
        _coming.Enqueue((cycle, book));
        byte sym = book.Sym;
        if (!book.Ok)
        {
            // A leg rests on its own symbol: what of the shot has left shall not stand alone because another one's book went.
            _wants[sym].End(cycle + OkFalls);
            return;
        }

        if (_shot is { Outcome: ShotOutcome.Owes })
        {
            // One book overtakes another, not what the shot's end asks for.
            _asked[sym].RemoveAll(a => a.Book && (int)(a.To - cycle) > 0);
            _asked[sym].Add((cycle + OwedAfterBook, cycle + OwedAfterBook, true));
        }
    }

    /// <summary>It owes, and nothing is in the way of its want.</summary>
    private bool Owes(int leg) => _shot is { Outcome: ShotOutcome.Owes } && _shot.Owed(leg) != 0 && !_leaves[leg] && !_wanting[leg] && !Orders.Entry(leg, 0).Active && !Orders.Entry(leg, 1).Active && _books[leg].Known;

    private void Quote(uint cycle, TakerQuote card)
    {
        QuoteRecord told = card.Quote with { Skipped = 0 };
        int at = _told.FindIndex(t => t.Quote.Slot == told.Slot);
        if (at >= 0)
        {
            Assert.True(!card.Again && _told[at] == (cycle, told), $"QUOTE of cycle {cycle}\nmodel {_told[at]}\ncard  {told}");
            _told.RemoveAt(at);
            return;
        }

        int leg = told.Slot;
        if (_owedDue[leg] is null && Owes(leg) && _asked[leg].FindIndex(a => (int)(cycle - a.From) >= 0) is >= 0 and int early)
        {
            _owedDue[leg] = _asked[leg][early];
            _asked[leg].RemoveAt(early);
        }

        Assert.True(_owedDue[leg] is { } due && (int)(cycle - due.From) >= 0 && (int)(cycle - due.To) <= 0, $"QUOTE of cycle {cycle}, which nothing asks for ({_owedDue[leg]}): {told}");
        TakerWant? want = _shot!.GiveBack(leg, _books[leg], _parameters[leg].Slip, window);
        QuoteRecord model = TakerWant.Decision((byte)leg, _books[leg].Seq, want, _books[leg], Orders.Position(leg), 0);
        Assert.True(model == told, $"QUOTE of cycle {cycle} of what is owed\nmodel {model}\ncard  {told}");
        _owedDue[leg] = null;
        _wants[leg].Decide(cycle, want);
        _wanting[leg] = want is not null;
        Owed++;
    }

    private void Venue(uint cycle, VenueEvent v)
    {
        var message = new VenueMessage((byte)v.Mtype, v.VenueTs, v.Urn, v.OrigUrn, v.Qty, v.Price, (byte)v.Side, v.Code, v.Reason, v.ExtRef);
        int slot = (int)v.Slot, side = (int)v.Side;
        bool active = v.Known != 0 && Orders.Entry(slot, side).Active;
        VenueRecord model = Orders.Venue(message, out _, settles: v.Known != 0);
        Assert.Equal(model.Position, v.Position);
        if (active && !Orders.Entry(slot, side).Active)
        {
            // An order that dies in a cycle is dead for its leg from the next one on.
            (_lastEnd, _died[slot]) = (cycle, cycle);
            Ends(slot, Orders.Entry(slot, side).Done, cycle);
        }
    }

    /// <summary>A leg of a shot ended, or an order that gave back.</summary>
    /// <param name="earlier">By so many cycles it may have been earlier: what ended it has no record.</param>
    private void Ends(int leg, uint executed, uint cycle, uint earlier = 0)
    {
        if (_shot is null)
        {
            return;
        }

        if (_shot.Outcome == ShotOutcome.Owes)
        {
            _shot.GaveBack(leg, executed);
        }
        else
        {
            Assert.False(_ended[leg], $"slot {leg} ended twice");
            _ended[leg] = true;
            _shot.End(leg, executed);
            for (int n = 0; n < Legs && _shot.Outcome == ShotOutcome.Owes; n++)
            {
                _asked[n].Add((cycle + OwedAfterEnd - earlier, cycle + OwedAfterEnd, false));
            }
        }

        _tripped |= _shot.Outcome == ShotOutcome.Kill;
        if (_shot.Outcome is ShotOutcome.Over or ShotOutcome.Kill)
        {
            (_shot, _lastEnd) = (null, cycle);
        }
    }

    private void Take(uint cycle, TakerOrder order)
    {
        int slot = order.Order.Slot;
        Assert.True(order.IsNew && order.Order is { Sent: 1, Ioc: 1, Desk: 0 }, $"{order}");
        WantedAction wanted = TakerPlanner.Choose(
            Orders.Entry(slot, order.Order.Side), Orders.Entry(slot, 1 - order.Order.Side), order.Order.Side, _wants[slot].At(cycle), false, SlotMode.Active);
        Assert.True(wanted == new WantedAction(OrderAction.New, 0, order.Order.Qty, order.Order.OpenQty, order.Order.Idx), $"cycle {cycle}: the model wants {wanted}, the card takes {order}");
        _wants[slot].End(cycle);
        (_wanting[slot], _leaves[slot]) = (false, true);
        _model!.Overtaken();
    }
}
