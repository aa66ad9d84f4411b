using Saker.Card;
using Symbol = Saker.Wire.Symbol;

namespace Saker.Cli;

/// <summary>Input or a request that the command cannot work with; the message is one sentence for people. Exit code 2.</summary>
public sealed class CliException(string message) : Exception(message)
{
    /// <summary>The capture does not say which stock locate a symbol has.</summary>
    internal static CliException NoLocate(ItchSource source, Symbol symbol) =>
        new($"'{source.Path}' has no directory message for {symbol}; name its stock locate with --locate N.");
}

/// <summary>Exit codes.</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The command ran and what it looked for is not so: a difference was found, a card failed.</summary>
    public const int No = 1;

    public const int BadInput = 2;

    /// <summary>Runs a command; faults of the input become one sentence on standard error and exit code 2, those of a card exit code 1.</summary>
    public static int Run(Action work) => Run(() =>
    {
        work();
        return Ok;
    });

    /// <summary>The same for a command that says its own exit code.</summary>
    public static int Run(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (CardException e)
        {
            Console.Error.WriteLine($"saker: {e.Message}");
            return No;
        }
        catch (Exception e) when (e is CliException or Wire.CaptureFormatException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"saker: {e.Message}");
            return BadInput;
        }
    }
}
