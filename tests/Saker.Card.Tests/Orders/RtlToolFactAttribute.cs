using Saker.Card.Verilated;
using Saker.TestKit;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>A test that needs the virtual card and a program on $PATH; skipped, with the reason, where one is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RtlToolFactAttribute : FactAttribute
{
    /// <param name="tool">The program.</param>
    public RtlToolFactAttribute(string tool) => Skip = !VerilatedCard.IsAvailable
        ? $"{VerilatedCard.LibraryPath} is not built: run `make sim`"
        : Places.Tool(tool) is null ? $"'{tool}' is not installed" : null;
}
