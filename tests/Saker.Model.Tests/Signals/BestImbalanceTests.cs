using System.Numerics;
using Xunit;

namespace Saker.Model.Tests.Signals;

/// <summary>Imbalance of the best and of five levels: docs/signals.md sections 4.1 and 4.2.</summary>
public sealed class BestImbalanceTests
{
    [Fact]
    public void Weighted_mid_of_the_published_BAC_book()
    {
        ushort fraction = SignalFraction.Of(20, 20 + 471);
        Assert.Equal(0.040733, fraction / 65536.0, 1.0 / 65536);
        // 14.33 × 20 against 14.34 × 471: the published weighted mid is 14.330407.
        Assert.Equal(14.330407, 14.33 + (0.01 * fraction / 65536.0), 1e-6);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Fraction_is_less_than_one_step_below_the_quotient(int seed)
    {
        Random random = new(seed);
        for (int n = 0; n < 100_000; n++)
        {
            ulong bid = (ulong)random.NextInt64(1, 1L << random.Next(1, 33));
            ulong all = bid + (ulong)random.NextInt64(1, 1L << random.Next(1, 33));
            decimal error = ((decimal)bid / all) - (SignalFraction.Of(bid, all) / 65536m);
            Assert.True(error is >= 0 and < 1 / 65536m, $"seed {seed}: {bid} of {all} is off by {error}");
        }
    }

    [Theory]
    [InlineData(23)]
    public void Gate_compares_the_exact_quotient_with_the_threshold(int seed)
    {
        Random random = new(seed);
        for (int n = 0; n < 20_000; n++)
        {
            uint bid = (uint)random.Next(1, 50), ask = (uint)random.Next(1, 50);
            uint threshold = random.Next(3) == 0 ? (uint)Math.Min(65536L * bid / (bid + ask), 65535) : (uint)random.Next(65536);
            bool above = random.Next(2) == 0;
            SymbolSignals signals = new(new SignalParameters().With(SignalGate.Imbalance, threshold, above));
            signals.Update(new SignalUpdate(0, null, null, new BookPart(0, 10, bid, 11, ask)));
            int side = (new BigInteger(bid) * 65536).CompareTo(new BigInteger(bid + ask) * threshold);
            Assert.Equal(above ? side > 0 : side < 0, (signals.Gates & (1u << (int)SignalGate.Imbalance)) != 0);
        }
    }

    [Fact]
    public void Largest_quantities_keep_the_fraction_inside_16_bits()
    {
        Assert.Equal(65535, SignalFraction.Of(uint.MaxValue, uint.MaxValue + 1ul));
        Assert.Equal(0, SignalFraction.Of(1, 1 + (ulong)uint.MaxValue));
        Assert.Equal(65535, SignalFraction.Of(7, 7));
        Assert.Equal(0, SignalFraction.Of(0, 0));
    }

    [Fact]
    public void Five_levels_of_each_side_are_summed_in_35_bits()
    {
        DepthImbalance depth = new();
        Assert.False(depth.Known);
        depth.Report(Levels(0, uint.MaxValue), Levels(1, uint.MaxValue));
        Assert.Equal((5ul * uint.MaxValue, 10ul * uint.MaxValue, (ushort)32768, true), (depth.Bids, depth.All, depth.Fraction, depth.Known));
        depth.Report(Levels(0, 0), Levels(1, 0));
        Assert.False(depth.Known);
        depth.Report(Levels(0, 3), Levels(1, 9));
        Assert.Equal(16384, depth.Fraction);
        depth.Forget();
        Assert.False(depth.Known);
    }

    private static DepthRecord Levels(byte side, uint qty) => new(0, side, 0, 5, 0, 1, 2, 3, 4, 5, qty, qty, qty, qty, qty);
}
