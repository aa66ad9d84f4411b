using Saker.Card.Verilated;

namespace Saker.Host.Tests;

/// <summary>A test that clocks the card's Verilog; skipped, with the reason, where the virtual card is not built.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RtlFactAttribute : FactAttribute
{
    public RtlFactAttribute() => Skip = VerilatedCard.IsAvailable ? null : $"{VerilatedCard.LibraryPath} is not built: run `make sim`";
}

/// <summary>The same for a test with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RtlTheoryAttribute : TheoryAttribute
{
    public RtlTheoryAttribute() => Skip = VerilatedCard.IsAvailable ? null : $"{VerilatedCard.LibraryPath} is not built: run `make sim`";
}
