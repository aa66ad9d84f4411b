using Xunit;
using static Saker.Model.Tests.OrderWords;

namespace Saker.Model.Tests;

/// <summary>In doubt, marks and settling: docs/card.md sections 7, 7.3 and 7.4.</summary>
public sealed class PendingOrderTests
{
    private const ulong Unit = Doubt.UnitNs;

    [Fact]
    public void An_unanswered_order_is_in_doubt_once_after_the_limit()
    {
        OrderState state = new(1);
        state.Sent(Desk(3, 100, side: 1), leftNs: 10 * Unit);
        state.Sent(Quote(OrderAction.New, 4, 50), leftNs: 11 * Unit);
        Assert.Empty(state.Doubts(1_000_000 * Unit, limit: 0));
        Assert.Empty(state.Doubts((13 * Unit) - 1, limit: 3));
        DoubtRecord desk = Assert.Single(state.Doubts(13 * Unit, limit: 3));
        Assert.Equal(new DoubtRecord(0, 1, (byte)OrderAction.New, 1, 3, 100, 3), desk);
        state.EnterDoubt(desk, autoCancel: false);
        Assert.Equal((1, 0), (state.InDoubt, state.Table.ToCancel(false)));
        DoubtRecord quote = Assert.Single(state.Doubts(20 * Unit, limit: 3));
        Assert.Equal(new DoubtRecord(0, 0, (byte)OrderAction.New, 0, 4, 50, 9), quote);
        state.EnterDoubt(quote, autoCancel: false);
        Assert.Empty(state.Doubts(100 * Unit, limit: 3));
        Assert.Equal(2, state.InDoubt);
        state.Knows(Accepted(3, 100));
        state.Knows(Said('J', 4));
        Assert.Equal(0, state.InDoubt);
    }

    [Fact]
    public void Every_message_that_leaves_starts_the_time_again()
    {
        OrderState state = new(1);
        state.Sent(Quote(OrderAction.New, 1, 50), leftNs: 0);
        state.EnterDoubt(state.Doubts(5 * Unit, 5).Single(), autoCancel: false);
        state.Knows(Accepted(1, 50));
        Assert.Equal(0, state.InDoubt);
        state.Sent(Quote(OrderAction.Replace, 2, 70), leftNs: 8 * Unit);
        Assert.Empty(state.Doubts(12 * Unit, 5));
        DoubtRecord replace = state.Doubts(13 * Unit, 5).Single();
        Assert.Equal(new DoubtRecord(0, 0, (byte)OrderAction.Replace, 0, 2, 70, 5), replace);
        state.EnterDoubt(replace, autoCancel: true);
        Assert.True(state.Entry(0, 0).Marked);
        state.Sent(Quote(OrderAction.Cancel, 2), leftNs: 14 * Unit);
        Assert.Equal(0, state.InDoubt);
        DoubtRecord cancel = state.Doubts(19 * Unit, 5).Single();
        Assert.Equal((byte)OrderAction.Cancel, cancel.Pending);
        state.EnterDoubt(cancel, autoCancel: true);
        // The replace comes through; the cancel is still owed.
        state.Knows(Said('U', 2, 70, 'L'));
        Assert.Equal(1, state.InDoubt);
        state.Knows(Said('C', 2, 70));
        Assert.Equal((0, 0), (state.InDoubt, state.OpenOrders));
    }

    [Fact]
    public void AutoCancel_marks_only_what_has_no_cancel_under_way()
    {
        OrderState state = new(1);
        state.Sent(Desk(1, 10));
        state.Sent(Desk(2, 10));
        state.Sent(DeskCancel(2));
        foreach (DoubtRecord doubt in state.Doubts(10 * Unit, 1).ToArray())
        {
            state.EnterDoubt(doubt, autoCancel: true);
        }
        Assert.Equal((true, false), (state.Table[1].Marked, state.Table[2].Marked));
        Assert.Equal((1, 1), (state.Table.ToCancel(killed: false), state.Table.ToCancel(killed: true)));
    }

    [Fact]
    public void A_cancel_of_the_desk_marks_an_open_order_once()
    {
        OrderState state = new(1);
        Assert.False(state.Table.Mark(1));
        state.Sent(Desk(1, 10));
        Assert.True(state.Table.Mark(1));
        Assert.True(state.Table.Mark(1));
        Assert.False(state.Table.Mark(257));
        state.Sent(DeskCancel(1));
        Assert.False(state.Table.Mark(1));
        Assert.Equal((OrderAction.Cancel, 0), (state.Table[1].Pending, state.Table.ToCancel(false)));
    }

