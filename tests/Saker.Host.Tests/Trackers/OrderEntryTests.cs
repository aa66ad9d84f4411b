using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.V1;

namespace Saker.Host.Tests.Trackers;

/// <summary>Orders of the desk and orders in doubt from the card's records to what people read.</summary>
public sealed class OrderEntryTests
{
    private readonly SessionRig _rig = new();

    [Fact]
    public void A_desk_order_is_listed_apart_from_the_quotes_and_its_fill_counts()
    {
        Order(urn: 7, desk: true);
        Venue('A', 7, 20);
        Order(urn: 8, desk: false);
        ApplianceState state = State();
        Order desk = Assert.Single(state.Slots[0].Desk);
        Assert.Equal((7u, true, true, "live"), (desk.Urn, desk.Desk, desk.Ioc, desk.State));
        Assert.Equal(8u, Assert.Single(state.Slots[0].Quotes).Urn);

        Venue('E', 7, 5, position: 5);
        state = State();
        Assert.Equal((5, 5, 15), (state.Slots[0].Position, state.Slots[0].PositionHost, state.Slots[0].Desk[0].Open));
        Assert.Equal(7u, Assert.Single(state.Fills).Urn);
    }

    [Fact]
    public void An_order_in_doubt_is_an_alarm_by_its_reference_until_the_venue_answers()
    {
        Order(urn: 7, desk: true);
        byte[] record = new byte[DoubtEvent.Size];
        _ = new DoubtEventWriter(record) { Urn = 7, OpenQty = 20, Waited = 50_000, Pending = 1, Desk = 1 };
        _rig.Appliance.OnDoubt(new DoubtEvent(record));
        _rig.Card[CardRegisters.TableStatus] = new TableStatusValue(0).WithOpen(1).WithInDoubt(1).Raw;
        _rig.Card[CardRegisters.ThrottleHeadroom] = 12;
        ApplianceState state = State();
        Assert.Equal("in-doubt", state.Slots[0].Desk[0].State);
        Assert.Equal((1u, 1u, 12u, 1000u, 100_000u), (state.OrderEntry.Open, state.OrderEntry.InDoubt, state.OrderEntry.ThrottleHeadroom, state.OrderEntry.ThrottleBurst, state.OrderEntry.ThrottleNs));
        Assert.StartsWith("1 order is in doubt (reference 7): the venue has not answered within 5000 ms.", state.OrderEntry.Problem, StringComparison.Ordinal);
        Assert.Contains(_rig.Log.Lines, m => m.Contains("order 7 is in doubt, slot 0, 20 lots may stand: the venue has not answered for 51 ms", StringComparison.Ordinal));

        Venue('A', 7, 20);
        _rig.Card[CardRegisters.TableStatus] = new TableStatusValue(0).WithOpen(1).Raw;
        state = State();
        Assert.Equal("live", state.Slots[0].Desk[0].State);
        Assert.Empty(state.OrderEntry.Problem);
        Assert.Equal(1u, state.Counters.Single(c => c.Name == "orders_came_in_doubt").Value);
    }

    [Fact]
    public void A_modify_is_followed_from_its_record_to_what_is_left()
    {
        Order(urn: 7, desk: true);
        Venue('A', 7, 20);
        Venue('E', 7, 5, position: 5);
        Assert.Equal("pending-modify", Modified(7, 12).Slots[0].Desk[0].State);
        Venue('M', 7, 7, position: 5);
        Order desk = Assert.Single(State().Slots[0].Desk);
        Assert.Equal(("live", 7, 12), (desk.State, desk.Open, desk.Quantity));

        Modified(7, 10);
        Venue('I', 7, 0, position: 5);
        desk = Assert.Single(State().Slots[0].Desk);
        Assert.Equal(("live", 7), (desk.State, desk.Open));
        // It is no cancel: a kill waits for none of it.
        Assert.Equal(0, State().Kill.LastCancelUnixNs);
    }

    [Fact]
    public void A_modify_in_doubt_is_shown_until_the_venue_answers()
    {
        Order(urn: 7, desk: true);
        Venue('A', 7, 20);
        Modified(7, 12);
        byte[] record = new byte[DoubtEvent.Size];
        _ = new DoubtEventWriter(record) { Urn = 7, OpenQty = 20, Waited = 50_000, Pending = 2, Desk = 1 };
        _rig.Appliance.OnDoubt(new DoubtEvent(record));
        Assert.Equal("in-doubt", State().Slots[0].Desk[0].State);
        Venue('M', 7, 12);
        Assert.Equal("live", State().Slots[0].Desk[0].State);
    }

    [Fact]
    public void What_the_throttle_and_the_table_refuse_is_counted_by_name()
    {
        byte[] record = new byte[OrderEvent.Size];
        _ = new OrderEventWriter(record) { Action = 1, Verdict = 0x600 };
        _rig.Appliance.OnOrder(new OrderEvent(record));
        ApplianceState state = State();
        Assert.Equal([1, 1], state.Counters.Where(c => c.Name is "refused_table" or "refused_throttle").Select(c => (int)c.Value));
    }

    private ApplianceState State() => _rig.Appliance.State("test", []);

    private ApplianceState Modified(uint urn, uint quantity)
    {
        byte[] record = new byte[OrderEvent.Size];
        _ = new OrderEventWriter(record) { Urn = urn, Sent = 1, Action = 3, Qty = quantity, Desk = 1, NowNs = 1_000 };
        _rig.Appliance.OnOrder(new OrderEvent(record));
        return State();
    }

    private void Order(uint urn, bool desk)
    {
        byte[] record = new byte[OrderEvent.Size];
        _ = new OrderEventWriter(record) { Urn = urn, Sent = 1, Action = 1, Qty = 20, OpenQty = 20, Price = 1_000_000, Desk = desk ? 1u : 0u, Ioc = desk ? 1u : 0u };
        _rig.Appliance.OnOrder(new OrderEvent(record));
    }

    private void Venue(char type, uint urn, uint quantity, int position = 0)
    {
        byte[] record = new byte[VenueEvent.Size];
        _ = new VenueEventWriter(record) { Mtype = (byte)type, Urn = urn, Known = 1, Qty = quantity, Code = (byte)'L', Price = 1_000_000, Position = position };
        _rig.Appliance.OnVenue(new VenueEvent(record));
    }
}
