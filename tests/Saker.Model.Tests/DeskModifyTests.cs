using Xunit;
using static Saker.Model.Tests.OrderWords;

namespace Saker.Model.Tests;

/// <summary>The desk's MODIFY: docs/card.md sections 7.1 to 7.3.</summary>
public sealed class DeskModifyTests
{
    private const uint Urn = 3;

    private readonly OrderState _state = new(1);
    private readonly DeskModify _modify;

    public DeskModifyTests()
    {
        // Limits that were never written trip with the first execution.
        _state.Trips(0).Limits = new TripLimits(byte.MaxValue, ushort.MaxValue, 0);
        _modify = new DeskModify(_state.Table);
        _state.Sent(Desk(Urn, 100, side: 1));
        _state.Knows(Accepted(Urn, 100));
    }

    [Fact]
    public void What_is_taken_leaves_as_a_cancel_with_a_quantity_and_changes_nothing_but_mod()
    {
        Assert.True(_modify.Offer(Urn, 60, killed: false));
        Assert.True(_modify.MayLeave(cancelDue: false, sessionUp: true, room: true));
        OrderRecord left = _modify.Leave();
        Assert.Equal(DeskModified(Urn, 60) with { Side = 1 }, left);
        Assert.Equal((true, false), (left.IsModify, left.IsCancel));
        _state.Sent(left);
        DeskOrder order = _state.Table[(int)Urn];
        Assert.Equal((true, false, OrderAction.Replace, 100u), (order.Mod, order.Cxl, order.Pending, order.Open));
        Assert.Equal((Urn, 100u, 0u), (_state.LastUrn, _state.WorstOpen(0, 1), _modify.Refused));
        Assert.Null(_modify.Waiting);
    }

    [Theory]
    [InlineData("not acknowledged")]
    [InlineData("dead")]
    [InlineData("marked")]
    [InlineData("its cancel has left")]
    [InlineData("a modify is under way")]
    [InlineData("another of its place")]
    [InlineData("a quote")]
    [InlineData("quantity 0")]
    [InlineData("killed")]
    public void What_is_not_open_to_it_is_refused_and_counted(string what)
    {
        uint urn = Urn;
        switch (what)
        {
            case "not acknowledged":
                urn = 4;
                _state.Sent(Desk(4, 10));
                break;
            case "dead":
                _state.Knows(Said('C', Urn, 100));
                break;
            case "marked":
                _state.Table.Mark(Urn);
                break;
            case "its cancel has left":
                _state.Sent(DeskCancel(Urn));
                break;
            case "a modify is under way":
                _state.Sent(DeskModified(Urn, 60));
                break;
            case "another of its place":
                urn = Urn + 256;
                break;
            case "a quote":
                urn = 4;
                _state.Sent(Quote(OrderAction.New, 4, 10));
                _state.Knows(Accepted(4, 10));
                break;
        }
        DeskOrder before = _state.Table[(int)Urn];
        Assert.False(_modify.Offer(urn, what == "quantity 0" ? 0u : 5, killed: what == "killed"));
        Assert.Equal((1u, before), (_modify.Refused, _state.Table[(int)Urn]));
        Assert.Null(_modify.Waiting);
    }

    [Fact]
    public void It_waits_behind_cancels_without_room_and_without_a_session()
    {
        _modify.Offer(Urn, 60, killed: false);
        Assert.False(_modify.MayLeave(cancelDue: true, sessionUp: true, room: true));
        Assert.False(_modify.MayLeave(cancelDue: false, sessionUp: false, room: true));
        Assert.False(_modify.MayLeave(cancelDue: false, sessionUp: true, room: false));
        _modify.Look(killed: false);
        Assert.Equal((Urn, 60u), _modify.Waiting);
    }

    [Theory]
    [InlineData("died")]
    [InlineData("marked")]
    [InlineData("killed")]
    public void While_it_waits_it_is_dropped_and_counted(string what)
    {
        _modify.Offer(Urn, 60, killed: false);
        _state.Knows(Said('E', Urn, what == "died" ? 100u : 99));
        _modify.Look(killed: false);
        Assert.Equal(what == "died" ? 1u : 0, _modify.Refused);
        if (what == "marked")
        {
            _state.Mark(0);
        }
        _modify.Look(killed: what == "killed");
        _modify.Look(killed: what == "killed");
        Assert.Equal(1u, _modify.Refused);
        Assert.False(_modify.MayLeave(cancelDue: false, sessionUp: true, room: true));
    }

