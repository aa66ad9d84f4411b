using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.V1;
using static Saker.Host.Tests.Slots.TwoSlotRig;

namespace Saker.Host.Tests.Slots;

/// <summary>Card and host are compared slot by slot, a restart finds what each slot holds, and the configuration is that of all of them.</summary>
public sealed class SlotCountTests
{
    [Theory]
    [InlineData(Main, "main")]
    [InlineData(Twin, "twin")]
    public void A_position_that_differs_kills_and_its_slot_is_named(int slot, string name)
    {
        using var rig = new TwoSlotRig();
        rig.Host.Up();
        rig.Order(slot, 7);
        // The card says six, the record five.
        rig.Venue(slot, 'E', 7, 5, position: 6, match: 1);
        Assert.Equal("position 5 (host) and 6 (card), 0 orders forgotten", new Host.Slots.SlotReconciliation(rig.Card, rig.Appliance.Slots[slot], foundInUse: false).Records());
        Assert.Null(new Host.Slots.SlotReconciliation(rig.Card, rig.Appliance.Slots[1 - slot], foundInUse: false).Records());
        rig.Host.RunDaemon();
        Assert.Equal(KillCausesValue.ReconciliationMask, rig.Card[CardRegisters.KillCauses] & KillCausesValue.ReconciliationMask);
        Assert.Equal(name, rig.State().Slots[slot].Name);
    }

    [Fact]
    public void Orders_and_cash_are_compared_with_the_slots_own_registers()
    {
        using var rig = new TwoSlotRig();
        rig.Order(Twin, 7);
        rig.Venue(Twin, 'E', 7, 5, position: 5, match: 1);
        (rig.Card[CardRegisters.SlotOrdersAt(Twin)], rig.Card[CardRegisters.SlotOpenBuyAt(Twin)]) = (1, 15);
        Cash(rig, Twin, -5_000_000);
        var main = new Host.Slots.SlotReconciliation(rig.Card, rig.Appliance.Slots[Main], foundInUse: false);
        var twin = new Host.Slots.SlotReconciliation(rig.Card, rig.Appliance.Slots[Twin], foundInUse: false);
        for (int look = 0; look < 10; look++)
        {
            Assert.Null(main.Registers());
            Assert.Null(twin.Registers());
        }

        Cash(rig, Twin, -5_000_001);
        string said = Assert.Single(Enumerable.Range(0, 10).Select(_ => twin.Registers()), s => s is not null)!;
        Assert.Equal("cash -5000001 (card), -5000000 (host) price units x lots", said);
        rig.Card[CardRegisters.SlotOpenBuyAt(Twin)] = 14;
        said = Assert.Single(Enumerable.Range(0, 10).Select(_ => twin.Registers()), s => s is not null)!;
        Assert.Contains("14 lots to buy and 0 to sell (card)", said, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(0, 10).Select(_ => main.Registers()), Assert.Null);
    }

    [Fact]
    public void A_restarted_host_finds_the_position_orders_trips_and_losses_of_every_slot()
    {
        using var rig = new TwoSlotRig(card =>
        {
            SessionRig.Running(card);
            Holds(card, Main, "BTCUSD", position: 30, orders: 2);
            Holds(card, Twin, "ETHUSD", position: -4, orders: 1);
            card[CardRegisters.SlotTripsAt(Twin)] = SlotTripsValue.ManualMask;
            card[CardRegisters.SlotLossAt(Twin)] = 3;
        });
        ApplianceState state = rig.State();
        Assert.Equal([(30L, 30L), (-4L, -4L)], state.Slots.Select(s => (s.Position, s.PositionHost)));
        Assert.Equal(3, state.Kill.Open);
        Assert.Equal([(0u, 0u), (SlotTripsValue.ManualMask, 85u)], state.Slots.Select(s => (s.TripCauses, s.Loss.DailyPercent)));
        // Each slot's first record settles its own count; the other's says nothing of it.
        rig.Venue(Main, 'E', 0, 5, position: 40);
        rig.Venue(Twin, 'E', 0, 1, position: -4);
        Assert.Equal([(40L, 40L), (-4L, -4L)], rig.State().Slots.Select(s => (s.Position, s.PositionHost)));
        rig.Venue(Twin, 'E', 0, 1, position: -3);
        Assert.Equal((-3L, -3L), (rig.State().Slots[1].Position, rig.State().Slots[1].PositionHost));
    }

