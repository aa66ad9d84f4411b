namespace Saker.Model;

/// <summary>One side of one symbol: level quantities over the window, the best level, and the count of far orders. A quantity beyond 32 bits makes the symbol
/// stale one pulse later; until then its low 32 bits are shown.</summary>
internal sealed class Ladder(int window, bool bestIsHighest)
{
    private readonly ulong[] _qty = new ulong[window];

    /// <summary>Best level with quantity, or -1.</summary>
    public int Best { get; private set; } = -1;

    /// <summary>Orders beyond the window.</summary>
    public int Far { get; set; }

    public bool HasNothing => Best < 0 && Far == 0;
    public bool OnlyFar => Best < 0 && Far > 0;
    public uint BestQty => Best < 0 ? 0 : (uint)_qty[Best];

    public ulong At(int idx) => _qty[idx];

    /// <summary>Sets a level's quantity and moves the best.</summary>
    public void Set(int idx, ulong qty)
    {
        _qty[idx] = qty;
        if (qty != 0)
        {
            Best = Best < 0 || (bestIsHighest ? idx > Best : idx < Best) ? idx : Best;
        }
        else if (idx == Best)
        {
            int step = bestIsHighest ? -1 : 1;
            int at = idx;
            while (at >= 0 && at < window && _qty[at] == 0)
            {
                at += step;
            }
            Best = at >= 0 && at < window ? at : -1;
        }
    }

    /// <summary>The best levels with quantity, best first; returns how many there are.</summary>
    public int Top(Span<LadderLevel> to)
    {
        int found = 0;
        for (int at = Best; at >= 0 && at < window && found < to.Length; at += bestIsHighest ? -1 : 1)
        {
            if (_qty[at] != 0)
            {
                to[found++] = new LadderLevel((ushort)at, (uint)_qty[at]);
            }
        }
        return found;
    }

    public void Clear()
    {
        Array.Clear(_qty);
        Best = -1;
        Far = 0;
    }
}
