using System.CommandLine;
using System.Globalization;
using Saker.Model;
using Symbol = Saker.Wire.Symbol;

namespace Saker.Cli;

/// <summary>`saker model-vs-rtl FILE`: the same frames into the golden model and into the card's Verilog; the first difference, with a waveform.
/// Exit code 0: equal; 1: different; 2: the capture cannot be used.</summary>
public sealed class ModelVsRtlVerb : IVerb
{
    internal const string Name = "model-vs-rtl";

    // Enough for the frame before the one with the difference, and for what follows from it.
    private const ulong CyclesBefore = 2_000, CyclesAfter = 200, VcdUnitsPerCycle = 10;

    public Command Build()
    {
        Argument<string> file = new("FILE") { Description = "ITCH BinaryFILE, or pcap or pcapng with MoldUDP64" };
        Option<string[]> symbols = new("--symbol") { Description = "a symbol to track, once for each (default: those with the most book messages)", DefaultValueFactory = _ => [] };
        Option<string?> vcd = new("--vcd") { Description = "file for the waveform of a difference (default: FILE's name with .vcd in the working folder)" };
        Option<ulong[]> cycles = new("--vcd-cycles") { Description = "first and last cycle", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true, Hidden = true };
        Command command = new(Name, "Replay a capture into the model and the card's Verilog and print the first difference, with its waveform") { file, symbols, vcd, cycles };
        command.SetAction(p => ExitCode.Run(() =>
        {
            string path = p.GetValue(file)!;
            string waveform = Path.GetFullPath(p.GetValue(vcd) ?? Path.GetFileNameWithoutExtension(path) + ".vcd");
            return p.GetValue(cycles) is [ulong from, ulong to]
                ? Trace(path, p.GetValue(symbols)!, new TraceWindow(waveform, from, to))
                : Run(path, p.GetValue(symbols)!, waveform, Console.Out);
        }));
        return command;
    }

    /// <summary>The comparison. <paramref name="change"/> changes the model before the first frame: for tests that want a difference.</summary>
    internal static int Run(string path, string[] names, string waveform, TextWriter to, Action<FeedModel>? change = null)
    {
        var progress = new ProgressLine(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);
        CompareSetup setup = Setup(path, names, progress);
        using var run = new CompareRun(setup, change: change);
        CompareResult result = run.Run(new CompareFrames(path, setup.Feed, progress));
        if (result.Difference is null && run.Compared.All(c => c.Kind != RecordComparer.MessageKind || c.Compared == 0))
        {
            throw new CliException($"No message of '{path}' is ITCH of its first session, '{setup.Feed.Session}': there is nothing to compare.");
        }

        void Line(FormattableString text) => to.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        string counts = string.Join(", ", run.Compared.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Compared} {c.Kind}")));
        for (int n = 0; n < setup.Symbols.Count; n++)
        {
            string stale = run.Stale(n) is StaleReason.None or StaleReason.Gap or StaleReason.Silent ? string.Empty : $", stale at the end: {run.Stale(n)}";
            Line($"symbol {n}: {setup.Symbols[n].Window.Symbol}, {StaleText.Prices(setup.Symbols[n].Window, run.Window)}{stale}");
        }

        if (result.Difference is not { } d)
        {
            Line($"equal: {result.Frames} frames; records: {counts}");
            return ExitCode.Ok;
        }

        Line($"different: {d.Kind} record in frame {result.Frame}, cycle {result.Cycle}; equal before: {counts}");
        Line($"  before {d.Before ?? "none"}");
        Line($"  model  {d.Model ?? "none"}");
        Line($"  card   {d.Card ?? "none"}");
        var window = new TraceWindow(waveform, result.Cycle > CyclesBefore ? result.Cycle - CyclesBefore : 0, result.Cycle + CyclesAfter);
        File.Delete(waveform);
        string? fault = Waveform.Write(Path.Combine(AppContext.BaseDirectory, "saker"), path, names, window);
        Line(fault is null
            ? (FormattableString)$"  waveform {waveform}: cycles {window.From} to {window.To}, the difference at VCD time {result.Cycle * VcdUnitsPerCycle}"
            : $"  no waveform: {fault}");
        return ExitCode.No;
    }

    private static int Trace(string path, string[] names, TraceWindow window)
    {
        CompareSetup setup = Setup(path, names, NoProgress.Instance);
        using var run = new CompareRun(setup, window);
        run.Run(new CompareFrames(path, setup.Feed, NoProgress.Instance));
        return ExitCode.Ok;
    }

    private static CompareSetup Setup(string path, string[] names, IWalkProgress progress)
    {
        VirtualCard.Need();
        if (names.FirstOrDefault(n => n.Length is 0 or > 8 || !System.Text.Ascii.IsValid(n)) is { } bad)
        {
            throw new CliException($"'{bad}' is no symbol: one has 1 to 8 ASCII characters.");
        }

        CardShape shape = VirtualCard.Shape();
        return CaptureSurvey.Of(path, [.. names.Select(n => Symbol.Of(n))], shape.NumSymbols, shape.Window, progress);
    }
}
