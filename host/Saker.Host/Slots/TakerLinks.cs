using Saker.Model;

namespace Saker.Host.Slots;

/// <summary>Whether the symbols and slots that a taker names are there and name it back: docs/card.md section 13. One that does not would decide nothing and say nothing.</summary>
internal static class TakerLinks
{
    /// <summary>Says which slot's taker could never take.</summary>
    /// <param name="slots">All slots in use, by their number.</param>
    /// <param name="symbols">Tickers of the tracked symbols, by the card's index.</param>
    /// <exception cref="HostException">One could not.</exception>
    public static void Require(IReadOnlyList<SlotSettings> slots, IReadOnlyList<string> symbols)
    {
        for (int n = 0; n < slots.Count; n++)
        {
            if (Problem(slots, n, symbols) is { } problem)
            {
                throw new HostException($"Slot {n} ({slots[n].Name}): {problem}");
            }
        }
    }

    /// <summary>Why a symbol cannot lead; null: it can, or none is needed.</summary>
    /// <param name="take">TAKE.</param>
    /// <param name="lead">LEAD.</param>
    /// <param name="symbols">Tickers of the tracked symbols, by the card's index.</param>
    public static string? LeadProblem(Take take, long lead, IReadOnlyList<string> symbols) => take != Take.LeadLag || lead < symbols.Count ? null
        : $"take is 1 and lead is {lead}, and the card tracks {symbols.Count} symbols ({string.Join(", ", symbols.Select((s, n) => $"{n} {s}"))}): it would never take.";

    private static string? Problem(IReadOnlyList<SlotSettings> slots, int n, IReadOnlyList<string> symbols)
    {
        SlotSettings slot = slots[n];
        return (Take)slot.Take switch
        {
            Take.LeadLag => LeadProblem(Take.LeadLag, slot.Lead, symbols),
            Take.Triangle => LegProblem(slots, n, "legX", slot.LegX) ?? LegProblem(slots, n, "legY", slot.LegY) ?? SymbolProblem(slots, n),
            Take.Leg when slot.Lead < slots.Count && slots[(int)slot.Lead] is { Take: (long)Take.Triangle } taker && (taker.LegX == n || taker.LegY == n) => null,
            Take.Leg => $"take is 3 and lead is {slot.Lead}, and that is no slot with take 2 whose legX or legY is {n}: it would never take.",
            _ => null,
        };
    }

    private static string? LegProblem(IReadOnlyList<SlotSettings> slots, int n, string key, long leg) =>
        leg < slots.Count && slots[(int)leg] is { Take: (long)Take.Leg } other && other.Lead == n ? null
            : $"take is 2 and {key} is {leg}, and that is no slot with take 3 and lead {n}: it would never take.";

    private static string? SymbolProblem(IReadOnlyList<SlotSettings> slots, int n)
    {
        string[] symbols = [slots[n].Symbol, slots[(int)slots[n].LegX].Symbol, slots[(int)slots[n].LegY].Symbol];
        return symbols.Distinct().Count() == symbols.Length ? null : $"take is 2 and its three slots trade {string.Join(", ", symbols)}: a triangle needs three symbols.";
    }
}
