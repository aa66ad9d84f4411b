namespace Saker.Model;

/// <summary>The table of 256 places of docs/card.md section 7.2: who left with each reference, and the orders of the desk. Not thread-safe.</summary>
public sealed class ReferenceTable
{
    /// <summary>Places.</summary>
    public const int Places = 256;

    private readonly DeskOrder[] _places = new DeskOrder[Places];
    private readonly Dictionary<(int Slot, int Side), ushort> _best = [];

    /// <summary>The place of a reference.</summary>
    public static int PlaceOf(uint urn) => (int)(urn % Places);

    /// <summary>What stands in a place.</summary>
    public DeskOrder this[int place] => _places[place];

    /// <summary>Orders of the desk that are not dead.</summary>
    public int Live => _places.Count(p => p.Live);

    /// <summary>TABLE_STATUS.TO_CANCEL.</summary>
    /// <param name="killed">The latch is closed: every order counts as marked.</param>
    public int ToCancel(bool killed) => _places.Count(p => p.ToCancel(killed));

    /// <summary>Orders of the desk in doubt.</summary>
    public int InDoubt => _places.Count(p => p.Doubt.Stands);

    /// <summary>The reference's place is taken by an order of the desk.</summary>
    public bool IsTaken(uint urn) => _places[PlaceOf(urn)].Live;

    /// <summary>The first reference from <paramref name="from"/> on whose place is free; <paramref name="from"/> when none is.</summary>
    public uint FirstFree(uint from)
    {
        for (uint urn = from; urn - from < Places; urn++)
        {
            if (!IsTaken(urn))
            {
                return urn;
            }
        }
        return from;
    }

    /// <summary>Open lots of the desk's orders of a slot and side that are not dead, at most 2^32 − 1.</summary>
    public uint Open(int slot, int side)
    {
        long sum = _places.Sum(p => p.Live && p.Slot == slot && p.Side == side ? p.Open : 0L);
        return (uint)Math.Min(sum, uint.MaxValue);
    }

    /// <summary>The lowest sell or the highest buy of the desk that left since it had none open of that slot and side; null while it has none open.</summary>
    public ushort? Best(int slot, int side) => HasOpen(slot, side) ? _best[(slot, side)] : null;

    /// <summary>An order that has just left met one of the desk that died in the same cycle: the side was never without any, and its best price stays.</summary>
    public void WasOpen(int slot, int side, ushort best) =>
        _best[(slot, side)] = side == 0 ? Math.Max(best, _best[(slot, side)]) : Math.Min(best, _best[(slot, side)]);

    /// <summary>Orders of the desk of a slot that are not dead.</summary>
    public int LiveOf(int slot) => _places.Count(p => p.Live && p.Slot == slot);

    /// <summary>Whom a reference belongs to whose place is still its own, or null.</summary>
    public (byte Slot, byte Side)? Owner(uint urn)
    {
        DeskOrder p = _places[PlaceOf(urn)];
        return p.Used && p.Urn == urn ? (p.Slot, p.Side) : null;
    }

    /// <summary>The order of the desk with this reference lives.</summary>
    public bool Holds(uint urn) => _places[PlaceOf(urn)] is { Live: true } p && p.Urn == urn;

    /// <summary>The order of the desk with this reference may be made smaller.</summary>
    /// <param name="killed">The latch is closed.</param>
    public bool MayModify(uint urn, bool killed) => Holds(urn) && _places[PlaceOf(urn)].MayModify(killed);

    /// <summary>Marks an order of the desk to be cancelled; false, and nothing, when it is not open or its cancel was sent already.</summary>
    public bool Mark(uint urn)
    {
        if (!Holds(urn) || _places[PlaceOf(urn)].Cxl)
        {
            return false;
        }
        _places[PlaceOf(urn)].Marked = true;
        return true;
    }

    /// <summary>Marks an order of the desk that lives, its cancel under way or not.</summary>
    public void MarkLive(uint urn) => _places[PlaceOf(urn)].Marked |= Holds(urn);

    /// <summary>Marks every order of the desk of a slot.</summary>
    public void MarkSlot(int slot)
    {
        foreach (ref DeskOrder p in _places.AsSpan())
        {
            p.Marked |= p.Live && p.Slot == slot;
        }
    }

    /// <summary>A NEW or REPLACE of anybody, or a cancel or modify of the desk, left.</summary>
    internal void Leaves(in OrderRecord order, ulong leftNs)
    {
        ref DeskOrder p = ref _places[PlaceOf(order.Urn)];
        bool desk = order.Desk != 0;
        if (desk && (OrderAction)order.Action == OrderAction.New)
        {
            ushort best = Best(order.Slot, order.Side) ?? order.Idx;
            _best[(order.Slot, order.Side)] = order.Side == 0 ? Math.Max(best, order.Idx) : Math.Min(best, order.Idx);
        }
        if ((OrderAction)order.Action != OrderAction.Cancel)
        {
            p = new DeskOrder
            {
                Used = true, Urn = order.Urn, Slot = order.Slot, Side = order.Side, Live = desk, Open = desk ? order.OpenQty : 0,
                Doubt = new Doubt { LeftNs = leftNs },
            };
        }
        else if (desk && Holds(order.Urn))
        {
            p.Cxl |= !order.IsModify;
            p.Mod |= order.IsModify;
            p.Doubt = new Doubt { LeftNs = leftNs };
        }
    }

    private bool HasOpen(int slot, int side) => _places.Any(p => p.Live && p.Slot == slot && p.Side == side);

    /// <summary>A message of the venue about an order that <see cref="Holds"/>.</summary>
    internal void Apply(in VenueMessage m) => _places[PlaceOf(m.Urn)].Apply(m);

    /// <summary>The answer that ends catching up.</summary>
    internal void Settle(uint next)
    {
        foreach (ref DeskOrder p in _places.AsSpan())
        {
            p.Settle(next);
        }
    }

    /// <summary>The order of a place is in doubt from now on.</summary>
    internal void EnterDoubt(int place, bool autoCancel)
    {
        ref DeskOrder p = ref _places[place];
        p.Doubt.Stands = true;
        p.Marked |= autoCancel && !p.Cxl;
    }
}
