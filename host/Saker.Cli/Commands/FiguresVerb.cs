using System.CommandLine;
using Saker.Card;
using Saker.Card.Bench;

namespace Saker.Cli;

/// <summary>Numbers measured on the virtual card, one `name value unit` a line: `saker figures`, the deterministic ones of this build, and
/// `saker bench`, the noisy ones of this machine.</summary>
public sealed class FiguresVerb(string name, string description, Func<IReadOnlyList<Figure>> measure) : IVerb
{
    public Command Build()
    {
        Option<string?> output = new("--out") { Description = "file to write; standard output without it" };
        Command command = new(name, description) { output };
        command.SetAction(p => ExitCode.Run(() => Run(p.GetValue(output))));
        return command;
    }

    private void Run(string? output)
    {
        IReadOnlyList<Figure> figures;
        try
        {
            figures = measure();
        }
        catch (CardException e)
        {
            throw new CliException(e.Message);
        }

        // Only a whole set is written: half of one would look like another build's.
        using RowWriter writer = new(output);
        foreach (Figure figure in figures)
        {
            writer.Line(figure.ToString());
        }
    }
}
