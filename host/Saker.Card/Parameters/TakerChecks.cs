using System.Globalization;
using Saker.Model;

namespace Saker.Card.Parameters;

/// <summary>What the parameters of a slot that takes may not say together: docs/card.md section 13. Each alone is in its range.</summary>
internal static class TakerChecks
{
    /// <summary>A triangle has two factors.</summary>
    public static void Legs(Take take, long x, long y, ParameterProblems problems)
    {
        if (take == Take.Triangle && x == y)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"legX and legY are both {x}, and take is 2: a triangle needs two other slots"));
        }
    }

    /// <summary>No symbol leads itself.</summary>
    /// <param name="symbol">The card's index of the slot's own.</param>
    public static void Leader(Take take, long lead, int symbol, ParameterProblems problems)
    {
        if (take == Take.LeadLag && lead == symbol)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"lead is {lead}, the card's index of the slot's own symbol, and take is 1: another symbol must lead"));
        }
    }
}
