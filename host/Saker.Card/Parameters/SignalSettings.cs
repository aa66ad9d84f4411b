using System.Text.Json;
using Saker.Model;

namespace Saker.Card.Parameters;

/// <summary>What is measured of a symbol that is traded, and from where on its gates say yes (docs/signals.md 3 and 5). What is not said is not set, and a gate
/// that rests on it says no.</summary>
public sealed record SignalSettings
{
    /// <summary>Every gate, by the name that settings call it.</summary>
    public static readonly IReadOnlyDictionary<string, SignalGate> GateNames =
        Enum.GetValues<SignalGate>().ToDictionary(g => JsonNamingPolicy.CamelCase.ConvertName(g.ToString()), StringComparer.Ordinal);

    /// <summary>Period of the window sums, log2 of 1,024 ns, 1..31; 0: not set.</summary>
    public long Window { get; init; }

    /// <summary>Period of the burst count, likewise.</summary>
    public long Burst { get; init; }

    /// <summary>Sample period of the mid, likewise.</summary>
    public long Sample { get; init; }

    /// <summary>Shift of the fast horizon of the variance, 1..15; 0: not set.</summary>
    public long KFast { get; init; }

    /// <summary>Shift of the slow horizon.</summary>
    public long KSlow { get; init; }

    /// <summary>Lots of a VPIN bucket, below 2^24; 0: not set.</summary>
    public long VpinVolume { get; init; }

    /// <summary>Buckets that count, 8..64; 0: not set.</summary>
    public long VpinBuckets { get; init; }

    /// <summary>Longest time from an execution to its refill, 1,024 ns, below 2^20; 0: not set.</summary>
    public long RefillTime { get; init; }

    /// <summary>Longest life of a flicker, likewise.</summary>
    public long FlickerTime { get; init; }

    /// <summary>Lots from which on an order is large; 0: not set.</summary>
    public long FlickerQty { get; init; }

    /// <summary>Longest time between two trades of one iceberg, 1,024 ns, below 2^20; 0: not set.</summary>
    public long IcebergTime { get; init; }

    /// <summary>The side of a P says who was the aggressor.</summary>
    public bool PSide { get; init; }

    /// <summary>By the gate's name.</summary>
    public IReadOnlyDictionary<string, GateSettings> Gates { get; init; } = new Dictionary<string, GateSettings>();

    /// <summary>Of symbols that have their own settings, whole, in the place of these.</summary>
    public IReadOnlyDictionary<string, SignalSettings> Symbols { get; init; } = new Dictionary<string, SignalSettings>();

    /// <summary>The settings of a symbol.</summary>
    public SignalSettings Of(string symbol) => Symbols.GetValueOrDefault(symbol) ?? this;

    /// <summary>Reads a file that holds them, as an object of its own.</summary>
    /// <exception cref="ParameterException">Not there, or something in it cannot be; all that cannot.</exception>
    public static SignalSettings Load(string path)
    {
        const string what = "Signal settings";
        string where = $"{what} '{path}'";
        SignalSettings settings = SettingsJson.Read<SignalSettings>(where, SettingsJson.Load(path, what));
        string[] problems = [.. settings.Problems()];
        return problems.Length == 0 ? settings : throw new ParameterException([.. problems.Select(p => $"{where}: {p}")]);
    }

    /// <summary>What is measured and judged. Valid settings have one; PSide is not in it.</summary>
    public SignalParameters ToParameters()
    {
        var parameters = new SignalParameters
        {
            Windows = new SignalWindows
            {
                Window = (byte)Window, Burst = (byte)Burst, Sample = (byte)Sample, KFast = (byte)KFast, KSlow = (byte)KSlow, VpinVolume = (uint)VpinVolume,
                VpinBuckets = (byte)VpinBuckets, RefillTime = (uint)RefillTime, FlickerTime = (uint)FlickerTime, FlickerQty = (uint)FlickerQty, IcebergTime = (uint)IcebergTime,
            },
        };
        foreach ((string name, GateSettings gate) in Gates)
        {
            parameters.With(GateNames[name], (uint)(gate.Above ?? gate.Below)!.Value, gate.Above is not null);
        }

        return parameters;
    }

    /// <summary>Writes the settings of a symbol; its signals begin anew.</summary>
    public void Apply(ICard card, int symbol) => SignalRegisters.Write(card, symbol, ToParameters(), PSide);

    /// <summary>The gates of a mask that say no whatever comes: they have no threshold, or what they rest on is not set. By name.</summary>
    /// <param name="mask">A bit a gate, docs/signals.md 3.</param>
    public IEnumerable<string> Closed(uint mask) =>
        GateNames.Where(g => (mask >> (int)g.Value & 1) != 0 && MissingFor(g.Key) is not null).Select(g => g.Key);

