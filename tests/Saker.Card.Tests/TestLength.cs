namespace Saker.Card.Tests;

/// <summary>How long the random tests run: `make test` takes the short form of each, `make soak` (SAKER_LONG=1) the long one.</summary>
internal static class TestLength
{
    /// <summary>Trait of the tests that have a long form.</summary>
    public const string Trait = "Length", Long = "Long";

    public static bool IsLong => Environment.GetEnvironmentVariable("SAKER_LONG") == "1";

    public static int Of(int shortForm, int longForm) => IsLong ? longForm : shortForm;

    /// <summary>The seed of SAKER_SEED when set, for repeating a failure; else one of the moment. Tests print it.</summary>
    public static int Seed => int.TryParse(Environment.GetEnvironmentVariable("SAKER_SEED"), out int seed) ? seed : Environment.TickCount;
}
