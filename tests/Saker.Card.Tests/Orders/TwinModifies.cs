using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The part of the twin that follows the desk's MODIFY from the host's act to the line: docs/card.md section 7.1. The cycle in which the card looks at the
/// order is not said: it is open to one that leaves, and is not, at some moment of the act, to one that is refused.</summary>
internal sealed class TwinModifies(OrderState orders, TwinMarks marks)
{
    // The order is looked up, and the frame under way ends.
    private const uint LeavesWithin = 64;

    private ModifyAct? _act;
    private bool _left;
    private bool _hindered;
    private bool _hinderedAtFirst;

    /// <summary>One may wait to leave.</summary>
    public bool Any => _act is not null && !_left;

    /// <summary>Those that left.</summary>
    public long Left { get; private set; }

    /// <summary>Those that the order was not open to when the act began.</summary>
    public long RefusedAtOnce { get; private set; }

    /// <summary>Those that were dropped while they waited.</summary>
    public long Dropped { get; private set; }

    public void Begin(HostAct act, bool killed)
    {
        if (act is ModifyAct modify)
        {
            Assert.True(_act is null, $"{act} while {_act} is under way");
            (_act, _left, _hindered) = (modify, false, modify.Quantity == 0);
            Look(killed);
            _hinderedAtFirst = _hindered;
        }
    }

    /// <summary>Something changed that may hinder what is under way.</summary>
    public void Look(bool killed) => _hindered |= Any && (!orders.Table.MayModify(_act!.Urn, killed) || marks.MayBe(_act.Urn));

    /// <summary>The transmitter took it. Returns the quantity that it names.</summary>
    /// <param name="cycle">It was taken.</param>
    /// <param name="card">The record.</param>
    /// <param name="killed">The latch is closed.</param>
    /// <param name="where">For messages.</param>
    public uint Take(uint cycle, in OrderRecord card, bool killed, string where)
    {
        Assert.True(Any && _act!.Urn == card.Urn, $"nobody asked for it; {where}");
        Assert.False(killed, $"the latch is closed; {where}");
        DeskOrder order = orders.Table[ReferenceTable.PlaceOf(card.Urn)];
        Assert.True(orders.Table.Holds(card.Urn) && order is { Acked: true, Cxl: false, Mod: false }, $"the order is not open to it; {where}");
        Assert.False(order.Marked && marks.IsSure(card.Urn, cycle), $"the order is to be cancelled; {where}");
        _left = true;
        Left++;
        return _act!.Quantity;
    }

    /// <summary>It comes before orders.</summary>
    public void NotOverdue(uint cycle, string where) =>
        Assert.False(Any && !_hindered && _act!.Noted && (int)(cycle - _act.Offered) > LeavesWithin, $"{_act} comes first; {where}");

    public void End(HostAct act)
    {
        if (act is ModifyAct modify)
        {
            Assert.True(modify.Noted == _left, $"{modify}: the record of its leaving is {(_left ? "there" : "missing")}");
            Assert.True(modify.Noted || _hindered, $"{modify} was refused, the model has {orders.Table[ReferenceTable.PlaceOf(modify.Urn)]}");
            RefusedAtOnce += !modify.Noted && _hinderedAtFirst ? 1 : 0;
            Dropped += !modify.Noted && !_hinderedAtFirst ? 1 : 0;
            _act = null;
        }
    }
}
