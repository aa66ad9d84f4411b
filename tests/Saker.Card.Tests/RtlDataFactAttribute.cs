using Saker.TestKit;
using Xunit;

namespace Saker.Card.Tests;

/// <summary>A test that clocks the card's Verilog with a capture; skipped, with the reason, where either is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RtlDataFactAttribute : FactAttribute
{
    /// <param name="data">File or folder below the folder of captures.</param>
    public RtlDataFactAttribute(string data) => Skip = new RtlFactAttribute().Skip ?? new DataFactAttribute(data).Skip;
}

/// <summary>The same for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RtlDataTheoryAttribute : TheoryAttribute
{
    /// <param name="data">File or folder below the folder of captures.</param>
    public RtlDataTheoryAttribute(string data) => Skip = new RtlFactAttribute().Skip ?? new DataFactAttribute(data).Skip;
}
