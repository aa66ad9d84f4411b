using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The part of the twin that follows DOUBT records: each is due, and none that is due is missing (docs/card.md section 7.3).</summary>
internal sealed class TwinDoubts(OrderState orders)
{
    // The contract does not say to the cycle when a message has left.
    private const ulong SlackNs = 16;
    private const ulong FoundWithinNs = Doubt.FoundWithin * 16 / 5;

    // When the limit was set, ns: what has been unanswered for longer comes to be in doubt then.
    private ulong _since;

    /// <summary>ORDER_TIMEOUT.LIMIT; 0: none is ever in doubt.</summary>
    public uint Limit { get; private set; }

    public bool AutoCancel { get; private set; }

    public CardClock Clock { get; set; }

    /// <summary>Doubts by what was unanswered.</summary>
    public SortedDictionary<OrderAction, long> Found { get; } = [];

    /// <summary>ORDER_TIMEOUT, written at a quiet moment.</summary>
    public void Set(uint limit, bool autoCancel, uint cycle) => (Limit, AutoCancel, _since) = (limit, autoCancel, Clock.Ns(cycle));

    /// <summary>An order came to be in doubt.</summary>
    public void Take(uint cycle, in DoubtRecord card)
    {
        string where = $"DOUBT of cycle {cycle}: {card}";
        Assert.True(Limit != 0, $"nobody is ever in doubt; {where}");
        DoubtRecord? state = card.Desk != 0 ? Desk(ReferenceTable.PlaceOf(card.Urn)) : Quote(card.Slot, card.Side);
        Assert.True(state == card with { Waited = 0 }, $"the model has {state}; {where}");
        Doubt doubt = DoubtOf(card);
        Assert.False(doubt.Stands, $"it is in doubt already; {where}");
        ulong now = Clock.Ns(cycle);
        Assert.True(doubt.Waited(now + SlackNs) + (doubt.LeftNs % Doubt.UnitNs < SlackNs ? 1 : 0) >= Limit, $"it left at {doubt.LeftNs} ns, it is {now} ns; {where}");
        Assert.False(Overdue(doubt, now), $"it left at {doubt.LeftNs} ns, found at {now} ns; {where}");
        Assert.InRange(card.Waited, Limit, Math.Max(Limit, _since > doubt.LeftNs ? doubt.Waited(_since) : 0) + 3);
        Assert.InRange((long)card.Waited - doubt.Waited(now), -1, 1);
        orders.EnterDoubt(card, AutoCancel);
        var pending = (OrderAction)card.Pending;
        Found[pending] = Found.GetValueOrDefault(pending) + 1;
    }

    /// <summary>Nobody may have been due for longer than it takes to find it.</summary>
    public void NoneOverdue(uint cycle, string when)
    {
        if (Limit == 0)
        {
            return;
        }

        for (int side = 0; side < 2; side++)
        {
            NotOverdue(Quote(0, side), orders.Entry(0, side).Doubt, cycle, when);
        }

        for (int place = 0; place < ReferenceTable.Places; place++)
        {
            NotOverdue(Desk(place), orders.Table[place].Doubt, cycle, when);
        }
    }

    /// <summary>The same of the order that a message is about, before it changes it.</summary>
    public void NotOverdue(uint cycle, uint urn, string when)
    {
        if (Limit == 0)
        {
            return;
        }

        int place = ReferenceTable.PlaceOf(urn);
        if (orders.Table.Holds(urn))
        {
            NotOverdue(Desk(place), orders.Table[place].Doubt, cycle, when);
            return;
        }

        for (int side = 0; side < 2; side++)
        {
            WorkingOrder e = orders.Entry(0, side);
            if (e.Active && (e.Urn == urn || (e.Rep && e.Urn2 == urn)))
            {
                NotOverdue(Quote(0, side), e.Doubt, cycle, when);
            }
        }
    }

    private void NotOverdue(DoubtRecord? pending, Doubt doubt, uint cycle, string when) =>
        Assert.False(pending is not null && !doubt.Stands && Overdue(doubt, Clock.Ns(cycle)), $"no DOUBT of {pending}, which left at {doubt.LeftNs} ns, at {Clock.Ns(cycle)} ns {when}");

    private bool Overdue(Doubt doubt, ulong now) =>
        now > Math.Max((((doubt.LeftNs + SlackNs) / Doubt.UnitNs) + Limit) * Doubt.UnitNs, _since) + FoundWithinNs + SlackNs;

    private Doubt DoubtOf(in DoubtRecord r) => r.Desk != 0 ? orders.Table[ReferenceTable.PlaceOf(r.Urn)].Doubt : orders.Entry(r.Slot, r.Side).Doubt;

    private DoubtRecord? Quote(int slot, int side)
    {
        WorkingOrder e = orders.Entry(slot, side);
        return e.Pending == OrderAction.None ? null : new DoubtRecord((byte)slot, (byte)side, (byte)e.Pending, 0, e.Newest, e.WorstOpen, 0);
    }

    private DoubtRecord? Desk(int place)
    {
        DeskOrder p = orders.Table[place];
        return p.Pending == OrderAction.None ? null : new DoubtRecord(p.Slot, p.Side, (byte)p.Pending, 1, p.Urn, p.Open, 0);
    }
}
