using System.Globalization;
using Saker.Card;
using Saker.Card.Parameters;

namespace Saker.Cli.Tests.Simulate;

/// <summary>A row of the order list.</summary>
internal sealed record OrderRow(long Message, ulong TimeNs, string Act, bool Buy, long Price, long Qty, long Open, long Ahead, int Verdict, long Position, int Mid2);

/// <summary>A run of `saker simulate`: what it printed, and its order list.</summary>
internal sealed class SimulationRun
{
    private readonly Dictionary<string, decimal> _figures;

    private SimulationRun(SakerOutput output, string orders)
    {
        Output = output;
        _figures = output.Lines.Select(l => l.Split(' ')).Where(l => l[0] != "orders_sha256").ToDictionary(l => l[0], l => decimal.Parse(l[1], CultureInfo.InvariantCulture));
        Hash = output.Lines.Single(l => l.StartsWith("orders_sha256 ", StringComparison.Ordinal)).Split(' ')[1];
        string[] rows = File.ReadAllLines(orders);
        if (rows[0] != OrderListWriter.Header)
        {
            throw new InvalidOperationException($"The order list begins with '{rows[0]}'.");
        }

        Rows = [.. rows.Skip(1).Select(Row)];
    }

    public SakerOutput Output { get; }

    public string Hash { get; }

    public IReadOnlyList<OrderRow> Rows { get; }

    /// <summary>A figure that was printed.</summary>
    public decimal this[string name] => _figures.GetValueOrDefault(name);

    /// <summary>Quotes a tick off the micro-price, leans with the inventory, and never waits.</summary>
    public static (string Name, long Value)[] Plain { get; } =
        [("qty", 100), ("halfBid", 256), ("halfAsk", 256), ("skew", 200), ("hysteresis", 2), ("inventoryCap", 1_000), ("minEdge", 64), ("maxDistance", 20)];

    /// <summary>Runs it; what is not named is 0.</summary>
    public static SimulationRun Of(string capture, string symbol, IEnumerable<(string Name, long Value)> parameters, params string[] options)
    {
        using var files = new SimulationFiles(symbol, parameters);
        SakerOutput output = SakerProgram.Run(["simulate", capture, "--params", files.Parameters, "--out", files.Orders, .. options]);
        return output.Code == 0 ? new SimulationRun(output, files.Orders) : throw new InvalidOperationException(output.Error);
    }

    /// <summary>Runs it with settings of the signals.</summary>
    public static SimulationRun Gated(string capture, string symbol, string signals, params (string Name, long Value)[] others)
    {
        using SimulationFiles files = new SimulationFiles(symbol, With(others)).With(signals);
        SakerOutput output = SakerProgram.Run("simulate", capture, "--params", files.Parameters, "--out", files.Orders, "--signals", files.Signals);
        return output.Code == 0 ? new SimulationRun(output, files.Orders) : throw new InvalidOperationException(output.Error);
    }

    /// <summary>Plain parameters, with these others.</summary>
    public static IEnumerable<(string Name, long Value)> With(params (string Name, long Value)[] others) => Plain.Where(p => !others.Any(o => o.Name == p.Name)).Concat(others);

    private static OrderRow Row(string line)
    {
        string[] f = line.Split(',');
        long Number(int at) => long.Parse(f[at], CultureInfo.InvariantCulture);
        return new OrderRow(Number(0), (ulong)Number(1), f[2], f[3] == "buy", Number(4), Number(5), Number(6), Number(7), (int)Number(8), Number(9), (int)Number(10));
    }
}

/// <summary>A parameter document and a place for the order list; deleted afterwards.</summary>
internal sealed class SimulationFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saker-simulate-");

    public SimulationFiles(string symbol, IEnumerable<(string Name, long Value)> parameters)
    {
        Dictionary<string, IReadOnlyList<long>> values = ParameterDocument.Parameters.ToDictionary(p => ParameterDocument.NameOf(p), IReadOnlyList<long> (p) => new long[p.Count]);
        foreach ((string name, long value) in parameters)
        {
            values[name] = [value, .. values[name].Skip(1)];
        }

        File.WriteAllText(Parameters, ParameterDocument.Of(symbol, values, "test").ToJson());
    }

    public string Parameters => Path.Combine(_folder.FullName, "p.json");

    /// <summary>Settings of the signals, once written.</summary>
    public string Signals => Path.Combine(_folder.FullName, "s.json");

    public string Orders => Path.Combine(_folder.FullName, "orders.csv");

    public SimulationFiles With(string signals)
    {
        File.WriteAllText(Signals, signals);
        return this;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
