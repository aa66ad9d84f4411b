namespace Saker.Cli;

/// <summary>Input or a request that the command cannot work with; the message is one sentence for people. Exit code 2.</summary>
public sealed class CliException(string message) : Exception(message);

/// <summary>Exit codes.</summary>
public static class ExitCode
{
    public const int Ok = 0;
    public const int BadInput = 2;

    /// <summary>Runs a command; faults of the input become one sentence on standard error and exit code 2.</summary>
    public static int Run(Action work)
    {
        try
        {
            work();
            return Ok;
        }
        catch (Exception e) when (e is CliException or Wire.CaptureFormatException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"saker: {e.Message}");
            return BadInput;
        }
    }
}
