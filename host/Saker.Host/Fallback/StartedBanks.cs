using Saker.Card;
using Saker.Card.Parameters;

namespace Saker.Host.Fallback;

/// <summary>Loads the banks of a slot when a host starts: the slot's own parameters into the bank that runs, and the fallback's, if there is one, into the other. Where the
/// slot fell back under an earlier host the bank that took over runs on, and the slot's own parameters go into the other.</summary>
/// <param name="own">The slot's own parameters.</param>
/// <param name="fallback">The fallback's; null: there is none.</param>
/// <param name="settings">When it takes over; null: never.</param>
internal sealed class StartedBanks(BankImage own, BankImage? fallback, FallbackSettings? settings)
{
    /// <summary>Whether the slot can go on with these banks from where the card stands. Nothing is written.</summary>
    /// <exception cref="HostException">It fell back to another bank.</exception>
    public FoundFallback Require(ICard card, int slot, string name)
    {
        var found = FoundFallback.Of(card, slot);
        found.Require(slot, name, fallback?.Hash);
        return found;
    }

    /// <summary>Writes the banks, reads them back and seals them; the causes after them, and ENABLE last. The slot must be HALTED.</summary>
    /// <returns>What the card must hold besides what was written.</returns>
    /// <exception cref="HostException">The card holds another value than was written, or the slot fell back to another bank.</exception>
    public IEnumerable<LoadedSetting> Apply(ICard card, int slot, string name)
    {
        FoundFallback found = Quiet(card, slot, name);
        int safe = found.Fell ? found.Running : 1 - found.Running;
        var banks = new SlotBanks(card, slot);
        Load(banks, own, 1 - safe);
        if (fallback is not null)
        {
            Load(banks, fallback, safe);
        }

        card.WriteBack(CardRegisters.SlotFallbackGatesAt(slot), settings?.GatesRegister().Raw ?? 0, "SLOT_FALLBACK_GATES");
        card.WriteBack(CardRegisters.SlotFallbackLatencyAt(slot), settings?.LatencyRegister(card.Kind).Raw ?? 0, "SLOT_FALLBACK_LATENCY");
        if (settings is null)
        {
            return [];
        }

        // From here on it may fall back at any time: what stood before that says whether the card or somebody else swapped.
        SlotBankStatusValue before = banks.Status;
        card.WriteBack(CardRegisters.SlotFallbackAt(slot), settings.Register(safe).Raw, "SLOT_FALLBACK");
        return [LoadedBanks.StatusOf(slot, found.Running, BothBanks, before.Swaps)];
    }

    private const uint BothBanks = 3;

    /// <summary>No bank takes over while banks are loaded. One that has taken over keeps SLOT_FALLBACK as it is, so that a host that dies meanwhile leaves the next one what
    /// it found.</summary>
    private FoundFallback Quiet(ICard card, int slot, string name)
    {
        FoundFallback found = Require(card, slot, name);
        if (found.Fell)
        {
            return found;
        }

        uint address = CardRegisters.SlotFallbackAt(slot);
        card.WriteBack(address, 0, "SLOT_FALLBACK");
        FoundFallback after = FoundFallback.Of(card, slot) with { Register = found.Register };
        if (after.Fell)
        {
            // In between.
            card.WriteBack(address, found.Register.Raw, "SLOT_FALLBACK");
            after.Require(slot, name, fallback?.Hash);
        }

        return after;
    }

    private static void Load(SlotBanks banks, BankImage image, int bank)
    {
        if (banks.Load(image, bank) is { } problem)
        {
            throw new HostException(problem);
        }
    }
}
