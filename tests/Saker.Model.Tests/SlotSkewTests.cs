using System.Numerics;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Model.Tests;

/// <summary>The skew from the variance, docs/card.md section 6.2: against the page's formula in whole numbers of any size, and against γτσ² in double precision.</summary>
public sealed class SlotSkewTests(ITestOutputHelper output)
{
    private const int Window = 1024, Rounds = 50_000;

    // Of a tick, as the skew counts; of γτ, as VAR_SKEW does.
    private const double SkewUnit = 65_536, GammaUnit = 1 << 24;

    // V is a variance of half ticks in Q16.16: so many of it are a tick².
    private const double SquareTick = 1 << 18;

    [Fact]
    public void S_is_the_formula_of_the_page_for_any_numbers()
    {
        var random = new Random(61);
        int least = 0, most = 0;
        for (int n = 0; n < Rounds; n++)
        {
            (int skew, uint varSkew, uint variance) = ((int)Any(random), (uint)Any(random), (uint)Any(random));
            BigInteger exact = skew + ((BigInteger)varSkew * variance / BigInteger.Pow(2, 26));
            int expected = (int)BigInteger.Min(exact, int.MaxValue);
            Assert.Equal(expected, SlotSkew.With(skew, varSkew, variance));
            least += expected < 0 ? 1 : 0;
            most += exact > int.MaxValue ? 1 : 0;
        }

        Assert.True(least > Rounds / 20 && most > Rounds / 20, $"{least} below 0, {most} at the end");
    }

    [Theory]
    [InlineData(int.MaxValue, 0u, uint.MaxValue, int.MaxValue)]
    [InlineData(int.MaxValue, 1u, (1u << 26) - 1, int.MaxValue)]
    [InlineData(int.MaxValue, 1u, 1u << 26, int.MaxValue)]
    [InlineData(int.MaxValue - 1, 1u, 1u << 26, int.MaxValue)]
    [InlineData(0, uint.MaxValue, uint.MaxValue, int.MaxValue)]
    [InlineData(int.MinValue, uint.MaxValue, uint.MaxValue, int.MaxValue)]
    [InlineData(int.MinValue, 1u << 31, 1u << 26, 0)]
    [InlineData(int.MinValue, uint.MaxValue, 0u, int.MinValue)]
    [InlineData(-1, 1u << 13, 1u << 13, 0)]
    [InlineData(-1, (1u << 13) - 1, 1u << 13, -1)]
    public void S_stays_at_its_end_and_is_rounded_down(int skew, uint varSkew, uint variance, int s) => Assert.Equal(s, SlotSkew.With(skew, varSkew, variance));

    /// <summary>docs/card.md 6.2: S less than 1 + σ²/512 from γτσ², in ticks/65536 per lot, when VAR_SKEW is γτ · 2^24 rounded.</summary>
    [Fact]
    public void S_is_gamma_tau_sigma_squared_within_its_bound()
    {
        var random = new Random(62);
        double worst = 0;
        int large = 0;
        for (int n = 0; n < Rounds; n++)
        {
            double gammaTau = Math.Pow(2, (random.NextDouble() * 30) - 24), sigma2 = Math.Pow(2, (random.NextDouble() * 30) - 17);
            uint variance = (uint)Math.Round(sigma2 * SquareTick), varSkew = (uint)Math.Round(gammaTau * GammaUnit);
            double exact = gammaTau * (variance / SquareTick) * SkewUnit;
            if (exact > int.MaxValue / 2)
            {
                continue;
            }

            double error = Math.Abs(SlotSkew.With(0, varSkew, variance) - exact), bound = 1 + (variance / SquareTick / 512);
            Assert.True(error < bound, $"γτ {gammaTau}, σ² {sigma2}: {error} off, bound {bound}");
            worst = Math.Max(worst, error / bound);
            large += error > 1 ? 1 : 0;
        }

        output.WriteLine($"worst {worst:F4} of the bound");
        Assert.True(worst > 0.9 && large > 1_000, "the bound is never needed");
    }

