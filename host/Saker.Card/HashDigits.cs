namespace Saker.Card;

/// <summary>How a SHA-256 stands in texts: hexadecimal digits, of which people are shown the first.</summary>
public static class HashDigits
{
    /// <summary>Digits of a whole one.</summary>
    public const int All = 64;

    private const int Shown = 12;

    /// <summary>What people are shown of it; "none" of an empty one.</summary>
    public static string Short(string hash) => hash.Length == 0 ? "none" : hash[..Math.Min(hash.Length, Shown)];
}
