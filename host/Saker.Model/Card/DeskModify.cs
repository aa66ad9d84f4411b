namespace Saker.Model;

/// <summary>The desk's MODIFY between DESK_SEND and the line: docs/card.md section 7.1. One waits at most. Not thread-safe.</summary>
/// <param name="table">Where its order stands.</param>
public sealed class DeskModify(ReferenceTable table)
{
    /// <summary>What waits to leave: the order and the quantity that it shall have in all, lots. Null: nothing.</summary>
    public (uint Urn, uint Quantity)? Waiting { get; private set; }

    /// <summary>Those refused at once, and those dropped while they waited; its part of DESK_STATUS.REFUSED.</summary>
    public uint Refused { get; private set; }

    /// <summary>DESK_SEND while nothing waits; false: refused.</summary>
    /// <param name="urn">DESK_URN.</param>
    /// <param name="quantity">DESK_QTY, lots.</param>
    /// <param name="killed">The latch is closed.</param>
    public bool Offer(uint urn, uint quantity, bool killed)
    {
        bool taken = quantity != 0 && table.MayModify(urn, killed);
        Waiting = taken ? (urn, quantity) : null;
        Refused += taken ? 0u : 1;
        return taken;
    }

    /// <summary>Something changed: what waits is dropped when its order died or is to be cancelled.</summary>
    /// <param name="killed">The latch is closed.</param>
    public void Look(bool killed)
    {
        if (Waiting is { } waiting && !table.MayModify(waiting.Urn, killed))
        {
            Waiting = null;
            Refused++;
        }
    }

    /// <summary>What waits may leave now: behind every cancel that is due, judged by the session alone, with room for a segment.</summary>
    /// <param name="cancelDue">A cancel of a quote or of the desk is due.</param>
    /// <param name="sessionUp">The order session is up.</param>
    /// <param name="room">There is room for a segment.</param>
    public bool MayLeave(bool cancelDue, bool sessionUp, bool room) => Waiting is not null && !cancelDue && sessionUp && room;

    /// <summary>It left: its ORDER record, as far as the order says it. The table is told by the record.</summary>
    /// <exception cref="InvalidOperationException">Nothing waits.</exception>
    public OrderRecord Leave()
    {
        (uint urn, uint quantity) = Waiting ?? throw new InvalidOperationException("No modify waits.");
        DeskOrder order = table[ReferenceTable.PlaceOf(urn)];
        Waiting = null;
        return new OrderRecord { Slot = order.Slot, Side = order.Side, Action = (byte)OrderAction.Cancel, Sent = 1, Urn = urn, Qty = quantity, Desk = 1 };
    }
}
