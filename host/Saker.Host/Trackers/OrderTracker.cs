namespace Saker.Host.Trackers;

/// <summary>Where an order stands, as far as the venue's messages say.</summary>
public enum OrderState
{
    PendingNew,
    Live,
    PendingReplace,
    PendingModify,
    PendingCancel,
    Dead,
    InDoubt,
}

/// <summary>One order of ours.</summary>
public struct TrackedOrder
{
    public uint Urn;
    public bool Sell;
    public long Price;
    public uint Quantity;
    public uint Open;
    public uint Executed;
    public OrderState State;
    public bool Acknowledged;
    public bool Doubtful;

    /// <summary>The card's word: the venue has not answered its last message in time.</summary>
    public bool Unanswered;

    /// <summary>Entered by a person or a program, not by the quoter.</summary>
    public bool Desk;

    public bool Ioc;
    public ulong ChangedNs;

    /// <summary>Lots that it has in all: executed and open.</summary>
    public readonly uint Size => Executed + Open;

    /// <summary>What a person is shown: in doubt while nobody can say.</summary>
    public readonly OrderState Shown => (Doubtful || Unanswered) && State != OrderState.Dead ? OrderState.InDoubt : State;
}

/// <summary>Every order of one slot in the session, from the card's ORDER and VENUE events. A replaced order becomes its successor's
/// predecessor: it is dead once the venue says Replaced. Fixed memory: the last <see cref="Capacity"/> user references, which all slots share.</summary>
public sealed class OrderTracker
{
    /// <summary>Orders remembered; user references map to slots modulo this.</summary>
    public const int Capacity = 4096;

    private readonly TrackedOrder[] _orders = new TrackedOrder[Capacity];

    /// <summary>Highest user reference seen.</summary>
    public uint LastUrn { get; private set; }

    /// <summary>Orders not known to be dead.</summary>
    public int Open { get; private set; }

    /// <summary>Orders whose memory was needed while they were still open. Not zero means that the count above is too low.</summary>
    public int Forgotten { get; private set; }

    /// <summary>Calls that told something of an order: who compares with the card sees by it that nothing moved.</summary>
    public ulong Changes { get; private set; }

    public ref readonly TrackedOrder this[uint urn] => ref _orders[urn % Capacity];

    /// <summary>An order left.</summary>
    /// <param name="urn">User reference.</param>
    /// <param name="sell">Side.</param>
    /// <param name="price">Price units.</param>
    /// <param name="quantity">Lots.</param>
    /// <param name="now">Card time, ns.</param>
    /// <param name="desk">Of the desk.</param>
    /// <param name="ioc">Immediate or cancel.</param>
    public void New(uint urn, bool sell, long price, uint quantity, ulong now, bool desk = false, bool ioc = false)
    {
        Changes++;
        ref TrackedOrder order = ref _orders[urn % Capacity];
        if (order.Urn != 0 && order.State != OrderState.Dead)
        {
            Forgotten++;
            Open--;
        }

        order = new TrackedOrder
        {
            Urn = urn, Sell = sell, Price = price, Quantity = quantity, Open = quantity,
            State = OrderState.PendingNew, Desk = desk, Ioc = ioc, ChangedNs = now,
        };
        LastUrn = Math.Max(LastUrn, urn);
        Open++;
    }

    /// <summary>A replace was sent: the old order stands until the venue answers, the new one is pending. The ring keeps the
    /// order of events only within a source, so the fill that ended the old order may be read before the replace that was sent
    /// just before it: the venue ignores such a replace and the new order never exists.</summary>
    public void Replace(uint original, uint urn, bool sell, long price, uint openQuantity, ulong now)
    {
        bool overtaken = Find(original, out int at) && _orders[at].State == OrderState.Dead;
        New(urn, sell, price, openQuantity, now);
        Set(overtaken ? urn : original, overtaken ? OrderState.Dead : OrderState.PendingReplace, now);
    }

