using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The part of the twin that follows the throttle. The contract does not say to the cycle when a message that leaves is taken from the bucket, nor
/// when the gate looks at it: a small set of suppositions is followed, and one of them must explain every verdict of the card.</summary>
internal sealed class TwinThrottle
{
    private const int Most = 3;
    private readonly List<(int Taken, int Judged, TokenBucket Bucket)> _suppositions = [];
    private CardClock _clock;
    private uint _full;

    /// <summary>False: the bucket is never near empty, and nothing is judged.</summary>
    public bool Follows => _suppositions.Count != 0;

    /// <summary>From here on the bucket is full, and has been for longer than anything remembers.</summary>
    public void Full(CardClock clock, uint intervalNs, ushort burst, uint cycle)
    {
        (_clock, _full) = (clock, cycle);
        _suppositions.Clear();
        for (int taken = -Most; taken <= Most; taken++)
        {
            for (int judged = -Most; judged <= Most; judged++)
            {
                var bucket = new TokenBucket();
                bucket.Set(intervalNs, burst, 0);
                bucket.Advance(_clock.Ns(cycle));
                Assert.Equal(burst, bucket.Headroom);
                _suppositions.Add((taken, judged, bucket));
            }
        }
    }

    /// <summary>Nothing is judged any more.</summary>
    public void Ignore() => _suppositions.Clear();

    /// <summary>A message starts on the wire.</summary>
    public void Left(uint cycle)
    {
        if ((int)(cycle - _full) < 0)
        {
            // It left while the bucket was being filled, and is told later.
            return;
        }

        foreach ((int taken, _, TokenBucket bucket) in _suppositions)
        {
            bucket.Take(Ns(cycle, taken));
        }
    }

    /// <summary>What the gate makes of the bucket: the card's own bit when a supposition agrees with it.</summary>
    public Verdict Judge(uint cycle, bool refused, string where)
    {
        if (!Follows)
        {
            return Verdict.Pass;
        }

        foreach ((_, int judged, TokenBucket bucket) in _suppositions)
        {
            bucket.Advance(Ns(cycle, judged));
        }

        int most = _suppositions.Max(s => s.Bucket.Headroom);
        _suppositions.RemoveAll(s => (s.Bucket.Headroom == 0) != refused);
        Assert.True(Follows, $"V_THROTTLE is {refused}, headroom {most}; {where}");
        return refused ? Verdict.Throttle : Verdict.Pass;
    }

    /// <summary>Whether two messages may leave; null: the suppositions do not agree.</summary>
    public bool? HasTwo(uint cycle)
    {
        if (!Follows)
        {
            return true;
        }

        foreach ((_, int judged, TokenBucket bucket) in _suppositions)
        {
            bucket.Advance(Ns(cycle, judged));
        }

        // One of the two may have been taken from the bucket already.
        return _suppositions.TrueForAll(s => s.Bucket.Headroom >= 2) ? true : _suppositions.TrueForAll(s => s.Bucket.Headroom < 1) ? false : null;
    }

    /// <summary>The register, read between two cycles, is what a supposition says.</summary>
    public void Compare(uint headroom, uint firstCycle, uint lastCycle, string when)
    {
        if (!Follows)
        {
            return;
        }

        var seen = new SortedSet<int>();
        foreach ((_, _, TokenBucket bucket) in _suppositions)
        {
            for (uint cycle = firstCycle; cycle <= lastCycle; cycle++)
            {
                bucket.Advance(_clock.Ns(cycle));
                seen.Add(bucket.Headroom);
            }
        }

        Assert.True(seen.Contains((int)headroom), $"THROTTLE_HEADROOM {headroom} {when}, the model says {string.Join(" or ", seen)}");
    }

    private ulong Ns(uint cycle, int offset) => _clock.Ns((uint)(cycle + offset));
}
