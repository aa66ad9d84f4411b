using Saker.Host.Trackers;

namespace Saker.Host.Tests.Trackers;

/// <summary>Orders of the desk beside the quotes, and orders in doubt, as the card's events tell them.</summary>
public sealed class OrderTrackerTests
{
    private const bool Buy = false, Sell = true;

    private readonly OrderTracker _orders = new();
    private ulong _now;

    [Fact]
    public void A_rejected_desk_order_leaves_the_replace_of_its_side_under_way()
    {
        Quote(1, Sell);
        _orders.Replace(1, 2, Sell, 110, 20, ++_now);
        Desk(3, Sell);
        _orders.Rejected(3, ++_now);
        Assert.Equal(OrderState.PendingReplace, _orders[1].State);
        Assert.Equal(OrderState.PendingNew, _orders[2].State);
        Assert.Equal(OrderState.Dead, _orders[3].State);
        Assert.Equal(2, _orders.Open);
        _orders.Rejected(2, ++_now);
        Assert.Equal(OrderState.Live, _orders[1].State);
    }

    [Fact]
    public void A_quote_that_fills_under_its_replace_takes_its_successor_along_but_no_desk_order()
    {
        Quote(1, Buy);
        _orders.Replace(1, 2, Buy, 90, 20, ++_now);
        Desk(3, Buy);
        _orders.Reduce(1, 20, ++_now);
        Assert.Equal(OrderState.Dead, _orders[2].State);
        Assert.Equal(OrderState.PendingNew, _orders[3].State);
        Assert.Equal((1, 20, 0), (_orders.Open, _orders.OpenLots(Buy), _orders.OpenLots(Sell)));
    }

    [Fact]
    public void An_order_in_doubt_is_shown_so_and_stays_open_until_it_is_answered()
    {
        Desk(1, Buy);
        Assert.True(_orders.MarkUnanswered(1, OrderState.PendingNew, ++_now));
        Assert.Equal((OrderState.InDoubt, 1, 20), (_orders[1].Shown, _orders.Open, _orders.OpenLots(Buy)));
        _orders.Accepted(1, 20, live: true, ++_now);
        Assert.Equal(OrderState.Live, _orders[1].Shown);
    }

    [Fact]
    public void A_cancel_begins_the_time_anew_and_an_accept_does_not_answer_it()
    {
        Desk(1, Buy);
        _orders.MarkUnanswered(1, OrderState.PendingNew, ++_now);
        _orders.CancelSent(1, ++_now);
        Assert.Equal(OrderState.PendingCancel, _orders[1].Shown);
        _orders.MarkUnanswered(1, OrderState.PendingCancel, ++_now);
        _orders.Accepted(1, 20, live: true, ++_now);
        Assert.Equal(OrderState.InDoubt, _orders[1].Shown);
        _orders.Reduce(1, 20, ++_now);
        Assert.Equal((OrderState.Dead, 0), (_orders[1].Shown, _orders.Open));
    }

    [Fact]
    public void A_doubt_that_is_read_after_the_answer_is_none()
    {
        Desk(1, Buy);
        _orders.Accepted(1, 20, live: true, ++_now);
        Assert.False(_orders.MarkUnanswered(1, OrderState.PendingNew, ++_now));
        Assert.False(_orders.MarkUnanswered(1, OrderState.PendingCancel, ++_now));
        Assert.False(_orders.MarkUnanswered(77, OrderState.PendingNew, ++_now));
        Assert.Equal(OrderState.Live, _orders[1].Shown);
    }

    [Fact]
    public void What_the_venue_never_saw_is_not_in_doubt_any_more()
    {
        Desk(1, Buy);
        _orders.MarkUnanswered(1, OrderState.PendingNew, ++_now);
        _orders.CaughtUp(1, ++_now);
        Assert.Equal((OrderState.Dead, 0), (_orders[1].Shown, _orders.Open));
    }

