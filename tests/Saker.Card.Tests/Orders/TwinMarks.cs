using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The part of the twin that knows which orders are to be cancelled: docs/card.md section 7.4. An act of the host takes effect in one of a few cycles:
/// until then an order may be marked, or not; afterwards it is.</summary>
internal sealed class TwinMarks(OrderState orders)
{
    // The next cancel is chosen while the frame before it is being sent.
    public const uint ChosenAhead = 32;

    private readonly Dictionary<uint, uint> _sure = [];
    private readonly HashSet<uint> _maybe = [];

    /// <summary>Orders that an act under way found open.</summary>
    private readonly Dictionary<HostAct, uint[]> _found = [];

    /// <summary>Orders of a mass cancel that were not acknowledged when it came.</summary>
    public long Unacknowledged { get; private set; }

    /// <summary>An order may be marked that is not yet surely so.</summary>
    public bool Any => _maybe.Count != 0;

    /// <summary>The order may be marked.</summary>
    public bool MayBe(uint urn) => _maybe.Contains(urn);

    /// <summary>It has been marked for so long that nothing else may leave for it.</summary>
    public bool IsSure(uint urn, uint cycle) => _sure.TryGetValue(urn, out uint since) && (int)(cycle - since) > 2;

    /// <summary>Another order must leave first: it has been marked for longer than a frame takes.</summary>
    public bool IsOverdue(uint urn, uint cycle) => _sure.TryGetValue(urn, out uint since) && (int)(cycle - since) > ChosenAhead;

    /// <summary>An act begins: what is open may be marked from now on.</summary>
    public void Begin(HostAct act)
    {
        switch (act)
        {
            case MassCancelAct mass when Reaches(mass):
                uint[] found = [.. Open().Select(o => o.Urn)];
                Unacknowledged += Open().Count(o => !o.Acked);
                _found[act] = found;
                _maybe.UnionWith(found);
                break;
            case CancelAct { Noted: true } cancel:
                _found[act] = IsOpen(cancel.Urn) ? [cancel.Urn] : [];
                _maybe.Add(cancel.Urn);
                break;
            case CancelAct cancel:
                _found[act] = IsOpen(cancel.Urn) ? [cancel.Urn] : [];
                break;
        }
    }

    /// <summary>An act has ended: what was open then and still is, is marked.</summary>
    public void End(HostAct act)
    {
        if (!_found.Remove(act, out uint[]? found))
        {
            return;
        }

        if (act is CancelAct { Noted: false })
        {
            Assert.False(found.Length != 0 && IsOpen(found[0]), $"{act} was refused, the model has {orders.Table[ReferenceTable.PlaceOf(found.FirstOrDefault())]}");
            return;
        }

        if (act is CancelAct { Urn: uint named } && found.Length == 0 && IsOpen(named))
        {
            // It left when the act had begun.
            found = [named];
        }

        Assert.False(act is CancelAct && found.Length == 0, $"{act} was not refused, the model has no such order");
        foreach (uint urn in found)
        {
            Sure(urn, act.To);
        }
    }

    /// <summary>An order left: one that meets an act under way may be marked by it.</summary>
    public void Left(in OrderRecord order)
    {
        if ((OrderAction)order.Action != OrderAction.Cancel && _found.Keys.Any(a => a is MassCancelAct))
        {
            _maybe.Add(order.Urn);
        }
    }

    /// <summary>The order is marked.</summary>
    public void Sure(uint urn, uint cycle)
    {
        if (orders.Table.Holds(urn))
        {
            orders.Table.MarkLive(urn);
            _sure.TryAdd(urn, cycle);
            return;
        }

        for (int side = 0; side < 2; side++)
        {
            WorkingOrder e = orders.Entry(0, side);
            if (e.Active && (e.Urn == urn || (e.Rep && e.Urn2 == urn)))
            {
                orders.MarkQuote(0, side);
                _sure.TryAdd(e.Urn, cycle);
                if (e.Rep)
                {
                    _sure.TryAdd(e.Urn2, cycle);
                }
            }
        }
    }

    /// <summary>It comes to be marked about now, or does not.</summary>
    public void Maybe(uint urn) => _maybe.Add(urn);

    /// <summary>Nothing moves: what was marked has been cancelled, what may have been marked was not.</summary>
    public void Rest()
    {
        _maybe.Clear();
        foreach (uint dead in _sure.Keys.Where(u => Open().All(o => o.Urn != u)).ToArray())
        {
            _sure.Remove(dead);
        }
    }

    /// <summary>One slot, and symbol 0.</summary>
    private static bool Reaches(MassCancelAct mass) => mass.Scope == CancelScope.All || (mass.Scope is CancelScope.Slot or CancelScope.Symbol && mass.Number == 0);

    private bool IsOpen(uint urn) => orders.Table.Holds(urn) && !orders.Table[ReferenceTable.PlaceOf(urn)].Cxl;

    private IEnumerable<(uint Urn, bool Acked)> Open()
    {
        for (int side = 0; side < 2; side++)
        {
            WorkingOrder e = orders.Entry(0, side);
            if (e.Active)
            {
                yield return (e.Urn, e.Acked && !e.Rep);
                if (e.Rep)
                {
                    yield return (e.Urn2, true);
                }
            }
        }

        for (int place = 0; place < ReferenceTable.Places; place++)
        {
            DeskOrder p = orders.Table[place];
            if (p.Live)
            {
                yield return (p.Urn, p.Acked);
            }
        }
    }
}
