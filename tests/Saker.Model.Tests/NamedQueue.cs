using Saker.Wire;

namespace Saker.Model.Tests;

/// <summary>The truth that a paper order's place is measured against: bids of a market, each by name, in the order of their arrival, and one order of ours among
/// them. What is told of it is what a feed tells: messages about the others.</summary>
internal sealed class NamedQueue(int levels)
{
    private const int OursName = -1;

    private readonly List<(int Name, uint Lots)>[] _levels = [.. Enumerable.Range(0, levels).Select(_ => new List<(int, uint)>())];
    private int _next;
    private ushort _ours;
    private uint _open;

    /// <summary>Filled of our order.</summary>
    public uint Filled { get; private set; }

    /// <summary>What is before us by name.</summary>
    public uint Ahead => (uint)_levels[_ours].TakeWhile(o => o.Name != OursName).Sum(o => o.Lots);

    /// <summary>All that is at our level but ours.</summary>
    public uint Others => Level(_ours);

    /// <summary>Orders of others.</summary>
    public int Count => _levels.Sum(l => l.Count(o => o.Name != OursName));

    /// <summary>The highest level where others stand; -1: none.</summary>
    public int Best => Array.FindLastIndex(_levels, l => l.Exists(o => o.Name != OursName));

    /// <summary>What the book shows there.</summary>
    public uint Level(int level) => (uint)_levels[level].Where(o => o.Name != OursName).Sum(o => o.Lots);

    /// <summary>Our order comes to rest; the one before it is gone.</summary>
    public void Rest(ushort level, uint lots)
    {
        _levels[_ours].RemoveAll(o => o.Name == OursName);
        _levels[level].Add((OursName, 0));
        (_ours, _open, Filled) = (level, lots, 0);
    }

    public OrderPart Add(ushort level, uint lots)
    {
        _levels[level].Add((_next++, lots));
        return new OrderPart(OrderKind.Add, Side.Buy, 0, level, true, false, lots);
    }

    /// <summary>Others sell to the best bid; who is before it by price or by time is served first, and only we are not in the feed.</summary>
    public OrderPart Execute(Random random)
    {
        int level = Best, at = _levels[level].FindIndex(o => o.Name != OursName);
        uint lots = (uint)random.Next(1, (int)_levels[level][at].Lots + 1);
        bool before = level < _ours || (level == _ours && _levels[level].FindIndex(o => o.Name == OursName) < at);
        Fill(before ? lots : 0);
        Take(level, at, lots);
        return new OrderPart(OrderKind.Execute, Side.Buy, 0, (ushort)level, true, false, OutQty: lots);
    }

    /// <summary>Any order, wherever it stands, goes in part or whole.</summary>
    public OrderPart Cancel(Random random)
    {
        (int level, int at) = Any(random);
        uint whole = _levels[level][at].Lots, lots = random.Next(2) == 0 ? whole : (uint)random.Next(1, (int)whole + 1);
        Take(level, at, lots);
        return new OrderPart(OrderKind.Cancel, Side.Buy, 0, (ushort)level, true, false, OutQty: lots);
    }

    /// <summary>Any order goes elsewhere, or behind its own level.</summary>
    public OrderPart Replace(Random random, uint lots)
    {
        (int level, int at) = Any(random);
        uint whole = _levels[level][at].Lots;
        Take(level, at, whole);
        ushort to = random.Next(2) == 0 ? (ushort)level : (ushort)random.Next(levels);
        _levels[to].Add((_next++, lots));
        return new OrderPart(OrderKind.Replace, Side.Buy, 0, (ushort)level, true, true, lots, 0, to, true, whole);
    }

    /// <summary>An ask below all other bids and at ours or below: it meets us.</summary>
    public OrderPart Ask(ushort level, uint lots)
    {
        Fill(level <= _ours ? lots : 0);
        return new OrderPart(OrderKind.Add, Side.Sell, 0, level, true, false, lots);
    }

    private (int Level, int At) Any(Random random)
    {
        int nth = random.Next(Count);
        foreach ((int level, List<(int Name, uint Lots)> orders) in _levels.Index())
        {
            foreach ((int at, (int name, _)) in orders.Index())
            {
                if (name != OursName && nth-- == 0)
                {
                    return (level, at);
                }
            }
        }
        throw new InvalidOperationException("Nobody is there.");
    }

    private void Take(int level, int at, uint lots)
    {
        (int name, uint whole) = _levels[level][at];
        if (lots == whole)
        {
            _levels[level].RemoveAt(at);
        }
        else
        {
            _levels[level][at] = (name, whole - lots);
        }
    }

    private void Fill(uint lots)
    {
        uint filled = Math.Min(_open, lots);
        _open -= filled;
        Filled += filled;
    }
}
