namespace Saker.Model;

/// <summary>A place of the reference table: whom its reference belongs to, and the order itself when the desk entered it. Quantities in lots.</summary>
public struct DeskOrder
{
    /// <summary>A reference has left with this place since reset.</summary>
    public bool Used;
    /// <summary>The reference that took the place last; remembered after death.</summary>
    public uint Urn;
    public byte Slot;
    public byte Side;
    /// <summary>An order of the desk that is not dead: the place is taken.</summary>
    public bool Live;
    public bool Acked;
    /// <summary>A cancel was sent.</summary>
    public bool Cxl;
    /// <summary>A modify was sent and not answered.</summary>
    public bool Mod;
    /// <summary>It is to be cancelled until it is dead.</summary>
    public bool Marked;
    public uint Open;
    /// <summary>How long its last message has been unanswered.</summary>
    public Doubt Doubt;

    /// <summary>What is unanswered, a modify as a replace; none when the venue owes nothing.</summary>
    public readonly OrderAction Pending =>
        !Live ? OrderAction.None : Cxl ? OrderAction.Cancel : Mod ? OrderAction.Replace : Acked ? OrderAction.None : OrderAction.New;

    /// <summary>It may be made smaller: the venue holds it and owes nothing for it, and nobody wants it cancelled.</summary>
    /// <param name="killed">The latch is closed.</param>
    public readonly bool MayModify(bool killed) => Live && Acked && !Marked && !killed && !Cxl && !Mod;

    /// <summary>Its cancel is due and has not left.</summary>
    /// <param name="killed">The latch is closed: every order counts as marked.</param>
    public readonly bool ToCancel(bool killed) => Live && (Marked || killed) && !Cxl;

    /// <summary>A message of the venue for it while it lives; positions are not its matter.</summary>
    internal void Apply(in VenueMessage m)
    {
        switch (m.Mtype)
        {
            case (byte)'A' when m.EntersDead:
            case (byte)'J':
                Die();
                return;
            case (byte)'A' when !Acked:
                Acked = true;
                Open = m.Qty;
                break;
            case (byte)'M' when m.Qty == 0:
                Die();
                return;
            case (byte)'M':
                Open = m.Qty;
                Mod = false;
                break;
            case (byte)'I':
                Mod = false;
                break;
            case (byte)'E' or (byte)'C' or (byte)'D':
                Open -= Math.Min(Open, m.Qty);
                if (Open == 0)
                {
                    Die();
                    return;
                }
                break;
        }
        Doubt.Stands &= Pending != OrderAction.None;
    }

    /// <summary>As <see cref="WorkingOrder.Settle"/>; a modify is void like a cancel, and is not sent again.</summary>
    internal void Settle(uint next)
    {
        if (!Live)
        {
            return;
        }
        if (!Acked && Urn >= next)
        {
            Die();
            return;
        }
        (Cxl, Mod) = (false, false);
        Doubt.Stands &= Pending != OrderAction.None;
    }

    private void Die() => this = new DeskOrder { Used = true, Urn = Urn, Slot = Slot, Side = Side };
}