    [Theory]
    [InlineData(Twin, "BTCUSD", "The card's slot 1 holds a position of 30 lots and 2 orders in 'BTCUSD', not in 'ETHUSD' as slot 1 (twin) of the settings")]
    [InlineData(Unused, "BTCUSD", "The card's slot 2 holds a position of 30 lots and 2 orders in 'BTCUSD', and the settings name no slot 2")]
    public void A_position_that_no_settings_are_for_is_left_alone(int slot, string symbol, string sentence)
    {
        ScriptedCard? used = null;
        HostException refused = Assert.Throws<HostException>(() => new TwoSlotRig(card =>
        {
            SessionRig.Running(card);
            Holds(card, slot, symbol, position: 30, orders: 2);
            card.Writes.Clear();
            used = card;
        }));
        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
        Assert.All(used!.Writes, w => Assert.Equal(CardRegisters.Scratch, w.Address));
    }

    [Fact]
    public void A_card_with_fewer_slots_than_the_settings_name_is_left_alone()
    {
        ScriptedCard? used = null;
        HostException refused = Assert.Throws<HostException>(() => new TwoSlotRig(card =>
        {
            card[CardRegisters.Caps] = new CapsValue(card[CardRegisters.Caps]).WithNumSlots(1).Raw;
            used = card;
        }));
        Assert.StartsWith("The settings name 2 slots (main, twin), the card has 1: ", refused.Message, StringComparison.Ordinal);
        Assert.All(used!.Writes, w => Assert.Equal(CardRegisters.Scratch, w.Address));
    }

    [Fact]
    public void The_configuration_is_that_of_every_slot_the_unused_too()
    {
        using var rig = new TwoSlotRig();
        using var other = new TwoSlotRig(twin: """{ "name": "twin", "symbol": "ETHUSD", "qty": 8 }""");
        ConfigurationCheck check = rig.Appliance.Configuration;
        Assert.NotEqual(check.Hash, other.Appliance.Configuration.Hash);
        Assert.Equal("", check.LookAtAll());
        (uint Address, string Name)[] words =
        [
            (CardRegisters.SlotMaxPositionAt(Main), "SLOT_MAX_POSITION[0]"), (CardRegisters.SlotMaxPositionAt(Twin), "SLOT_MAX_POSITION[1]"), (CardRegisters.SlotMaxPositionAt(Unused), "SLOT_MAX_POSITION[2]"),
            (CardParameters.HalfAsk.Offset(Twin, 0, 0), "slot 1 bank 0 HALF_ASK"), (CardRegisters.SlotModeAt(Unused), "SLOT_MODE[2]"), (CardRegisters.SlotBankStatusAt(Unused), "SLOT_BANK_STATUS[2]"),
            (CardParameters.Qty.Offset(Unused, 0, 1), "slot 2 bank 1 QTY"),
        ];
        foreach ((uint address, string name) in words)
        {
            uint held = rig.Card[address];
            rig.Card[address] = held ^ SlotBankStatusValue.WholeMask;
            Assert.StartsWith($"{name} holds ", check.LookAtAll(), StringComparison.Ordinal);
            rig.Card[address] = held;
            Assert.Equal("", check.LookAtAll());
        }
    }

    private static void Holds(ScriptedCard card, int slot, string symbol, int position, uint orders)
    {
        byte[] padded = System.Text.Encoding.ASCII.GetBytes(symbol.PadRight(8));
        int index = slot + 3;
        card[CardParameters.Symbol.Offset(slot, 0)] = (uint)index;
        card[CardRegisters.SymNameLoAt(index)] = BitConverter.ToUInt32(padded);
        card[CardRegisters.SymNameHiAt(index)] = BitConverter.ToUInt32(padded, 4);
        card[CardRegisters.SlotPositionAt(slot)] = unchecked((uint)position);
        card[CardRegisters.SlotOrdersAt(slot)] = orders;
    }

    private static void Cash(TwoSlotRig rig, int slot, long value) =>
        (rig.Card[CardRegisters.SlotCashLoAt(slot)], rig.Card[CardRegisters.SlotCashHiAt(slot)]) = (unchecked((uint)value), (uint)((ulong)value >> 32));
}
