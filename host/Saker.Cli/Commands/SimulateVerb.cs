using System.CommandLine;
using System.Globalization;
using Saker.Card.Parameters;
using Saker.Model;
using Saker.Wire;
using Symbol = Saker.Wire.Symbol;

namespace Saker.Cli;

/// <summary>`saker simulate FILE --params P.json`: what a slot with these parameters would have done on a capture.</summary>
public sealed class SimulateVerb(Func<string, ISimulationEngine> engines) : IVerb
{
    private readonly Argument<string> _file = new("FILE") { Description = "ITCH BinaryFILE, or pcap or pcapng with MoldUDP64" };
    private readonly Option<FileInfo> _parameters = new("--params") { Description = "parameter document of the slot, JSON", Required = true };
    private readonly Option<FileInfo?> _signals = new("--signals") { Description = "settings of the symbol's signals, JSON: the object that slot.json has under signals; none is set without it" };
    private readonly Option<string?> _symbol = new("--symbol") { Description = "symbol, as the directory has it; the document's without it" };
    private readonly Option<int?> _locate = new("--locate") { Description = "stock locate, for a capture without the directory message (1..65535)" };
    private readonly Option<string> _engine = new("--engine") { Description = "model or rtl", DefaultValueFactory = _ => "model" };
    private readonly Option<string?> _output = new("--out") { Description = "file for the order list, CSV; none without it" };
    private readonly Option<uint?> _quantity = new("--max-qty") { Description = "most lots of an order; no limit without it" };
    private readonly Option<uint?> _position = new("--position-limit") { Description = "greatest worst-case position, lots; no limit without it" };
    private readonly Option<ushort?> _collar = new("--collar") { Description = "greatest distance of an order from the mid, ticks; no limit without it" };
    private readonly Option<decimal?> _notional = new("--max-notional") { Description = "greatest value of an order, currency; no limit without it" };
    private readonly Option<decimal> _fee = new("--fee") { Description = "fee of each lot filled, currency", DefaultValueFactory = _ => 0 };

    public Command Build()
    {
        Command command = new("simulate", "Play a capture into a slot on paper: orders, fills, position and money that its parameters would have brought")
        {
            _file, _parameters, _signals, _symbol, _locate, _engine, _output, _quantity, _position, _collar, _notional, _fee,
        };
        command.SetAction(p => ExitCode.Run(() => Run(p)));
        return command;
    }

    private void Run(ParseResult p)
    {
        ParameterDocument document = ParamsVerb.Document(p.GetValue(_parameters)!);
        string symbol = p.GetValue(_symbol) ?? document.Symbol;
        BookVerb.Check(symbol, p.GetValue(_locate));
        if (document.Take != Take.Quotes)
        {
            throw new CliException($"take is {(int)document.Take} in the parameters: a slot that takes has no orders on paper, so there is nothing to simulate. Set take to 0 to simulate quotes.");
        }

        SlotParameters parameters = BankParameters.Of(document.Image(symbolIndex: 0));
        ushort fee = (ushort)Units("--fee", p.GetValue(_fee), ushort.MaxValue);
        ulong notional = p.GetValue(_notional) is { } most ? Units("--max-notional", most, long.MaxValue) : ulong.MaxValue;
        var controls = new SlotControls(p.GetValue(_quantity) ?? uint.MaxValue, p.GetValue(_collar) ?? ushort.MaxValue, p.GetValue(_position) ?? uint.MaxValue, notional);
        SignalSettings? settings = p.GetValue(_signals) is { } file ? Load(file).Of(symbol) : null;
        Warn(parameters, settings);
        // What nothing needs is not measured.
        SignalParameters? signals = parameters.Needs == 0 && parameters.VarHorizon == VarHorizon.None ? null : settings?.ToParameters() ?? new SignalParameters();
        var request = new SimulationRequest(
            Symbol.Of(symbol), p.GetValue(_locate) is { } n ? new Locate((ushort)n) : null, parameters, controls, signals, settings?.PSide ?? false);
        ISimulationEngine engine = engines(p.GetValue(_engine)!);
        using var ledger = new SimulationLedger(fee, p.GetValue(_output) is { } path ? new OrderListWriter(path) : null);
        try
        {
            CaptureRun.Over(p.GetValue(_file)!, quiet: false, source => engine.Run(source, request, ledger));
        }
        finally
        {
            // What was played before a fault of the capture is told.
            if (ledger.Messages != 0)
            {
                SimulationReport.Write(Console.Out, ledger);
            }
        }
    }

    /// <exception cref="CliException">It cannot be used; all that is wrong with it, a line each.</exception>
    private static SignalSettings Load(FileInfo file)
    {
        try
        {
            return SignalSettings.Load(file.ToString());
        }
        catch (ParameterException e)
        {
            throw ParamsVerb.Said(e);
        }
    }

    /// <summary>Says which needed gates never say yes, and what that stops.</summary>
    /// <param name="p">What needs them.</param>
    /// <param name="settings">Of the symbol; null: none, so each gate says no.</param>
    private static void Warn(SlotParameters p, SignalSettings? settings)
    {
        if (p.VarHorizon != VarHorizon.None && (settings ?? new SignalSettings()).Missing(p.VarHorizon == VarHorizon.Fast ? SignalGate.VarFast : SignalGate.VarSlow) is { } unset)
        {
            Console.Error.WriteLine($"saker: warning: the parameters need a variance that is never known, for the settings of the signals have no {unset}: nothing is ever wanted (varHorizon). {(settings is null ? "Give --signals, or set" : "Set")} varHorizon to 0 to simulate without one.");
        }

        string[] closed = [.. (settings ?? new SignalSettings()).Closed(p.Needs)];
        if (closed.Length == 0)
        {
            return;
        }

        bool Never(uint mask) => (settings ?? new SignalSettings()).Closed(mask).Any();
        string without = string.Join(", ", new[]
        {
            Never(p.NeedBid) ? "the bid is never wanted (needBid)" : "",
            Never(p.NeedAsk) ? "the ask is never wanted (needAsk)" : "",
            Never(p.NeedTight) ? "both sides are always widened (needTight)" : "",
        }.Where(s => s.Length != 0));
        Console.Error.WriteLine(settings is null
            ? $"saker: warning: the parameters need gates, but no signal of the symbol has settings, so that each gate says no: {without}. Give --signals, or set these masks to 0 to simulate without gates."
            : $"saker: warning: the parameters need gates that the settings of the signals leave closed ({string.Join(", ", closed)}): {without}.");
    }

    /// <summary>Whole price units of an amount.</summary>
    private static ulong Units(string option, decimal amount, decimal most)
    {
        const decimal Scale = SimulationReport.PriceUnits;
        return amount >= 0 && amount <= most / Scale && decimal.Truncate(amount * Scale) == amount * Scale
            ? (ulong)(amount * Scale)
            : throw new CliException(string.Create(CultureInfo.InvariantCulture, $"{option} is {amount}: give an amount of 0 to {most / Scale} in steps of {1 / Scale}."));
    }
}
