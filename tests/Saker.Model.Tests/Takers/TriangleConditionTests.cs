using System.Numerics;
using Xunit;

namespace Saker.Model.Tests.Takers;

/// <summary>When a triangle is worth taking, exactly: docs/card.md section 13.2.</summary>
public sealed class TriangleConditionTests
{
    private const uint Most = uint.MaxValue;

    private static SlotParameters Z(uint theta, uint sell, uint buy, int shift = 0) =>
        new() { Take = Take.Triangle, Theta = theta, RateSell = sell, RateBuy = buy, RateShift = (byte)shift };

    /// <summary>X at 200 to 201, Y at 50 to 51: they cost 10,251 and bring 10,000. One unit of Z is worth 100 of it.</summary>
    [Theory]
    [InlineData(103, 1u, null)]
    [InlineData(104, 1u, TriangleWay.Forward)]
    [InlineData(104, 2u, null)]
    [InlineData(105, 2u, TriangleWay.Forward)]
    [InlineData(105, 3u, null)]
    public void Forward_FromTheThresholdOn(uint bidZ, uint theta, TriangleWay? way) =>
        // 103 · 100 = 10,300 is enough, 102 · 100 is not.
        Assert.Equal(way, TriangleCondition.Of(new TrianglePrices(200, 201, 50, 51, bidZ, 200), Z(theta, 100, 100)));

    [Theory]
    [InlineData(98, 2u, TriangleWay.Reverse)]
    [InlineData(98, 3u, null)]
    [InlineData(99, 1u, TriangleWay.Reverse)]
    [InlineData(99, 2u, null)]
    [InlineData(100, 1u, null)]
    public void Reverse_FromTheThresholdOn(uint askZ, uint theta, TriangleWay? way) =>
        Assert.Equal(way, TriangleCondition.Of(new TrianglePrices(200, 201, 50, 51, 1, askZ), Z(theta, 100, 100)));

    /// <summary>Products of 64 bits and more: (2^32 − 1)² = 2^64 − 2^33 + 1 on both sides, then one unit more on one.</summary>
    [Fact]
    public void ProductsNearTwoToThe64_AreNotRounded()
    {
        TrianglePrices q = new(1, Most, 1, Most - 1, Most, Most);
        // (Z − 1) · (2^32 − 1) against (2^32 − 1)(2^32 − 2): equal.
        Assert.Equal(TriangleWay.Forward, TriangleCondition.Of(q, Z(1, Most, 0)));
        Assert.Null(TriangleCondition.Of(q, Z(2, Most, 0)));
        Assert.Null(TriangleCondition.Of(q with { AskY = Most }, Z(1, Most, 0)));
        // Bid products of 2^64 − 2^33 + 1 against (ask Z + THETA) · RATE_BUY, where the sum has 33 bits.
        TrianglePrices r = new(Most, Most, Most, Most, 0, Most - 1);
        Assert.Equal(TriangleWay.Reverse, TriangleCondition.Of(r, Z(1, 0, Most)));
        Assert.Null(TriangleCondition.Of(r, Z(2, 0, Most)));
        Assert.Null(TriangleCondition.Of(r, Z(Most, 0, Most)));
        Assert.Equal(TriangleWay.Reverse, TriangleCondition.Of(r, Z(Most, 0, 0x7FFF_FFFF)));
    }