    /// <summary>A cancel left: another message, so the time for an answer runs anew.</summary>
    public void CancelSent(uint urn, ulong now)
    {
        if (Find(urn, out int at) && _orders[at].State != OrderState.Dead)
        {
            _orders[at].Unanswered = false;
            Set(urn, OrderState.PendingCancel, now);
        }
    }

    /// <summary>A modify left: the order stands as it is until the venue has said what is left of it.</summary>
    public void ModifySent(uint urn, ulong now)
    {
        if (Find(urn, out int at) && _orders[at].State == OrderState.Live)
        {
            Set(urn, OrderState.PendingModify, now);
        }
    }

    /// <summary>The venue made an order of the desk smaller; quotes are not modified.</summary>
    /// <param name="urn">User reference.</param>
    /// <param name="open">Lots that are left.</param>
    /// <param name="now">Card time, ns.</param>
    public void Modified(uint urn, uint open, ulong now)
    {
        if (!Find(urn, out int at) || _orders[at] is { Desk: false } or { State: OrderState.Dead })
        {
            return;
        }

        _orders[at].Open = open;
        _orders[at].Quantity = _orders[at].Size;
        Set(urn, open == 0 ? OrderState.Dead : AfterModify(_orders[at].State), now);
    }

    /// <summary>The venue refused a modify: the order is as it was.</summary>
    public void ModifyRejected(uint urn, ulong now)
    {
        if (Find(urn, out int at) && _orders[at].State == OrderState.PendingModify)
        {
            Set(urn, OrderState.Live, now);
        }
    }

    /// <summary>The card says that the venue has not answered the last message of an order in time. The record may be read after the answer's, for the
    /// ring keeps the order only within a source: an order that waits for nothing is in no doubt. True when it is.</summary>
    /// <param name="urn">User reference.</param>
    /// <param name="waits">What the message made of the order.</param>
    /// <param name="now">Card time, ns.</param>
    public bool MarkUnanswered(uint urn, OrderState waits, ulong now)
    {
        if (!Find(urn, out int at) || _orders[at].State != waits)
        {
            return false;
        }

        _orders[at].Unanswered = true;
        _orders[at].ChangedNs = now;
        Changes++;
        return true;
    }

    public void Accepted(uint urn, uint quantity, bool live, ulong now)
    {
        if (!Find(urn, out int at))
        {
            return;
        }

        _orders[at].Open = quantity;
        _orders[at].Acknowledged = true;
        // An accept that crosses our cancel does not make the order quotable again.
        OrderState accepted = _orders[at].State == OrderState.PendingCancel ? OrderState.PendingCancel : OrderState.Live;
        Set(urn, live ? accepted : OrderState.Dead, now);
    }

    public void Replaced(uint original, uint urn, uint quantity, bool live, ulong now)
    {
        Set(original, OrderState.Dead, now);
        Accepted(urn, quantity, live, now);
    }

    /// <summary>Lots of an order were executed.</summary>
    public void Fill(uint urn, uint quantity, ulong now)
    {
        if (Find(urn, out int at))
        {
            _orders[at].Executed += quantity;
            Reduce(urn, quantity, now);
        }
    }

    /// <summary>Quantity left the order: executed or cancelled.</summary>
    public void Reduce(uint urn, uint quantity, ulong now)
    {
        if (!Find(urn, out int at))
        {
            return;
        }

        Changes++;
        _orders[at].Open -= Math.Min(quantity, _orders[at].Open);
        _orders[at].ChangedNs = now;
        if (_orders[at].Open == 0)
        {
            bool replacing = _orders[at].State == OrderState.PendingReplace;
            Set(urn, OrderState.Dead, now);
            if (replacing)
            {
                KillPendingSuccessor(at, now);
            }
        }
    }

    /// <summary>The venue refused a new order or a replace; the order that a refused replace meant stays live.</summary>
    public void Rejected(uint urn, ulong now)
    {
        if (!Find(urn, out int at))
        {
            return;
        }

        bool sell = _orders[at].Sell;
        Set(urn, OrderState.Dead, now);
        // An order of the desk replaces none.
        for (int i = 0; i < Capacity && !_orders[at].Desk; i++)
        {
            if (_orders[i].State == OrderState.PendingReplace && _orders[i].Urn != 0 && _orders[i].Sell == sell)
            {
                Set(_orders[i].Urn, OrderState.Live, now);
            }
        }
    }