    /// <summary>The first setting that a gate's signal is measured with and that is not set, by its name; null: none is missing.</summary>
    public string? Missing(SignalGate gate) => RestsOn(gate).Where(s => s.Value == 0).Select(s => s.Name).FirstOrDefault();

    /// <summary>The first setting that a gate of that name could not say yes without and that is not set, by its name; null: none is missing.</summary>
    public string? MissingFor(string gate) => Gates.ContainsKey(gate) ? Missing(GateNames[gate]) : $"threshold gates.{gate}";

    /// <summary>What is outside its range, or no gate: a sentence each, beginning with the setting's name.</summary>
    /// <param name="prefix">Before each name.</param>
    public IEnumerable<string> Problems(string prefix = "")
    {
        foreach (string problem in OwnProblems(prefix))
        {
            yield return problem;
        }

        foreach ((string symbol, SignalSettings settings) in Symbols)
        {
            if (settings is null || settings.Symbols.Count != 0)
            {
                yield return settings is null ? $"{prefix}symbols.{symbol} is null: give it settings, or leave it out."
                    : $"{prefix}symbols.{symbol} has symbols of its own: say each symbol once, under {prefix}symbols.";
                continue;
            }

            foreach (string problem in settings.OwnProblems($"{prefix}symbols.{symbol}."))
            {
                yield return problem;
            }
        }
    }

    private (string Name, long Value)[] RestsOn(SignalGate gate) => gate switch
    {
        SignalGate.OfiUp or SignalGate.OfiDown or SignalGate.FlowUp or SignalGate.FlowDown or SignalGate.Cancels => [("window", Window)],
        SignalGate.VarFast => [("sample", Sample), ("kFast", KFast)],
        SignalGate.VarSlow => [("sample", Sample), ("kSlow", KSlow)],
        SignalGate.Regime => [("sample", Sample), ("kFast", KFast), ("kSlow", KSlow)],
        SignalGate.Vpin => [("vpinVolume", VpinVolume), ("vpinBuckets", VpinBuckets)],
        SignalGate.Refill => [("window", Window), ("refillTime", RefillTime)],
        SignalGate.Flicker => [("window", Window), ("flickerTime", FlickerTime), ("flickerQty", FlickerQty)],
        SignalGate.IcebergBid or SignalGate.IcebergAsk => [("icebergTime", IcebergTime)],
        SignalGate.Burst => [("burst", Burst)],
        _ => [],
    };

    private IEnumerable<string> OwnProblems(string prefix)
    {
        const long MostPeriod = 31, MostShift = 15, MostVolume = (1 << 24) - 1, MostTime = (1 << 20) - 1, LeastBuckets = 8, MostBuckets = 64;
        string?[] ranges =
        [
            ValueRange.Problem($"{prefix}window", Window, 0, MostPeriod, "log2 of 1,024 ns"),
            ValueRange.Problem($"{prefix}burst", Burst, 0, MostPeriod, "log2 of 1,024 ns"),
            ValueRange.Problem($"{prefix}sample", Sample, 0, MostPeriod, "log2 of 1,024 ns"),
            ValueRange.Problem($"{prefix}kFast", KFast, 0, MostShift, "shift"),
            ValueRange.Problem($"{prefix}kSlow", KSlow, 0, MostShift, "shift"),
            ValueRange.Problem($"{prefix}vpinVolume", VpinVolume, 0, MostVolume, "lots"),
            ValueRange.Problem($"{prefix}vpinBuckets", VpinBuckets, VpinBuckets == 0 ? 0 : LeastBuckets, MostBuckets, "buckets"),
            ValueRange.Problem($"{prefix}refillTime", RefillTime, 0, MostTime, "1,024 ns"),
            ValueRange.Problem($"{prefix}flickerTime", FlickerTime, 0, MostTime, "1,024 ns"),
            ValueRange.Problem($"{prefix}flickerQty", FlickerQty, 0, uint.MaxValue, "lots"),
            ValueRange.Problem($"{prefix}icebergTime", IcebergTime, 0, MostTime, "1,024 ns"),
        ];
        return ranges.Concat(Gates.Select(g => Problem($"{prefix}gates", g.Key, g.Value))).OfType<string>();
    }

    private static string? Problem(string gates, string name, GateSettings? gate) =>
        !GateNames.TryGetValue(name, out SignalGate which) ? $"{gates} has no gate '{name}'; there are {string.Join(", ", GateNames.Keys)}."
        : gate is null || gate.Above is null == gate.Below is null ? $"{gates}.{name} says yes above or below a threshold: exactly one of 'above' and 'below' is needed."
        : ValueRange.Problem($"{gates}.{name}", (gate.Above ?? gate.Below)!.Value, 0, SignalParameters.Most(which), "units of docs/signals.md 3");
}

/// <summary>When a gate says yes: its value is strictly above, or strictly below, a threshold in the units of docs/signals.md 3.</summary>
public sealed record GateSettings
{
    public long? Above { get; init; }

    public long? Below { get; init; }
}