    [Fact]
    public void A_cancel_that_is_read_after_the_end_of_its_order_does_not_bring_it_back()
    {
        Desk(1, Buy);
        _orders.Accepted(1, 20, live: true, ++_now);
        _orders.Reduce(1, 20, ++_now);
        _orders.CancelSent(1, ++_now);
        Assert.Equal((OrderState.Dead, 0), (_orders[1].State, _orders.Open));
        Assert.Empty(_orders.Working());
    }

    [Fact]
    public void A_modified_order_has_what_the_venue_says_is_left()
    {
        Live(1, Buy);
        _orders.Fill(1, 5, ++_now);
        _orders.ModifySent(1, ++_now);
        Assert.Equal((OrderState.PendingModify, 15u, 20u), (_orders[1].Shown, _orders[1].Open, _orders[1].Size));
        // It is filled while the modify is on its way.
        _orders.Fill(1, 2, ++_now);
        _orders.Modified(1, 5, ++_now);
        Assert.Equal((OrderState.Live, 5u, 7u, 12u, 12u), (_orders[1].Shown, _orders[1].Open, _orders[1].Executed, _orders[1].Size, _orders[1].Quantity));
        Assert.Equal((1, 5), (_orders.Open, _orders.OpenLots(Buy)));
        _orders.ModifySent(1, ++_now);
        _orders.Modified(1, 0, ++_now);
        Assert.Equal((OrderState.Dead, 0, 0), (_orders[1].State, _orders.Open, _orders.OpenLots(Buy)));
    }

    [Fact]
    public void A_cancel_behind_a_modify_is_not_answered_by_the_modifys_answer()
    {
        Live(1, Buy);
        _orders.ModifySent(1, ++_now);
        _orders.CancelSent(1, ++_now);
        _orders.Modified(1, 12, ++_now);
        Assert.Equal((OrderState.PendingCancel, 12u), (_orders[1].State, _orders[1].Open));
        _orders.ModifyRejected(1, ++_now);
        Assert.Equal(OrderState.PendingCancel, _orders[1].State);
    }

    [Fact]
    public void A_modify_that_came_to_nothing_leaves_the_order_as_it_was()
    {
        Live(1, Buy);
        _orders.ModifySent(1, ++_now);
        Assert.False(_orders.MarkUnanswered(1, OrderState.PendingNew, ++_now));
        Assert.True(_orders.MarkUnanswered(1, OrderState.PendingModify, ++_now));
        Assert.Equal(OrderState.InDoubt, _orders[1].Shown);
        _orders.ModifyRejected(1, ++_now);
        Assert.Equal((OrderState.Live, 20u), (_orders[1].Shown, _orders[1].Open));
        _orders.ModifySent(1, ++_now);
        _orders.CaughtUp(2, ++_now);
        Assert.Equal((OrderState.Live, 20u), (_orders[1].Shown, _orders[1].Open));
    }

    [Fact]
    public void Modified_of_a_quote_or_of_a_dead_order_changes_nothing()
    {
        Quote(1, Buy);
        Live(2, Buy);
        _orders.Reduce(2, 20, ++_now);
        ulong changes = _orders.Changes;
        _orders.Modified(1, 5, ++_now);
        _orders.Modified(2, 5, ++_now);
        _orders.ModifySent(2, ++_now);
        Assert.Equal((changes, 20u, 1, OrderState.Dead), (_orders.Changes, _orders[1].Open, _orders.Open, _orders[2].State));
    }

    private void Live(uint urn, bool sell)
    {
        Desk(urn, sell);
        _orders.Accepted(urn, 20, live: true, ++_now);
    }

    private void Quote(uint urn, bool sell)
    {
        _orders.New(urn, sell, 100, 20, ++_now);
        _orders.Accepted(urn, 20, live: true, ++_now);
    }

    private void Desk(uint urn, bool sell) => _orders.New(urn, sell, 100, 20, ++_now, desk: true);
}
