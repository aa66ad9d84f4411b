using Saker.Wire;
using Xunit;

namespace Saker.Model.Tests;

/// <summary>Modes, trips, own orders, value and silence: docs/card.md sections 5, 8.1 to 8.4, and what 8.5 makes of 8.1.</summary>
public sealed class GuardTests
{
    private static readonly GateState Good = new(
        false, SlotMode.Active, true, true, 200, new SlotControls(100, 10, 500, 5_000), Position: 0, OwnOpen: 0, OtherOpen: 0, LastUrn: 7, Price: 100);

    private static readonly GateOrder Buy = new(OrderAction.New, 0, 8, 50, 100);

    [Theory]
    [InlineData(3, 3, 0u, SlotMode.Active)]
    [InlineData(3, 2, 0u, SlotMode.Reducing)]
    [InlineData(2, 3, 0u, SlotMode.Reducing)]
    [InlineData(1, 3, 0u, SlotMode.Off)]
    [InlineData(3, 0, 0u, SlotMode.Halted)]
    [InlineData(4, 3, 0u, SlotMode.Off)]
    [InlineData(5, 3, 0u, SlotMode.Halted)]
    [InlineData(3, 7, 0u, SlotMode.Halted)]
    [InlineData(3, 3, 1u, SlotMode.Halted)]
    [InlineData(3, 3, 6u, SlotMode.Halted)]
    [InlineData(3, 3, 8u, SlotMode.Halted)]
    public void The_strictest_mode_wins(int slot, int symbol, uint trips, SlotMode effective) =>
        Assert.Equal(effective, SlotModes.Effective((SlotMode)slot, (SlotMode)symbol, SlotMode.Active, (TripCauses)trips));

    [Theory]
    [InlineData(3, 3, 0u, SlotMode.Reducing)]
    [InlineData(3, 2, 0u, SlotMode.Reducing)]
    [InlineData(1, 3, 0u, SlotMode.Off)]
    [InlineData(3, 3, 8u, SlotMode.Halted)]
    public void Losses_let_a_slot_reduce_at_most(int slot, int symbol, uint trips, SlotMode effective) =>
        Assert.Equal(effective, SlotModes.Effective((SlotMode)slot, (SlotMode)symbol, SlotMode.Active, (TripCauses)trips, reduce: true));

    [Theory]
    [InlineData(3, SlotMode.Halted, SlotMode.Halted)]
    [InlineData(3, SlotMode.Reducing, SlotMode.Reducing)]
    [InlineData(1, SlotMode.Reducing, SlotMode.Off)]
    [InlineData(2, SlotMode.Active, SlotMode.Reducing)]
    public void No_slot_goes_beyond_the_appliance(int slot, SlotMode appliance, SlotMode effective) =>
        Assert.Equal(effective, SlotModes.Effective((SlotMode)slot, SlotMode.Active, appliance, TripCauses.None));

    [Fact]
    public void A_loss_that_stands_trips_and_is_not_cleared()
    {
        var trips = new SlotTrips { Limits = new TripLimits(1, 5, 0) };
        Assert.False(trips.Round(stands: false));
        Assert.True(trips.Round(stands: true));
        Assert.False(trips.Round(stands: true));
        Assert.Equal(TripCauses.Loss, trips.Causes);
        Assert.False(trips.Clear(8));
        trips.Kill();
        Assert.False(trips.Clear(9));
        Assert.False(trips.Round(stands: false));
        Assert.Equal(TripCauses.Loss | TripCauses.Manual, trips.Causes);
        Assert.False(trips.Clear(8));
        Assert.True(trips.Clear(9));
        Assert.Equal(TripCauses.None, trips.Causes);
    }

    [Fact]
    public void A_loss_does_not_trip_a_tripped_slot_again()
    {
        var trips = new SlotTrips { Limits = new TripLimits(1, 5, 0) };
        trips.Kill();
        Assert.False(trips.Round(stands: true));
        Assert.Equal(TripCauses.Loss | TripCauses.Manual, trips.Causes);
    }

