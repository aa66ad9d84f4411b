namespace Saker.Host.Fallback;

/// <summary>Names of the bits of SLOT_BANK_STATUS.FALLBACK: for what a slot falls back.</summary>
internal static class FallbackCauses
{
    private static readonly string[] Names = ["loss", "rejects", "gates", "slow answers"];

    private const uint Rejects = 2;

    /// <summary>By bit.</summary>
    public static IEnumerable<string> NamesOf(uint causes) => Names.Where((_, bit) => (causes >> bit & 1) != 0);

    /// <summary>"for loss, gates, which stand".</summary>
    public static string Standing(uint causes) => causes == 0 ? "and nothing that it falls back for stands any more" : $"for {string.Join(", ", NamesOf(causes))}, which {Verb(causes)}";

    /// <summary>More to know of rejects: a bank that sends nothing brings no answers.</summary>
    public static string HowTheyEnd(uint causes) => (causes & Rejects) == 0 ? string.Empty : " Rejects end with the venue's answers, or when the slot is killed and cleared.";

    /// <summary>Of those causes: a loss stands, rejects stand.</summary>
    public static string Verb(uint causes) => causes == 1 ? "stands" : "stand";
}