    [Fact]
    public void TheShift_TakesTheGreatestProductsTo95Bits()
    {
        Assert.Null(TriangleCondition.Of(new TrianglePrices(0, Most, 0, Most, Most, Most), Z(1, Most, 0, 31)));
        Assert.Equal(TriangleWay.Reverse, TriangleCondition.Of(new TrianglePrices(Most, Most, Most, Most, 0, Most), Z(Most, 0, Most, 31)));
        // 2 · 3 · 2^31 = 12,884,901,888 = 3 · 2^32: equal at a rate of 2^31 and six units.
        Assert.Equal(TriangleWay.Forward, TriangleCondition.Of(new TrianglePrices(0, 2, 0, 3, 7, 9), Z(1, 1u << 31, 0, 31)));
        Assert.Null(TriangleCondition.Of(new TrianglePrices(0, 2, 0, 3, 7, 9), Z(1, (1u << 31) - 1, 0, 31)));
        Assert.Equal(TriangleWay.Reverse, TriangleCondition.Of(new TrianglePrices(2, 9, 3, 9, 0, 5), Z(1, 0, 1u << 31, 31)));
        Assert.Null(TriangleCondition.Of(new TrianglePrices(2, 9, 3, 9, 0, 5), Z(1, 0, (1u << 31) + 1, 31)));
    }

    [Fact]
    public void NothingIsTaken_WithoutATheta_OrARate_OrABidAboveTheta()
    {
        TrianglePrices free = new(Most, 0, Most, 0, Most, 0);
        Assert.Null(TriangleCondition.Of(free, Z(0, Most, 1)));
        Assert.Equal(TriangleWay.Forward, TriangleCondition.Of(free, Z(1, 1, 1)));
        Assert.Equal(TriangleWay.Reverse, TriangleCondition.Of(free, Z(1, 0, 1)));
        Assert.Null(TriangleCondition.Of(free, Z(1, 0, 0)));
        // At a bid of exactly THETA nothing is left, however cheap the factors are.
        Assert.Null(TriangleCondition.Of(free with { BidZ = 5, BidX = 0, AskZ = 1 }, Z(5, Most, 1)));
        Assert.Equal(TriangleWay.Forward, TriangleCondition.Of(free with { BidZ = 6, BidX = 0, AskZ = 1 }, Z(5, Most, 1)));
    }

    [Fact]
    public void RandomPrices_AsExactIntegersHaveIt()
    {
        var random = new Random(20261123);
        int[] hits = new int[3];
        for (int n = 0; n < 20_000; n++)
        {
            uint U() => (uint)(random.NextInt64(1L << 32) >> random.Next(0, 30));
            SlotParameters z = Z(U() >> random.Next(0, 20), U(), U(), random.Next(32));
            TrianglePrices q = new(U(), U(), U(), U(), U(), U());
            // Close to the border half of the time, so that one unit decides.
            if (random.Next(2) == 0 && z.RateSell != 0)
            {
                BigInteger worth = (((BigInteger)q.AskX * q.AskY << z.RateShift) / z.RateSell) + z.Theta + random.Next(-1, 3);
                q = q with { BidZ = worth >= 0 && worth <= Most ? (uint)worth : q.BidZ };
            }
            else if (z.RateBuy != 0)
            {
                BigInteger worth = (((BigInteger)q.BidX * q.BidY << z.RateShift) / z.RateBuy) - z.Theta + random.Next(-2, 2);
                q = q with { AskZ = worth >= 0 && worth <= Most ? (uint)worth : q.AskZ };
            }

            bool forward = z.Theta != 0 && z.RateSell != 0 && q.BidZ > z.Theta && ((BigInteger)q.BidZ - z.Theta) * z.RateSell >= (BigInteger)q.AskX * q.AskY * BigInteger.Pow(2, z.RateShift);
            bool reverse = z.Theta != 0 && z.RateBuy != 0 && (BigInteger)q.BidX * q.BidY * BigInteger.Pow(2, z.RateShift) >= ((BigInteger)q.AskZ + z.Theta) * z.RateBuy;
            TriangleWay? expected = forward ? TriangleWay.Forward : reverse ? TriangleWay.Reverse : null;
            Assert.Equal(expected, TriangleCondition.Of(q, z));
            hits[forward ? 0 : reverse ? 1 : 2]++;
        }

        Assert.All(hits, h => Assert.True(h > 1_000, string.Join(' ', hits)));
    }
}
