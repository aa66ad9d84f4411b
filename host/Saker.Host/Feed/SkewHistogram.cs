namespace Saker.Host.Feed;

/// <summary>Reads the card's skew buckets: 0 for 0 cycles, k for 2^(k-1)..2^k-1, the last for all above.</summary>
public static class SkewHistogram
{
    private const double NsPerCycle = 3.2;

    /// <summary>Upper end of the bucket in which that part of all late messages is reached, ns rounded; the last bucket counts with its lower end. 0 without any.</summary>
    /// <param name="buckets">Late messages by bucket.</param>
    /// <param name="percent">1..100.</param>
    public static uint Quantile(ReadOnlySpan<uint> buckets, int percent)
    {
        ulong all = 0;
        foreach (uint bucket in buckets)
        {
            all += bucket;
        }

        ulong sum = 0;
        for (int k = 0; k < buckets.Length && all != 0; k++)
        {
            sum += buckets[k];
            if (sum * 100 >= all * (ulong)percent)
            {
                int cycles = k == buckets.Length - 1 ? 1 << (k - 1) : (1 << k) - 1;
                return (uint)Math.Round(cycles * NsPerCycle);
            }
        }

        return 0;
    }
}
