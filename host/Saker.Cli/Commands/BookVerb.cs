using System.CommandLine;
using System.Globalization;
using Saker.Wire;
using Symbol = Saker.Wire.Symbol;

namespace Saker.Cli;

/// <summary>`saker book FILE --symbol S`: one row for each message that changed the symbol's book.</summary>
public sealed class BookVerb(Func<string, IBookEngine> engines) : IVerb
{
    public const string Header = "message,time_ns,bid_price,bid_size,ask_price,ask_size";
    private const int MaxDepth = 1000;

    public Command Build()
    {
        Argument<string> file = new("FILE") { Description = "ITCH BinaryFILE, or pcap or pcapng with MoldUDP64" };
        Option<string> symbol = new("--symbol") { Description = "symbol, as the directory has it", Required = true };
        Option<int?> locate = new("--locate") { Description = "stock locate, for a capture without the directory message (1..65535)" };
        Option<string> engine = new("--engine") { Description = "model or rtl", DefaultValueFactory = _ => "model" };
        Option<string?> output = new("--out") { Description = "file to write; standard output without it" };
        Option<int> depth = new("--depth") { Description = "levels a side (1..1000)", DefaultValueFactory = _ => 1 };
        Command command = new("book", "Rebuild a symbol's book: message number, time, best bid and ask after each change") { file, symbol, locate, engine, output, depth };
        command.SetAction(p => ExitCode.Run(() => Run(
            p.GetValue(file)!, p.GetValue(symbol)!, p.GetValue(locate), p.GetValue(engine)!, p.GetValue(output), p.GetValue(depth))));
        return command;
    }

    private void Run(string file, string symbol, int? locate, string engine, string? output, int depth)
    {
        Check(symbol, locate);
        if (depth is < 1 or > MaxDepth)
        {
            throw new CliException($"The depth is 1 to {MaxDepth}.");
        }
        BookRequest request = new(Symbol.Of(symbol), locate is { } n ? new Locate((ushort)n) : null, depth);
        IBookEngine chosen = engines(engine);
        using RowWriter writer = new(output);
        writer.Line(depth == 1 ? Header : Header + string.Concat(Enumerable.Range(2, depth - 1).Select(
            i => $",bid_price_{i},bid_size_{i},ask_price_{i},ask_size_{i}")));
        CaptureRun.Over(file, quiet: output is null, source => chosen.Run(source, request, (in BookRow row, ReadOnlySpan<DepthLevel> levels) => Write(writer, row, levels)));
    }

    /// <summary>Says what cannot be a symbol or its locate.</summary>
    /// <exception cref="CliException">One is none.</exception>
    internal static void Check(string symbol, int? locate)
    {
        if (symbol.Length is 0 or > 8 || !System.Text.Ascii.IsValid(symbol))
        {
            throw new CliException("A symbol has 1 to 8 ASCII characters.");
        }
        if (locate is < 1 or > ushort.MaxValue)
        {
            throw new CliException("A stock locate is 1 to 65535.");
        }
    }

    private static void Write(RowWriter writer, in BookRow row, ReadOnlySpan<DepthLevel> levels)
    {
        TextWriter to = writer.Text;
        to.Write(string.Create(CultureInfo.InvariantCulture,
            $"{row.Message},{row.TimeNs},{row.BidPrice},{row.BidSize},{row.AskPrice},{row.AskSize}"));
        for (int i = 2; i < levels.Length; i++)
        {
            to.Write(string.Create(CultureInfo.InvariantCulture, $",{levels[i].Price},{levels[i].Size}"));
        }
        to.Write('\n');
    }
}
