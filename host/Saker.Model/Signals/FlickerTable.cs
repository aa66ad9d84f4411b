namespace Saker.Model;

/// <summary>Large orders that go soon after they came, without a trade: docs/signals.md section 4.10; J. Hasbrouck, G. Saar, Technology and Liquidity Provision, 2009.</summary>
/// <param name="qty">Lots from which on an order is large; 0: not set.</param>
/// <param name="time">Longest life of a flicker, 1,024 ns; 0: not set.</param>
public sealed class FlickerTable(uint qty, uint time)
{
    private const int PlacesLog2 = 6, Places = 1 << PlacesLog2;
    private readonly Entry[] _table = new Entry[Places];

    private readonly record struct Entry(bool Valid, ulong Ref, uint At);

    public bool IsSet => qty != 0 && time != 0;

    /// <summary>Place of a reference: references of one symbol are congruent modulo 4, so the lowest two bits say nothing.</summary>
    public static int Place(ulong reference) => (int)(reference >> 2 ^ reference >> (2 + PlacesLog2)) & (Places - 1);

    /// <summary>Takes a book message; true when a large order flickered.</summary>
    public bool Take(in OrderPart order, ulong now)
    {
        if (!IsSet)
        {
            return false;
        }
        bool flicker = order.Kind != OrderKind.Add && Leaves(order, now);
        bool enters = order.Kind is OrderKind.Add or OrderKind.Replace && order.NewQty >= qty;
        if (enters)
        {
            ulong reference = order.Kind == OrderKind.Add ? order.Ref : order.NewRef;
            _table[Place(reference)] = new Entry(true, reference, (uint)now);
        }
        return flicker;
    }

    /// <summary>Forgets every order.</summary>
    public void Break() => Array.Clear(_table);

    private bool Leaves(in OrderPart order, ulong now)
    {
        ref Entry entry = ref _table[Place(order.Ref)];
        bool executed = order.Kind == OrderKind.Execute;
        if (!entry.Valid || entry.Ref != order.Ref || !(executed || order.Gone))
        {
            return false;
        }
        bool soon = (uint)now - entry.At <= time;
        entry = default;
        return soon && !executed;
    }
}
