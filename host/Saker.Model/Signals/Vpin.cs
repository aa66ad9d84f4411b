namespace Saker.Model;

/// <summary>
/// One-sidedness of the last buckets of volume, by the aggressor and by the tick rule: docs/signals.md section 4.6;
/// D. Easley, M. López de Prado, M. O'Hara, Flow Toxicity and Liquidity in a High-frequency World, 2012: exactly, while no trade is larger than a bucket. Not thread-safe.
/// </summary>
/// <param name="volume">Lots that close a bucket; 0: none ever closes.</param>
/// <param name="buckets">Closed buckets that count, 8..64; else not set.</param>
public sealed class Vpin(uint volume, byte buckets)
{
    private const int MinBuckets = 8, MaxBuckets = 64;
    private const uint MaxVolume = (1u << 29) - 1;

    private readonly Bucket[] _closed = new Bucket[MaxBuckets];
    private readonly TickRule _rule = new();
    private readonly bool _set = volume != 0 && buckets is >= MinBuckets and <= MaxBuckets;
    private uint _open, _buys, _ruleBuys;
    private int _next, _count;

    /// <summary>Lots of one bucket and what one side has more than the other, by both classifiers.</summary>
    private readonly record struct Bucket(uint Volume, uint ByAggressor, uint ByRule);

    /// <summary>Lots of the buckets that count, 35 bits.</summary>
    public ulong Volume { get; private set; }
    /// <summary>Σ|bought − sold| by the aggressor, lots.</summary>
    public ulong ByAggressor { get; private set; }
    /// <summary>Σ|bought − sold| by the tick rule, lots.</summary>
    public ulong ByRule { get; private set; }
    /// <summary>What the gate judges, of <see cref="Volume"/>.</summary>
    public ulong Lower => Math.Min(ByAggressor, ByRule);
    /// <summary>Buckets enough.</summary>
    public bool Known => _set && _count == buckets;

    public void Trade(in TradePart trade)
    {
        bool byRule = _rule.Buys(trade);
        if (!_set)
        {
            return;
        }
        bool buy = trade.Known ? trade.Buy : byRule;
        if (_open >= volume)
        {
            // What an earlier trade left over is a bucket of its own, however large.
            Close(new Bucket(_open, Excess(_buys, _open), Excess(_ruleBuys, _open)));
            _open = _buys = _ruleBuys = 0;
            Add(trade.Qty, buy, byRule);
            return;
        }
        uint need = volume - _open;
        if (trade.Qty < need)
        {
            Add(trade.Qty, buy, byRule);
            return;
        }
        uint rest = Sum(_open, trade.Qty) - volume;
        Add(need, buy, byRule);
        Close(new Bucket(volume, Excess(_buys, volume), Excess(_ruleBuys, volume)));
        _open = _buys = _ruleBuys = 0;
        Add(rest, buy, byRule);
    }

    private void Add(uint qty, bool buy, bool byRule)
    {
        _open = Sum(_open, qty);
        _buys = buy ? Sum(_buys, qty) : _buys;
        _ruleBuys = byRule ? Sum(_ruleBuys, qty) : _ruleBuys;
    }

    private void Close(in Bucket bucket)
    {
        // A place that was never used is empty: there is nothing to take off.
        Bucket oldest = _closed[_next];
        Volume += bucket.Volume - (ulong)oldest.Volume;
        ByAggressor += bucket.ByAggressor - (ulong)oldest.ByAggressor;
        ByRule += bucket.ByRule - (ulong)oldest.ByRule;
        _closed[_next] = bucket;
        _next = _next + 1 == buckets ? 0 : _next + 1;
        _count = Math.Min(_count + 1, buckets);
    }

    private static uint Excess(uint buys, uint all) => (uint)Math.Abs((2L * buys) - all);

    private static uint Sum(uint a, uint b) => (uint)Math.Min((ulong)a + b, MaxVolume);
}