    [Fact]
    public void Modified_says_what_is_open()
    {
        _state.Sent(DeskModified(Urn, 60));
        // It is filled while the modify is on its way.
        _state.Knows(Said('E', Urn, 10));
        Assert.Equal((90u, true), (_state.WorstOpen(0, 1), _state.Table[(int)Urn].Mod));
        _state.Knows(Said('M', Urn, 50));
        Assert.Equal((50u, false, -10), (_state.WorstOpen(0, 1), _state.Table[(int)Urn].Mod, _state.Position(0)));
        Assert.True(_modify.Offer(Urn, 40, killed: false));
    }

    [Fact]
    public void Modified_to_nothing_ends_the_order()
    {
        _state.Sent(DeskModified(Urn, 1));
        _state.Knows(Said('M', Urn, 0));
        Assert.Equal((0, 0u, OrderAction.None), (_state.OpenOrders, _state.WorstOpen(0, 1), _state.Table[(int)Urn].Pending));
        Assert.Equal(KillCauses.None, _state.DoesNotKnow(Said('M', Urn, 5)));
    }

    [Fact]
    public void A_reject_leaves_the_order_as_it_was()
    {
        _state.Sent(DeskModified(Urn, 60));
        _state.Knows(Said('I', Urn));
        Assert.Equal((100u, false, OrderAction.None), (_state.WorstOpen(0, 1), _state.Table[(int)Urn].Mod, _state.Table[(int)Urn].Pending));
        // After a cancel it says nothing of the cancel.
        _state.Sent(DeskCancel(Urn));
        _state.Knows(Said('I', Urn));
        Assert.Equal(OrderAction.Cancel, _state.Table[(int)Urn].Pending);
    }

    [Fact]
    public void A_quote_takes_no_notice_of_modified()
    {
        _state.Sent(Quote(OrderAction.New, 4, 50));
        _state.Knows(Accepted(4, 50));
        _state.Knows(Said('M', 4, 20));
        _state.Knows(Said('I', 4));
        Assert.Equal(50u, _state.WorstOpen(0, 0));
    }

    [Fact]
    public void An_unanswered_modify_is_in_doubt_until_the_venue_says_something_of_it()
    {
        _state.Sent(DeskModified(Urn, 60), leftNs: 0);
        DoubtRecord doubt = Assert.Single(_state.Doubts(5 * Doubt.UnitNs, 5));
        Assert.Equal(new DoubtRecord(0, 1, (byte)OrderAction.Replace, 1, Urn, 100, 5), doubt);
        _state.EnterDoubt(doubt, autoCancel: true);
        Assert.Equal((1, true), (_state.InDoubt, _state.Table[(int)Urn].Marked));
        _state.Knows(Said('E', Urn, 10));
        Assert.Equal(1, _state.InDoubt);
        _state.Knows(Said('M', Urn, 50));
        Assert.Equal(0, _state.InDoubt);
        // The cancel that leaves for it starts the time again; Modified does not answer it.
        _state.Sent(DeskCancel(Urn), leftNs: 9 * Doubt.UnitNs);
        _state.EnterDoubt(_state.Doubts(14 * Doubt.UnitNs, 5).Single(), autoCancel: true);
        _state.Knows(Said('M', Urn, 40));
        Assert.Equal((1, OrderAction.Cancel), (_state.InDoubt, _state.Table[(int)Urn].Pending));
    }

    [Fact]
    public void Catching_up_forgets_a_modify_and_does_not_send_it_again()
    {
        _state.Sent(DeskModified(Urn, 60));
        _state.EnterDoubt(_state.Doubts(5 * Doubt.UnitNs, 5).Single(), autoCancel: false);
        _state.Venue(Said('Q', 4), out _, settles: true);
        DeskOrder order = _state.Table[(int)Urn];
        Assert.Equal((true, false, 100u, OrderAction.None), (order.Live, order.Mod, order.Open, order.Pending));
        Assert.Equal((0, 0), (_state.InDoubt, _state.Table.ToCancel(false)));
        Assert.True(_modify.Offer(Urn, 60, killed: false));
    }
}
