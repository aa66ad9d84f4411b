using Saker.Card;
using Saker.Model;
using Saker.Wire;
using Symbol = Saker.Wire.Symbol;

namespace Saker.Cli.Tests.Simulate;

/// <summary>A PAPER record and the message that was played.</summary>
internal readonly record struct Told(long Message, PaperRecord Paper);

/// <summary>A simulation by one engine in this process: its records, and what the ledger makes of them.</summary>
internal sealed class EngineRun : ISimulationSink
{
    private readonly SimulationLedger _ledger = new(fee: 20, orders: null);
    private readonly List<Told> _paper = [];

    private EngineRun()
    {
    }

    public IReadOnlyList<Told> Paper => _paper;

    /// <summary>The report, hash included.</summary>
    public string Report { get; private set; } = "";

    /// <summary>Messages played.</summary>
    public long Messages => _ledger.Messages;

    /// <summary>Of the order list.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Why it ended before the capture did; null: it did not.</summary>
    public string? End { get; private set; }

    public static EngineRun Of(ISimulationEngine engine, string capture, SimulationRequest request)
    {
        var run = new EngineRun();
        try
        {
            engine.Run(new ItchSource(capture), request, run);
        }
        catch (CliException end)
        {
            run.End = end.Message;
        }

        var report = new StringWriter();
        SimulationReport.Write(report, run._ledger);
        run.Report = report.ToString();
        run.Hash = run._ledger.Hash;
        run._ledger.Dispose();
        return run;
    }

    /// <summary>What is asked of both engines.</summary>
    public static SimulationRequest Request(string symbol, SlotParameters parameters, SlotControls? controls = null, ushort? locate = null, SignalParameters? signals = null, bool sideOfP = false) => new(
        Symbol.Of(symbol), locate is { } known ? new Locate(known) : null, parameters,
        controls ?? new SlotControls(uint.MaxValue, ushort.MaxValue, uint.MaxValue), parameters.Needs == 0 && parameters.VarHorizon == VarHorizon.None ? null : signals ?? new SignalParameters(), sideOfP);

    /// <summary>The first record in which two runs differ, with the one before it; null: they are equal.</summary>
    public static string? FirstDifference(EngineRun model, EngineRun card)
    {
        int n = 0;
        while (n < model.Paper.Count && n < card.Paper.Count && model.Paper[n] == card.Paper[n])
        {
            n++;
        }

        static string Line(EngineRun run, int n) => n < run.Paper.Count ? $"{run.Paper[n]}" : "nothing more";
        return n == model.Paper.Count && n == card.Paper.Count ? null : $"record {n}\nboth  {(n == 0 ? "nothing" : Line(model, n - 1))}\nmodel {Line(model, n)}\ncard  {Line(card, n)}";
    }

    public void Begin(SymbolWindow window) => _ledger.Begin(window);

    public void Playing(long number, ulong timeNs) => _ledger.Playing(number, timeNs);

    public void Settled(in BookRecord top) => _ledger.Settled(top);

    public void Quote(in QuoteRecord record) => _ledger.Quote(record);

    void IShadowSink.Paper(in PaperRecord record)
    {
        _ledger.Paper(record);
        _paper.Add(new Told(_ledger.Messages, record));
    }
}
