using Xunit;

namespace Saker.Model.Tests.Signals;

/// <summary>Kyle sums: the host's slope equals a regression of every period on its own.</summary>
public sealed class KyleSumsTests
{
    [Theory]
    [InlineData(81)]
    [InlineData(82)]
    public void Slope_equals_least_squares_over_all_periods(int seed)
    {
        Random random = new(seed);
        KyleSums sums = new();
        List<(double X, double Y)> periods = [];
        for (int n = 0; n < 3_000; n++)
        {
            int flow = random.Next(-5000, 5001);
            int move = (int)Math.Round((flow / 700.0) + random.Next(-3, 4));
            int ended = random.Next(1, 6);
            sums.Add(new MidSample((ulong)ended, move, flow));
            periods.Add((flow, move));
            periods.AddRange(Enumerable.Repeat((0.0, 0.0), ended - 1));
        }
        double meanX = periods.Average(p => p.X), meanY = periods.Average(p => p.Y);
        double exact = periods.Sum(p => (p.X - meanX) * (p.Y - meanY)) / periods.Sum(p => (p.X - meanX) * (p.X - meanX));
        double slope = (double)(((Int128)sums.Count * sums.Xy) - ((Int128)sums.X * sums.Y)) / (double)((sums.Count * sums.Xx) - ((Int128)sums.X * sums.X));
        Assert.Equal((uint)periods.Count, sums.Count);
        Assert.Equal(exact, slope, Math.Abs(exact) * 1e-9);
        Assert.Equal(1 / 700.0, slope, 1e-4);
    }

    [Fact]
    public void Full_stops_all_five_sums_together()
    {
        KyleSums sums = new();
        // 2^62 each: the 2^18th would leave 80 bits.
        for (int n = 0; n < (1 << 18) - 1; n++)
        {
            sums.Add(new MidSample(1, 0, int.MinValue));
            if (sums.Full)
            {
                break;
            }
        }
        (uint count, Int128 xx) = (sums.Count, sums.Xx);
        Assert.True(sums.Full);
        Assert.Equal((1u << 16) - 0, count);   // Σx left its 48 bits first
        sums.Add(new MidSample(1, 1, 1));
        Assert.Equal((count, xx, 0L), (sums.Count, sums.Xx, sums.Y));
    }

    [Fact]
    public void Count_beyond_32_bits_is_full()
    {
        KyleSums sums = new();
        sums.Add(new MidSample(uint.MaxValue, 1, 1));
        Assert.False(sums.Full);
        sums.Add(new MidSample(1, 1, 1));
        Assert.Equal((true, uint.MaxValue, 1L), (sums.Full, sums.Count, sums.X));
    }

    [Fact]
    public void Largest_squares_fit_until_80_bits()
    {
        KyleSums sums = new();
        for (int n = 0; n < (1 << 18) + 10; n++)
        {
            sums.Add(new MidSample(1, 0, n % 2 == 0 ? int.MaxValue : -int.MaxValue));
        }
        Assert.True(sums.Full);
        Assert.True(sums.Xx >> 80 == 0);
        Assert.Equal(1u << 18, sums.Count);
    }
}
