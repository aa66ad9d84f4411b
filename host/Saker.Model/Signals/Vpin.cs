namespace Saker.Model;

/// <summary>
/// One-sidedness of the last buckets of volume, by the aggressor and by the tick rule: docs/signals.md section 4.6;
/// D. Easley, M. López de Prado, M. O'Hara, Flow Toxicity and Liquidity in a High-frequency World, 2012. A trade is not split over buckets. Not thread-safe.
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
        _open = Sum(_open, trade.Qty);
        _buys = (trade.Known ? trade.Buy : byRule) ? Sum(_buys, trade.Qty) : _buys;
        _ruleBuys = byRule ? Sum(_ruleBuys, trade.Qty) : _ruleBuys;
        if (_open >= volume)
        {
            Close(new Bucket(_open, Excess(_buys), Excess(_ruleBuys)));
        }
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
        _open = _buys = _ruleBuys = 0;
    }

    private uint Excess(uint buys) => (uint)Math.Abs((2L * buys) - _open);

    private static uint Sum(uint a, uint b) => (uint)Math.Min((ulong)a + b, MaxVolume);
}
