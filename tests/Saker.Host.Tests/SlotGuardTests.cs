using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.V1;

namespace Saker.Host.Tests;

/// <summary>Killing and clearing one slot, and how its trips are told.</summary>
public sealed class SlotGuardTests
{
    private const uint Manual = SlotTripsValue.ManualMask, Rejects = SlotTripsValue.RejectsMask, Fills = SlotTripsValue.FillsMask;

    private readonly SessionRig _rig = new();

    public SlotGuardTests() => _rig.Card.OnWrite = (address, value) =>
    {
        ScriptedCard card = _rig.Card;
        uint trips = card[CardRegisters.SlotTrips];
        card[CardRegisters.SlotTrips] = address switch
        {
            CardRegisters.SlotKill => trips | Manual,
            CardRegisters.SlotClear when value == trips => 0,
            _ => trips,
        };
    };

    [Fact]
    public void A_kill_halts_the_slot_and_says_why_it_is_halted()
    {
        KillSlotReply reply = _rig.Appliance.KillSlot(new() { RequestId = "r1", Source = "cli", Reason = "test" });
        Assert.Equal((Manual, string.Empty), (reply.TripCauses, reply.Refusal));
        Assert.Contains(_rig.Log.Lines, l => l.Contains("killed (test)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_slot_that_the_card_has_not_is_named()
    {
        Assert.Contains("There is no slot 1: the card has 1", _rig.Appliance.KillSlot(new() { Slot = 1 }).Refusal, StringComparison.Ordinal);
        ClearSlotReply clear = _rig.Appliance.ClearSlot(new() { Slot = 1, CausesSeen = 1 });
        Assert.False(clear.Cleared);
        Assert.Contains("There is no slot 1", clear.Refusal, StringComparison.Ordinal);
        Assert.Null(_rig.Card.LastWritten(CardRegisters.SlotKill));
    }

    [Fact]
    public void Clearing_writes_exactly_what_was_seen_and_only_when_it_stands()
    {
        _rig.Card[CardRegisters.SlotTrips] = Manual | Rejects;
        ClearSlotReply refused = _rig.Appliance.ClearSlot(new() { CausesSeen = Rejects });
        Assert.Equal("The slot's trips are now manual, rejects in a row, not those that were seen (rejects in a row): look again.", refused.Refusal);
        Assert.Null(_rig.Card.LastWritten(CardRegisters.SlotClear));
        Assert.True(_rig.Appliance.ClearSlot(new() { CausesSeen = Manual | Rejects }).Cleared);
        Assert.Equal(Manual | Rejects, _rig.Card.LastWritten(CardRegisters.SlotClear));
        Assert.Equal("The slot is not tripped: there is nothing to clear.", _rig.Appliance.ClearSlot(new() { CausesSeen = Manual }).Refusal);
    }

    [Fact]
    public void Trips_are_told_in_words_with_what_to_do()
    {
        _rig.Card[CardRegisters.SlotMaxRejects] = 5;
        Tell(Rejects, rejects: 5, fills: 0);
        Slot slot = _rig.Appliance.State("test", []).Slots[0];
        Assert.Equal((Rejects, "rejects in a row"), (slot.TripCauses, Assert.Single(slot.Trips)));
        Assert.Equal(
            "Slot 0 is halted: the venue rejected 5 of its orders in a row. All its orders are cancelled and it sends none; other slots go on. Look at its orders, position and settings, then clear it: saker clear-slot 0.",
            slot.Problem);
        Assert.Contains(_rig.Log.Lines, l => l.Contains("the venue rejected 5", StringComparison.Ordinal));
        Tell(Rejects | Fills, rejects: 5, fills: 100);
        Assert.Equal(2, _rig.Appliance.State("test", []).Slots[0].Trips.Count);
        Tell(0, 0, 0);
        slot = _rig.Appliance.State("test", []).Slots[0];
        Assert.Equal((0u, 0, string.Empty), (slot.TripCauses, slot.Trips.Count, slot.Problem));
        Tell(SlotTripsValue.LegMask, 0, 0);
        slot = _rig.Appliance.State("test", []).Slots[0];
        Assert.Equal("triangle in part", Assert.Single(slot.Trips));
        Assert.StartsWith("Slot 0 is halted: a triangle of it was executed in part: compare the positions of its three slots. All its orders", slot.Problem, StringComparison.Ordinal);
    }

    private void Tell(uint trips, ushort rejects, ushort fills)
    {
        byte[] record = new byte[64];
        _ = new TripEventWriter(record) { Trips = trips, Rejects = rejects, Fills = fills };
        _rig.Appliance.OnTrip(new TripEvent(record));
    }
}
