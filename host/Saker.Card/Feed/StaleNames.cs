namespace Saker.Card.Feed;

/// <summary>STALE_* reasons of the card's contract in words for people.</summary>
public static class StaleNames
{
    private const uint NeverSet = 15;

    private static readonly string[] Names =
    [
        "", "sequence gap", "bad frame", "broken packet", "unknown order reference", "duplicate order reference", "order table full",
        "price beyond the window", "price off tick", "level quantity out of range", "reference of another symbol",
        "message while clearing", "message of a wrong length", "silent",
    ];

    /// <summary>The words of a reason; empty for none.</summary>
    public static string Of(uint reason) => reason == NeverSet ? "never set" : reason < Names.Length ? Names[reason] : $"reason {reason}";
}
