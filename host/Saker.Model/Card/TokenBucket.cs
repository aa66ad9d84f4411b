namespace Saker.Model;

/// <summary>The throttle of docs/card.md section 8: messages that may leave now. Empty after reset. Driven by the card's time in ns, which must not
/// go back. Not thread-safe.</summary>
public sealed class TokenBucket
{
    /// <summary>Clock period of the card as a fraction, ns: at most one message comes in a cycle.</summary>
    private const double CycleNs = 3.2;

    private ulong _from;

    /// <summary>THROTTLE_NS: time for one message; 0: none ever comes.</summary>
    public uint IntervalNs { get; private set; }

    /// <summary>THROTTLE_BURST: most messages in the bucket; 0: none.</summary>
    public ushort Burst { get; private set; }

    /// <summary>THROTTLE_HEADROOM as of the last <see cref="Advance"/>.</summary>
    public ushort Headroom { get; private set; }

    /// <summary>Writes the limits. What is in the bucket stays, but never above the burst; the time since it was last full counts on.</summary>
    public void Set(uint intervalNs, ushort burst, ulong nowNs)
    {
        Advance(nowNs);
        IntervalNs = intervalNs;
        Burst = burst;
        Headroom = Math.Min(Headroom, burst);
        if (intervalNs != 0 && Headroom < burst && nowNs - _from > 2ul * intervalNs)
        {
            // A period made shorter saves nothing up.
            Headroom++;
            _from = nowNs;
        }
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(ulong nowNs)
    {
        if (nowNs <= _from)
        {
            return;
        }
        ulong passed = nowNs - _from;
        if (IntervalNs == 0 || Headroom >= Burst)
        {
            _from = nowNs;
            return;
        }
        // A shorter interval than the cycle gives one message a cycle.
        ulong come = IntervalNs < CycleNs ? (ulong)(passed / CycleNs) : passed / IntervalNs;
        if (come >= (ulong)(Burst - Headroom))
        {
            Headroom = Burst;
            _from = nowNs;
            return;
        }
        Headroom += (ushort)come;
        _from += IntervalNs < CycleNs ? (ulong)(come * CycleNs) : come * IntervalNs;
    }

    /// <summary>A message leaves; a cancel from an empty bucket too.</summary>
    public void Take(ulong nowNs)
    {
        Advance(nowNs);
        Headroom -= (ushort)(Headroom > 0 ? 1 : 0);
    }
}
