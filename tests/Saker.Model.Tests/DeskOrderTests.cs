using Xunit;
using static Saker.Model.Tests.OrderWords;

namespace Saker.Model.Tests;

/// <summary>Orders of the desk in the table: docs/card.md sections 7.1 and 7.2.</summary>
public sealed class DeskOrderTests
{
    [Fact]
    public void Life_of_a_desk_order_moves_position_and_worst_case()
    {
        OrderState state = new(2);
        state.Sent(Desk(7, 100, side: 1, slot: 1));
        Assert.Equal((0u, 100u, 1, 0), (state.WorstOpen(1, 0), state.WorstOpen(1, 1), state.OpenOrdersOf(1), state.OpenOrdersOf(0)));
        Assert.Equal(7u, state.LastUrn);
        state.Knows(Accepted(7, 90));
        Assert.Equal(90u, state.WorstOpen(1, 1));
        VenueRecord fill = state.Venue(Said('E', 7, 30), out _);
        Assert.Equal((1, 1, 1, -30), ((int)fill.Known, (int)fill.Slot, (int)fill.Side, fill.Position));
        state.Knows(Said('C', 7, 20));
        state.Knows(Said('D', 7, 5));
        Assert.Equal(35u, state.WorstOpen(1, 1));
        state.Knows(Said('E', 7, 35));
        Assert.Equal((0u, 0, -65), (state.WorstOpen(1, 1), state.OpenOrders, state.Position(1)));
    }

    [Theory]
    [InlineData('E')]
    [InlineData('C')]
    [InlineData('D')]
    [InlineData('J')]
    [InlineData('A')]
    public void Each_kind_of_death_frees_the_place(char type)
    {
        OrderState state = new(1);
        state.Sent(Desk(3, 100));
        Assert.True(state.Table.IsTaken(3 + 256));
        state.Knows(Said(type, 3, 100, 'D'));
        Assert.False(state.Table.IsTaken(3 + 256));
        Assert.Equal((0u, 0), (state.WorstOpen(0, 0), state.OpenOrders));
    }

    [Fact]
    public void More_than_is_open_never_goes_below_zero()
    {
        OrderState state = new(1);
        state.Sent(Desk(3, 100));
        state.Knows(Said('E', 3, 250));
        Assert.Equal((250, 0u, 0), (state.Position(0), state.WorstOpen(0, 0), state.OpenOrders));
    }

    [Fact]
    public void Told_twice_that_it_was_accepted_nothing_changes()
    {
        OrderState state = new(1);
        state.Sent(Desk(3, 100));
        state.Sent(Quote(OrderAction.New, 4, 50));
        foreach (uint urn in new uint[] { 3, 4 })
        {
            uint open = urn == 3 ? 100u : 50;
            state.Knows(Accepted(urn, open));
            state.Knows(Said('E', urn, 10));
            uint worst = state.WorstOpen(0, 0);
            state.Knows(Accepted(urn, open));
            Assert.Equal(worst, state.WorstOpen(0, 0));
            state.Knows(Accepted(urn, open, 'D'));
        }
        Assert.Equal(0, state.OpenOrders);
    }

    [Theory]
    [InlineData('P')]
    [InlineData('I')]
    [InlineData('T')]
    [InlineData('R')]
    public void Other_messages_are_known_and_change_nothing(char type)
    {
        OrderState state = new(1);
        state.Sent(Desk(3, 100));
        DeskOrder before = state.Table[3];
        state.Knows(Said(type, 3, 60));
        Assert.Equal(before, state.Table[3]);
        Assert.Equal(0, state.Position(0));
    }

    [Fact]
    public void Replaced_is_not_known_to_a_desk_order()
    {
        OrderState state = new(1);
        state.Sent(Desk(3, 100));
        Assert.Equal(KillCauses.UnknownOrder, state.DoesNotKnow(Said('U', 3, 60, 'L')));
        Assert.Equal((1u, 100u), (state.UnknownUrn, state.WorstOpen(0, 0)));
    }

    [Fact]
    public void References_skip_taken_places_until_all_are_taken()
    {
        OrderState state = new(1);
        for (uint urn = 1; urn <= 3; urn++)
        {
            state.Sent(Desk(urn, 1));
        }
        state.Sent(Quote(OrderAction.New, 256, 1));
        Assert.Equal(260u, state.NextFreeUrn(1));
        state.Knows(Said('J', 2));
        Assert.Equal(258u, state.NextFreeUrn(1));
        OrderState full = new(1);
        for (uint urn = 1000; urn < 1256; urn++)
        {
            Assert.Equal(urn, full.NextFreeUrn(1000));
            full.Sent(Desk(urn, 1));
        }
        Assert.Equal((256, 1256u), (full.OpenOrders, full.NextFreeUrn(1000)));
        Assert.True(full.Table.IsTaken(full.NextFreeUrn(1000)));
        full.Knows(Said('E', 1255, 1));
        Assert.Equal(1511u, full.NextFreeUrn(1000));
    }

