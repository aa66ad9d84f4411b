using Saker.Model;

namespace Saker.Card.Parameters;

/// <summary>What a bank needs of the signals of its symbol, and they can never give: a gate that no threshold or no measure lets say yes, a variance that nobody measures.</summary>
public static class SignalNeeds
{
    private static readonly (ParameterDescriptor Mask, string Consequence)[] Masks =
    [
        (CardParameters.NeedBid, "the bid would never be wanted"), (CardParameters.NeedAsk, "the ask would never be wanted"), (CardParameters.NeedTight, "both sides would always be widened"),
    ];

    /// <summary>A sentence for each parameter that needs such a thing.</summary>
    /// <param name="bank">A value of the bank, by its parameter.</param>
    /// <param name="symbol">The bank's symbol.</param>
    /// <param name="signals">Of that symbol.</param>
    public static IEnumerable<string> NeverMet(Func<ParameterDescriptor, long> bank, string symbol, SignalSettings signals)
    {
        foreach ((ParameterDescriptor mask, string consequence) in Masks)
        {
            string[] closed = [.. signals.Closed((uint)bank(mask)).Select(gate => $"{gate} ({signals.MissingFor(gate)} is not set)")];
            if (closed.Length != 0)
            {
                yield return $"{ParameterDocument.NameOf(mask)} needs {string.Join(", ", closed)} of the signals of {symbol}: {consequence}.";
            }
        }

        var horizon = (VarHorizon)bank(CardParameters.VarHorizon);
        if (horizon != VarHorizon.None && signals.Missing(horizon == VarHorizon.Fast ? SignalGate.VarFast : SignalGate.VarSlow) is { } unset)
        {
            yield return $"{ParameterDocument.NameOf(CardParameters.VarHorizon)} needs the {(horizon == VarHorizon.Fast ? "fast" : "slow")} variance ({unset} is not set) of the signals of {symbol}: neither side would ever be wanted.";
        }
    }
}
