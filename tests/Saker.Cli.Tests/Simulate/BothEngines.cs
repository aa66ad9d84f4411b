using System.Diagnostics;
using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Cli.Tests.Simulate;

/// <summary>A simulation by the model and by the card.</summary>
internal static class BothEngines
{
    /// <summary>Runs both, which must tell the same: every record, the report, the hash, and how it ended. Returns the model's.</summary>
    public static EngineRun Equal(string capture, SimulationRequest request, ITestOutputHelper output)
    {
        (EngineRun model, EngineRun card) = (Run("model", new ModelSimulationEngine(), capture, request, output), Run("card", new RtlSimulationEngine(), capture, request, output));
        string? difference = EngineRun.FirstDifference(model, card);
        Assert.True(difference is null, $"{difference}\n{card.End}");
        Assert.Equal((model.End, model.Report, model.Hash), (card.End, card.Report, card.Hash));
        return model;
    }

    private static EngineRun Run(string name, ISimulationEngine engine, string capture, SimulationRequest request, ITestOutputHelper output)
    {
        long begin = Stopwatch.GetTimestamp();
        EngineRun run = EngineRun.Of(engine, capture, request);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {run.Messages} messages, {run.Paper.Count} records in {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.00} s, {run.Hash}"));
        return run;
    }
}
