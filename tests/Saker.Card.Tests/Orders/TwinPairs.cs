using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The part of the twin that says which orders leave together: docs/card.md section 9.3. Room in the store is the store's twin's.</summary>
/// <param name="due">Whether a new order or replace of a side is due in a cycle, and not refused since the last cause; null: the contract does not say.</param>
/// <param name="cancels">Whether a cancel is due anywhere; null: the contract does not say to the cycle.</param>
/// <param name="free">Whether the place of a reference is free.</param>
/// <param name="headroom">Whether the throttle has two messages; null: not known to the cycle.</param>
internal sealed class TwinPairs(Func<int, uint, bool?> due, Func<bool?> cancels, Func<uint, bool> free, Func<uint, bool?> headroom)
{
    private const uint StartAfterTaken = 2;

    // Cycles in which something was taken.
    private readonly HashSet<uint> _taken = [];
    // Reference of the last order that left as the second of a pair.
    private uint? _second;

    /// <summary>The order that left in the cycle before, while the other side's may join it.</summary>
    public OrderRecord? First { get; private set; }

    /// <summary>Second orders that left in the segment of the first: start cycle of that segment.</summary>
    public List<uint> Starts { get; } = [];

    /// <summary>Second orders that were judged in the cycle after the first and refused.</summary>
    public long SecondsRefused { get; private set; }

    /// <summary>Attempts of the other side that did not join because a cancel was due.</summary>
    public long BehindCancels { get; private set; }

    /// <summary>Attempts of the other side that did not join because of the throttle or the place of their reference.</summary>
    public long Alone { get; private set; }

    /// <summary>An order that another one may join.</summary>
    public static bool MayBeFirst(in OrderRecord order) => order is { Sent: not 0, Desk: 0 } && order.Action != (byte)OrderAction.Cancel;

    /// <summary>A candidate was taken in this cycle; told before the cycles are gone through.</summary>
    public void Taken(uint cycle) => Assert.True(_taken.Add(cycle), $"two orders taken in cycle {cycle}");

    /// <summary>Everything until a quiet moment has been gone through.</summary>
    public void Rest() => _taken.Clear();

    /// <summary>The cycle after a new order or replace of a quote was taken that leaves: the other side's follows if it is due and may.</summary>
    public void Behind(uint cycle, in OrderRecord first)
    {
        bool follows = _taken.Contains(cycle);
        First = follows ? first : null;
        if (_second == first.Urn)
        {
            Assert.False(follows, $"a third order behind the pair that ends with {first}");
            return;
        }

        bool place = free(first.Urn + 1);
        bool? wants = due(1 - first.Side, cycle), cancel = cancels(), two = headroom(cycle);
        BehindCancels += wants == true && cancel == true ? 1 : 0;
        Alone += wants == true && cancel == false && (!place || two == false) ? 1 : 0;
        string where = $"the other side is due {wants}, a cancel {cancel}, its place free {place}, headroom {two}, in cycle {cycle} behind {first}";
        Assert.False(follows && (wants == false || cancel == true || !place || two == false), where);
        Assert.False(!follows && wants == true && cancel == false && place && two == true, where);
    }

    /// <summary>The candidate behind the first was judged.</summary>
    public void Judged(uint cycle, in OrderRecord second)
    {
        if (First is not { } first)
        {
            return;
        }

        First = null;
        Assert.True(first.Side != second.Side && second is { Desk: 0 } && second.Action != (byte)OrderAction.Cancel, $"behind {first} the other side was due, not {second}");
        if (second.Sent == 0)
        {
            SecondsRefused++;
            return;
        }

        _second = second.Urn;
        Starts.Add(cycle - 1 + StartAfterTaken);
    }
}
