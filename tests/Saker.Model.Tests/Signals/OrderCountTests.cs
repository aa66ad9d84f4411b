using Saker.Wire;
using Xunit;

namespace Saker.Model.Tests.Signals;

/// <summary>Refills, flickers and icebergs by hand: docs/signals.md sections 4.9 to 4.11.</summary>
public sealed class OrderCountTests
{
    private static OrderPart Add(ulong reference, uint qty, ushort idx = 100, Side side = Side.Buy, bool inside = true) =>
        new(OrderKind.Add, side, reference, idx, inside, false, qty);

    private static OrderPart Execute(ulong reference, ushort idx = 100, bool gone = true, bool inside = true) =>
        new(OrderKind.Execute, Side.Buy, reference, idx, inside, gone);

    private static OrderPart Cancel(ulong reference, bool gone = true) => new(OrderKind.Cancel, Side.Buy, reference, 100, true, gone);

    private static OrderPart Replace(ulong from, ulong to, uint qty, ushort idx = 100, bool inside = true) =>
        new(OrderKind.Replace, Side.Buy, from, 99, true, true, qty, to, idx, inside);

    [Fact]
    public void Refill_is_an_order_at_the_executed_level_soon_after()
    {
        RefillMarks marks = new(50);
        Assert.False(marks.Take(Add(1, 10), 0));
        Assert.False(marks.Take(Execute(1), 100));
        Assert.False(marks.Take(Add(2, 10, 99), 110));
        Assert.False(marks.Take(Add(3, 10, 100, Side.Sell), 110));
        Assert.False(marks.Take(Add(3, 10, inside: false), 110));
        Assert.True(marks.Take(Add(4, 10), 150));
        Assert.False(marks.Take(Add(5, 10), 150));      // the mark is used up
        marks.Take(Execute(4), 200);
        Assert.False(marks.Take(Replace(5, 6, 10, inside: false), 201));
        Assert.True(marks.Take(Replace(5, 6, 10), 250));
        marks.Take(Execute(6), 300);
        Assert.False(marks.Take(Add(7, 10), 351));      // too late
        marks.Take(Execute(6), 400);
        marks.Break();
        Assert.False(marks.Take(Add(8, 10), 401));
    }

    [Fact]
    public void Refill_without_a_time_counts_nothing()
    {
        RefillMarks marks = new(0);
        marks.Take(Execute(1), 100);
        Assert.False(marks.IsSet || marks.Take(Add(2, 10), 100));
    }

    [Fact]
    public void Flicker_is_a_large_order_gone_soon_without_a_trade()
    {
        const uint ms50 = 48_828;
        FlickerTable table = new(1000, ms50);
        table.Take(Add(4, 1000), 10);
        Assert.True(table.Take(Cancel(4), 10 + ms50));
        Assert.False(table.Take(Cancel(4), 10 + ms50));
        table.Take(Add(8, 1000), 10);
        Assert.False(table.Take(Cancel(8), 11 + ms50));          // lived longer
        table.Take(Add(12, 999), 10);
        Assert.False(table.Take(Cancel(12), 11));                // not large
        table.Take(Add(16, 5000), 10);
        Assert.False(table.Take(Cancel(16, gone: false), 11));   // only less
        Assert.True(table.Take(Cancel(16), 12));
        table.Take(Add(20, 5000), 10);
        Assert.False(table.Take(Execute(20, gone: false), 11));  // traded
        Assert.False(table.Take(Cancel(20), 12));
        table.Take(Add(24, 5000), 10);
        Assert.True(table.Take(Replace(24, 28, 5000), 11));      // gone from its place, and entered anew
        Assert.True(table.Take(Replace(28, 32, 10), 12));
        Assert.False(table.Take(Cancel(32), 13));
    }

    [Fact]
    public void Flicker_table_loses_an_order_to_a_later_one_of_its_place()
    {
        FlickerTable table = new(1, 100);
        ulong same = Enumerable.Range(2, 1000).Select(n => (ulong)n * 4).First(r => FlickerTable.Place(r) == FlickerTable.Place(4));
        table.Take(Add(4, 1), 0);
        table.Take(Add(same, 1), 0);
        Assert.False(table.Take(Cancel(4), 1));
        Assert.True(table.Take(Cancel(same), 1));
        table.Take(Add(4, 1), 0);
        table.Break();
        Assert.False(table.Take(Cancel(4), 1));
    }

    [Fact]
    public void Flicker_time_wraps_with_32_bits()
    {
        FlickerTable table = new(1, 100);
        table.Take(Add(4, 1), uint.MaxValue - 10);
        Assert.True(table.Take(Cancel(4), uint.MaxValue + 50ul));
    }

    [Theory]
    [InlineData(91)]
    [InlineData(92)]
    public void Flickers_are_never_more_than_there_are(int seed)
    {
        const uint time = 4_000, large = 950;
        FlickerTable table = new(large, time);
        SignalStream stream = new(seed);
        Dictionary<ulong, ulong> entered = [];
        int counted = 0, exact = 0;
        for (int n = 0; n < 40_000; n++)
        {
            SignalUpdate u = stream.Next();
            if (u.Order is not { } order)
            {
                continue;
            }
            bool now = table.Take(order, u.Now);
            bool really = order.Gone && entered.TryGetValue(order.Ref, out ulong since) && u.Now - since <= time && order.Kind != OrderKind.Execute;
            Assert.False(now && !really);
            counted += now ? 1 : 0;
            exact += really ? 1 : 0;
            if (order.Gone || order.Kind == OrderKind.Execute)
            {
                entered.Remove(order.Ref);
            }
            if (order.NewQty >= large)
            {
                entered[order.Kind == OrderKind.Add ? order.Ref : order.NewRef] = u.Now;
            }
        }
        Assert.True(counted > 50 && counted >= exact / 2, $"seed {seed}: {counted} of {exact}");
    }

    [Fact]
    public void Iceberg_trades_more_than_was_ever_shown()
    {
        IcebergTrack track = new(100);
        track.Trade(50, 200, 200, 10);
        track.Best(50, 200);
        track.Trade(50, 200, 200, 20);
        track.Best(50, 250);
        track.Trade(50, 250, 100, 120);
        Assert.Equal((true, 500u, 250u), (track.Known, track.Traded, track.Shown));
        track.Best(49, 9000);
        Assert.Equal(250u, track.Shown);
        track.Trade(50, 100, 30, 221);    // too long after
        Assert.Equal((30u, 100u), (track.Traded, track.Shown));
        track.Trade(51, 70, 10, 222);
        Assert.Equal((10u, 70u), (track.Traded, track.Shown));
        track.Trade(51, 70, uint.MaxValue, 223);
        Assert.Equal(uint.MaxValue, track.Traded);
        track.Break();
        Assert.False(track.Known);
    }
}
