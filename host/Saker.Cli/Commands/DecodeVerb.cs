using System.CommandLine;
using System.Globalization;
using Saker.Wire;
using Symbol = Saker.Wire.Symbol;

namespace Saker.Cli;

/// <summary>`saker decode FILE`: every ITCH message, one row each.</summary>
public sealed class DecodeVerb(Func<string, IDecodeEngine> engines) : IVerb
{
    public const string Header = "message,sequence,type,locate,time_ns,order_ref,new_ref,side,qty,price,stock,code";

    public Command Build()
    {
        Argument<string> file = new("FILE") { Description = "ITCH BinaryFILE, or pcap or pcapng with MoldUDP64" };
        Option<string> engine = new("--engine") { Description = "model or rtl", DefaultValueFactory = _ => "model" };
        Option<string> format = new("--format") { Description = "csv or json (one object a line)", DefaultValueFactory = _ => "csv" };
        Option<string?> output = new("--out") { Description = "file to write; standard output without it" };
        Command command = new("decode", "Decode a capture of ITCH messages") { file, engine, format, output };
        command.SetAction(p => ExitCode.Run(() => Run(p.GetValue(file)!, p.GetValue(engine)!, p.GetValue(format)!, p.GetValue(output))));
        return command;
    }

    private void Run(string file, string engine, string format, string? output)
    {
        if (format is not ("csv" or "json"))
        {
            throw new CliException($"There is no format '{format}'; there is csv and json.");
        }
        IDecodeEngine chosen = engines(engine);
        using RowWriter writer = new(output);
        if (format == "csv")
        {
            writer.Line(Header);
        }

        CaptureRun.Over(file, quiet: output is null, source => chosen.Run(source, row => writer.Line(format == "csv" ? Csv(row) : Json(row))));
    }

    private static string Csv(in DecodedRow row)
    {
        var m = row.Itch;
        return string.Create(CultureInfo.InvariantCulture,
            $"{row.Message},{row.Sequence},{Code(m.Mtype)},{m.Locate},{m.Ts},{m.OrderRef},{m.NewRef},{SideOf(m)},{m.Qty},{m.Price},{Stock(m)},{Code(m.Code)}");
    }

    private static string Json(in DecodedRow row)
    {
        var m = row.Itch;
        string known = row.Known ? "true" : "false";
        return string.Create(CultureInfo.InvariantCulture,
            $$"""{"message":{{row.Message}},"sequence":{{row.Sequence}},"type":"{{Code(m.Mtype)}}","known":{{known}},"locate":{{m.Locate}},"time_ns":{{m.Ts}},"order_ref":{{m.OrderRef}},"new_ref":{{m.NewRef}},"side":"{{SideOf(m)}}","qty":{{m.Qty}},"price":{{m.Price}},"stock":"{{Stock(m)}}","code":"{{Code(m.Code)}}"}""");
    }

    private static string SideOf(in Saker.Model.ItchMsg m) =>
        m.Mtype is not (ItchType.AddOrder or ItchType.AddOrderAttributed) ? "" : m.Side == 0 ? "B" : "S";

    private static string Stock(in Saker.Model.ItchMsg m) => m.Stock == 0 ? "" : Safe(new Symbol(m.Stock).ToString());

    private static string Code(byte code) => code == 0 ? "" : Safe(((char)code).ToString());

    // Characters that would break a row or an object, or cannot be printed, show as '?'.
    private static string Safe(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = from[i] is '"' or '\\' or ',' or < ' ' or > '~' ? '?' : from[i];
        }
    });
}
