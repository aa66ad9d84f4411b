namespace Saker.Venue.Tests;

/// <summary>Modify: kinds of selling, and sizes as in a cancel.</summary>
public sealed class OuchModifyTests
{
    private readonly SessionBench _bench = new();

    [Fact]
    public void A_sale_changes_its_kind_and_keeps_its_place()
    {
        _bench.Enter(1, 'S', 500, 1000);
        _bench.Other(Side.Sell, 1000, 50);
        int published = _bench.Feed.Messages.Count;
        _bench.Modify(1, 'T', 500);
        _bench.Modify(1, 'E', 500);
        Assert.Equal("A1L M1:500T M1:500E", _bench.Answers());
        Assert.Equal(published, _bench.Feed.Messages.Count);
        _bench.Other(Side.Buy, 1000, 100);
        Assert.Equal("E1:100", _bench.Answers());
        Assert.Equal(2, _bench.Session.Counters.Modified);

        // The kind stays with the order through a replace.
        _bench.Replace(1, 2, 500, 1005);
        Assert.True(Wire.OuchReplaced.TryRead(_bench.Messages().Single(), out var replaced));
        Assert.Equal(('E', 400), (replaced.Side, replaced.Quantity.Lots));
    }

    [Fact]
    public void A_smaller_size_lowers_what_is_open_executed_quantity_included()
    {
        _bench.Enter(1, 'B', 500, 1000);
        _bench.Other(Side.Buy, 1000, 50);
        _bench.Other(Side.Sell, 1000, 100);
        _bench.Modify(1, 'B', 300);
        Assert.Equal('X', (char)_bench.Feed.Messages[^1][0]);
        _bench.Other(Side.Sell, 1000, 200);
        Assert.Equal("A1L E1:100 M1:200B E1:200", _bench.Answers());
        Assert.DoesNotContain(_bench.Others.Fills, f => f.Added);
    }

    [Fact]
    public void A_larger_size_changes_the_side_alone()
    {
        _bench.Enter(1, 'T', 500, 1000);
        _bench.Modify(1, 'S', 999);
        Assert.Equal("A1L M1:500S", _bench.Answers());
    }

    [Fact]
    public void A_size_that_leaves_nothing_open_cancels()
    {
        _bench.Enter(1, 'B', 500, 1000);
        _bench.Other(Side.Sell, 1000, 100);
        _bench.Modify(1, 'B', 100);
        Assert.Equal("A1L E1:100 C1:400U", _bench.Answers());
        Assert.Equal("", _bench.Open());
    }

    [Theory]
    [InlineData('B', 'S', 500u)]
    [InlineData('S', 'B', 100u)]
    [InlineData('B', 'T', 100u)]
    [InlineData('S', 'X', 100u)]
    [InlineData('S', 'S', 500u)]
    [InlineData('S', 'S', 501u)]
    public void Anything_else_is_ignored(char side, char to, uint quantity)
    {
        _bench.Enter(1, side, 500, 1000);
        _bench.Modify(1, to, quantity);
        _bench.Modify(2, side, 100);
        Assert.Equal("A1L", _bench.Answers());
        Assert.Equal("1:500", _bench.Open());
        Assert.Equal(2, _bench.Session.Counters.Superfluous);
    }
}
