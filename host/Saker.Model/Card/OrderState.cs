namespace Saker.Model;

/// <summary>The slots' orders and positions, quotes and orders of the desk: docs/card.md section 7. Fed with what was sent and what the venue said.
/// Not thread-safe.</summary>
public sealed class OrderState(int numSlots)
{
    private readonly WorkingOrder[] _quotes = new WorkingOrder[numSlots * 2];
    private readonly SlotMoney[] _money = [.. Enumerable.Range(0, numSlots).Select(_ => new SlotMoney())];
    private readonly ExecutionMemory _executions = new();
    private readonly SlotTrips[] _trips = [.. Enumerable.Range(0, numSlots).Select(_ => new SlotTrips())];

    /// <summary>The table of references, with the orders of the desk.</summary>
    public ReferenceTable Table { get; } = new();
    /// <summary>OE_LAST_URN.</summary>
    public uint LastUrn { get; private set; }
    /// <summary>CNT_OE UNKNOWN_URN.</summary>
    public uint UnknownUrn { get; private set; }

    /// <summary>The quote of a side: entry 2·slot + side.</summary>
    public WorkingOrder Entry(int slot, int side) => _quotes[2 * slot + side];

    /// <summary>SLOT_POSITION in lots.</summary>
    public int Position(int slot) => _money[slot].Position;

    /// <summary>Cash and mark of a slot.</summary>
    public SlotMoney Money(int slot) => _money[slot];

    /// <summary>Most that the quote of a side may still execute, lots.</summary>
    public uint QuoteOpen(int slot, int side) => _quotes[2 * slot + side].WorstOpen;

    /// <summary>SLOT_OPEN_BUY (side 0) or SLOT_OPEN_SELL (side 1): quote and orders of the desk, worst case, in lots.</summary>
    public uint WorstOpen(int slot, int side) => (uint)Math.Min((ulong)QuoteOpen(slot, side) + Table.Open(slot, side), uint.MaxValue);

    /// <summary>An order of that side and price would meet one of ours of the slot: docs/card.md section 8.3. Slots of one symbol are asked one by one.</summary>
    /// <param name="first">What is leaving as the first of a pair.</param>
    public bool Meets(int slot, byte side, ushort idx, OrderRecord? first = null)
    {
        int other = 1 - side;
        WorkingOrder quote = Entry(slot, other);
        bool leaving = first is { } f && f.Slot == slot && f.Side == other && Crosses(f.Idx);
        bool resting = quote.Active && (Crosses(quote.Idx) || (quote.Rep && Crosses(quote.Idx2)));
        return leaving || resting || (Table.Best(slot, other) is { } best && Crosses(best));

        bool Crosses(ushort own) => side == 0 ? own <= idx : own >= idx;
    }

    /// <summary>SLOT_TRIPS of a slot.</summary>
    public SlotTrips Trips(int slot) => _trips[slot];

    /// <summary>TABLE_STATUS.OPEN: orders not confirmed dead, over all slots.</summary>
    public int OpenOrders => _quotes.Count(e => e.Active) + Table.Live;

    /// <summary>TABLE_STATUS.IN_DOUBT.</summary>
    public int InDoubt => _quotes.Count(e => e.Doubt.Stands) + Table.InDoubt;

    /// <summary>SLOT_ORDERS.OPEN.</summary>
    public int OpenOrdersOf(int slot) => _quotes.AsSpan(2 * slot, 2).ToArray().Count(e => e.Active) + Table.LiveOf(slot);

    /// <summary>The next user reference that the card may use, taken places not skipped.</summary>
    public uint NextUrn(uint nextUrnRegister) => Math.Max(LastUrn + 1, nextUrnRegister);

    /// <summary>The next user reference that the card uses, once it has skipped the taken places.</summary>
    public uint NextFreeUrn(uint nextUrnRegister) => Table.FirstFree(NextUrn(nextUrnRegister));

