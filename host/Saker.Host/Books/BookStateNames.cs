using Saker.Card.Feed;

namespace Saker.Host.Books;

/// <summary>The state of a symbol's book in words for people; BOOK_* and STALE_* of the card's contract.</summary>
public static class BookStateNames
{
    private const string NeedsSnapshot = "the book is frozen until a snapshot has loaded it anew";
    private const uint SequenceGap = 1;

    private static readonly string[] Flags = ["stale", "halted", "empty", "outside the window", "crossed"];

    private static readonly string[] Meanings =
    [
        string.Empty,
        "the venue does not let it trade",
        "a side has no order",
        "a side's orders all lie beyond the price window, which moves with the next snapshot",
        "its best bid is at or above its best ask",
    ];

    /// <summary>"ok", or why the card may not quote the symbol.</summary>
    public static string Describe(uint flags, uint stale)
    {
        if (flags == 0)
        {
            return "ok";
        }

        IEnumerable<string> words = Flags.Where((_, bit) => (flags >> bit & 1) != 0);
        return string.Join(", ", words) + ((flags & 1) != 0 ? $" ({StaleNames.Of(stale)})" : string.Empty);
    }

    /// <summary>What that means for the book and for quoting; empty when ok.</summary>
    public static string Explain(uint flags, uint stale)
    {
        if (flags == 0)
        {
            return string.Empty;
        }

        IEnumerable<string> words = Meanings.Where((_, bit) => bit != 0 && (flags >> bit & 1) != 0);
        if ((flags & 1) != 0)
        {
            words = words.Prepend(Stale(stale));
        }

        return $"{string.Join("; ", words)}: quotes are pulled";
    }

    private static string Stale(uint reason) => reason switch
    {
        SequenceGap => "messages are missing on both lines; the book is exact up to the last one before them and goes on when they come",
        2 => $"a frame that failed its check had already been used; {NeedsSnapshot}",
        3 => $"a packet that ended inside its messages had already been used; {NeedsSnapshot}",
        6 => $"the order table had no room for an order; {NeedsSnapshot}; track fewer symbols if it happens again",
        7 => $"a better price than the window reaches came; {NeedsSnapshot} around the new price",
        8 => $"a price came that is no multiple of its tick; {NeedsSnapshot}; correct its tick if it happens again",
        13 => "no message of the symbol came for as long as silenceMs allows; the book stands as it was and goes on with its next message",
        15 => "its book was never loaded",
        _ => $"{StaleNames.Of(reason)}: the feed and the card's book do not agree; {NeedsSnapshot}",
    };
}
