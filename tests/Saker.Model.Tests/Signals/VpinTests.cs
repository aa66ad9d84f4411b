using Xunit;
using Xunit.Abstractions;

namespace Saker.Model.Tests.Signals;

/// <summary>VPIN on buckets made by hand, against the published definition, and the tick rule.</summary>
public sealed class VpinTests(ITestOutputHelper output)
{
    private static TradePart Trade(uint qty, bool buy, uint price = 100) => new(qty, price, true, true, buy);

    [Fact]
    public void Buckets_made_by_hand()
    {
        Vpin vpin = new(100, 8);
        for (int n = 0; n < 8; n++)
        {
            Assert.False(vpin.Known);
            vpin.Trade(Trade(75, true));
            vpin.Trade(Trade(25, false));
        }
        // Eight buckets of |75 − 25| = 50 lots in 100.
        Assert.Equal((true, 400ul, 800ul), (vpin.Known, vpin.ByAggressor, vpin.Volume));
        vpin.Trade(Trade(100, false));
        Assert.Equal((450ul, 800ul), (vpin.ByAggressor, vpin.Volume));
        // 30 sold and then 90 bought: 70 fill the bucket, 20 open the next.
        vpin.Trade(Trade(30, false));
        vpin.Trade(Trade(90, true));
        Assert.Equal((450ul - 50 + 40, 800ul), (vpin.ByAggressor, vpin.Volume));
        vpin.Trade(Trade(80, false));
        Assert.Equal((440ul - 50 + 60, 800ul), (vpin.ByAggressor, vpin.Volume));
    }

    [Fact]
    public void What_a_large_trade_leaves_over_is_one_bucket()
    {
        Vpin vpin = new(100, 8);
        vpin.Trade(Trade(50, false));
        vpin.Trade(Trade(400, true));     // 50 fill the first; 350 wait
        Assert.Equal((0ul, 100ul), (vpin.ByAggressor, vpin.Volume));
        vpin.Trade(Trade(60, false));     // closes the 350, opens with 60
        Assert.Equal((350ul, 450ul), (vpin.ByAggressor, vpin.Volume));
        vpin.Trade(Trade(40, true));
        Assert.Equal((370ul, 550ul), (vpin.ByAggressor, vpin.Volume));
    }

    [Fact]
    public void One_sided_flow_is_one_and_balanced_flow_is_zero()
    {
        Vpin one = new(10, 8), none = new(10, 8);
        for (int n = 0; n < 8; n++)
        {
            one.Trade(Trade(10, true));
            none.Trade(Trade(5, true));
            none.Trade(Trade(5, false));
        }
        Assert.Equal((80ul, 80ul), (one.ByAggressor, one.Volume));
        Assert.Equal((0ul, 80ul), (none.ByAggressor, none.Volume));
        Assert.Equal(65535, SignalFraction.Of(one.ByAggressor, one.Volume));
    }

    [Fact]
    public void Gate_needs_both_classifiers()
    {
        SymbolSignals signals = new(new SignalParameters { Windows = new SignalWindows { VpinVolume = 10, VpinBuckets = 8 } }
            .With(SignalGate.Vpin, 32768, true));
        signals.Update(new SignalUpdate(0, null, null, new BookPart(0, 1, 1, 2, 1)));
        const uint bit = 1u << (int)SignalGate.Vpin;
        // Aggressors buy all, but the price alternates: the tick rule sees no side.
        for (uint n = 0; n < 40; n++)
        {
            signals.Update(new SignalUpdate(n, Trade(5, true, 100 + (n % 2)), null, null));
        }
        Assert.Equal((40ul + 40, 0u), (signals.State.Vpin.ByAggressor, signals.Gates & bit));
        for (uint n = 0; n < 40; n++)
        {
            signals.Update(new SignalUpdate(n, Trade(5, true, 200 + n), null, null));
        }
        Assert.Equal(bit, signals.Gates & bit);
    }

    [Fact]
    public void Tick_rule_follows_the_last_change_of_price()
    {
        TickRule rule = new();
        Assert.True(rule.Buys(new TradePart(1, 100, true, false, false)));     // nothing known: a buy
        Assert.False(rule.Buys(Trade(1, false, 100)));                    // no change yet: as the aggressor
        Assert.True(rule.Buys(Trade(1, false, 101)));
        Assert.True(rule.Buys(Trade(1, false, 101)));
        Assert.True(rule.Buys(new TradePart(1, 0, false, true, false)));  // without a price: as the last one
        Assert.False(rule.Buys(Trade(1, true, 100)));
        Assert.False(rule.Buys(Trade(1, true, 100)));
    }

    [Theory]
    [InlineData(0u, 8)]
    [InlineData(10u, 7)]
    [InlineData(10u, 65)]
    [InlineData(0u, 0)]
    public void Not_set_is_never_known(uint volume, byte buckets)
    {
        Vpin vpin = new(volume, buckets);
        for (int n = 0; n < 200; n++)
        {
            vpin.Trade(Trade(1000, true));
            Assert.False(vpin.Known);
        }
    }

    [Fact]
    public void Bucket_quantities_stay_at_their_end()
    {
        Vpin vpin = new(1, 64);
        for (int n = 0; n < 100; n++)
        {
            vpin.Trade(Trade(uint.MaxValue, true));
        }
        Assert.Equal((64ul * ((1 << 29) - 1), vpin.Volume), (vpin.Volume, vpin.ByAggressor));
    }

    [Theory]
    [InlineData(51, 1_000u, 50, 1_000, 0.0)]
    [InlineData(52, 5_000u, 64, 300, 0.0)]
    [InlineData(53, 200u, 8, 200, 0.0)]
    [InlineData(54, 1_000u, 50, 4_000, 0.25)]
    public void Equal_to_the_published_definition_while_no_trade_is_larger_than_a_bucket(int seed, uint volume, byte buckets, int largest, double bound)
    {
        Random random = new(seed);
        Vpin vpin = new(volume, buckets);
        SplitVpin split = new(volume, buckets);
        double worst = 0, total = 0;
        int compared = 0;
        for (int n = 0; n < 100_000; n++)
        {
            bool buy = random.NextDouble() < 0.5 + (0.4 * Math.Sin(n / 3000.0));
            // Few trades are large.
            uint qty = (uint)random.Next(1, (random.Next(50) == 0 ? largest : Math.Min(largest, 200)) + 1);
            vpin.Trade(Trade(qty, buy));
            split.Trade(qty, buy);
            if (vpin.Known && split.Value is { } exact)
            {
                double error = Math.Abs(exact - (vpin.ByAggressor / (double)vpin.Volume));
                worst = Math.Max(worst, error);
                total += error;
                compared++;
            }
        }
        output.WriteLine($"VPIN bucket {volume}, trades to {largest} lots, seed {seed}: error mean {total / compared:F5}, worst {worst:F5}");
        Assert.True(compared > 1_000);
        Assert.InRange(worst, 0, bound + 1e-12);
    }
}
