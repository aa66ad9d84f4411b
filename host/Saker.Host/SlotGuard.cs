using Saker.Card;
using Saker.Host.Trackers;
using Saker.V1;

namespace Saker.Host;

/// <summary>Halting one slot and clearing it, for people and programs: SLOT_KILL, SLOT_CLEAR (docs/card.md 8.1). On the card's thread.</summary>
public sealed class SlotGuard(ICard card, ILogger log)
{
    private const int MostLooks = 1_000;
    private const uint AtTheLimit = 6;

    private readonly CapsValue _caps = new(card.Read(CardRegisters.Caps));

    /// <summary>Trips a slot by hand.</summary>
    public KillSlotReply Kill(KillSlotRequest request)
    {
        if (request.Slot >= _caps.NumSlots)
        {
            return new KillSlotReply { Refusal = NoSlot(request.Slot) };
        }

        card.Write(CardRegisters.SlotKillAt((int)request.Slot), 1);
        log.SlotAct(request.Slot, request.RequestId, request.Source, $"killed ({request.Reason})");
        return new KillSlotReply { TripCauses = card.Read(CardRegisters.SlotTripsAt((int)request.Slot)) };
    }

    /// <summary>Clears the trips that were seen, if they are all that stand.</summary>
    public ClearSlotReply Clear(ClearSlotRequest request)
    {
        string refusal = request.Slot < _caps.NumSlots ? Clear((int)request.Slot, request.CausesSeen, request.NewPeriod) : NoSlot(request.Slot);
        log.SlotAct(request.Slot, request.RequestId, request.Source, refusal.Length == 0 ? "cleared" : refusal);
        return new ClearSlotReply { Cleared = refusal.Length == 0, Refusal = refusal };
    }

    private string Clear(int slot, uint seen, bool newPeriod)
    {
        uint stand = card.Read(CardRegisters.SlotTripsAt(slot));
        if (stand == 0)
        {
            return "The slot is not tripped: there is nothing to clear.";
        }

        if (stand != seen)
        {
            return $"The slot's trips are now {Names(stand)}, not those that were seen ({Names(seen)}): look again.";
        }

        if (newPeriod)
        {
            card.Write(CardRegisters.SlotPnlStartAt(slot), 1);
            for (int looks = 0; looks < MostLooks && LossStands(slot); looks++)
            {
                // The next round obeys, within 136 cycles.
            }
        }

        card.Write(CardRegisters.SlotClearAt(slot), seen);
        uint left = card.Read(CardRegisters.SlotTripsAt(slot));
        return left == 0 ? string.Empty
            : !LossStands(slot) ? $"The card kept the slot halted: {Names(left)} fell meanwhile. Look again."
            : newPeriod ? "The card kept the slot halted: a loss stands at its limit although a new period was asked for. Look at its settings and its problem."
            : $"The card kept the slot halted: a loss stands at its limit. Clear it with a new period (saker clear-slot {slot} --new-period), or wait until the loss has left the window.";
    }

    private bool LossStands(int slot)
    {
        var loss = new SlotLossValue(card.Read(CardRegisters.SlotLossAt(slot)));
        return loss.Unknown || Math.Max(loss.Loss, Math.Max(loss.Drawdown, loss.Rolling)) >= AtTheLimit;
    }

    private string NoSlot(uint slot) => $"There is no slot {slot}: the card has {_caps.NumSlots}, from 0 on. Nothing was done.";

    private static string Names(uint causes) => causes == 0 ? "none" : string.Join(", ", TripTracker.NamesOf(causes).DefaultIfEmpty($"0x{causes:X}"));
}
