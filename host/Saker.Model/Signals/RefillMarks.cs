using Saker.Wire;

namespace Saker.Model;

/// <summary>Orders that come to a level soon after an execution there: docs/signals.md section 4.9; J. Large, Measuring the Resiliency of an Electronic Limit Order Book, 2007.</summary>
/// <param name="time">Longest time between the two, 1,024 ns; 0: not set.</param>
public sealed class RefillMarks(uint time)
{
    private Mark _bid, _ask;

    private readonly record struct Mark(bool Valid, ushort Idx, uint At);

    public bool IsSet => time != 0;

    /// <summary>Takes a book message; true when it is a refill.</summary>
    public bool Take(in OrderPart order, ulong now)
    {
        ref Mark mark = ref (order.Side == Side.Buy ? ref _bid : ref _ask);
        (bool enters, ushort idx) = order.Kind switch
        {
            OrderKind.Add => (order.Inside, order.Idx),
            OrderKind.Replace => (order.NewInside, order.NewIdx),
            _ => default,
        };
        if (order.Kind == OrderKind.Execute && order.Inside)
        {
            mark = new Mark(true, order.Idx, (uint)now);
        }
        bool refill = IsSet && enters && mark.Valid && mark.Idx == idx && (uint)now - mark.At <= time;
        mark = refill ? default : mark;
        return refill;
    }

    /// <summary>Forgets both marks.</summary>
    public void Break() => _bid = _ask = default;
}
