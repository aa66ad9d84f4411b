using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.Host.Trackers;
using Saker.V1;

namespace Saker.Host.Tests.Trackers;

/// <summary>Broken trades and executions told again, from the card's records to position, profit and alarm.</summary>
public sealed class TradeCorrectionTests
{
    private const long Price = 1_000_000;

    private readonly SessionRig _rig = new();
    private uint _taken, _refused;
    private int _refuses;

    public TradeCorrectionTests()
    {
        _rig.Card.OnWrite = (address, value) =>
        {
            if (address == CardRegisters.SlotPositionAdjust)
            {
                (_taken, _refused, _refuses) = _refuses > 0 ? (_taken, _refused + 1, _refuses - 1) : (_taken + 1, _refused, 0);
                _rig.Card[CardRegisters.SlotAdjustStatus] = new SlotAdjustStatusValue(0).WithTaken(_taken).WithRefused(_refused).Raw;
            }
        };
    }

    [Fact]
    public void An_execution_told_again_is_not_counted_and_is_an_alarm_until_armed()
    {
        Order(7);
        Venue('E', 7, 5, position: 5, match: 30);
        Venue('E', 7, 5, position: 5, match: 30, again: true);
        ApplianceState state = State();
        Assert.Equal((5, 5, 15), (state.Slots[0].Position, state.Slots[0].PositionHost, state.Slots[0].Quotes[0].Open));
        Assert.Single(state.Fills);
        Assert.StartsWith("The venue told an execution again (match number 30, order 7, 5 lots, slot 0)", state.OrderEntry.Problem, StringComparison.Ordinal);
        Assert.Equal(1u, Count(state, "executions_told_again"));
        Assert.Contains(_rig.Log.Lines, l => l.Contains("told an execution again", StringComparison.Ordinal));
        Armed();
        Assert.Empty(State().OrderEntry.Problem);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_broken_trade_is_moved_back_once_on_card_and_host(bool sell)
    {
        int sign = sell ? -1 : 1;
        Order(7, sell);
        Venue('E', 7, 5, sign * 5, match: 30, sell: sell, price: Price);
        Venue('E', 7, 3, sign * 8, match: 31, sell: sell, price: Price + 100);
        Venue('B', 7, 0, sign * 8, match: 30);
        // The price that the card takes the money back at stands before the lots move.
        Assert.Equal(
            [(CardRegisters.SlotAdjustPrice, (uint)Price), (CardRegisters.SlotPositionAdjust, unchecked((uint)(-sign * 5)))],
            _rig.Card.Writes.Where(w => w.Address is CardRegisters.SlotPositionAdjust or CardRegisters.SlotAdjustPrice));
        // The host's own count follows the card's record.
        Assert.Equal(sign * 8, State().Slots[0].PositionHost);
        Venue('\0', 0, 5, sign * 3, sell: !sell);
        ApplianceState state = State();
        Assert.Equal((sign * 3, sign * 3), (state.Slots[0].Position, state.Slots[0].PositionHost));
        Assert.Equal("0", state.Slots[0].Realised.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("Position and profit were moved back on card and host. Compare the position with the venue's, then arm.", state.OrderEntry.Problem, StringComparison.Ordinal);
        Assert.Contains($"match number 30, order 7, slot 0: {(sell ? "sold" : "bought")} 5 lots at {Price} price units", state.OrderEntry.Problem, StringComparison.Ordinal);
        Armed();
        Assert.Empty(State().OrderEntry.Problem);

        // Broken once: the same again is unknown.
        Venue('B', 7, 0, sign * 3, match: 30);
        Assert.Single(_rig.Card.Writes, w => w.Address == CardRegisters.SlotPositionAdjust);
        Assert.Equal(2u, Count(State(), "broken_trades"));
    }

    [Theory]
    [InlineData(7, 31)]
    [InlineData(8, 30)]
    public void A_broken_trade_that_is_not_known_moves_nothing_and_stays_an_alarm(uint urn, ulong match)
    {
        Order(7);
        Venue('E', 7, 5, position: 5, match: 30);
        Venue('B', urn, 0, position: 5, match: match);
        Armed();
        Assert.DoesNotContain(_rig.Card.Writes, w => w.Address == CardRegisters.SlotPositionAdjust);
        ApplianceState state = State();
        Assert.Equal((5, 5), (state.Slots[0].Position, state.Slots[0].PositionHost));
        Assert.Contains($"no record of (match number {match}, order {urn}): nothing was moved", state.OrderEntry.Problem, StringComparison.Ordinal);
        Assert.EndsWith("Do not arm before the position was compared with the venue's.", state.OrderEntry.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_write_is_made_again_with_the_latch_closed()
    {
        Order(7);
        Venue('E', 7, 5, position: 5, match: 30);
        _rig.Card[CardRegisters.KillCauses] = 0;
        _refuses = 1;
        Venue('B', 7, 0, position: 5, match: 30);
        Assert.Equal(2, _rig.Card.Writes.Count(w => w.Address == CardRegisters.SlotPositionAdjust));
        Assert.Equal(KillCausesValue.ReconciliationMask, _rig.Card[CardRegisters.KillCauses]);
        Venue('\0', 0, 5, position: 0, sell: true);
        Assert.Equal((0, 0), (State().Slots[0].Position, State().Slots[0].PositionHost));
    }

    [Fact]
    public void A_card_that_refuses_on_leaves_both_counts_alone()
    {
        Order(7);
        Venue('E', 7, 5, position: 5, match: 30);
        _refuses = 99;
        Venue('B', 7, 0, position: 5, match: 30);
        ApplianceState state = State();
        Assert.Equal((5, 5), (state.Slots[0].Position, state.Slots[0].PositionHost));
        Assert.Contains("The card refused to move its position back", state.OrderEntry.Problem, StringComparison.Ordinal);
        Assert.Equal(3, _rig.Card.Writes.Count(w => w.Address == CardRegisters.SlotPositionAdjust));
    }

    [Fact]
    public void The_money_of_a_broken_fill_is_gone_wherever_the_position_stands()
    {
        var random = new Random(5);
        for (int run = 0; run < 200; run++)
        {
            PositionKeeper with = new(), without = new();
            List<(bool Sell, long Price, long Quantity)> fills = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => (random.Next(2) == 0, random.NextInt64(900, 1_100), random.NextInt64(1, 50)))];
            int broken = random.Next(fills.Count);
            for (int n = 0; n < fills.Count; n++)
            {
                with.Fill(fills[n].Sell, fills[n].Price, fills[n].Quantity);
                if (n != broken)
                {
                    without.Fill(fills[n].Sell, fills[n].Price, fills[n].Quantity);
                }
            }

            with.Break(fills[broken].Sell, fills[broken].Price, fills[broken].Quantity);
            Assert.Equal((without.Position, without.Bought, without.Sold), (with.Position, with.Bought, with.Sold));
            Assert.Equal((2 * without.Realised) + without.UnrealisedTwice(2_001), (2 * with.Realised) + with.UnrealisedTwice(2_001));
        }
    }

    [Fact]
    public void The_record_keeps_the_last_executions_and_no_more()
    {
        var record = new ExecutionRecord();
        for (uint n = 0; n <= ExecutionRecord.Capacity; n++)
        {
            record.Add(new Execution(0, n % 3, n, false, Price, n));
        }

        Assert.False(record.TryTake(0, 0, out _));
        Assert.True(record.TryTake(1, 1, out Execution oldest));
        Assert.Equal(1u, oldest.Quantity);
        Assert.False(record.TryTake(1, 1, out _));
        Assert.False(record.TryTake(1, 2, out _));
        Assert.True(record.TryTake(ExecutionRecord.Capacity % 3, ExecutionRecord.Capacity, out _));
    }

    private static ulong Count(ApplianceState state, string name) => state.Counters.Single(c => c.Name == name).Value;

    private ApplianceState State() => _rig.Appliance.State("test", []);

    private void Armed()
    {
        byte[] record = new byte[KillEvent.Size];
        _ = new KillEventWriter(record) { Killed = 0 };
        _rig.Appliance.OnKill(new KillEvent(record));
    }

    private void Order(uint urn, bool sell = false)
    {
        byte[] record = new byte[OrderEvent.Size];
        _ = new OrderEventWriter(record) { Urn = urn, Sent = 1, Action = 1, Side = sell ? 1u : 0u, Qty = 20, OpenQty = 20, Price = (uint)Price };
        _rig.Appliance.OnOrder(new OrderEvent(record));
    }

    private void Venue(char type, uint urn, uint quantity, int position, ulong match = 0, bool again = false, bool sell = false, long price = Price)
    {
        byte[] record = new byte[VenueEvent.Size];
        _ = new VenueEventWriter(record)
        {
            Mtype = (byte)type, Urn = urn, Known = again || type == '\0' ? 0u : 1u, Side = sell ? 1u : 0u, Qty = quantity, Code = (byte)'L', Price = (ulong)price, ExtRef = match,
            Again = again ? 1u : 0u, Position = position,
        };
        _rig.Appliance.OnVenue(new VenueEvent(record));
    }
}
