using Saker.Card;

namespace Saker.Host.Fallback;

/// <summary>The fallback of a slot as a starting host finds it on its card.</summary>
/// <param name="Register">SLOT_FALLBACK.</param>
/// <param name="Running">The bank that runs.</param>
/// <param name="Stands">SLOT_BANK_STATUS.FALLBACK.</param>
/// <param name="Hash">HASH of the bank that runs.</param>
internal readonly record struct FoundFallback(SlotFallbackValue Register, int Running, uint Stands, string Hash)
{
    /// <summary>The slot fell back, and nobody has swapped back since: the bank that runs is the fallback's.</summary>
    public bool Fell => Register.Enable && Register.Bank == (Running != 0);

    /// <summary>Reads a slot.</summary>
    public static FoundFallback Of(ICard card, int slot)
    {
        var banks = new SlotBanks(card, slot);
        var register = new SlotFallbackValue(card.Read(CardRegisters.SlotFallbackAt(slot)));
        SlotBankStatusValue status = banks.Status;
        int running = status.Running ? 1 : 0;
        return new FoundFallback(register, running, status.Fallback, banks.ReadHash(running));
    }

    /// <summary>A slot that fell back goes on by the bank that took over, and by no other one.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="fallback">Hash of the fallback's bank of the settings; null: they name none.</param>
    /// <exception cref="HostException">It fell back, and the settings name another fallback than the one that runs, or none.</exception>
    public void Require(int slot, string name, string? fallback)
    {
        if (Fell && Hash != fallback)
        {
            string settings = fallback is null ? "name no fallback" : $"name another one, hash {HashDigits.Short(fallback)}";
            throw new HostException($"The card's slot {slot} fell back, {FallbackCauses.Standing(Stands)}: bank {Running} runs, its fallback's, hash {HashDigits.Short(Hash)}, and the settings of slot {slot} ({name}) {settings}. Nothing is loaded over it. "
                + $"Start with the fallback that runs, and swap back (saker params swap) or end it (saker params load --drop-fallback) before the settings change; or reset the card when nothing is open any more.");
        }
    }
}
