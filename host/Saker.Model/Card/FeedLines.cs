namespace Saker.Model;

/// <summary>The three lines that bring the stream: docs/card.md section 2.</summary>
public static class FeedLines
{
    public const int A = 0, B = 1;
    /// <summary>The host's line.</summary>
    public const int Host = 2;
    public const int Count = 3;
}