    /// <summary>Takes an ORDER record; refused ones change nothing.</summary>
    /// <param name="order">The record.</param>
    /// <param name="leftNs">Card time at which it left, ns.</param>
    public void Sent(in OrderRecord order, ulong leftNs = 0)
    {
        if (order.Sent == 0)
        {
            return;
        }
        Table.Leaves(order, leftNs);
        if (order.Desk == 0)
        {
            _quotes[2 * order.Slot + order.Side].Leaves(order, leftNs);
        }
        if ((OrderAction)order.Action != OrderAction.Cancel)
        {
            LastUrn = order.Urn;
        }
    }

    /// <summary>Marks every open order of a slot to be cancelled.</summary>
    public void Mark(int slot)
    {
        Table.MarkSlot(slot);
        MarkQuote(slot, 0);
        MarkQuote(slot, 1);
    }

    /// <summary>Marks every open order of a scope.</summary>
    /// <param name="symbolOf">The symbol that a slot quotes.</param>
    public void Mark(CancelScope scope, int number, Func<int, int> symbolOf)
    {
        for (int slot = 0; slot < numSlots; slot++)
        {
            if (scope == CancelScope.All || (scope == CancelScope.Slot && slot == number) || (scope == CancelScope.Symbol && symbolOf(slot) == number))
            {
                Mark(slot);
            }
        }
    }

    /// <summary>Marks the quote of a side, when there is one.</summary>
    public void MarkQuote(int slot, int side) => _quotes[2 * slot + side].Marked |= _quotes[2 * slot + side].Active;

    /// <summary>The orders that come to be in doubt at this time, quotes first, then by place. Nothing changes.</summary>
    /// <param name="nowNs">Card time, ns.</param>
    /// <param name="limit">ORDER_TIMEOUT.LIMIT.</param>
    public IEnumerable<DoubtRecord> Doubts(ulong nowNs, uint limit)
    {
        for (int at = 0; at < _quotes.Length; at++)
        {
            WorkingOrder e = _quotes[at];
            if (e.Pending != OrderAction.None && e.Doubt.Due(limit, nowNs))
            {
                yield return new DoubtRecord((byte)(at / 2), (byte)(at % 2), (byte)e.Pending, 0, e.Newest, e.WorstOpen, e.Doubt.Waited(nowNs));
            }
        }
        for (int place = 0; place < ReferenceTable.Places; place++)
        {
            DeskOrder p = Table[place];
            if (p.Pending != OrderAction.None && p.Doubt.Due(limit, nowNs))
            {
                yield return new DoubtRecord(p.Slot, p.Side, (byte)p.Pending, 1, p.Urn, p.Open, p.Doubt.Waited(nowNs));
            }
        }
    }

    /// <summary>Takes a DOUBT record: the order is in doubt from now on.</summary>
    /// <param name="autoCancel">ORDER_TIMEOUT.AUTO_CANCEL: it is cancelled unless a cancel is under way.</param>
    public void EnterDoubt(in DoubtRecord doubt, bool autoCancel)
    {
        if (doubt.Desk != 0)
        {
            Table.EnterDoubt(ReferenceTable.PlaceOf(doubt.Urn), autoCancel);
            return;
        }
        ref WorkingOrder e = ref _quotes[2 * doubt.Slot + doubt.Side];
        e.Doubt.Stands = true;
        e.Marked |= autoCancel && !e.Cxl;
    }

