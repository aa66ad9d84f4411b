namespace Saker.Host;

/// <summary>Kill causes in words for people.</summary>
public static class KillCauseNames
{
    private static readonly string[] Names =
    [
        "power-on or reset", "manual (console)", "manual (command line)", "host heartbeat lost", "event ring off or nearly full",
        "order session lost", "venue spoke of an unknown order", "host fault",
        "positions differ or the venue broke a trade", "venue told an execution again",
        "switch at the front panel", "switch at the host (USB)", "a setting on the card is not what was loaded",
    ];

    /// <summary>The names of the set bits.</summary>
    public static IEnumerable<string> Of(uint causes)
    {
        for (int bit = 0; bit < 32; bit++)
        {
            if ((causes >> bit & 1) != 0)
            {
                yield return bit < Names.Length ? Names[bit] : $"cause {bit}";
            }
        }
    }

    /// <summary>The names joined, or "none".</summary>
    public static string Join(uint causes) => causes == 0 ? "none" : string.Join(", ", Of(causes));
}