    [Fact]
    public void The_value_is_compared_in_64_bits()
    {
        Assert.Equal(Verdict.Pass, RiskGate.Evaluate(Buy, Good));
        Assert.Equal(Verdict.Notional, RiskGate.Evaluate(Buy, Good with { Price = 101 }));
        Assert.Equal(Verdict.Notional, RiskGate.Evaluate(Buy, Good with { ValueUnknown = true }));
        SlotControls wide = new(uint.MaxValue, 10, uint.MaxValue);
        GateOrder most = Buy with { OpenQty = uint.MaxValue };
        Assert.Equal(Verdict.Pass, RiskGate.Evaluate(most, Good with { Controls = wide, Price = uint.MaxValue }));
        Assert.Equal(Verdict.Notional, RiskGate.Evaluate(Buy, Good with { Controls = wide, Price = 1ul << 32 }));
        ulong product = (ulong)uint.MaxValue * uint.MaxValue;
        Assert.Equal(Verdict.Notional, RiskGate.Evaluate(most, Good with { Controls = wide with { MaxNotional = product - 1 }, Price = uint.MaxValue }));
    }

    [Fact]
    public void Rejects_in_a_row_trip_and_what_lives_starts_them_again()
    {
        var trips = new SlotTrips { Limits = new TripLimits(3, 100, 0) };
        Assert.False(Say(trips, 'J'));
        Assert.False(Say(trips, 'J'));
        Say(trips, 'A');
        Say(trips, 'J');
        Say(trips, 'J');
        Assert.Equal(TripCauses.None, trips.Causes);
        Assert.True(Say(trips, 'J'));
        Assert.Equal((TripCauses.Rejects, 3), (trips.Causes, trips.Rejects));
    }

    [Fact]
    public void The_rate_is_of_the_last_32_answers_and_trips_nothing()
    {
        var trips = new SlotTrips { Limits = new TripLimits(100, 100, 0) };
        for (int n = 0; n < 40; n++)
        {
            Say(trips, n % 2 == 0 ? 'J' : "AU"[n / 2 % 2], code: n % 3 == 0 ? 'D' : 'L');
            Say(trips, 'E');
            Say(trips, 'C');
            Assert.Equal((Math.Min((n / 2) + 1, 16), TripCauses.None), (trips.Rate, trips.Causes));
        }

        Assert.True(trips.Clear(0));
        Assert.Equal(0, trips.Rate);
    }

    [Theory]
    [InlineData('A')]
    [InlineData('U')]
    public void What_dies_on_entry_does_not_start_rejects_again(char type)
    {
        var trips = new SlotTrips { Limits = new TripLimits(2, 100, 0) };
        Say(trips, 'J');
        Say(trips, type, code: 'D');
        Say(trips, 'J');
        Assert.Equal(TripCauses.Rejects, trips.Causes);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(7, 8)]
    public void The_execution_that_finds_the_count_full_trips(int most, int trip)
    {
        var trips = new SlotTrips { Limits = new TripLimits(0, (ushort)most, 0) };
        for (int n = 1; n < trip; n++)
        {
            Assert.False(Say(trips, 'E'));
        }

        Assert.True(Say(trips, 'E'));
        Assert.Equal((TripCauses.Fills, most), (trips.Causes, trips.Fills));
    }

    [Theory]
    [InlineData(999ul, true)]
    [InlineData(1_000ul, false)]
    public void The_one_that_is_due_leaves_first(ulong apart, bool tripped)
    {
        var trips = new SlotTrips { Limits = new TripLimits(0, 1, 1_000) };
        Say(trips, 'E', at: 5_000);
        Assert.Equal(tripped, Say(trips, 'E', at: 5_000 + apart));
        Assert.Equal(1, trips.Fills);
    }

    [Fact]
    public void Clearing_names_exactly_what_stands()
    {
        var trips = new SlotTrips { Limits = new TripLimits(1, 5, 0) };
        Say(trips, 'E');
        Say(trips, 'J');
        trips.Kill();
        Assert.False(trips.Clear(1));
        Assert.False(trips.Clear(7));
        Assert.True(trips.Clear(3));
        Assert.Equal((TripCauses.None, 0, 0), (trips.Causes, trips.Rejects, trips.Fills));
    }

