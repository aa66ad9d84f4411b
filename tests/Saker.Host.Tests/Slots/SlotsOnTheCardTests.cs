using System.Text.Json.Nodes;
using Saker.Card;
using Saker.TestKit;
using Saker.V1;

namespace Saker.Host.Tests.Slots;

/// <summary>Two slots on the card itself.</summary>
public sealed class SlotsOnTheCardTests
{
    [RtlFact]
    public void Two_slots_of_two_symbols_quote_on_paper_each_its_own_and_the_kill_of_one_leaves_the_other()
    {
        using var rig = new HostRig(slot: Settings("""{ "name": "btc" }""", """{ "name": "eth", "symbol": "ETHUSD", "qty": 5 }"""));
        ApplianceState state = rig.Run(400).State();
        Assert.Equal([("btc", "BTCUSD", SlotMode.Shadow), ("eth", "ETHUSD", SlotMode.Shadow)], state.Slots.Select(s => (s.Name, s.Symbol, s.Mode)));
        Assert.All(state.Slots, s =>
        {
            Assert.True(s.Paper.Orders > 2, $"{s.Name}: {s.Paper.Orders} orders on paper");
            Assert.True(s.Paper.Fills > 0, $"{s.Name}: nothing was filled on paper");
            Assert.Equal(s.Paper.Bought - s.Paper.Sold, s.Paper.Position);
            Assert.True(s.WantedBid > 0 || s.WantedAsk > 0, $"{s.Name} wants nothing");
            Assert.Equal((0L, 0u), (s.Position, s.Sent));
        });
        Assert.Equal("", rig.Appliance.Configuration.LookAtAll());

        Assert.Equal("", rig.Appliance.KillSlot(new() { Slot = 1 }).Refusal);
        state = rig.Run(20).State();
        Assert.Equal([0u, SlotTripsValue.ManualMask], state.Slots.Select(s => s.TripCauses));
        uint before = state.Slots[0].Paper.Orders;
        state = rig.Run(200).State();
        Assert.True(state.Slots[0].Paper.Orders > before, "the other slot has stopped");
        Assert.True(rig.Appliance.ClearSlot(new() { Slot = 1, CausesSeen = SlotTripsValue.ManualMask }).Cleared);
        Assert.Equal(0u, rig.Run(20).State().Slots[1].TripCauses);
        Assert.Equal("", rig.Appliance.Configuration.LookAtAll());
    }

    [RtlFact]
    public void Slots_that_no_setting_names_hold_no_limit_and_no_whole_bank()
    {
        using var rig = new HostRig();
        for (int slot = 1; slot < new CapsValue(rig.Card.Read(CardRegisters.Caps)).NumSlots; slot++)
        {
            Assert.Equal((0u, 0u, 0u), (rig.Card.Read(CardRegisters.SlotModeAt(slot)), rig.Card.Read(CardRegisters.SlotMaxPositionAt(slot)), new SlotBanks(rig.Card, slot).Status.Whole));
        }

        // Raised behind the host's back it would still not trade, and it is seen.
        rig.Card.Write(CardRegisters.SlotModeAt(1), 3);
        Assert.StartsWith("SLOT_MODE[1] holds 0x00000003, 0x00000000 was loaded", rig.Appliance.Configuration.LookAtAll(), StringComparison.Ordinal);
    }

    [RtlFact]
    public void More_slots_than_the_card_has_are_refused()
    {
        string[] slots = [.. Enumerable.Range(0, 17).Select(n => $$"""{ "name": "s{{n}}" }""")];
        Assert.Contains("The settings name 17 slots", Assert.Throws<HostException>(() => new HostRig(slot: Settings(slots))).Message, StringComparison.Ordinal);
    }

    /// <summary>Slots in SHADOW at the mid, so that something trades against them soon.</summary>
    private static string Settings(params string[] slots) => SlotDocument.Write(
        Path.Combine(Places.RepositoryRoot, "build", "host-tests", $"{slots.Length}-slots.json"), ("mode", "shadow"), ("halfBid", 0), ("halfAsk", 0), ("minEdge", 0),
        ("slots", new JsonArray([.. slots.Select(s => JsonNode.Parse(s))])));
}