    /// <summary>The session is gone: nothing is heard of what is open until another replays what was missed.</summary>
    public void SessionLost(ulong now)
    {
        Changes++;
        for (int i = 0; i < Capacity; i++)
        {
            if (_orders[i].Urn != 0 && _orders[i].State != OrderState.Dead)
            {
                _orders[i].Doubtful = true;
                _orders[i].ChangedNs = now;
            }
        }
    }

    /// <summary>Everything missed has been replayed, and the venue expects <paramref name="next"/>: what it never saw is dead, what was replaced
    /// by such an order stands, and a cancel or modify that left its order standing never arrived.</summary>
    public void CaughtUp(uint next, ulong now)
    {
        Changes++;
        for (int i = 0; i < Capacity; i++)
        {
            ref TrackedOrder order = ref _orders[i];
            if (order.Urn == 0 || order.State == OrderState.Dead)
            {
                continue;
            }

            // Not doubtful: its record was read after that of the loss, for the ring keeps the order only within a source.
            bool unseen = !order.Acknowledged && order.Urn >= next;
            if (unseen || order.Doubtful || order.State == OrderState.PendingModify)
            {
                Set(order.Urn, unseen ? OrderState.Dead : OrderState.Live, now);
            }

            order.Doubtful = false;
        }
    }

    /// <summary>The newest orders, newest first.</summary>
    public IEnumerable<TrackedOrder> Newest(int most)
    {
        for (uint urn = LastUrn; urn != 0 && most > 0 && LastUrn - urn < Capacity; urn--)
        {
            TrackedOrder order = _orders[urn % Capacity];
            if (order.Urn == urn)
            {
                most--;
                yield return order;
            }
        }
    }

    /// <summary>Orders that are not dead.</summary>
    public IEnumerable<TrackedOrder> Working() => _orders.Where(o => o.Urn != 0 && o.State != OrderState.Dead);

    /// <summary>No replace is under way: each order counts for itself.</summary>
    public bool Settled => !Array.Exists(_orders, o => o.Urn != 0 && o.State == OrderState.PendingReplace);

    /// <summary>Lots of one side that may still be executed; means something while <see cref="Settled"/>.</summary>
    public long OpenLots(bool sell) => _orders.Sum(o => o.Urn != 0 && o.Sell == sell && o.State != OrderState.Dead ? (long)o.Open : 0);

    // A replace of an order that filled completely is ignored by the venue: its successor never existed.
    private void KillPendingSuccessor(int original, ulong now)
    {
        for (int i = 0; i < Capacity; i++)
        {
            bool same = _orders[i].Sell == _orders[original].Sell;
            bool pending = !_orders[i].Desk && _orders[i].State is (OrderState.PendingNew or OrderState.PendingCancel);
            if (_orders[i].Urn > _orders[original].Urn && same && pending)
            {
                Set(_orders[i].Urn, OrderState.Dead, now);
            }
        }
    }

    private bool Find(uint urn, out int at)
    {
        at = (int)(urn % Capacity);
        return urn != 0 && _orders[at].Urn == urn;
    }

    /// <summary>A cancel that left behind the modify is still owed an answer.</summary>
    private static OrderState AfterModify(OrderState state) => state == OrderState.PendingModify ? OrderState.Live : state;

    private void Set(uint urn, OrderState state, ulong now)
    {
        if (!Find(urn, out int at))
        {
            return;
        }

        Changes++;
        // Waiting for nothing is no doubt; what is set to wait anew keeps it.
        _orders[at].Unanswered &= state is not (OrderState.Live or OrderState.Dead);
        if (state == OrderState.Dead && _orders[at].State != OrderState.Dead)
        {
            Open--;
            _orders[at].Open = 0;
        }

        _orders[at].State = state;
        _orders[at].ChangedNs = now;
    }
}
