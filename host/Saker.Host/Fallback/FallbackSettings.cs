using System.Globalization;
using System.Text.Json;
using Saker.Card;
using Saker.Card.Parameters;

namespace Saker.Host.Fallback;

/// <summary>When a slot's other bank takes over by itself, and what is other in it (docs/card.md 6.1, docs/parameters.md). At least one cause is needed.</summary>
public sealed record FallbackSettings
{
    private const string Key = "fallback";

    /// <summary>Where the other bank stands.</summary>
    internal const string BankKey = $"{Key}.bank";
    private const long Answers = 32;
    private const long UnitNs = 1_024, MicrosecondNs = 1_000;

    // Of SLOT_LOSS's level n, n from 1 on.
    private static readonly long[] Percents = [50, 75, 85, 90, 95, 100];

    /// <summary>Per cent of one of the slot's loss limits, from which on it falls back: 50, 75, 85, 90, 95 or 100; null: not for losses.</summary>
    public long? LossLevel { get; init; }

    /// <summary>Rejects in a row, 1..255; null: not for these.</summary>
    public long? Rejects { get; init; }

    /// <summary>Rejects among the venue's last 32 answers, 1..32; null: not for these.</summary>
    public long? RejectsOf32 { get; init; }

    /// <summary>Gates of the slot's symbol, by the names of <c>signals.gates</c>: it falls back while one of them does not say yes. Null: not for gates.</summary>
    public IReadOnlyList<string>? Gates { get; init; }

    /// <summary>Longest answer of the venue to a quote, us, 1..1,073,740, rounded up to 1,024 ns; null: not for slow answers. A virtual card waits
    /// <see cref="ApplianceSettings.VirtualOrderTimeoutFactor"/> times as long, at most 1,073,740 us.</summary>
    public long? LatencyUs { get; init; }

    /// <summary>The parameters that are other in the fallback's bank, by their names; at least one is.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Bank { get; init; }

    private static long MostLatencyUs => SlotFallbackLatencyValue.LimitMask * UnitNs / MicrosecondNs;

    /// <summary>Those that may be other: the card swaps to no bank of another symbol or TAKE, and what follows TAKE is of slots that take.</summary>
    private static IReadOnlyList<ParameterDescriptor> Others { get; } = [.. ParameterDocument.Parameters.TakeWhile(p => p != CardParameters.Take)];

    /// <summary>SLOT_FALLBACK.</summary>
    /// <param name="bank">The bank that takes over.</param>
    public SlotFallbackValue Register(int bank) => new SlotFallbackValue(0).WithEnable(true).WithBank(bank != 0)
        .WithLossLevel(LossLevel is { } percent ? (uint)Array.IndexOf(Percents, percent) + 1 : 0).WithRejects((uint)(Rejects ?? 0)).WithRate((uint)(RejectsOf32 ?? 0));

    /// <summary>SLOT_FALLBACK_GATES.</summary>
    public SlotFallbackGatesValue GatesRegister() => new SlotFallbackGatesValue(0).WithGates((Gates ?? []).Aggregate(0u, (mask, name) => mask | 1u << (int)SignalSettings.GateNames[name]));

    /// <summary>SLOT_FALLBACK_LATENCY.</summary>
    /// <param name="kind"><see cref="ICard.Kind"/>.</param>
    public SlotFallbackLatencyValue LatencyRegister(string kind)
    {
        long us = kind == "pcie" ? LatencyUs ?? 0 : Math.Min((LatencyUs ?? 0) * ApplianceSettings.VirtualOrderTimeoutFactor, MostLatencyUs);
        return new SlotFallbackLatencyValue(0).WithLimit((uint)(((us * MicrosecondNs) + UnitNs - 1) / UnitNs));
    }

    /// <summary>What the fallback's bank holds besides its symbol.</summary>
    /// <param name="own">The slot's own.</param>
    internal IReadOnlyList<(ParameterDescriptor Parameter, IReadOnlyList<long> Values)> Values(IReadOnlyList<(ParameterDescriptor Parameter, IReadOnlyList<long> Values)> own) =>
        [.. own.Select(v => Bank!.TryGetValue(ParameterDocument.NameOf(v.Parameter), out JsonElement other) ? (v.Parameter, Numbers(other)!) : v)];

