namespace Saker.Host;

/// <summary>The controls of the risk gate by their bit in the verdict (V_* of the card's contract).</summary>
public static class VerdictNames
{
    private static readonly string[] Names = ["kill", "mode", "session", "book", "quantity", "collar", "position", "reference", "window", "table", "throttle"];

    /// <summary>Controls in the verdict.</summary>
    public static int Count => Names.Length;

    public static string Of(int bit) => Names[bit];
}
