using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.Model;
using Saker.V1;
using SlotMode = Saker.V1.SlotMode;
using static Saker.Host.Tests.Slots.TwoSlotRig;

namespace Saker.Host.Tests.Slots;

/// <summary>Records of two slots go each to its own: orders, fills, positions, profit, refusals, trips, paper.</summary>
public sealed class SlotRecordTests : IDisposable
{
    private readonly TwoSlotRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Each_slot_is_shown_with_its_number_name_symbol_and_mode()
    {
        Assert.Equal([(0, "main", "BTCUSD", SlotMode.Active), (1, "twin", "ETHUSD", SlotMode.Active)], _rig.State().Slots.Select(s => (s.Index, s.Name, s.Symbol, s.Mode)));
        Assert.Equal([3u, 3u, 0u], Enumerable.Range(0, 3).Select(n => _rig.Card.LastWritten(CardRegisters.SlotModeAt(n))!.Value));
    }

    [Fact]
    public void Orders_and_fills_count_for_the_slot_that_the_card_names()
    {
        _rig.Order(Main, 7);
        _rig.Order(Twin, 8, sell: true);
        _rig.Order(Twin, 9, desk: true);
        _rig.Venue(Main, 'A', 7, 20, position: 0);
        _rig.Venue(Twin, 'E', 8, 5, position: -5, match: 1, sell: true);
        ApplianceState state = _rig.State();
        (Slot main, Slot twin) = (state.Slots[0], state.Slots[1]);
        Assert.Equal((0L, 0L, -5L, -5L), (main.Position, main.PositionHost, twin.Position, twin.PositionHost));
        Assert.Equal((7u, 8u, 9u), (Assert.Single(main.Quotes).Urn, Assert.Single(twin.Quotes).Urn, Assert.Single(twin.Desk).Urn));
        Assert.Equal((1u, 2u), (main.Sent, twin.Sent));
        Fill fill = Assert.Single(state.Fills);
        Assert.Equal((8u, 1u, "ETHUSD", -5L), (fill.Urn, fill.Slot, fill.Symbol, fill.PositionAfter));
        // Newest first, whose they are beside them.
        Assert.Equal([(9u, 1u, "ETHUSD"), (8u, 1u, "ETHUSD"), (7u, 0u, "BTCUSD")], state.Orders.Select(o => (o.Urn, o.Slot, o.Symbol)));
        Assert.Equal(3, state.Kill.Open);
    }

    [Fact]
    public void A_refusal_is_the_slots_own_and_counted_over_all()
    {
        _rig.Order(Main, 7, verdict: 0x600);
        _rig.Order(Twin, 8, verdict: 0x200);
        ApplianceState state = _rig.State();
        Assert.Equal([("table", 1ul), ("throttle", 1ul)], state.Slots[0].RefusedBy.Select(c => (c.Name, c.Value)));
        Assert.Equal([("table", 1ul)], state.Slots[1].RefusedBy.Select(c => (c.Name, c.Value)));
        Assert.Equal(2ul, state.Counters.Single(c => c.Name == "refused_table").Value);
    }

    [Fact]
    public void A_rejected_replace_of_one_slot_leaves_the_others_alone()
    {
        foreach ((int slot, uint urn) in new[] { (Main, 1u), (Twin, 2u) })
        {
            _rig.Order(slot, urn);
            _rig.Venue(slot, 'A', urn, 20, 0);
            byte[] record = new byte[OrderEvent.Size];
            _ = new OrderEventWriter(record) { Slot = (uint)slot, OrigUrn = urn, Urn = urn + 2, Sent = 1, Action = 2, Qty = 20, OpenQty = 20, Price = 1_000_100 };
            _rig.Appliance.OnOrder(new OrderEvent(record));
        }

        _rig.Venue(Twin, 'J', 4, 0, 0);
        ApplianceState state = _rig.State();
        Assert.Equal([(1u, "pending-replace"), (3u, "pending-new")], state.Slots[0].Quotes.Select(o => (o.Urn, o.State)));
        Assert.Equal([(2u, "live")], state.Slots[1].Quotes.Select(o => (o.Urn, o.State)));
    }

    [Fact]
    public void The_end_of_catching_up_and_a_lost_session_are_of_all_slots()
    {
        _rig.Order(Main, 7);
        _rig.Order(Twin, 8);
        _rig.Host.Card.Tell((byte)'Z');
        byte[] record = new byte[SessionEvent.Size];
        _ = new SessionEventWriter(record) { Cause = 2 };
        _rig.Appliance.OnSession(new SessionEvent(record));
        Assert.All(_rig.State().Slots, s => Assert.Equal("in-doubt", s.Quotes[0].State));
        // The venue expects 7: it saw neither.
        _rig.Venue(Main, 'Q', 7, 0, 0);
        Assert.All(_rig.State().Slots, s => Assert.Empty(s.Quotes));
        Assert.Equal(0, _rig.State().Kill.Open);
    }

