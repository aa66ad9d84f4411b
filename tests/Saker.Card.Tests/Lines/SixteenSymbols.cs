namespace Saker.Card.Tests.Lines;

/// <summary>Sixteen symbols with ticks of every kind: powers of two, odd, even, and sub-penny prices of 0.0001.</summary>
internal static class SixteenSymbols
{
    private static readonly uint[] Ticks = [100, 1, 48, 500, 100, 10_000, 7, 100, 1, 64, 2_500, 100, 33, 100, 1_000, 100];

    public static SymbolWindow[] Windows { get; } =
        [.. Ticks.Select((tick, n) => new SymbolWindow($"SYM{(char)('A' + n)}", tick == 1 ? 2_000u : 500_000u + (1_000_000u * (uint)n), tick))];
}
