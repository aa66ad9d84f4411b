namespace Saker.Host.Session;

/// <summary>The retransmission timeout from measured round trips: RFC 6298 section 2, and the doubling of 5.5.
/// Karn's rule is the card's: it never measures what it sent twice.</summary>
public sealed class RoundTrip(RetransmissionOptions options)
{
    // 3.2 ns = 16/5 ns.
    private const long CycleNumerator = 16, CycleDenominator = 5;
    private const int Deviations = 4;

    private long _variationNs;

    /// <summary>SRTT, ns; 0: nothing was measured yet.</summary>
    public long SmoothedNs { get; private set; }

    /// <summary>RTO.</summary>
    public TimeSpan Timeout { get; private set; } = options.InitialTimeout;

    /// <summary>A measured round trip. The timeout is that of the estimate again: what was doubled is forgotten.</summary>
    /// <param name="cycles">Of 3.2 ns.</param>
    public void Measured(uint cycles)
    {
        long sampleNs = Math.Max(1, cycles * CycleNumerator / CycleDenominator);
        if (SmoothedNs == 0)
        {
            SmoothedNs = sampleNs;
            _variationNs = sampleNs / 2;
        }
        else
        {
            // RTTVAR from the SRTT before this sample: the order of the two matters (2.3).
            _variationNs = ((3 * _variationNs) + Math.Abs(SmoothedNs - sampleNs)) / 4;
            SmoothedNs = ((7 * SmoothedNs) + sampleNs) / 8;
        }

        long granularityNs = options.LookEvery.Ticks * TimeSpan.NanosecondsPerTick;
        long timeoutNs = SmoothedNs + Math.Max(granularityNs, Deviations * _variationNs);
        Timeout = Within(TimeSpan.FromTicks(timeoutNs / TimeSpan.NanosecondsPerTick));
    }

    /// <summary>The timer ran out: twice the timeout from now on.</summary>
    public void BackOff() => Timeout = Within(2 * Timeout);

    private TimeSpan Within(TimeSpan timeout) =>
        timeout < options.LeastTimeout ? options.LeastTimeout : timeout > options.GreatestTimeout ? options.GreatestTimeout : timeout;
}
