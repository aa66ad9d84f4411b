namespace Saker.Venue.Tests;

public sealed class ShadowMatcherTests
{
    private readonly ShadowMatcher _shadow = new();
    private readonly RecordingOwner _owner = new();
    private readonly Instrument _stock = new() { Symbol = "AAPL", Locate = 13 };

    public ShadowMatcherTests() => _shadow.Define(_stock);

    [Fact]
    public void An_aggressor_takes_displayed_orders_once_and_leaves_the_captured_book_as_it_is()
    {
        _shadow.CapturedAdd(13, 1, Side.Sell, 100, 50);
        _shadow.CapturedAdd(13, 2, Side.Sell, 101, 50);
        Submit(Side.Buy, 101, 70, ioc: true);
        Assert.Equal([(50u, 100L, false), (20u, 101L, false)], Fills());
        Submit(Side.Buy, 101, 70, ioc: true);
        Assert.Equal([(30u, 101L, false)], Fills());
        Assert.False(_shadow.WouldMatch(_stock, Side.Buy, 101));
        Assert.Equal(50, _shadow.Book(13)!.Asks.Best!.Quantity);
    }

    [Fact]
    public void A_resting_order_waits_for_the_queue_ahead_of_it()
    {
        _shadow.CapturedAdd(13, 1, Side.Buy, 100, 50);
        var ours = Submit(Side.Buy, 100, 30);
        _shadow.CapturedAdd(13, 2, Side.Buy, 100, 80);
        _shadow.CapturedExecution(1, 20);
        _shadow.CapturedExecution(2, 10);
        Assert.Empty(Fills());
        _shadow.CapturedExecution(1, 30);
        Assert.Empty(Fills());
        _shadow.CapturedExecution(2, 20);
        Assert.Equal([(20u, 100L, true)], Fills());
        Assert.Equal(10u, ours.Open);
        _shadow.CapturedExecution(2, 50);
        Assert.Equal([(10u, 100L, true)], Fills());
        Assert.False(ours.Resting);
    }

    [Fact]
    public void The_queue_ahead_also_shrinks_by_captured_cancels()
    {
        _shadow.CapturedAdd(13, 1, Side.Sell, 100, 50);
        Submit(Side.Sell, 100, 30);
        _shadow.CapturedAdd(13, 2, Side.Sell, 100, 80);
        _shadow.CapturedDelete(1);
        _shadow.CapturedExecution(2, 5);
        Assert.Equal([(5u, 100L, true)], Fills());
    }

    [Fact]
    public void An_execution_through_our_price_fills_us_up_to_its_quantity()
    {
        _shadow.CapturedAdd(13, 1, Side.Buy, 98, 50);
        _shadow.CapturedAdd(13, 2, Side.Buy, 100, 50);
        Submit(Side.Buy, 99, 30);
        Submit(Side.Buy, 99, 30);
        _shadow.CapturedExecution(1, 40);
        Assert.Equal([(30u, 99L, true), (10u, 99L, true)], Fills());
    }

    [Fact]
    public void A_captured_order_that_reaches_ours_fills_it_and_cannot_be_taken_again()
    {
        Submit(Side.Buy, 100, 30);
        _shadow.CapturedAdd(13, 1, Side.Sell, 100, 50);
        Assert.Equal([(30u, 100L, true)], Fills());
        Submit(Side.Buy, 100, 50, ioc: true);
        Assert.Equal([(20u, 100L, false)], Fills());
        _shadow.CapturedReplace(1, 2, 99, 40);
        Submit(Side.Buy, 100, 50, ioc: true);
        Assert.Equal([(40u, 99L, false)], Fills());
    }

    [Fact]
    public void A_cancelled_order_is_filled_no_more()
    {
        var ours = Submit(Side.Buy, 100, 30);
        _shadow.Reduce(ours, 10);
        _shadow.CapturedAdd(13, 1, Side.Buy, 99, 50);
        _shadow.CapturedExecution(1, 5);
        Assert.Equal([(5u, 100L, true)], Fills());
        _shadow.Reduce(ours, 0);
        _shadow.CapturedExecution(1, 45);
        Assert.Empty(Fills());
    }

    [Fact]
    public void What_can_be_filled_is_what_nobody_has_taken_yet()
    {
        _shadow.CapturedAdd(13, 1, Side.Sell, 100, 50);
        _shadow.CapturedAdd(13, 2, Side.Sell, 105, 50);
        Assert.True(_shadow.CanFill(_stock, Side.Buy, 100, 50));
        Assert.False(_shadow.CanFill(_stock, Side.Buy, 100, 51));
        Submit(Side.Buy, 100, 20, ioc: true);
        Assert.False(_shadow.CanFill(_stock, Side.Buy, 100, 31));
        Assert.True(_shadow.CanFill(_stock, Side.Buy, 105, 80));
    }

    [Fact]
    public void Messages_that_do_not_fit_the_captured_book_are_counted()
    {
        _shadow.CapturedDelete(99);
        _shadow.CapturedAdd(14, 1, Side.Buy, 100, 1);
        _shadow.CapturedAdd(13, 2, Side.Buy, 100, 5);
        _shadow.CapturedReduce(2, 6);
        Assert.Equal(3, _shadow.Inconsistent);
        Assert.Equal(0, _shadow.Book(13)!.Bids.OrderCount);
    }

    private Order Submit(Side side, long price, uint quantity, bool ioc = false)
    {
        var order = new Order(_shadow.NextReference(), _owner, _stock, side, price, quantity);
        _shadow.Submit(order, ioc);
        return order;
    }

    private (uint, long, bool)[] Fills()
    {
        var fills = _owner.Fills.Select(f => (f.Quantity, f.Price, f.Added)).ToArray();
        _owner.Fills.Clear();
        return fills;
    }
}