    /// <summary>From the moves of a mid to the skew, against the recursion of RiskMetrics in double precision: the bound above and that of VAR, docs/signals.md section 7.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void The_skew_follows_a_mids_moves_within_both_bounds(byte k)
    {
        const double GammaTau = 0.037;
        uint varSkew = (uint)Math.Round(GammaTau * GammaUnit);
        var random = new Random(63 + k);
        var variance = new EwmaVariance(k);
        double reference = 0, decay = 1 - Math.Pow(2, -k), worst = 0;
        int moving = 0;
        for (int n = 0; n < 20_000; n++)
        {
            int move = random.Next(4) == 0 ? random.Next(-40, 41) : 0, ended = random.Next(8) == 0 ? random.Next(1, 40) : 1;
            variance.Sample(move, (ulong)ended);
            reference = ((reference * decay) + (move * (double)move * (1 - decay))) * Math.Pow(decay, ended - 1);
            double sigma2 = reference / 4, exact = GammaTau * sigma2 * SkewUnit;
            // V: 7.5e-4 of it and 2^(k − 23) half ticks², and a step of Q16.16 below; S as above.
            double ofV = (7.5e-4 * sigma2) + ((Math.Pow(2, k - 23) + Math.Pow(2, -16)) / 4);
            double bound = 1 + ((sigma2 + ofV) / 512) + (GammaTau * SkewUnit * ofV);
            double error = Math.Abs(SlotSkew.With(0, varSkew, variance.Shown) - exact);
            Assert.True(error <= bound, $"sample {n}: {error} off, bound {bound}, σ² {sigma2}");
            worst = Math.Max(worst, error / bound);
            moving += exact > 1_000 ? 1 : 0;
        }

        output.WriteLine($"k {k}: worst {worst:F3} of the bound");
        Assert.True(moving > 1_000, "the mid hardly moved");
    }

    [Fact]
    public void Each_horizon_takes_its_own_variance_and_a_third_one_is_never_known()
    {
        SlotParameters p = new() { Skew = -7, VarSkew = 1 << 26 };
        Variances v = new(30, true, 50, false);
        Assert.Equal(new SlotSkew(-7, true), SlotSkew.Of(p, v));
        Assert.Equal(new SlotSkew(23, true), SlotSkew.Of(p with { VarHorizon = VarHorizon.Fast }, v));
        Assert.Equal(new SlotSkew(43, false), SlotSkew.Of(p with { VarHorizon = VarHorizon.Slow }, v));
        Assert.True(SlotSkew.Of(p with { VarHorizon = VarHorizon.Slow }, v with { SlowKnown = true }).Counts);
        Assert.False(SlotSkew.Of(p with { VarHorizon = (VarHorizon)3 }, new Variances(1, true, 1, true)).Counts);
    }

    /// <summary>Section 6 with the S of 6.2, written out from the page in whole numbers of any size.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    public void Decisions_are_those_of_the_page_for_any_variance(int seed)
    {
        var random = new Random(seed);
        int wanted = 0, closed = 0, moved = 0, clamped = 0, ends = 0;
        for (int n = 0; n < Rounds; n++)
        {
            SlotParameters p = Parameters(random);
            int b = random.Next(0, Window - 8), a = b + random.Next(1, 7), position = random.Next(4) == 0 ? (int)Any(random) : random.Next(-1_500, 1_500);
            var tob = new BookRecord(0, 0, 7, 0, 0, 0, (ushort)b, (ushort)a, (uint)random.Next(1, 1_000), (uint)random.Next(1, 1_000));
            uint gates = (uint)random.Next(1 << 18);
            var v = new Variances(Small(random), random.Next(5) != 0, Small(random), random.Next(5) != 0);
            QuoteRecord card = Quoter.Decide(3, tob, p, position, Window, gates, SlotSkew.Of(p, v));

            int h = (int)p.VarHorizon;
            BigInteger named = h == 1 ? v.Fast : h == 2 ? v.Slow : 0, open = p.Skew + (p.VarSkew * named >> 26), s = BigInteger.Min(open, int.MaxValue);
            bool counts = h == 0 || (h == 1 && v.FastKnown) || (h == 2 && v.SlowKnown);
            BigInteger product = position * s, inv = BigInteger.Max(BigInteger.Min(product >> 8, 1 << 23), -(1 << 23));
            int bucket = Enumerable.Range(1, 7).Count(k => (8 - k) * (long)tob.BidQty >= k * (long)tob.AskQty);
            int micro = ((a + b) * 128) + p.Micro[((Math.Min(a - b, 4) - 1) * 8) + bucket];
            bool tight = (p.NeedTight & ~gates) == 0;
            int halfBid = p.HalfBid + (tight ? 0 : p.WidenBid), halfAsk = p.HalfAsk + (tight ? 0 : p.WidenAsk);
            BigInteger bid = BigInteger.Min((micro - BigInteger.Max(inv + halfBid, p.MinEdge)) >> 8, a - 1);
            BigInteger ask = BigInteger.Max(-(-(micro + BigInteger.Max(halfAsk - inv, p.MinEdge)) >> 8), b + 1);
            bool bidEn = counts && (p.NeedBid & ~gates) == 0 && p.Qty != 0 && bid >= 0 && bid < Window && position + (long)p.Qty <= p.InventoryCap && b - bid <= p.MaxDistance;
            bool askEn = counts && (p.NeedAsk & ~gates) == 0 && p.Qty != 0 && ask >= 0 && ask < Window && -(long)position + p.Qty <= p.InventoryCap && ask - a <= p.MaxDistance;
            var page = new QuoteRecord(
                3, 7, bidEn ? (byte)1 : (byte)0, askEn ? (byte)1 : (byte)0, bidEn ? (ushort)bid : (ushort)0, askEn ? (ushort)ask : (ushort)0, (ushort)(a + b), position,
                bidEn ? p.Qty : 0, askEn ? p.Qty : 0, gates | (tight ? 0 : 1u << 31));
            // Of a third horizon S says nothing.
            Assert.Equal(page with { Edge = h == 0 ? 0 : h == 3 ? card.Edge : (long)s }, card);
            wanted += card.BidEn + card.AskEn;
            closed += counts ? 0 : 1;
            moved += counts && h != 0 && position * (BigInteger)p.Skew >> 8 != product >> 8 ? card.BidEn + card.AskEn : 0;
            clamped += counts && (inv != product >> 8) ? 1 : 0;
            ends += open > int.MaxValue ? 1 : 0;
        }

        int least = new[] { wanted / 10, closed, moved, clamped, ends }.Min();
        Assert.True(least > 1_000, $"seed {seed}: {wanted} sides wanted, {moved} of them moved by a variance; {closed} closed by one, {clamped} terms clamped, {ends} skews at the end");
    }

