using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Model.Tests;

/// <summary>The simulations of Avellaneda and Stoikov, "High-frequency trading in a limit order book" (Quantitative Finance, 2008), with the card's own quoter in the place of
/// their formulas: reservation and half-spreads come out of its integers, from SKEW, HALF_BID and HALF_ASK as a host sets them in each step. The book has no other
/// orders near: it only says where the mid is.</summary>
public sealed class AvellanedaStoikovTests(ITestOutputHelper output)
{
    private const double Sigma = 2, Horizon = 1, Step = 0.005, Intensity = 140, Decay = 1.5;
    private const int Paths = 20_000, Steps = 200, Window = 1 << 15;

    // The mid moves by so many ticks up or down, and stands in the middle of a window in which no path comes to an end.
    private const int MoveTicks = 28, Middle = 1 << 13, Away = 2_000;
    private const double Subtick = 256, SkewUnit = 65_536;

    // Of the published figures: so many simulations, and what a difference may be.
    private const int Published = 1_000;
    private const double StandardErrors = 3, Deviation = 0.08, Rounded = 5e-5;

    private static readonly double Tick = Sigma * Math.Sqrt(Step) / MoveTicks;

    [Theory]
    [InlineData(0.1, true, 65.0, 6.6, 0.08, 2.9)]
    [InlineData(0.1, false, 68.4, 12.7, 0.26, 8.4)]
    [InlineData(0.01, true, 68.6, 8.7, 0.12, 5.1)]
    [InlineData(0.01, false, 68.8, 12.8, 0.09, 8.7)]
    [InlineData(1, true, 31.4, 5.0, 0.02, 1.7)]
    [InlineData(1, false, 44.0, 11.0, 0.00, 5.1)]
    public void TheirTable_ThroughTheFixedPointQuoter(double gamma, bool inventory, double profit, double profitDeviation, double lots, double lotsDeviation)
    {
        var random = new Random(2008);
        var profits = new Moments();
        var positions = new Moments();
        var spreads = new Moments();
        for (int path = 0; path < Paths; path++)
        {
            (double money, int position) = Path(random, gamma, inventory, spreads);
            profits.Add(money);
            positions.Add(position);
        }

        output.WriteLine($"gamma {gamma}, {(inventory ? "inventory" : "symmetric")}, mean spread {spreads.Mean:F4}: profit {profits.Mean:F2} ({profit}), std {profits.Deviation:F2} ({profitDeviation}); q {positions.Mean:F3} ({lots}), std {positions.Deviation:F2} ({lotsDeviation})");
        Near(profits, profit, profitDeviation);
        Near(positions, lots, lotsDeviation);
    }

    [Theory]
    [InlineData(0.1, 1.4908)]
    [InlineData(0.01, 1.3489)]
    [InlineData(1, 3.0217)]
    public void TheirMeanSpread_ThroughTheFixedPointQuoter(double gamma, double published)
    {
        var random = new Random(2008);
        var spreads = new Moments();
        for (int path = 0; path < Published; path++)
        {
            Path(random, gamma, inventory: true, spreads);
        }

        // Theirs is the mean over all of the time, ours over the starts of the steps. It is no random quantity but for the grid: bid and ask are each rounded outward by less than
        // a tick, their half-spreads to 1/256 of one.
        double stepped = published + (gamma * Sigma * Sigma * Step / 2);
        output.WriteLine($"gamma {gamma}: mean spread {spreads.Mean:F4} over {Published} paths, published {published}, at the steps {stepped:F4}, tick {Tick:F5}");
        Assert.InRange(spreads.Mean, stepped - (Tick / Subtick) - Rounded, stepped + (2 * Tick) + (Tick / Subtick) + Rounded);
    }

    /// <summary>One simulation; each quoted spread goes into <paramref name="spreads"/>: profit at the end, with what is held valued at the mid, and the lots held.</summary>
    private static (double Profit, int Position) Path(Random random, double gamma, bool inventory, Moments spreads)
    {
        double meanSpread = (gamma * Sigma * Sigma * Horizon / 2) + Constant(gamma);
        int mid = Middle, position = 0;
        double cash = 0;
        for (int n = 0; n < Steps; n++)
        {
            double variance = gamma * Sigma * Sigma * (Horizon - (n * Step));
            double half = inventory ? (variance + Constant(gamma)) / 2 : meanSpread / 2;
            // Their strategy sells below the mid to be rid of what it holds: no least edge.
            SlotParameters bank = new()
            {
                Qty = 1, InventoryCap = int.MaxValue, MaxDistance = ushort.MaxValue, MinEdge = SlotParameters.NoEdge, Skew = inventory ? (int)Math.Round(variance / Tick * SkewUnit) : 0, HalfBid = (int)Math.Round(half / Tick * Subtick), HalfAsk = (int)Math.Round(half / Tick * Subtick),
            };
            var book = new BookRecord(0, 0, 0, 0, 0, 0, (ushort)(mid - Away), (ushort)(mid + Away), 1, 1);
            QuoteRecord quote = Quoter.Decide(0, book, bank, position, Window);
            Assert.Equal((1, 1), (quote.BidEn, quote.AskEn));
            spreads.Add((quote.AskIdx - quote.BidIdx) * Tick);
            bool bought = quote.BidEn != 0 && Fills(random, mid - quote.BidIdx), sold = quote.AskEn != 0 && Fills(random, quote.AskIdx - mid);
            cash += ((sold ? quote.AskIdx : 0) - (bought ? quote.BidIdx : 0)) * Tick;
            position += (bought ? 1 : 0) - (sold ? 1 : 0);
            mid += random.Next(2) == 0 ? MoveTicks : -MoveTicks;
        }

        return (cash + (position * mid * Tick), position);
    }

    /// <summary>Taken literally: intensity times the step, of a distance that may be negative.</summary>
    private static bool Fills(Random random, int distance) => random.NextDouble() < Intensity * Math.Exp(-Decay * distance * Tick) * Step;

    private static double Constant(double gamma) => 2 / gamma * Math.Log(1 + (gamma / Decay));

    private static void Near(Moments ours, double mean, double deviation)
    {
        Assert.InRange(ours.Mean, mean - (StandardErrors * deviation / Math.Sqrt(Published)), mean + (StandardErrors * deviation / Math.Sqrt(Published)));
        Assert.InRange(ours.Deviation, deviation * (1 - Deviation), deviation * (1 + Deviation));
    }

    private sealed class Moments
    {
        private double _sum, _squares;
        private int _count;

        public double Mean => _sum / _count;

        public double Deviation => Math.Sqrt((_squares / _count) - (Mean * Mean));

        public void Add(double value)
        {
            _sum += value;
            _squares += value * value;
            _count++;
        }
    }
}
