using Xunit;

namespace Saker.Model.Tests.Signals;

/// <summary>Order-flow imbalance: the paper's sign conventions by hand, and the formula in decimals over a window.</summary>
public sealed class OrderFlowImbalanceTests
{
    private static readonly BookPart Start = new(0, 100, 50, 102, 70);

    [Theory]
    [InlineData(100, 80, 102, 70, 30)]    // more to buy at the best bid
    [InlineData(100, 20, 102, 70, -30)]   // less: cancelled or sold
    [InlineData(101, 10, 102, 70, 10)]    // a better bid: all of it is new
    [InlineData(99, 40, 102, 70, -50)]    // the best bid is gone: all it had
    [InlineData(100, 50, 102, 90, -20)]   // more to sell
    [InlineData(100, 50, 102, 30, 40)]    // less to sell
    [InlineData(100, 50, 101, 25, -25)]   // a better ask
    [InlineData(100, 50, 103, 5, 70)]     // the best ask is gone
    [InlineData(101, 10, 103, 5, 80)]     // both move up
    [InlineData(99, 40, 101, 25, -75)]    // both move down
    [InlineData(100, 50, 102, 70, 0)]
    public void Hand_cases(int bid, int bidQty, int ask, int askQty, long expected) =>
        Assert.Equal(expected, OrderFlowImbalance.Of(Start, new BookPart(0, (ushort)bid, (uint)bidQty, (ushort)ask, (uint)askQty)));

    [Fact]
    public void Extremes_stay_inside_34_bits()
    {
        BookPart low = new(0, 1, uint.MaxValue, 2, uint.MaxValue);
        BookPart high = new(0, 3, uint.MaxValue, 4, uint.MaxValue);
        Assert.Equal(2L * uint.MaxValue, OrderFlowImbalance.Of(low, high));
        Assert.Equal(-2L * uint.MaxValue, OrderFlowImbalance.Of(high, low));
    }

    [Fact]
    public void Sum_stays_at_its_end()
    {
        PeriodSum sum = PeriodSum.Signed();
        long most = (1L << 39) - 1;
        sum.Add(most - 1);
        sum.Add(2L * uint.MaxValue);
        Assert.Equal(most, sum.Current);
        sum.Add(-1);
        Assert.Equal(most - 1, sum.Current);
        sum.Step(PeriodStep.Roll);
        sum.Add(most);
        Assert.Equal((2 * most) - 1, sum.Total);
    }

    [Fact]
    public void Volume_delta_stays_at_its_end()
    {
        Assert.Equal(long.MaxValue, TradeFlow.AddTo(long.MaxValue - 1, uint.MaxValue));
        Assert.Equal(long.MinValue, TradeFlow.AddTo(long.MinValue + 1, -(long)uint.MaxValue));
        Assert.Equal(long.MaxValue - 5, TradeFlow.AddTo(long.MaxValue, -5));
    }

    [Theory]
    [InlineData(31, 0.0)]
    [InlineData(32, 0.01)]
    public void Window_equals_the_published_formula_in_decimals(int seed, double faults)
    {
        const byte log2 = 12;
        SymbolSignals signals = new(new SignalParameters { Windows = new SignalWindows { Window = log2 } });
        SignalStream stream = new(seed) { Faults = faults };
        List<(ulong Period, decimal E)> seen = [];
        BookPart? before = null;
        int compared = 0;
        for (int n = 0; n < 30_000; n++)
        {
            SignalUpdate u = stream.Next();
            signals.Update(u);
            ulong period = u.Now / (1 << log2);
            if (u.Book is { } book)
            {
                if (before is { } b && book.Flags == 0)
                {
                    seen.Add((period, E(b, book)));
                }
                before = book.Flags == 0 ? book : null;
                if (book.Broken)
                {
                    seen.Clear();
                }
            }
            if (signals.State.Window.Known)
            {
                compared++;
                seen.RemoveAll(e => e.Period + 1 < period);
                Assert.Equal(seen.Sum(e => e.E), signals.State.Window.Ofi.Total);
            }
        }
        Assert.True(compared > 1_000, $"seed {seed}: only {compared} windows");
    }

    // e of Cont, Kukanov, Stoikov 2014 with its four indicators written out.
    private static decimal E(in BookPart b, in BookPart a)
    {
        decimal up = a.BidIdx >= b.BidIdx ? 1 : 0, down = a.BidIdx <= b.BidIdx ? 1 : 0;
        decimal askDown = a.AskIdx <= b.AskIdx ? 1 : 0, askUp = a.AskIdx >= b.AskIdx ? 1 : 0;
        return (a.BidQty * up) - (b.BidQty * down) - (a.AskQty * askDown) + (b.AskQty * askUp);
    }
}
