namespace Saker.Model;

/// <summary>The quote of one slot and side. Quantities in lots, prices in ticks above the window base.</summary>
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
    /// <summary>It is to be cancelled, acknowledged or not, until it is dead.</summary>
    public bool Marked;
    /// <summary>Executed since the order was entered.</summary>
    public uint Done;
    /// <summary>The user reference used last on this side; remembered after death.</summary>
    public uint LastUrn;
    /// <summary>How long its last message has been unanswered.</summary>
    public Doubt Doubt;

    /// <summary>Most that may still execute; 0 when not active.</summary>
    public readonly uint WorstOpen => !Active ? 0 : Rep ? Math.Max(Open, Open2) : Open;

    /// <summary>The reference that a cancel names.</summary>
    public readonly uint Newest => Rep ? Urn2 : Urn;

    /// <summary>What is unanswered; none when the venue owes nothing.</summary>
    public readonly OrderAction Pending =>
        !Active ? OrderAction.None : Cxl ? OrderAction.Cancel : Rep ? OrderAction.Replace : Acked ? OrderAction.None : OrderAction.New;

    /// <summary>Whether a message speaks of it: A by the order's own reference, U by the replacing one, all others by either.</summary>
    public readonly bool IsMeant(in VenueMessage m) =>
        Active && ((Urn == m.Urn && m.Mtype != (byte)'U') || (Rep && Urn2 == m.Urn && m.Mtype != (byte)'A'));

    /// <summary>A message for it left.</summary>
    internal void Leaves(in OrderRecord order, ulong leftNs)
    {
        switch ((OrderAction)order.Action)
        {
            case OrderAction.New:
                this = new WorkingOrder { Active = true, Urn = order.Urn, Idx = order.Idx, Open = order.OpenQty, LastUrn = order.Urn };
                break;
            case OrderAction.Replace:
                Rep = true;
                Urn2 = order.Urn;
                Idx2 = order.Idx;
                Open2 = order.OpenQty;
                LastUrn = order.Urn;
                break;
            case OrderAction.Cancel:
                // A reject of the replace may have brought the old reference back while this cancel was leaving: it names
                // an order that never lived, and the old one must be cancelled again.
                Cxl = order.Urn == Newest;
                break;
        }
        Doubt = new Doubt { LeftNs = leftNs };
    }

    /// <summary>A message of the venue that <see cref="IsMeant"/>; positions are not its matter.</summary>
    internal void Apply(in VenueMessage m)
    {
        bool byUrn2 = Rep && Urn2 == m.Urn;
        switch (m.Mtype)
        {
            case (byte)'A' or (byte)'U' when m.EntersDead:
                Die();
                return;
            case (byte)'A' when !Acked:
                Acked = true;
                Open = m.Qty;
                break;
            case (byte)'U':
                Urn = m.Urn;
                Idx = Idx2;
                Open = m.Qty;
                Rep = false;
                break;
            case (byte)'E':
                Open -= Math.Min(Open, m.Qty);
                Done += m.Qty;
                if (Open == 0 && !byUrn2)
                {
                    Die();
                    return;
                }
                break;
            case (byte)'C' or (byte)'D':
                Open -= Math.Min(Open, m.Qty);
                if (Open == 0)
                {
                    Die();
                    return;
                }
                break;
            case (byte)'J' when byUrn2:
                Rep = false;
                Cxl = false;
                break;
            case (byte)'J':
                Die();
                return;
        }
        Doubt.Stands &= Pending != OrderAction.None;
    }

    /// <summary>The answer that ends catching up: what the venue never saw is gone, and a cancel that left the order standing is void.</summary>
    /// <param name="next">The reference that the venue expects next.</param>
    internal void Settle(uint next)
    {
        if (!Active)
        {
            return;
        }
        if (!Acked && Urn >= next)
        {
            Die();
            return;
        }
        Rep &= Urn2 < next;
        Cxl = false;
        Doubt.Stands &= Pending != OrderAction.None;
    }

    private void Die() => this = new WorkingOrder { Urn = Urn, Idx = Idx, LastUrn = LastUrn, Done = Done };
}
