using System.CommandLine;

namespace Saker.Cli;

/// <summary>One verb of the command line: a class each.</summary>
public interface IVerb
{
    Command Build();
}

/// <summary>The verbs in the order that the help shows them. A new verb is one line here.</summary>
public static class Verbs
{
    public static IReadOnlyList<IVerb> All { get; } =
    [
        new DecodeVerb(Engines.Decode),
        new BookVerb(Engines.Book),
        new ModelVsRtlVerb(),
        new SimulateVerb(Engines.Simulation),
        new UpVerb(),
        new StatusVerb(),
        new KillVerb(TimeProvider.System),
        new ClearSlotVerb(),
        new ParamsVerb(),
        new SignalsVerb(),
        new DrillVerb(TimeProvider.System),
        new OrderVerb(),
        new ModifyVerb(),
        new CancelVerb(),
        new FiguresVerb("figures", "Measure latency and sizes on the virtual card: one `name value unit` a line, the same in every run", Saker.Card.Bench.Figures.Measure),
        new FiguresVerb("bench", "Measure how fast the virtual card and the model replay a feed on this machine", Saker.Card.Bench.ReplayRate.Measure),
    ];
}