    [Fact]
    public void A_broken_trade_moves_the_position_of_its_slot_back()
    {
        uint taken = 0;
        _rig.Card.OnWrite = (address, _) =>
        {
            if (address == CardRegisters.SlotPositionAdjustAt(Twin))
            {
                _rig.Card[CardRegisters.SlotAdjustStatusAt(Twin)] = new SlotAdjustStatusValue(0).WithTaken(++taken).Raw;
            }
        };
        _rig.Order(Main, 7);
        _rig.Order(Twin, 8);
        _rig.Venue(Main, 'E', 7, 5, position: 5, match: 30);
        _rig.Venue(Twin, 'E', 8, 5, position: 5, match: 31);
        // The card knows the order no more and names no slot: the host's record of the trade does.
        _rig.Venue(Main, 'B', 8, 0, position: 5, match: 31, known: false);
        Assert.Equal(unchecked((uint)-5), _rig.Card.LastWritten(CardRegisters.SlotPositionAdjustAt(Twin)));
        Assert.Null(_rig.Card.LastWritten(CardRegisters.SlotPositionAdjustAt(Main)));
        _rig.Venue(Twin, '\0', 0, 5, position: 0, sell: true, known: false);
        ApplianceState state = _rig.State();
        Assert.Equal([(5L, 5L), (0L, 0L)], state.Slots.Select(s => (s.Position, s.PositionHost)));
        Assert.Contains("match number 31, order 8, slot 1:", state.OrderEntry.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Trips_and_losses_are_the_slots_own()
    {
        _rig.Trip(Twin, SlotTripsValue.FillsMask, loss: 0x4005);
        ApplianceState state = _rig.State();
        Assert.Equal((0u, "", 0u), (state.Slots[0].TripCauses, state.Slots[0].Problem, state.Slots[0].Loss.DailyPercent));
        Assert.Equal((SlotTripsValue.FillsMask, 95u), (state.Slots[1].TripCauses, state.Slots[1].Loss.DailyPercent));
        Assert.StartsWith("Slot 1 is halted: it had more executions", state.Slots[1].Problem, StringComparison.Ordinal);
        Assert.Contains("saker clear-slot 1.", state.Slots[1].Problem, StringComparison.Ordinal);
        Assert.Equal(1ul, state.Counters.Single(c => c.Name == "slot_trips").Value);
    }

    [Fact]
    public void What_is_on_paper_is_of_the_slot_in_shadow_alone()
    {
        using var rig = new TwoSlotRig(twin: """{ "name": "paper", "mode": "shadow" }""");
        byte[] record = new byte[PaperEvent.Size];
        _ = new PaperEventWriter(record) { Slot = Twin, Act = (uint)PaperAct.Fill, Qty = 3, Price = 1_000_000, Position = 3 };
        rig.Appliance.OnPaper(new PaperEvent(record));
        ApplianceState state = rig.State();
        Assert.Equal((SlotMode.Active, SlotMode.Shadow, "BTCUSD"), (state.Slots[0].Mode, state.Slots[1].Mode, state.Slots[1].Symbol));
        Assert.Null(state.Slots[0].Paper);
        Assert.Equal((3L, 3L, 0L), (state.Slots[1].Paper.Position, state.Slots[1].Paper.Bought, state.Slots[1].Position));
    }

    [Fact]
    public void Wanted_prices_are_in_the_window_of_the_slots_symbol()
    {
        byte[] record = new byte[QuoteEvent.Size];
        _ = new QuoteEventWriter(record) { Slot = Twin, BidEn = 1, BidIdx = 3 };
        _rig.Appliance.OnQuote(new QuoteEvent(record));
        ApplianceState state = _rig.State();
        Assert.Equal((0L, _rig.Appliance.Slots[Twin].Slot.Tracked.Window.Price(3)), (state.Slots[0].WantedBid, state.Slots[1].WantedBid));
    }

    [Fact]
    public void A_record_of_a_slot_that_the_host_does_not_run_is_counted_and_changes_nothing()
    {
        _rig.Order(Unused, 7);
        _rig.Venue(Unused, 'E', 7, 5, position: 5);
        _rig.Trip(Unused, SlotTripsValue.ManualMask);
        ApplianceState state = _rig.State();
        Assert.Equal(2ul, state.Counters.Single(c => c.Name == "unknown_events").Value);
        Assert.All(state.Slots, s => Assert.Equal((0L, 0L, 0u), (s.Position, s.PositionHost, s.Sent)));
    }
}
