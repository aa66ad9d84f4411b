using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Replays the card's records of slot 0, which takes where another symbol leads, into the model: every decision, and every order where and when one may and must leave.</summary>
/// <param name="clock">The card's time.</param>
/// <param name="window">Ticks in the window.</param>
/// <param name="symbols">Symbols that the card tracks.</param>
internal sealed class LeadLagTwin(CardClock clock, int window, int symbols)
{
    // sym_ok is low at most so long after a book that is not ok, and before its pulse.
    private const uint OkFalls = 1, PulseAfter = 24;
    // Cycles from a move of the position to the first one in which an order is taken again.
    private const uint Undecided = 1;

    private readonly StandingWant _want = new();
    private readonly TakerHistory _history = new();
    private LeadLag _model = new(0, new SlotParameters(), window, symbols);
    private SlotParameters _parameters = new();
    private List<uint> _notOk = [];
    private TakerLine _line = new([]);

    /// <summary>The cycle in which the position moved last: no order is taken in it.</summary>
    private uint _moved;

    /// <summary>Since when a want stands in vain though nothing is in its way.</summary>
    private uint? _vainFrom;

    private enum Kind
    {
        // The order of effects in a cycle.
        Quote,
        Book,
        Venue,
        Sent,
        Taken,
    }

    public OrderState Orders { get; } = new(1);

    public long Decisions { get; private set; }

    public long Wants { get; private set; }

    public long Taken { get; private set; }

    /// <summary>Orders that had to leave at once, and did.</summary>
    public long AtOnce { get; private set; }

    public long Overtaken { get; private set; }

    /// <summary>The slot's running bank was written and sealed: nothing is known.</summary>
    public void Bank(SlotParameters p)
    {
        _parameters = p;
        _model = new LeadLag(0, p, window, symbols);
        _want.Decide(0, null);
    }

    /// <summary>Takes all records up to a moment at which nothing moves.</summary>
    public void Replay(IReadOnlyList<byte[]> records, TakerLine line)
    {
        _line = line;
        var steps = new List<(uint Cycle, Kind Kind, byte[] Record)>();
        _notOk = [];
        foreach (byte[] r in records)
        {
            uint cycle = new EventHeader(r).Cycle;
            switch ((EventType)r[4])
            {
                case EventType.Book:
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
                case EventType.Order:
                    steps.Add((TakerOrder.Read(r).Taken, Kind.Taken, r));
                    steps.Add((cycle, Kind.Sent, r));
                    break;
                case EventType.Trip or EventType.Doubt:
                    Assert.Fail($"a record of type {(EventType)r[4]} in cycle {cycle}");
                    break;
            }
        }

        // The 32 bits of the cycles wrap in no test.
        foreach ((uint cycle, Kind kind, byte[] record) in steps.OrderBy(s => s.Cycle).ThenBy(s => s.Kind))
        {
            _history.Add($"{cycle} {kind}", record);
            try
            {
                Step(cycle, kind, record);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                Assert.Fail($"{e.Message}\n{_parameters}\n{_history}");
            }
        }

        Assert.True(_model.Pending is null, $"no QUOTE record of {_model.Pending}");
        Assert.True(_vainFrom is null, $"the want of cycle {_vainFrom} did not leave");
    }

    private void Step(uint cycle, Kind kind, byte[] record)
    {
        NotInVain(cycle);
        switch (kind)
        {
            case Kind.Quote:
                Quote(cycle, record);
                break;
            case Kind.Book:
                Book(cycle, CardRecords.Book(record));
                break;
            case Kind.Venue:
                Venue(cycle, new VenueEvent(record));
                break;
            case Kind.Sent:
                Orders.Sent(TwinJudge.Read(record));
                break;
            case Kind.Taken:
                Take(cycle, TakerOrder.Read(record));
                break;
        }
    }

    private void Book(uint cycle, in BookRecord book)
    {
        if (book.Sym != _parameters.Symbol && book.Sym != _parameters.Lead)
        {
            return;
        }

        if (_model.Pending is { } due)
        {
            Assert.True(cycle - due.Cycle < LeadLag.StandsAfter, $"no QUOTE record of {due}");
            Overtaken++;
        }

        _model.Book(cycle, clock.Ns(cycle), book);
        if (!book.Ok)
        {
            _want.End(cycle + OkFalls);
        }
    }

    private void Quote(uint cycle, byte[] record)
    {
        TakerQuote card = TakerQuote.Read(record);
        Assert.True(_model.Pending is { } p && p.Cycle + LeadLag.StandsAfter == cycle, $"QUOTE of cycle {cycle}, but under way is {_model.Pending}: {card}");
        QuoteRecord model = _model.Stand(Orders.Position(0), 0);
        Assert.True(!card.Again && model == card.Quote, $"QUOTE of cycle {cycle}, {_parameters}\nmodel {model}\ncard  {card}");
        TakerWant? want = model.BidEn != 0 ? new TakerWant(0, model.BidIdx, model.BidQty) : model.AskEn != 0 ? new TakerWant(1, model.AskIdx, model.AskQty) : null;
        _want.Decide(cycle, want);
        Decisions++;
        Wants += want is null ? 0 : 1;
        _vainFrom = want is not null && MayLeave(cycle) ? cycle : null;
    }

    private void Venue(uint cycle, VenueEvent v)
    {
        var message = new VenueMessage((byte)v.Mtype, v.VenueTs, v.Urn, v.OrigUrn, v.Qty, v.Price, (byte)v.Side, v.Code, v.Reason, v.ExtRef);
        int before = Orders.Position(0);
        VenueRecord model = Orders.Venue(message, out _, settles: v.Known != 0);
        Assert.Equal(model.Position, v.Position);
        if (Orders.Position(0) != before)
        {
            _want.End(cycle);
            (_vainFrom, _moved) = (null, cycle);
        }
    }

    private void Take(uint cycle, TakerOrder order)
    {
        Assert.True(order.IsNew && order.Order is { Sent: 1, Ioc: 1, Desk: 0 }, $"{order}");
        WantedAction wanted = TakerPlanner.Choose(
            Orders.Entry(0, order.Order.Side), Orders.Entry(0, 1 - order.Order.Side), order.Order.Side, _want.At(cycle), false, SlotMode.Active);
        Assert.True(cycle - _moved >= Undecided, $"an order was taken in cycle {cycle}, the position moved in {_moved}");
        Assert.True(wanted == new WantedAction(OrderAction.New, 0, order.Order.Qty, order.Order.OpenQty, order.Order.Idx), $"cycle {cycle}: the model wants {wanted}, the card takes {order}");
        AtOnce += _vainFrom == cycle ? 1 : 0;
        _model.Taken(cycle);
        _want.End(cycle);
        _vainFrom = null;
        Taken++;
    }

    /// <summary>What could leave at once did.</summary>
    private void NotInVain(uint cycle)
    {
        if (_vainFrom is { } from && cycle != from)
        {
            Assert.Fail($"the want {_want.At(from)} of cycle {from} did not leave, and it is cycle {cycle}");
        }
    }

    /// <summary>Nothing is in the way of a want that stands from this cycle on.</summary>
    private bool MayLeave(uint cycle) =>
        cycle - _moved >= Undecided && !Orders.Entry(0, 0).Active && !Orders.Entry(0, 1).Active && _line.IsFree(cycle) && !_notOk.Exists(c => (int)(c - cycle) is > -(int)PulseAfter and < (int)PulseAfter);
}
