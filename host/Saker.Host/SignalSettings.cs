using System.Text.Json;
using Saker.Card;
using Saker.Model;

namespace Saker.Host;

/// <summary>What is measured of a symbol that is traded, and from where on its gates say yes (docs/signals.md 3 and 5). What is not said is not set, and a gate
/// that rests on it says no.</summary>
public sealed record SignalSettings
{
    /// <summary>Every gate, by the name that settings call it.</summary>
    internal static readonly IReadOnlyDictionary<string, SignalGate> GateNames =
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

    /// <summary>Writes the settings of a symbol; its signals begin anew.</summary>
    public void Apply(ICard card, int symbol)
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

        SignalRegisters.Write(card, symbol, parameters, PSide);
    }

    /// <summary>Says what is outside its range, or no gate, or of a symbol that no slot trades.</summary>
    /// <param name="where">The file, for the sentence.</param>
    /// <param name="traded">The slots' symbols.</param>
    /// <exception cref="HostException">Something is.</exception>
    public void Validate(string where, IReadOnlyCollection<string> traded)
    {
        Validate(where, "signals");
        foreach ((string symbol, SignalSettings settings) in Symbols)
        {
            if (!traded.Contains(symbol))
            {
                throw new HostException($"{where}: signals.symbols has '{symbol}', which no slot trades ({string.Join(", ", traded.Distinct())}).");
            }

            if (settings.Symbols.Count != 0)
            {
                throw new HostException($"{where}: signals.symbols.{symbol} has symbols of its own: say each symbol once, under signals.symbols.");
            }

            settings.Validate(where, $"signals.symbols.{symbol}");
        }
    }

    private void Validate(string where, string key)
    {
        const long MostPeriod = 31, MostShift = 15, MostVolume = (1 << 24) - 1, MostTime = (1 << 20) - 1, LeastBuckets = 8, MostBuckets = 64;
        SettingsRange.Require(where, $"{key}.window", Window, 0, MostPeriod, "log2 of 1,024 ns");
        SettingsRange.Require(where, $"{key}.burst", Burst, 0, MostPeriod, "log2 of 1,024 ns");
        SettingsRange.Require(where, $"{key}.sample", Sample, 0, MostPeriod, "log2 of 1,024 ns");
        SettingsRange.Require(where, $"{key}.kFast", KFast, 0, MostShift, "shift");
        SettingsRange.Require(where, $"{key}.kSlow", KSlow, 0, MostShift, "shift");
        SettingsRange.Require(where, $"{key}.vpinVolume", VpinVolume, 0, MostVolume, "lots");
        SettingsRange.Require(where, $"{key}.vpinBuckets", VpinBuckets, VpinBuckets == 0 ? 0 : LeastBuckets, MostBuckets, "buckets");
        SettingsRange.Require(where, $"{key}.refillTime", RefillTime, 0, MostTime, "1,024 ns");
        SettingsRange.Require(where, $"{key}.flickerTime", FlickerTime, 0, MostTime, "1,024 ns");
        SettingsRange.Require(where, $"{key}.flickerQty", FlickerQty, 0, uint.MaxValue, "lots");
        SettingsRange.Require(where, $"{key}.icebergTime", IcebergTime, 0, MostTime, "1,024 ns");
        foreach ((string name, GateSettings gate) in Gates)
        {
            if (!GateNames.TryGetValue(name, out SignalGate which))
            {
                throw new HostException($"{where}: {key}.gates has no gate '{name}'; there are {string.Join(", ", GateNames.Keys)}.");
            }

            if (gate.Above is null == gate.Below is null)
            {
                throw new HostException($"{where}: {key}.gates.{name} says yes above or below a threshold: exactly one of 'above' and 'below' is needed.");
            }

            SettingsRange.Require(where, $"{key}.gates.{name}", (gate.Above ?? gate.Below)!.Value, 0, SignalParameters.Most(which), "units of docs/signals.md 3");
        }
    }
}

/// <summary>When a gate says yes: its value is strictly above, or strictly below, a threshold in the units of docs/signals.md 3.</summary>
public sealed record GateSettings
{
    public long? Above { get; init; }

    public long? Below { get; init; }
}