    [Fact]
    public void The_desks_best_stands_until_none_of_its_side_is_open()
    {
        var state = new OrderState(1);
        Leaves(state, 1, 1, 104);
        Leaves(state, 2, 1, 108);
        Assert.True(state.Meets(0, 0, 104));
        Assert.False(state.Meets(0, 0, 103));
        Assert.False(state.Meets(0, 1, 104));
        state.Venue(Message('J', 1), out _);
        Assert.True(state.Meets(0, 0, 104));
        state.Venue(Message('J', 2), out _);
        Assert.False(state.Meets(0, 0, 500));
        Leaves(state, 3, 1, 110);
        Assert.False(state.Meets(0, 0, 109));
    }

    [Fact]
    public void A_replace_counts_with_both_prices_and_a_first_of_a_pair_with_its_own()
    {
        var state = new OrderState(1);
        OrderRecord quote = Record(1, 1, 106) with { Desk = 0 };
        Assert.True(state.Meets(0, 0, 106, quote));
        Assert.False(state.Meets(0, 0, 106));
        state.Sent(quote);
        state.Venue(Message('A', 1), out _);
        state.Sent(quote with { Action = (byte)OrderAction.Replace, Urn = 2, OrigUrn = 1, Idx = 103 });
        Assert.True(state.Meets(0, 0, 103));
        Assert.False(state.Meets(0, 0, 102));
        state.Venue(Message('J', 2), out _);
        Assert.False(state.Meets(0, 0, 105));
        Assert.True(state.Meets(0, 0, 106));
    }

    [Fact]
    public void A_trip_marks_every_order_of_the_slot()
    {
        var state = new OrderState(1);
        state.Trips(0).Limits = new TripLimits(1, 5, 0);
        state.Sent(Record(1, 0, 100) with { Desk = 0 });
        Leaves(state, 2, 0, 90);
        Leaves(state, 3, 0, 90);
        state.Venue(Message('J', 3), out KillCauses causes);
        Assert.Equal(KillCauses.None, causes);
        Assert.True(state.Entry(0, 0).Marked && state.Table[2].Marked);
    }

    [Fact]
    public void A_symbol_is_silent_from_its_limit_on_until_its_next_message()
    {
        var harness = new FeedHarness().At(1);
        SilenceWatch silence = harness.Feed.Silence;
        silence.Advance(10 * SilenceWatch.UnitNs);
        Assert.Equal(StaleReason.None, harness.Feed.Book.ShownStale(0));
        silence.SetLimit(0, 10);
        Assert.Equal(StaleReason.Silent, harness.Feed.Book.ShownStale(0));
        harness.Send(FeedLines.A, 1, FeedHarness.Add(1, Side.Buy, 5, 1_000));
        Assert.Equal(StaleReason.None, harness.Feed.Book.ShownStale(0));
        silence.Advance((20 * SilenceWatch.UnitNs) - 1);
        Assert.Equal(StaleReason.None, harness.Feed.Book.ShownStale(0));
        silence.Advance(20 * SilenceWatch.UnitNs);
        Assert.Equal(StaleReason.Silent, harness.Feed.Book.ShownStale(0));
        harness.Feed.Book.FeedGap = true;
        Assert.Equal(StaleReason.Gap, harness.Feed.Book.ShownStale(0));
        harness.Feed.Book.FeedGap = false;
        silence.SetLimit(0, 0);
        harness.Send(FeedLines.A, 2, FeedHarness.Add(2, Side.Buy, 5, 1_000));
        Assert.Equal((StaleReason.Silent, 10u), (harness.Feed.Book.ShownStale(0), harness.Feed.Book.LevelQty(0, Side.Buy, 0)));
    }

    private static bool Say(SlotTrips trips, char type, char code = 'L', ulong at = 0) => trips.Venue(Message(type, 1, code), type == 'E', at);

    private static VenueMessage Message(char type, uint urn, char code = 'L') => new((byte)type, 0, urn, 0, 1, 0, 0, (byte)code, 0, 0);

    private static OrderRecord Record(uint urn, byte side, ushort idx) => new(0, side, (byte)OrderAction.New, 1, 0, urn, 0, 1, 1, 0, idx, 0, 0, 0, 0, Desk: 1);

    private static void Leaves(OrderState state, uint urn, byte side, ushort idx) => state.Sent(Record(urn, side, idx));
}