    /// <summary>Takes a message of the venue; returns the VENUE record and the kill causes that it sets.</summary>
    /// <param name="m">The message.</param>
    /// <param name="causes">What it sets.</param>
    /// <param name="settles">A Q that ends catching up.</param>
    /// <param name="nowNs">Card time at which it takes effect, ns.</param>
    public VenueRecord Venue(in VenueMessage m, out KillCauses causes, bool settles = false, ulong nowNs = 0)
    {
        causes = KillCauses.None;
        if (m.Mtype is (byte)'S' or (byte)'Q')
        {
            if (m.Mtype == (byte)'Q' && settles)
            {
                Settle(m.Urn);
            }
            return Record(m, settles, null);
        }
        if (m.Mtype == (byte)'E' && _executions.Find(m.Urn, m.ExtRef) is { } first)
        {
            causes = KillCauses.RepeatedExecution;
            return Record(m, false, first) with { Again = 1 };
        }
        // What a broken trade had moved is for the host to say.
        causes = m.Mtype == (byte)'B' ? KillCauses.Reconciliation : KillCauses.None;
        int at = Find(m);
        if (at >= 0)
        {
            _quotes[at].Apply(m);
            return Known(m, ((byte)(at / 2), (byte)(at % 2)), nowNs, ref causes);
        }
        if (Table.Holds(m.Urn) && m.Mtype != (byte)'U')
        {
            Table.Apply(m);
            return Known(m, Table.Owner(m.Urn)!.Value, nowNs, ref causes);
        }
        UnknownUrn++;
        causes |= m.Mtype is (byte)'E' or (byte)'A' or (byte)'U' ? KillCauses.UnknownOrder : KillCauses.None;
        (byte Slot, byte Side)? late = m.Mtype == (byte)'E' ? LateOwner(m.Urn) : null;
        causes |= Fill(m, late, nowNs);
        return Record(m, false, late);
    }

    /// <summary>SLOT_POSITION_ADJUST was taken; returns the VENUE record.</summary>
    /// <param name="slot">Slot.</param>
    /// <param name="lots">Signed lots.</param>
    /// <param name="causes">What it sets: a position that would leave its range stays at its end.</param>
    public VenueRecord Adjust(int slot, int lots, out KillCauses causes)
    {
        causes = _money[slot].Adjust(lots) ? KillCauses.None : KillCauses.UnknownOrder;
        return new VenueRecord(0, (byte)slot, 0, lots < 0 ? (byte)1 : (byte)0, 0, 0, 0, (uint)Math.Abs((long)lots), 0, 0, 0, 0, Position(slot));
    }

    private VenueRecord Known(in VenueMessage m, (byte Slot, byte Side) owner, ulong nowNs, ref KillCauses causes)
    {
        causes |= Fill(m, owner, nowNs);
        return Record(m, true, owner);
    }

    private VenueRecord Record(in VenueMessage m, bool known, (byte Slot, byte Side)? owner)
    {
        (byte slot, byte side) = owner ?? default;
        return new VenueRecord(
            m.Mtype, slot, known ? (byte)1 : (byte)0, side, m.Ts, m.Urn, m.OrigUrn, m.Qty, m.Price, m.ExtRef, m.Reason, m.Code, Position(slot));
    }

    /// <summary>Returns the kill cause of a position that would leave its range.</summary>
    private KillCauses Fill(in VenueMessage m, (byte Slot, byte Side)? owner, ulong nowNs)
    {
        if (owner is not var (slot, side))
        {
            return KillCauses.None;
        }
        bool fill = m.Mtype == (byte)'E', fits = true;
        if (fill)
        {
            fits = _money[slot].Execute(side, m.Qty, m.Price);
            _executions.Add(m.Urn, m.ExtRef, slot, side);
        }
        if (_trips[slot].Venue(m, fill, nowNs))
        {
            Mark(slot);
        }
        return fits ? KillCauses.None : KillCauses.UnknownOrder;
    }

    private void Settle(uint next)
    {
        foreach (ref WorkingOrder e in _quotes.AsSpan())
        {
            e.Settle(next);
        }
        Table.Settle(next);
        LastUrn = Math.Max(LastUrn, next - 1);
    }

    /// <summary>Whom a dead reference belonged to: the side that used it last, or the owner of its place.</summary>
    private (byte Slot, byte Side)? LateOwner(uint urn)
    {
        int at = Array.FindIndex(_quotes, e => urn != 0 && e.LastUrn == urn);
        return at >= 0 ? ((byte)(at / 2), (byte)(at % 2)) : Table.Owner(urn);
    }

    private int Find(in VenueMessage m)
    {
        for (int at = 0; at < _quotes.Length; at++)
        {
            if (_quotes[at].IsMeant(m))
            {
                return at;
            }
        }
        return -1;
    }
}
