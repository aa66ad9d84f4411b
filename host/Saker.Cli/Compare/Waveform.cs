using System.Diagnostics;
using System.Globalization;
using Saker.Card.Verilated;

namespace Saker.Cli;

/// <summary>Writes a waveform of a part of a comparison: the same run again in another process, with the virtual card that was built with tracing. A process
/// holds one build of the card only.</summary>
internal static class Waveform
{
    private const string LibraryVariable = "SAKER_CARD_LIBRARY";

    /// <summary>The tracing build beside the plain one.</summary>
    public static string LibraryPath => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(VerilatedCard.LibraryPath)!, "..", "card-trace", "libsaker_card.so"));

    /// <summary>Runs `saker model-vs-rtl` with the same capture and symbols until the window's end. Null when it was written, else why not.</summary>
    public static string? Write(string program, string capture, IEnumerable<string> symbols, TraceWindow window)
    {
        if (!File.Exists(LibraryPath))
        {
            return $"the virtual card with tracing is not built: run `make sim-trace` and then this command again (looked for {LibraryPath})";
        }

        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[LibraryVariable] = LibraryPath;
        string[] cycles = [window.From.ToString(CultureInfo.InvariantCulture), window.To.ToString(CultureInfo.InvariantCulture)];
        foreach (string argument in (string[])[ModelVsRtlVerb.Name, capture, .. symbols.SelectMany(s => new[] { "--symbol", s }), "--vcd", window.Path, "--vcd-cycles", .. cycles])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(), output = process.StandardOutput.ReadToEndAsync();
        process.WaitForExit();
        Task.WaitAll(errors, output);
        return File.Exists(window.Path) ? null : $"the run with tracing ended with code {process.ExitCode} and wrote none: {errors.Result.Trim()}";
    }
}
