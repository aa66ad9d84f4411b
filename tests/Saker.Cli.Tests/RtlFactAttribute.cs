using Saker.Card.Verilated;
using Saker.TestKit;
using Xunit;

namespace Saker.Cli.Tests;

/// <summary>A test that clocks the card's Verilog; skipped, with the reason, where the virtual card or a capture is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RtlFactAttribute : FactAttribute
{
    /// <param name="data">File or folder below the folder of captures; null: none is needed.</param>
    /// <param name="tracing">The card that was built with tracing is needed, too.</param>
    public RtlFactAttribute(string? data = null, bool tracing = false)
    {
        Skip = Missing(data, tracing)!;
    }

    /// <summary>What a test cannot do without and is not there; null: nothing.</summary>
    internal static string? Missing(string? data, bool tracing) =>
        !VerilatedCard.IsAvailable ? $"{VerilatedCard.LibraryPath} is not built: run `make sim`"
        : tracing && !File.Exists(Waveform.LibraryPath) ? $"{Waveform.LibraryPath} is not built: run `make sim-trace`"
        : new DataFactAttribute(data).Skip;
}

/// <summary>A test of several cases that clocks the card's Verilog; skipped, with the reason, where the virtual card or a capture is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RtlTheoryAttribute : TheoryAttribute
{
    /// <param name="data">File or folder below the folder of captures; null: none is needed.</param>
    public RtlTheoryAttribute(string? data = null) => Skip = RtlFactAttribute.Missing(data, tracing: false)!;
}
