using Xunit;

namespace Saker.Model.Tests.Takers;

/// <summary>What fits, how long a want stands, and what becomes of it: docs/card.md section 13.</summary>
public sealed class TakerWantTests
{
    private const int Window = 4_096;
    private static readonly SlotParameters Plain = new() { Qty = 10, InventoryCap = 100 };

    private static TakerBook Book(int bid, int ask)
    {
        var book = new TakerBook();
        book.Take(new BookRecord(0, 0, 1, 0, 0, 0, (ushort)bid, (ushort)ask, 1, 1));
        return book;
    }

    [Theory]
    [InlineData(0, 4_090, 4_092, 3, 4_095)]
    [InlineData(0, 4_090, 4_092, 4, null)]
    [InlineData(0, 0, 1, 65_535, null)]
    [InlineData(1, 3, 5, 3, 0)]
    [InlineData(1, 3, 5, 4, null)]
    [InlineData(1, 4_094, 4_095, 65_535, null)]
    [InlineData(0, 10, 12, 0, 12)]
    [InlineData(1, 10, 12, 0, 10)]
    public void Slip_EndsAtTheWindowsBorder(int side, int bid, int ask, int slip, int? level)
    {
        TakerWant? want = TakerWant.Fitting(side, Book(bid, ask), Plain with { Slip = (ushort)slip }, 0, 0, Window);
        Assert.Equal(level is { } at ? new TakerWant((byte)side, (ushort)at, 10) : null, want);
    }

    [Theory]
    [InlineData(0, 90, true)]
    [InlineData(0, 91, false)]
    [InlineData(0, -1_000, true)]
    [InlineData(1, -90, true)]
    [InlineData(1, -91, false)]
    [InlineData(1, 1_000, true)]
    [InlineData(0, int.MaxValue, false)]
    [InlineData(1, int.MinValue, false)]
    public void TheCap_CountsTheOrder(int side, int position, bool fits) =>
        Assert.Equal(fits, TakerWant.Fitting(side, Book(10, 12), Plain, position, 0, Window) is not null);

    [Theory]
    [InlineData(0, 0b01u, true)]
    [InlineData(0, 0b10u, false)]
    [InlineData(1, 0b10u, true)]
    [InlineData(1, 0b01u, false)]
    public void EachSideNeedsItsOwnGates_AndTightNone(int side, uint gates, bool fits)
    {
        SlotParameters p = Plain with { NeedBid = 0b01, NeedAsk = 0b10, NeedTight = 0b100 };
        TakerWant? want = TakerWant.Fitting(side, Book(10, 12), p, 0, gates, Window);
        Assert.Equal(fits, want is not null);
        Assert.Equal(gates, TakerWant.Decision(0, 1, want, Book(10, 12), 0, gates).Gates);
    }

    [Theory]
    [InlineData(VarHorizon.None, true, true)]
    [InlineData(VarHorizon.None, null, true)]
    [InlineData(VarHorizon.Slow, null, false)]
    [InlineData(VarHorizon.Fast, false, false)]
    [InlineData(VarHorizon.Fast, true, true)]
    public void NeitherSideFits_WhileTheVarianceThatTheBankNamesDoesNotCount(VarHorizon horizon, bool? counts, bool fits)
    {
        SlotParameters p = Plain with { VarHorizon = horizon };
        Assert.All([0, 1], side => Assert.Equal(fits, TakerWant.Fitting(side, Book(10, 12), p, 0, 0, Window, counts) is not null));
    }

    [Fact]
    public void NoQuantity_FitsNowhere() => Assert.Null(TakerWant.Fitting(0, Book(10, 12), Plain with { Qty = 0 }, 0, 0, Window));

    [Fact]
    public void AWant_Stands128Cycles_AndIsReplacedByADecision_AndEnds()
    {
        var standing = new StandingWant();
        TakerWant want = new(0, 12, 10);
        Assert.Null(standing.At(0));
        uint from = uint.MaxValue - 5;
        standing.Decide(from, want);
        Assert.Equal((want, want, null), (standing.At(from), standing.At(unchecked(from + 127)), standing.At(unchecked(from + 128))));
        standing.Decide(from, null);
        Assert.Null(standing.At(from));
        standing.Decide(from, want);
        standing.End(from + 2);
        Assert.Equal((want, null), (standing.At(from + 2), standing.At(from + 3)));
        standing.End(from + 9);
        Assert.Null(standing.At(from + 3));
    }

    /// <summary>A new order only where the slot has none on either side; no replace, and no cancel because nothing is wanted.</summary>
    [Fact]
    public void OneOrderAtATime_IsEntered_AndNeverMoved()
    {
        TakerWant want = new(1, 12, 10);
        WorkingOrder none = default, open = new() { Active = true, Acked = true, Urn = 5, Idx = 40, Open = 3 };
        var enter = new WantedAction(OrderAction.New, 0, 10, 10, 12);
        Assert.Equal(enter, TakerPlanner.Choose(none, none, 1, want, false, SlotMode.Active));
        Assert.Equal(enter, TakerPlanner.Choose(none, none, 1, want, false, SlotMode.Reducing));
        Assert.Equal(default, TakerPlanner.Choose(none, none, 0, want, false, SlotMode.Active));
        Assert.Equal(default, TakerPlanner.Choose(none, open, 1, want, false, SlotMode.Active));
        Assert.Equal(default, TakerPlanner.Choose(none, none, 1, null, false, SlotMode.Active));
        Assert.Equal(default, TakerPlanner.Choose(none, none, 1, want, true, SlotMode.Active));
        Assert.Equal(default, TakerPlanner.Choose(none, none, 1, want, false, SlotMode.Halted));
        foreach (TakerWant? any in new TakerWant?[] { want, null, want with { Side = 0 } })
        {
            Assert.Equal(default, TakerPlanner.Choose(open, none, 1, any, false, SlotMode.Active));
            var cancel = new WantedAction(OrderAction.Cancel, 5, 0, 0, 0);
            Assert.Equal(cancel, TakerPlanner.Choose(open, none, 1, any, true, SlotMode.Active));
            Assert.Equal(cancel, TakerPlanner.Choose(open, none, 1, any, false, SlotMode.Halted));
            Assert.Equal(cancel, TakerPlanner.Choose(open with { Marked = true, Acked = false }, none, 1, any, false, SlotMode.Active));
            Assert.Equal(default, TakerPlanner.Choose(open with { Acked = false }, none, 1, any, false, SlotMode.Halted));
        }
    }
}