    [Theory]
    [InlineData(CancelScope.All, 9, true, true)]
    [InlineData(CancelScope.Slot, 0, true, false)]
    [InlineData(CancelScope.Slot, 1, false, true)]
    [InlineData(CancelScope.Slot, 9, false, false)]
    [InlineData(CancelScope.Symbol, 5, true, false)]
    [InlineData(CancelScope.Symbol, 6, false, true)]
    [InlineData((CancelScope)3, 0, false, false)]
    public void Mass_cancel_marks_its_scope(CancelScope scope, int number, bool first, bool second)
    {
        OrderState state = new(2);
        for (byte slot = 0; slot < 2; slot++)
        {
            state.Sent(Desk(1u + slot, 10, slot: slot));
            state.Sent(Quote(OrderAction.New, 3u + slot, 10, side: 1, slot: slot));
        }
        state.Mark(scope, number, slot => slot + 5);
        Assert.Equal((first, second), (state.Table[1].Marked, state.Table[2].Marked));
        Assert.Equal((first, second), (state.Entry(0, 1).Marked, state.Entry(1, 1).Marked));
        Assert.False(state.Entry(0, 0).Marked);
    }

    [Fact]
    public void A_marked_quote_is_cancelled_at_once_until_it_is_dead()
    {
        OrderState state = new(1);
        state.Sent(Quote(OrderAction.New, 1, 10));
        state.Mark(0);
        WantedAction Wanted() => ActionPlanner.Choose(state.Entry(0, 0), new WantedSide(0, true, 50, 10, Tight: true), false, SlotMode.Active, hysteresis: 1);
        Assert.Equal((OrderAction.Cancel, 1u), (Wanted().Action, Wanted().Urn));
        state.Knows(Accepted(1, 10));
        state.Sent(Quote(OrderAction.Replace, 2, 10));
        Assert.Equal((OrderAction.Cancel, 2u), (Wanted().Action, Wanted().Urn));
        state.Sent(Quote(OrderAction.Cancel, 2));
        Assert.Equal(OrderAction.None, Wanted().Action);
        // The replace is refused and with it the cancel that named it.
        state.Knows(Said('J', 2));
        Assert.Equal((OrderAction.Cancel, 1u), (Wanted().Action, Wanted().Urn));
        state.Sent(Quote(OrderAction.Cancel, 1));
        state.Knows(Said('C', 1, 10));
        Assert.Equal(OrderAction.New, Wanted().Action);
    }

    [Fact]
    public void Settling_forgets_what_the_venue_never_saw_and_what_cancels_left_standing()
    {
        OrderState state = new(1);
        state.Sent(Desk(1, 10));
        state.Knows(Accepted(1, 10));
        state.Table.Mark(1);
        state.Sent(DeskCancel(1));
        state.Sent(Desk(2, 10));
        state.Sent(Quote(OrderAction.New, 3, 10));
        state.Knows(Accepted(3, 10));
        state.Sent(Quote(OrderAction.New, 4, 10, side: 1));
        state.Sent(Desk(5, 10));
        state.Sent(Quote(OrderAction.Replace, 6, 90));
        state.Sent(Quote(OrderAction.Cancel, 6));
        VenueRecord answer = state.Venue(Said('Q', 4), out _, settles: true);
        Assert.Equal((1, 6u), (answer.Known, state.LastUrn));
        // Seen but unanswered stays; acknowledged stays and its cancel is due again; the rest never was.
        Assert.Equal((true, true, true), (state.Table[1].ToCancel(false), state.Table[2].Live, !state.Table[5].Live));
        Assert.Equal((true, false, false, 3u), (state.Entry(0, 0).Active, state.Entry(0, 0).Rep, state.Entry(0, 0).Cxl, state.Entry(0, 0).Newest));
        Assert.False(state.Entry(0, 1).Active);
        Assert.Equal((30u, 0u, 3), (state.WorstOpen(0, 0), state.WorstOpen(0, 1), state.OpenOrders));
        state.Venue(Said('Q', 50), out _, settles: false);
        Assert.Equal(6u, state.LastUrn);
        state.Venue(Said('Q', 50), out _, settles: true);
        Assert.Equal(49u, state.LastUrn);
    }
}
