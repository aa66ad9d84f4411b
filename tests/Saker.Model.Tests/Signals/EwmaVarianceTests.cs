using Xunit;
using Xunit.Abstractions;

namespace Saker.Model.Tests.Signals;

/// <summary>EWMA variance against v ← (1 − 2^-k) v + 2^-k Δ² in double precision, every period on its own.</summary>
public sealed class EwmaVarianceTests(ITestOutputHelper output)
{
    /// <summary>Stated in docs/signals.md section 7: relative, and in units of 2^(k − 24) half ticks².</summary>
    private const double Relative = 7.5e-4, Absolute = 2;

    [Theory]
    [InlineData(61, 1)]
    [InlineData(62, 4)]
    [InlineData(63, 8)]
    [InlineData(64, 12)]
    [InlineData(65, 15)]
    public void Every_period_sampled(int seed, byte k) => Follow(seed, k, 1, 20, 200_000);

    [Theory]
    [InlineData(66, 1, 3)]
    [InlineData(67, 4, 40)]
    [InlineData(68, 8, 5)]
    [InlineData(69, 10, 2)]
    [InlineData(70, 10, 3000)]
    [InlineData(71, 15, 2)]
    [InlineData(72, 15, 30)]
    [InlineData(73, 15, 60_000)]
    public void Periods_are_skipped(int seed, byte k, int most) => Follow(seed, k, most, 20, 200_000);

    [Theory]
    [InlineData(74, 6, 20)]
    public void Large_moves_and_long_silences(int seed, byte k, int most) => Follow(seed, k, most, 65_535, 100_000);

    [Fact]
    public void Largest_variance_is_the_largest_move_squared()
    {
        EwmaVariance variance = new(1);
        for (int n = 0; n < 200; n++)
        {
            variance.Sample(n % 2 == 0 ? 131_070 : -131_070, 1);
        }
        Assert.InRange(variance.Exact, (65_535ul * 65_535 << 24) - 4, 65_535ul * 65_535 << 24);
        Assert.Equal(uint.MaxValue, variance.Shown);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(15)]
    public void Known_when_the_weights_are_nearly_complete(byte k)
    {
        EwmaVariance variance = new(k);
        variance.Sample(1, (4ul << k) - 1);
        Assert.False(variance.Known);
        variance.Sample(1, 1);
        Assert.True(variance.Known);
        variance.Restart();
        Assert.Equal((false, 0ul), (variance.Known, variance.Exact));
    }

    [Fact]
    public void Not_set_takes_nothing()
    {
        EwmaVariance variance = new(0);
        variance.Sample(100, 1 << 20);
        Assert.Equal((false, 0ul), (variance.Known, variance.Exact));
    }

    [Fact]
    public void A_silence_beyond_the_cap_leaves_next_to_nothing()
    {
        EwmaVariance variance = new(15);
        for (int n = 0; n < 100_000; n++)
        {
            variance.Sample(65_535, 1);
        }
        variance.Sample(0, 1ul << 38);
        Assert.InRange(variance.Exact / Math.Pow(2, 24), 0, 1e-4);
    }

    [Fact]
    public void Tables_are_those_of_the_contract()
    {
        long sum = Enumerable.Range(0, DecayTable.Steps).Sum(i => (long)DecayTable.Mantissa(i));
        string octaves = string.Join(' ', Enumerable.Range(1, 15).Select(DecayTable.Octaves));
        output.WriteLine($"d: sum {sum}; c: {octaves}");
        Assert.Equal((1u << 31, 1u << 23), (DecayTable.Octaves(1), DecayTable.Mantissa(0)));
        for (int k = 1; k <= 15; k++)
        {
            // −ln(1 − x) = Σ xⁿ/n, in decimals: another way to the same constant.
            decimal x = 1m / (1 << k), power = 1, ln = 0;
            for (int n = 1; n < 90; n++)
            {
                power *= x;
                ln += power / n;
            }
            Assert.Equal((uint)Math.Floor(ln / 0.6931471805599453094172321215m * (1L << 31) + (k == 1 ? 0.001m : 0)), DecayTable.Octaves(k));
        }
    }

    private void Follow(int seed, byte k, int mostEnded, int mostMove, int samples)
    {
        Random random = new(seed);
        EwmaVariance variance = new(k);
        double exact = 0, keep = 1 - Math.Pow(2, -k), worst = 0;
        for (int n = 0; n < samples; n++)
        {
            int move = random.Next(-mostMove, mostMove + 1);
            int ended = random.Next(1, mostEnded + 1);
            variance.Sample(move, (ulong)ended);
            exact = (keep * exact) + ((1 - keep) * move * move);
            for (int skipped = 1; skipped < ended && exact > 1e-30; skipped++)
            {
                exact *= keep;
            }
            double error = Math.Abs((variance.Exact / Math.Pow(2, 24)) - exact);
            double floor = Absolute * Math.Pow(2, k - 24);
            worst = Math.Max(worst, Math.Max(error - floor, 0) / Math.Max(exact, 1e-12));
            Assert.True(error <= (Relative * exact) + floor, $"seed {seed}, sample {n}: {variance.Exact / Math.Pow(2, 24)} for {exact}");
        }
        output.WriteLine($"VAR k {k}, to {mostEnded} periods a sample, seed {seed}: worst error {worst:E2} of the value beyond 2^(k-23)");
    }
}
