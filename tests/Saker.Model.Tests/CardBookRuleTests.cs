using Saker.Wire;
using Xunit;

namespace Saker.Model.Tests;

/// <summary>Each check of docs/card.md section 5, one at a time.</summary>
public sealed class CardBookRuleTests
{
    private readonly RecordingSink _sink = new();
    private readonly CardBook _book;

    public CardBookRuleTests()
    {
        _book = new CardBook(new CardShape(2, 1, 6, 2, 2), _sink);
        _book.SetWindow(0, new PriceWindow(1000, 10));
        _book.SetWindow(1, new PriceWindow(1000, 10));
        _book.Clear();
        _sink.Clear();
    }

    private static ItchMsg Add(ulong reference, byte side, uint qty, uint price) =>
        new() { Mtype = ItchType.AddOrder, OrderRef = reference, Side = side, Qty = qty, Price = price };

    private static ItchMsg Of(byte type, ulong reference, uint qty = 0, ulong newRef = 0, uint price = 0) =>
        new() { Mtype = type, OrderRef = reference, Qty = qty, NewRef = newRef, Price = price };

    private void Expect(StaleReason reason, params ItchMsg[] messages)
    {
        foreach (ItchMsg m in messages[..^1])
        {
            Assert.Equal(BookOutcome.Applied, _book.Apply(0, m, 0));
        }
        BookOutcome last = _book.Apply(0, messages[^1], 0);
        Assert.Equal(reason == StaleReason.None ? BookOutcome.Applied : BookOutcome.MadeStale, last);
        Assert.Equal(reason, _book.Stale(0));
    }

    [Fact]
    public void Known_reference_is_refused() => Expect(StaleReason.DupRef, Add(1, 0, 5, 1000), Add(1, 0, 5, 1000));

    [Fact]
    public void Unknown_reference_is_refused() => Expect(StaleReason.UnknownRef, Of(ItchType.OrderDelete, 1));

    [Fact]
    public void Full_buckets_are_refused() => Expect(StaleReason.TableFull, [.. SameBuckets(5).Select(r => Add(r, 0, 5, 1000))]);

    [Fact]
    public void Replace_that_would_fit_only_after_the_removal_is_refused()
    {
        ulong[] same = SameBuckets(5);
        Expect(StaleReason.TableFull, [.. same[..4].Select(r => Add(r, 0, 5, 1000)), Of(ItchType.OrderReplace, same[0], 5, same[4], 1000)]);
    }

    [Fact]
    public void Replace_takes_its_way_before_the_original_leaves()
    {
        ulong[] same = SameBuckets(6);
        Expect(StaleReason.None, [.. same[..3].Select(r => Add(r, 0, 5, 1000)), Of(ItchType.OrderReplace, same[0], 5, same[4], 1000), Add(same[3], 0, 5, 1000)]);
        Expect(StaleReason.TableFull, Add(same[5], 0, 5, 1000));
    }

    /// <summary>References that share their bucket in either half.</summary>
    private static ulong[] SameBuckets(int count) =>
        [.. Enumerable.Range(0, 4096).Select(n => (ulong)n).Where(r => OrderTable.LeftBucket(r, 2) == 0 && OrderTable.RightBucket(r, 2) == 0).Take(count)];

    [Fact]
    public void Price_beyond_the_better_side_is_refused() => Expect(StaleReason.OffWindow, Add(1, 0, 5, 1640));

    [Fact]
    public void Price_between_ticks_is_refused() => Expect(StaleReason.OffTick, Add(1, 0, 5, 1005));

    [Fact]
    public void Level_beyond_32_bits_is_published_and_then_stale()
    {
        Assert.Equal(BookOutcome.Applied, _book.Apply(0, Add(1, 0, uint.MaxValue, 1000), 0));
        Assert.Equal(BookOutcome.Applied, _book.Apply(0, Add(2, 0, 3, 1000), 0));
        Assert.Equal([((byte)'A', uint.MaxValue, 0), ((byte)'A', 2u, 0), ((byte)0, 2u, (byte)StaleReason.LevelQty)],
            _sink.Books.TakeLast(3).Select(b => (b.Mtype, b.BidQty, (int)b.Stale)));
        Assert.Equal(BookOutcome.IgnoredStale, _book.Apply(0, Add(3, 0, 1, 1000), 0));
    }

    [Fact]
    public void Fault_of_the_feed_during_clearing_outlives_it()
    {
        _book.BeginClear();
        _book.StaleAll(StaleReason.BadFrame);
        _book.StaleAll(StaleReason.Gap);
        _book.EndClear();
        Assert.Equal(StaleReason.BadFrame, _book.Stale(1));
        _book.Clear();
        Assert.Equal(StaleReason.None, _book.Stale(1));
    }

    [Fact]
    public void More_than_remains_is_refused() => Expect(StaleReason.LevelQty, Add(1, 0, 5, 1000), Of(ItchType.OrderCancel, 1, 6));

    [Fact]
    public void Replace_by_itself_is_refused() => Expect(StaleReason.DupRef, Add(1, 0, 5, 1000), Of(ItchType.OrderReplace, 1, 5, 1, 1000));

    [Fact]
    public void Order_of_another_symbol_is_refused()
    {
        Assert.Equal(BookOutcome.Applied, _book.Apply(1, Add(1, 0, 5, 1000), 0));
        Expect(StaleReason.WrongSym, Of(ItchType.OrderDelete, 1));
        Assert.Equal(StaleReason.None, _book.Stale(1));
    }

    [Fact]
    public void Order_beyond_the_worse_side_is_far_and_flagged_outside()
    {
        _book.SetTrading(0, true);
        Expect(StaleReason.None, Add(1, 0, 5, 999), Add(2, 1, 5, 1100));
        Assert.Equal(1, _book.FarOrders(0, Side.Buy));
        Assert.Equal(BookFlags.Outside, (BookFlags)_sink.Books[^1].Flags);
        Assert.Equal(BookOutcome.Applied, _book.Apply(0, Of(ItchType.OrderDelete, 1), 0));
        Assert.Equal(BookFlags.Empty, (BookFlags)_sink.Books[^1].Flags);
    }

    [Fact]
    public void Add_without_quantity_is_ignored_whole()
    {
        Assert.Equal(BookOutcome.IgnoredEmpty, _book.Apply(0, Add(1, 0, 0, 1000), 0));
        Assert.Empty(_sink.Books);
        Expect(StaleReason.UnknownRef, Of(ItchType.OrderDelete, 1));
    }

    [Fact]
    public void Feed_fault_pulses_each_symbol_once_and_the_first_reason_sticks()
    {
        _book.StaleAll(StaleReason.Gap);
        _book.StaleAll(StaleReason.Framing);
        Assert.Equal([0, 1], _sink.Books.Select(b => (int)b.Sym));
        Assert.All(_sink.Books, b => Assert.Equal((byte)StaleReason.Gap, b.Stale));
    }

    [Fact]
    public void Message_during_clearing_leaves_its_symbol_stale_afterwards()
    {
        _book.BeginClear();
        Assert.Equal(BookOutcome.IgnoredStale, _book.Apply(0, Add(1, 0, 5, 1000), 0));
        _book.EndClear();
        Assert.Equal((StaleReason.Busy, StaleReason.None), (_book.Stale(0), _book.Stale(1)));
    }
}
