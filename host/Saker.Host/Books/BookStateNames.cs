namespace Saker.Host.Books;

/// <summary>The state of a symbol's book in words for people; BOOK_* and STALE_* of the card's contract.</summary>
public static class BookStateNames
{
    private static readonly string[] Stale =
    [
        "", "sequence gap", "bad frame", "broken packet", "unknown order reference", "duplicate order reference", "order table full",
        "price beyond the window", "price off tick", "level quantity out of range", "reference of another symbol",
        "message while clearing", "message of a wrong length",
    ];

    private static readonly string[] Flags = ["stale", "halted", "empty", "outside the window", "crossed"];

    public static string Describe(uint flags, uint stale)
    {
        if (flags == 0)
        {
            return "ok";
        }

        IEnumerable<string> words = Flags.Where((_, bit) => (flags >> bit & 1) != 0);
        string why = stale == 15 ? "never set" : stale < Stale.Length ? Stale[stale] : $"reason {stale}";
        return string.Join(", ", words) + ((flags & 1) != 0 ? $" ({why})" : string.Empty);
    }
}