    [Fact]
    public void A_variance_that_does_not_count_closes_both_sides_whatever_the_gates()
    {
        var book = new BookRecord(0, 0, 7, 0, 0, 0, 100, 110, 500, 500);
        SlotParameters p = new() { Qty = 10, HalfBid = 512, HalfAsk = 512, InventoryCap = 1_000, MaxDistance = ushort.MaxValue, VarHorizon = VarHorizon.Fast };
        QuoteRecord open = Quoter.Decide(0, book, p, 0, Window, 0x3FFFF, new SlotSkew(5, true)), shut = Quoter.Decide(0, book, p, 0, Window, 0x3FFFF, new SlotSkew(5, false));
        Assert.Equal((1, 1, 5L), (open.BidEn, open.AskEn, open.Edge));
        Assert.Equal(open with { BidEn = 0, AskEn = 0, BidIdx = 0, AskIdx = 0, BidQty = 0, AskQty = 0 }, shut);
        // Nobody said what is known: nothing is.
        Assert.Equal((0, 0), (Quoter.Decide(0, book, p, 0, Window).BidEn, Quoter.Decide(0, book, p, 0, Window).AskEn));
        Assert.Equal(new GateAnswer(false, false, true), Quoter.Answer(0x3FFFF, p, counts: false));
    }

    /// <summary>Each rule matters in some of these and does not in others.</summary>
    private static SlotParameters Parameters(Random random)
    {
        uint Mask() => random.Next(3) == 0 ? 1u << random.Next(18) : 0;
        return new()
        {
            Qty = (uint)random.Next(0, 200), HalfBid = random.Next(0, 1 << 11), HalfAsk = random.Next(0, 1 << 11), Skew = (int)Any(random) >> random.Next(32),
            VarHorizon = (VarHorizon)random.Next(4), VarSkew = Small(random), InventoryCap = (uint)random.Next(0, 4_000), MinEdge = random.Next(-3_000, 600),
            MaxDistance = random.Next(2) == 0 ? ushort.MaxValue : (ushort)random.Next(0, 20), NeedBid = Mask(), NeedAsk = Mask(), NeedTight = Mask(),
            WidenBid = random.Next(0, 1 << 10), WidenAsk = random.Next(0, 1 << 10), Micro = [.. Enumerable.Range(0, 32).Select(_ => (short)random.Next(-300, 300))],
        };
    }

    /// <summary>32 bits, often few of them.</summary>
    private static uint Small(Random random) => (uint)Any(random) >> (random.Next(3) == 0 ? 0 : random.Next(32));

    /// <summary>32 bits, the ends often.</summary>
    private static long Any(Random random) => random.Next(8) switch
    {
        0 => 0,
        1 => uint.MaxValue,
        2 => int.MaxValue,
        3 => 1u << 31,
        _ => random.NextInt64(1L << 32),
    };
}
