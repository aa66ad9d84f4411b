using System.Globalization;
using Saker.Card;
using Saker.V1;

namespace Saker.Host.Fallback;

/// <summary>When a slot fell back and for what, and the words for it. On the card's thread.</summary>
/// <param name="slot">The slot.</param>
/// <param name="banks">Knows which bank is the fallback's and which one runs.</param>
internal sealed class FallbackTracker(int slot, LoadedBanks banks)
{
    private Came _came = banks.Safe == banks.RunningBank ? Came.Before : Came.Asked;
    private uint _fellFor;

    /// <summary>How the bank that runs came to run.</summary>
    private enum Came
    {
        Asked,
        Before,
        Fell,
    }

    /// <summary>Times that the card fell back.</summary>
    public ulong Falls { get; private set; }

    /// <summary>It fell back.</summary>
    /// <param name="status">What the card said when the host saw it.</param>
    public void Fell(SlotBankStatusValue status)
    {
        Falls++;
        (_came, _fellFor) = (Came.Fell, status.Fallback);
    }

    /// <summary>Somebody swapped.</summary>
    public void Swapped() => _came = Came.Asked;

    /// <summary>As the contract wants it; null: the slot has no fallback.</summary>
    public SlotFallback? State(SlotBankStatusValue status)
    {
        if (banks.Safe is not { } safe)
        {
            return null;
        }

        var state = new SlotFallback { Bank = (uint)safe, Runs = status.Running == (safe != 0), Falls = Falls };
        state.Stands.Add(FallbackCauses.NamesOf(status.Fallback));
        state.FellFor.Add(FallbackCauses.NamesOf(_fellFor));
        return state;
    }

    /// <summary>What happened, what it means, what to do; empty: nothing stands, and what runs is what somebody asked for.</summary>
    public string Problem(SlotBankStatusValue status)
    {
        if (banks.Safe is not { } safe)
        {
            return string.Empty;
        }

        string stands = string.Join(", ", FallbackCauses.NamesOf(status.Fallback));
        if (banks.RunningBank != safe)
        {
            return stands.Length == 0 ? string.Empty
                : Text($"Slot {slot} falls back for {stands}, and its fallback's bank {safe} does not run yet: where it cannot, the slot is halted. Look at the banks (saker params read-back --slot {slot} --bank {safe}).");
        }

        string back = Text($"saker params swap --slot {slot} --hash {HashDigits.Short(banks.Hash(1 - safe))}");
        return (stands.Length, _came) switch
        {
            ( > 0, _) => Text($"Slot {slot} runs its fallback's bank {safe}: {stands} {FallbackCauses.Verb(status.Fallback)}, and no swap leads back meanwhile.{FallbackCauses.HowTheyEnd(status.Fallback)} Look at its losses, rejects, gates and answers; when it has ended: {back}."),
            (_, Came.Fell) => Text($"Slot {slot} fell back{For()}: its fallback's bank {safe} runs on until a person swaps back: {back}."),
            (_, Came.Before) => Text($"Slot {slot} runs its fallback's bank {safe}, as this host found it, and nothing that it falls back for stands any more: it runs on until a person swaps back: {back}."),
            _ => string.Empty,
        };
    }

    /// <summary>Why a slot with a fallback takes no load.</summary>
    /// <param name="safe">The fallback's bank.</param>
    public string WhyNoLoad(int safe) => Text($"{(banks.RunningBank == safe
        ? $"Slot {slot} runs its fallback's bank {safe}, and bank {1 - safe} is the one that a swap leads back to"
        : $"Bank {safe} is the fallback's of slot {slot}, which takes over by itself")}: nothing is loaded in its place. With --drop-fallback the load switches the fallback off first; the slot has none then until the host is restarted.");

    /// <summary>Why no swap leads away from the bank that runs; null: the fallback does not hold it.</summary>
    public string? WhyNoSwap(SlotBankStatusValue status) => banks.Safe is { } safe && status.Running == (safe != 0) && status.Fallback != 0
        ? Text($"The card holds slot {slot} on its fallback's bank {safe}, {FallbackCauses.Standing(status.Fallback)}: it refuses every swap away meanwhile. When that has ended (saker status), swap again; or load other parameters with --drop-fallback.")
        : null;

    private string For()
    {
        string causes = string.Join(", ", FallbackCauses.NamesOf(_fellFor));
        return causes.Length == 0 ? ", for what ended before the host looked" : $" for {causes}, which has ended";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
