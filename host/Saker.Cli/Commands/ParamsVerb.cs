using System.CommandLine;
using Saker.Card.Parameters;

namespace Saker.Cli;

/// <summary>`saker params`: documents of a bank of parameters, offline and on a running appliance (docs/parameters.md).</summary>
public sealed class ParamsVerb : IVerb
{
    public Command Build() => new("params", "Check, compare, load and swap a slot's parameters") { Validate(), Diff(), Image(), BankVerbs.Load(), BankVerbs.ReadBack(), BankVerbs.Swap() };

    /// <summary>Reads a document.</summary>
    /// <exception cref="CliException">It cannot be used; all that is wrong with it, a line each.</exception>
    internal static ParameterDocument Document(FileInfo file)
    {
        try
        {
            return ParameterDocument.Load(file.ToString());
        }
        catch (ParameterException e)
        {
            throw Said(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"Parameter document '{file}' cannot be read: {e.Message}");
        }
    }

    /// <summary>The bank of a document.</summary>
    /// <exception cref="CliException">It cannot be that symbol's.</exception>
    private static BankImage ImageOf(ParameterDocument document, int symbolIndex)
    {
        try
        {
            return document.Image(symbolIndex);
        }
        catch (ParameterException e)
        {
            throw Said(e);
        }
    }

    /// <summary>All that is wrong with a document, a line each.</summary>
    internal static CliException Said(ParameterException e) => new(string.Join($"{Environment.NewLine}saker: ", e.Problems));

    internal static Argument<FileInfo> File(string name) => new(name) { Description = "parameter document, JSON" };

    private static Command Validate()
    {
        Argument<FileInfo> file = File("file");
        Command command = new("validate", "Look whether the card could hold a parameter document; every problem is named") { file };
        command.SetAction(p => ExitCode.Run(() => Console.WriteLine($"{p.GetValue(file)} is valid, for {Document(p.GetValue(file)!).Symbol}")));
        return command;
    }

    private static Command Diff()
    {
        Argument<FileInfo> old = File("old"), now = File("new");
        Command command = new("diff", "Show which parameters two documents do not share; exit code 1 when there are some") { old, now };
        command.SetAction(p => ExitCode.Run(() =>
        {
            ParameterChange[] changes = [.. Document(p.GetValue(old)!).ChangesTo(Document(p.GetValue(now)!))];
            foreach (ParameterChange change in changes)
            {
                Console.WriteLine($"{change.Name}: {change.Old} -> {change.New} {change.Unit}".TrimEnd());
            }

            return changes.Length == 0 ? ExitCode.Ok : ExitCode.No;
        }));
        return command;
    }

    private static Command Image()
    {
        const int MostIndex = 255;
        Argument<FileInfo> file = File("file");
        Option<FileInfo> to = new("--out") { Description = "file for the image, 512 bytes", Required = true };
        Option<int> index = new("--symbol-index") { Description = $"the card's index of the symbol, 0 to {MostIndex}" };
        Command command = new("image", "Write a bank as the card holds it, and print its hash") { file, to, index };
        command.Validators.Add(result =>
        {
            if (result.GetValue(index) is < 0 or > MostIndex)
            {
                result.AddError($"--symbol-index wants a number from 0 to {MostIndex}.");
            }
        });
        command.SetAction(p => ExitCode.Run(() =>
        {
            BankImage image = ImageOf(Document(p.GetValue(file)!), p.GetValue(index));
            System.IO.File.WriteAllBytes(p.GetValue(to)!.FullName, image.Bytes);
            Console.WriteLine(image.Hash);
        }));
        return command;
    }
}