    [Fact]
    public void Late_fill_of_a_dead_reference_counts_while_its_place_is_its_own()
    {
        OrderState state = new(2);
        state.Sent(Desk(5, 100, side: 1, slot: 1));
        state.Knows(Said('C', 5, 100));
        Assert.Equal(KillCauses.UnknownOrder, state.DoesNotKnow(Said('E', 5, 40)));
        Assert.Equal(-40, state.Position(1));
        // A quote that two others followed is remembered by its place too.
        for (uint urn = 6; urn < 9; urn++)
        {
            state.Sent(Quote(OrderAction.New, urn, 10));
            state.Knows(Said('J', urn));
        }
        VenueRecord late = state.Venue(Said('E', 6, 4), out _);
        Assert.Equal((0, 0, 0, 4), ((int)late.Known, (int)late.Slot, (int)late.Side, late.Position));
        // Another reference took the place: the fill cannot be told any more.
        state.Sent(Desk(5 + 256, 1));
        state.DoesNotKnow(Said('E', 5, 40));
        Assert.Equal((4, -40), (state.Position(0), state.Position(1)));
        Assert.Equal(KillCauses.None, state.DoesNotKnow(Said('C', 5, 40)));
        Assert.Equal(KillCauses.UnknownOrder, state.DoesNotKnow(Accepted(5, 40)));
    }

    [Fact]
    public void Desks_sum_stops_at_the_greatest_number_and_comes_back()
    {
        OrderState state = new(1);
        state.Sent(Desk(1, 10));
        state.Sent(Desk(2, 10));
        state.Knows(Accepted(1, uint.MaxValue));
        state.Knows(Accepted(2, uint.MaxValue));
        Assert.Equal(uint.MaxValue, state.WorstOpen(0, 0));
        state.Knows(Said('J', 1));
        Assert.Equal(uint.MaxValue, state.WorstOpen(0, 0));
        state.Knows(Said('C', 2, uint.MaxValue - 3));
        Assert.Equal(3u, state.WorstOpen(0, 0));
    }

    [Fact]
    public void Gate_sees_every_order_of_the_slot()
    {
        OrderState state = new(1);
        state.Sent(Quote(OrderAction.New, 1, 30));
        state.Sent(Desk(2, 20));
        state.Sent(Desk(3, 7, side: 1));
        SlotControls limits = new(100, 100, 100);
        GateState desk = RiskGate.View(state, 0, 0, OrderAction.New, false, SlotMode.Active, true, true, 0, limits, desk: true);
        Assert.Equal((0ul, 50ul), (desk.OwnOpen, desk.OtherOpen));
        GateState replace = RiskGate.View(state, 0, 0, OrderAction.Replace, false, SlotMode.Active, true, true, 0, limits);
        Assert.Equal((30ul, 20ul), (replace.OwnOpen, replace.OtherOpen));
        GateState sell = RiskGate.View(state, 0, 1, OrderAction.New, false, SlotMode.Active, true, true, 0, limits);
        Assert.Equal((0ul, 7ul), (sell.OwnOpen, sell.OtherOpen));
        GateOrder order = new(OrderAction.New, 0, 4, 50, 0);
        Assert.Equal(Verdict.Pass, RiskGate.Evaluate(order, desk));
        Assert.Equal(Verdict.Position, RiskGate.Evaluate(order with { OpenQty = 51 }, desk));
        Assert.Equal(Verdict.Table, RiskGate.Evaluate(order, desk with { PlaceTaken = true }));
        Assert.Equal(Verdict.Throttle, RiskGate.Evaluate(order, desk with { Throttled = true }));
        Assert.Equal(Verdict.Window, RiskGate.Evaluate(order, desk with { NoRoom = true }));
        Assert.Equal(Verdict.Pass, RiskGate.Evaluate(order with { Action = OrderAction.Cancel }, desk with { PlaceTaken = true, Throttled = true, NoRoom = true }));
    }

    /// <summary>Random lives of many orders against a plain record of each: position, sums and counts.</summary>
    [Fact]
    public void Random_lives_add_up()
    {
        Random random = new(20);
        for (int run = 0; run < 6; run++)
        {
            OrderState state = new(2);
            Dictionary<uint, (int Slot, int Side, uint Open, bool Acked)> live = [];
            int[] positions = new int[2];
            for (int step = 0; step < 3_000; step++)
            {
                if (live.Count < 256 && random.Next(3) != 0)
                {
                    uint urn = state.NextFreeUrn(1);
                    Assert.False(state.Table.IsTaken(urn));
                    (int slot, int side, uint qty) = (random.Next(2), random.Next(2), (uint)random.Next(1, 200));
                    state.Sent(Desk(urn, qty, (byte)side, (byte)slot));
                    live.Add(urn, (slot, side, qty, false));
                }
                else if (live.Count != 0)
                {
                    (uint urn, (int slot, int side, uint open, bool acked)) = live.ElementAt(random.Next(live.Count));
                    uint part = (uint)random.Next(1, (int)open + 1);
                    char type = acked ? "EEECD"[random.Next(5)] : "AAAAJ"[random.Next(5)];
                    state.Knows(Said(type, urn, type == 'A' ? open : part, 'L'));
                    positions[slot] += type == 'E' ? side == 0 ? (int)part : -(int)part : 0;
                    live[urn] = (slot, side, type == 'A' ? open : type == 'J' ? 0 : open - part, true);
                    if (live[urn].Open == 0)
                    {
                        live.Remove(urn);
                    }
                }
                for (int slot = 0; slot < 2; slot++)
                {
                    Assert.Equal(positions[slot], state.Position(slot));
                    Assert.Equal((uint)live.Values.Where(o => o.Slot == slot && o.Side == 0).Sum(o => o.Open), state.WorstOpen(slot, 0));
                    Assert.Equal((uint)live.Values.Where(o => o.Slot == slot && o.Side == 1).Sum(o => o.Open), state.WorstOpen(slot, 1));
                }
                Assert.Equal(live.Count, state.OpenOrders);
            }
            Assert.Equal(0u, state.UnknownUrn);
        }
    }
}
