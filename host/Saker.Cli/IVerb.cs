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
        new UpVerb(),
        new StatusVerb(),
        new KillVerb(TimeProvider.System),
        new FiguresVerb(Saker.Card.Bench.Figures.Measure),
    ];
}
