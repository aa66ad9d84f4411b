using Saker.Wire;

namespace Saker.Model.Tests.Signals;

/// <summary>
/// BURST, REFILL and ICEBERG from docs/signals.md 2, 4.9, 4.11 and 4.12: every update since the last break is kept as it came, and each figure is counted
/// anew from them. For time that does not go back.
/// </summary>
internal sealed class ReferenceOrderSignals(SignalWindows windows)
{
    private readonly List<Seen> _seen = [];
    private BookPart? _book;

    public bool BurstKnown => IsKnown(windows.Burst);
    public bool RefillKnown => windows.RefillTime != 0 && IsKnown(windows.Window);
    public int Burst => Recent(windows.Burst).Count(s => s.Update.Trade is not null || s.Update.Order is not null);
    public int Refills => Recent(windows.Window).Count(s => s.Refill);

    public void Update(in SignalUpdate u)
    {
        // Reset: broken. While broken before the update, neither its time nor its trade and order count.
        if (_book is { Broken: false })
        {
            _seen.Add(new Seen(u, _book.Value, u.Order is { } order && IsRefill(order, u.Now)));
        }
        _book = u.Book ?? _book;
        if (_book is { Broken: true })
        {
            _seen.Clear();
        }
    }

    /// <summary>The last chain of executions at the best of a side: lots traded and shown, number of trades; null: not known.</summary>
    public (ulong Traded, ulong Shown, int Trades)? Iceberg(Side side)
    {
        int[] hits = [.. Enumerable.Range(0, _seen.Count).Where(at => IsAtBest(_seen[at], side))];
        if (hits.Length == 0 || windows.IcebergTime == 0)
        {
            return null;
        }
        int first = hits.Length - 1;
        while (first > 0 && Idx(hits[first - 1]) == Idx(hits[first]) && Age(_seen[hits[first]].Update.Now, _seen[hits[first - 1]].Update.Now) <= windows.IcebergTime)
        {
            first--;
        }
        ulong traded = hits.Skip(first).Aggregate(0ul, (sum, at) => sum + _seen[at].Update.Trade!.Value.Qty);
        IEnumerable<uint> before = hits.Skip(first).Select(at => _seen[at].Before.Best(side).Qty);
        IEnumerable<uint> after = _seen.Skip(hits[first]).Select(s => s.Update.Book)
            .Where(b => b is { Ok: true } book && book.Best(side).Idx == Idx(hits[first])).Select(b => b!.Value.Best(side).Qty);
        return (Math.Min(traded, uint.MaxValue), before.Concat(after).Max(), hits.Length - first);
    }

    private ushort Idx(int at) => _seen[at].Update.Order!.Value.Idx;

    private static bool IsAtBest(in Seen seen, Side side) =>
        seen is { Update: { Trade: not null, Order: { Kind: OrderKind.Execute, Inside: true } order }, Before.Ok: true }
            && order.Side == side && order.Idx == seen.Before.Best(side).Idx;

    // The side's last execution is at this level, not too old, and no order has refilled it yet.
    private bool IsRefill(in OrderPart order, ulong now)
    {
        ushort? level = order.Kind switch
        {
            OrderKind.Add when order.Inside => order.Idx,
            OrderKind.Replace when order.NewInside => order.NewIdx,
            _ => null,
        };
        Side side = order.Side;
        int last = _seen.FindLastIndex(s => s.Update.Order is { } o && o.Side == side && (s.Refill || o is { Kind: OrderKind.Execute, Inside: true }));
        return level is { } idx && last >= 0 && !_seen[last].Refill && Idx(last) == idx && Age(now, _seen[last].Update.Now) <= windows.RefillTime;
    }

    private static uint Age(ulong now, ulong then) => unchecked((uint)(now - then));

    // A whole period lies between the first update and the last.
    private bool IsKnown(byte log2) => log2 != 0 && _seen.Count > 0 && (_seen[^1].Update.Now >> log2) >= (_seen[0].Update.Now >> log2) + 2;

    // Those of the last update's period and of the one before it.
    private IEnumerable<Seen> Recent(byte log2) => Enumerable.Reverse(_seen).TakeWhile(s => (s.Update.Now >> log2) + 1 >= _seen[^1].Update.Now >> log2);

    /// <param name="Before">The book before the update.</param>
    /// <param name="Refill">The update's order refills an executed level.</param>
    private readonly record struct Seen(SignalUpdate Update, BookPart Before, bool Refill);
}
