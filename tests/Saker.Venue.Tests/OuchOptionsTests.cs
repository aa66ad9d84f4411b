using Saker.Wire;

namespace Saker.Venue.Tests;

/// <summary>Appendages: what is honoured, what is repeated, what is refused.</summary>
public sealed class OuchOptionsTests
{
    private readonly SessionBench _bench = new();

    [Fact]
    public void The_answer_repeats_the_appendage_of_its_request()
    {
        byte[] all = [.. Value(OuchTag.Firm, "LIME"u8), .. Value(OuchTag.DisplayQuantity, [0, 0, 0, 9]), .. Value(OuchTag.MaxFloor, [0, 0, 0, 1]), 3, 200, 7, 8];
        _bench.EnterRaw(1, 'B', 500, 1000, '0', all);
        Assert.True(OuchAccepted.TryRead(_bench.Messages().Single(), out var accepted, out var appendage));
        Assert.Equal(all, appendage.TagValues.ToArray());
        Assert.Equal('L', accepted.State);

        _bench.Replace(1, 2, 500, 1005, tags: (ref w) => w.Text(OuchTag.Firm, "ABCD"));
        Assert.True(OuchReplaced.TryRead(_bench.Messages().Single(), out _, out appendage));
        Assert.Equal(Value(OuchTag.Firm, "ABCD"u8), appendage.TagValues.ToArray());

        _bench.Enter(3, 'B', 500, 1000);
        Assert.True(OuchAccepted.TryRead(_bench.Messages().Single(), out _, out appendage));
        Assert.True(appendage.TagValues.IsEmpty);
    }

    [Fact]
    public void The_longest_appendage_that_the_line_takes_is_repeated()
    {
        byte[] all = [.. Enumerable.Range(0, 3).SelectMany(_ => Value(250, new byte[254])), .. Value(251, new byte[200])];
        _bench.EnterRaw(1, 'B', 500, 1000, '0', all);
        Assert.True(OuchAccepted.TryRead(_bench.Messages().Single(), out _, out var appendage));
        Assert.Equal(all, appendage.TagValues.ToArray());
    }

    [Fact]
    public void A_tag_of_wrong_size_is_rejected_and_an_unknown_tag_is_not()
    {
        _bench.EnterRaw(1, 'B', 500, 1000, '0', [.. Value(99, [1]), .. Value(OuchTag.PostOnly, "PP"u8)]);
        _bench.EnterRaw(2, 'B', 500, 1000, '0', Value(99, [1]));
        Assert.Equal("J1:15 A2L", _bench.Answers());
        Assert.Equal(0, _bench.Session.Counters.Malformed);
    }

    [Fact]
    public void A_least_quantity_is_filled_at_once_or_not_at_all()
    {
        _bench.Other(Side.Sell, 1000, 30);
        _bench.Other(Side.Sell, 1005, 30);
        _bench.Other(Side.Sell, 1010, 30);
        _bench.Enter(1, 'B', 100, 1005, '3', (ref w) => w.Number(OuchTag.MinQuantity, 61));
        Assert.Equal("A1L C1:100I", _bench.Answers());
        Assert.Empty(_bench.Others.Fills);
        _bench.Enter(2, 'B', 100, 1005, '3', (ref w) => w.Number(OuchTag.MinQuantity, 60));
        Assert.Equal("A2L E2:30 E2:30 C2:40I", _bench.Answers());
        Assert.Equal("", _bench.Open());
    }

    [Fact]
    public void A_least_quantity_of_an_order_that_may_rest_or_above_its_size_is_rejected()
    {
        _bench.Other(Side.Sell, 1000, 100);
        _bench.Enter(1, 'B', 100, 1000, '0', (ref w) => w.Number(OuchTag.MinQuantity, 1));
        _bench.Enter(2, 'B', 100, 1000, '3', (ref w) => w.Number(OuchTag.MinQuantity, 101));
        Assert.Equal("J1:13 J2:13", _bench.Answers());
        Assert.Empty(_bench.Others.Fills);
    }

    [Fact]
    public void A_replace_has_options_of_its_own()
    {
        _bench.Other(Side.Sell, 1000, 30);
        _bench.Enter(1, 'B', 100, 990);
        _bench.Enter(2, 'B', 100, 990);
        _bench.Replace(1, 3, 100, 1000, tags: (ref w) => w.Letter(OuchTag.PostOnly, 'P'));
        _bench.Replace(2, 4, 100, 1000, '3', (ref w) => w.Number(OuchTag.MinQuantity, 31));
        Assert.Equal("A1L A2L U3:100D U4:100L C4:100I", _bench.Answers());
        Assert.Empty(_bench.Others.Fills);
        Assert.Equal("", _bench.Open());
        Assert.Equal(0, _bench.Engine.Book(Market.Test).Bids.OrderCount);
    }

    private static byte[] Value(byte tag, ReadOnlySpan<byte> value) => [(byte)(value.Length + 1), tag, .. value];
}
