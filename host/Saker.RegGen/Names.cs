namespace Saker.RegGen;

/// <summary>Spellings of a map's names and texts in the generated languages.</summary>
internal static class Names
{
    /// <summary>KILL_NS_LO or bid_idx → KillNsLo, BidIdx.</summary>
    public static string Pascal(string name) => string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant()));

    /// <summary>The text up to its first colon, semicolon or full stop that ends a clause.</summary>
    public static string FirstSentence(string text)
    {
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text.TrimEnd('.') : text[..end];
    }

    /// <summary>Escapes a text for an XML documentation comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Escapes a text for a C# string literal.</summary>
    public static string Literal(string text) => '"' + text.Replace("\\", @"\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal) + '"';
}
