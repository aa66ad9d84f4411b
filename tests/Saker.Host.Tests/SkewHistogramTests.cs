using Saker.Host.Feed;

namespace Saker.Host.Tests;

public sealed class SkewHistogramTests
{
    private readonly uint[] _buckets = new uint[16];

    [Fact]
    public void Nothing_late_is_zero() => Assert.Equal(0u, SkewHistogram.Quantile(_buckets, 99));

    [Fact]
    public void Quantiles_are_the_upper_ends_of_their_buckets()
    {
        (_buckets[0], _buckets[3], _buckets[5]) = (40, 50, 10);
        // 3: 4..7 cycles, 5: 16..31.
        Assert.Equal((0u, 22u, 99u), (SkewHistogram.Quantile(_buckets, 40), SkewHistogram.Quantile(_buckets, 50), SkewHistogram.Quantile(_buckets, 99)));
    }

    [Fact]
    public void The_last_bucket_counts_with_its_lower_end()
    {
        _buckets[15] = 1;
        Assert.Equal(52429u, SkewHistogram.Quantile(_buckets, 50));
    }
}