    /// <summary>Says what cannot be; the gates are looked at by <see cref="ValidateGates"/>.</summary>
    /// <param name="where">File and slot, for the sentence.</param>
    /// <param name="own">The slot's own bank.</param>
    /// <exception cref="HostException">Something cannot.</exception>
    internal void Validate(string where, IReadOnlyList<(ParameterDescriptor Parameter, IReadOnlyList<long> Values)> own)
    {
        if (LossLevel is null && Rejects is null && RejectsOf32 is null && Gates is null && LatencyUs is null)
        {
            throw new HostException($"{where}: {Key} names no cause: give it lossLevel, rejects, rejectsOf32, gates or latencyUs, at least one.");
        }

        if (LossLevel is { } percent && !Percents.Contains(percent))
        {
            throw new HostException($"{where}: {Key}.lossLevel is {percent}, not one of {string.Join(", ", Percents)} % of a loss limit.");
        }

        SettingsRange.Require(where, $"{Key}.rejects", Rejects ?? 1, 1, byte.MaxValue, "rejects in a row");
        SettingsRange.Require(where, $"{Key}.rejectsOf32", RejectsOf32 ?? 1, 1, Answers, "rejects among 32 answers");
        SettingsRange.Require(where, $"{Key}.latencyUs", LatencyUs ?? 1, 1, MostLatencyUs, "us");
        ValidateNames(where);
        ValidateBank(where, own);
    }

    /// <summary>Says which gate could never say yes: the slot would fall back at once.</summary>
    /// <param name="where">File and slot, for the sentence.</param>
    /// <param name="symbol">The slot's.</param>
    /// <param name="signals">Of that symbol.</param>
    /// <exception cref="HostException">One could not.</exception>
    internal void ValidateGates(string where, string symbol, SignalSettings signals)
    {
        foreach (string gate in Gates ?? [])
        {
            if (signals.MissingFor(gate) is { } what)
            {
                throw new HostException($"{where}: {Key}.gates names '{gate}', and the signals of {symbol} have no {what}: the gate would never say yes, and the slot fall back at once. Give it under signals, or leave the gate out.");
            }
        }
    }

    private void ValidateNames(string where)
    {
        if (Gates is { Count: 0 })
        {
            throw new HostException($"{where}: {Key}.gates is empty: name a gate, or leave it out.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string? gate in Gates ?? [])
        {
            if (gate is null || !SignalSettings.GateNames.ContainsKey(gate))
            {
                throw new HostException($"{where}: {Key}.gates has no gate '{gate}'; there are {string.Join(", ", SignalSettings.GateNames.Keys)}.");
            }

            if (!seen.Add(gate))
            {
                throw new HostException($"{where}: {Key}.gates names '{gate}' twice.");
            }
        }
    }

    private void ValidateBank(string where, IReadOnlyList<(ParameterDescriptor Parameter, IReadOnlyList<long> Values)> own)
    {
        if (Bank is null)
        {
            throw new HostException($"{where}: {BankKey} is missing: it says which parameters are other when the slot has fallen back.");
        }

        foreach ((string name, JsonElement value) in Bank)
        {
            ParameterDescriptor? parameter = Others.FirstOrDefault(p => ParameterDocument.NameOf(p) == name);
            if (parameter is null)
            {
                throw new HostException(name == "symbol" || ParameterDocument.Parameters.Any(p => ParameterDocument.NameOf(p) == name)
                    ? $"{where}: {BankKey} names '{name}': symbol, take and what follows take are the slot's own, for the card swaps to no bank of another symbol or take."
                    : $"{where}: {BankKey} has no parameter '{name}'; there are {string.Join(", ", Others.Select(p => ParameterDocument.NameOf(p)))}.");
            }

            IReadOnlyList<long> numbers = Numbers(value) ?? throw new HostException(string.Create(CultureInfo.InvariantCulture,
                $"{where}: {BankKey}.{name} is {value.GetRawText()}, not {(parameter.Count == 1 ? "a whole number" : $"a list of {parameter.Count} whole numbers")}, {$"{parameter.Min}..{parameter.Max} {parameter.Unit}".TrimEnd()}."));
            SlotSettings.Require(where, parameter, numbers, $"{BankKey}.");
        }

        if (own.Zip(Values(own)).All(pair => pair.First.Values.SequenceEqual(pair.Second.Values)))
        {
            throw new HostException($"{where}: {BankKey} says nothing that is other than the slot's own parameters: name at least one value that is.");
        }
    }

    /// <summary>Null: it is no whole number, and no list of them.</summary>
    private static IReadOnlyList<long>? Numbers(JsonElement value)
    {
        JsonElement[] elements = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        long[] numbers = [.. elements.Where(e => e.ValueKind == JsonValueKind.Number && e.TryGetInt64(out _)).Select(e => e.GetInt64())];
        return numbers.Length == elements.Length ? numbers : null;
    }
}
