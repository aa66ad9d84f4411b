namespace Saker.Model;

/// <summary>The working order of one slot and side. Quantities in lots, prices in ticks above the window base.</summary>
public struct WorkingOrder
{
    public bool Active;
    public bool Acked;
    public uint Urn;
    public ushort Idx;
    public uint Open;
    /// <summary>A replace is in flight: <see cref="Urn2"/>, <see cref="Idx2"/> and <see cref="Open2"/> hold.</summary>
    public bool Rep;
    public uint Urn2;
    public ushort Idx2;
    public uint Open2;
    /// <summary>A cancel was sent.</summary>
    public bool Cxl;
    /// <summary>Executed since the order was entered.</summary>
    public uint Done;
    /// <summary>The user reference used last on this side; remembered after death.</summary>
    public uint LastUrn;

    /// <summary>Most that may still execute; 0 when not active.</summary>
    public readonly uint WorstOpen => !Active ? 0 : Rep ? Math.Max(Open, Open2) : Open;

    internal void Die() => this = new WorkingOrder { Urn = Urn, Idx = Idx, LastUrn = LastUrn, Done = Done };
}

/// <summary>An OUCH message from the venue, decoded as the card does (`ouch_msg_t`).</summary>
public readonly record struct VenueMessage(
    byte Mtype, ulong Ts, uint Urn, uint OrigUrn, uint Qty, ulong Price, byte Side, byte Code, ushort Reason, ulong ExtRef);

/// <summary>The slots' orders and positions: docs/card.md section 7. Fed with what was sent and what the venue said. Not thread-safe.</summary>
public sealed class OrderState(int numSlots)
{
    private readonly WorkingOrder[] _entries = new WorkingOrder[numSlots * 2];
    private readonly int[] _positions = new int[numSlots];

    /// <summary>OE_LAST_URN.</summary>
    public uint LastUrn { get; private set; }
    /// <summary>CNT_OE UNKNOWN_URN.</summary>
    public uint UnknownUrn { get; private set; }

    /// <summary>Entry 2·slot + side.</summary>
    public WorkingOrder Entry(int slot, int side) => _entries[2 * slot + side];

    /// <summary>SLOT_POSITION in lots.</summary>
    public int Position(int slot) => _positions[slot];

    /// <summary>SLOT_OPEN_BUY (side 0) or SLOT_OPEN_SELL (side 1), worst case, in lots.</summary>
    public uint WorstOpen(int slot, int side) => _entries[2 * slot + side].WorstOpen;

    /// <summary>Orders not confirmed dead, over all slots.</summary>
    public int OpenOrders => _entries.Count(e => e.Active);

    /// <summary>The next user reference that the card uses.</summary>
    public uint NextUrn(uint nextUrnRegister) => Math.Max(LastUrn + 1, nextUrnRegister);

    /// <summary>Takes an ORDER record; refused ones change nothing.</summary>
    public void Sent(in OrderRecord order)
    {
        if (order.Sent == 0)
        {
            return;
        }
        ref WorkingOrder entry = ref _entries[2 * order.Slot + order.Side];
        switch ((OrderAction)order.Action)
        {
            case OrderAction.New:
                entry = new WorkingOrder { Active = true, Urn = order.Urn, Idx = order.Idx, Open = order.OpenQty, LastUrn = order.Urn };
                LastUrn = order.Urn;
                break;
            case OrderAction.Replace:
                entry.Rep = true;
                entry.Urn2 = order.Urn;
                entry.Idx2 = order.Idx;
                entry.Open2 = order.OpenQty;
                entry.LastUrn = order.Urn;
                LastUrn = order.Urn;
                break;
            case OrderAction.Cancel:
                // A reject of the replace may have brought the old reference back while this cancel was leaving: it names
                // an order that never lived, and the old one must be cancelled again.
                entry.Cxl = order.Urn == (entry.Rep ? entry.Urn2 : entry.Urn);
                break;
        }
    }

    /// <summary>Takes a message of the venue; returns the VENUE record and the kill causes that it sets.</summary>
    public VenueRecord Venue(in VenueMessage m, out KillCauses causes)
    {
        causes = KillCauses.None;
        bool hasUrn = m.Mtype is not ((byte)'S' or (byte)'Q');
        int at = hasUrn ? Find(m) : -1;
        bool known = at >= 0;
        if (known)
        {
            Apply(ref _entries[at], at, m);
        }
        else if (hasUrn)
        {
            UnknownUrn++;
            causes = m.Mtype is (byte)'E' or (byte)'A' or (byte)'U' ? KillCauses.UnknownOrder : KillCauses.None;
            at = m.Mtype == (byte)'E' ? FindLast(m.Urn) : -1;
            if (at >= 0)
            {
                Fill(at, m.Qty);
            }
        }
        int slot = at >= 0 ? at / 2 : 0;
        return new VenueRecord(
            m.Mtype, (byte)slot, known ? (byte)1 : (byte)0, at >= 0 ? (byte)(at & 1) : (byte)0, m.Ts, m.Urn, m.OrigUrn, m.Qty, m.Price, m.ExtRef,
            m.Reason, m.Code, _positions[slot]);
    }

    private int FindLast(uint urn) => Array.FindIndex(_entries, e => urn != 0 && e.LastUrn == urn);

    /// <summary>
    /// Entry that a message speaks of, or -1: A by the order's own reference, U by the replacing one, all others by either.
    /// </summary>
    private int Find(in VenueMessage m)
    {
        for (int at = 0; at < _entries.Length; at++)
        {
            ref WorkingOrder e = ref _entries[at];
            bool own = e.Active && e.Urn == m.Urn && m.Mtype != (byte)'U';
            bool replacing = e.Active && e.Rep && e.Urn2 == m.Urn && m.Mtype != (byte)'A';
            if (own || replacing)
            {
                return at;
            }
        }
        return -1;
    }

    private void Apply(ref WorkingOrder e, int at, in VenueMessage m)
    {
        bool byUrn2 = e.Rep && e.Urn2 == m.Urn;
        switch (m.Mtype)
        {
            case (byte)'A' or (byte)'U' when m.Code != (byte)'L':
                e.Die();
                break;
            case (byte)'A':
                e.Acked = true;
                e.Open = m.Qty;
                break;
            case (byte)'U':
                e.Urn = m.Urn;
                e.Idx = e.Idx2;
                e.Open = m.Qty;
                e.Rep = false;
                break;
            case (byte)'E':
                Fill(at, m.Qty);
                e.Open -= Math.Min(e.Open, m.Qty);
                e.Done += m.Qty;
                if (e.Open == 0 && !byUrn2)
                {
                    e.Die();
                }
                break;
            case (byte)'C' or (byte)'D':
                e.Open -= Math.Min(e.Open, m.Qty);
                if (e.Open == 0)
                {
                    e.Die();
                }
                break;
            case (byte)'J' when byUrn2:
                e.Rep = false;
                e.Cxl = false;
                break;
            case (byte)'J':
                e.Die();
                break;
        }
    }

    private void Fill(int at, uint qty) => _positions[at / 2] += at % 2 == 0 ? (int)qty : -(int)qty;
}
