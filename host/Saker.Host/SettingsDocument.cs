using System.Text.Json.Nodes;
using Saker.Card.Parameters;

namespace Saker.Host;

/// <summary>Reads settings from a JSON document. Keys of the appliance stand at the top level. So do the keys of a slot: of the only one, or, where there is a list
/// <c>slots</c>, of all of them, and each entry of the list says what is other there (docs/parameters.md).</summary>
public sealed class SettingsDocument
{
    private const string List = "slots", NameKey = "name", SymbolKey = "symbol";

    private static readonly HashSet<string> OfAppliance = SettingsJson.KeysOf<ApplianceSettings>(_ => true), OfSlot = SettingsJson.KeysOf<SlotSettings>(_ => true);

    private readonly string _where;
    private readonly JsonObject _appliance = [], _everySlot = [];
    private readonly JsonArray? _entries;

    private SettingsDocument(string path, JsonObject root)
    {
        _where = $"Slot settings '{path}'";
        foreach ((string key, JsonNode? value) in root)
        {
            if (key == List)
            {
                _entries = value is JsonArray { Count: > 0 } entries && entries.All(e => e is JsonObject) ? entries
                    : throw new HostException($"{_where}: {List} wants a list with an object for each slot, at least one.");
            }
            else
            {
                (OfAppliance.Contains(key) ? _appliance : OfSlot.Contains(key) ? _everySlot : throw Unknown(_where, key))[key] = value?.DeepClone();
            }
        }
    }

    /// <summary>Reads a document.</summary>
    /// <param name="path">The file.</param>
    /// <param name="symbol">Of slots that name none.</param>
    /// <exception cref="HostException">Not there, not JSON, a name missing or unknown, a value out of its range.</exception>
    public static ApplianceSettings Load(string path, string symbol)
    {
        try
        {
            return new SettingsDocument(path, SettingsJson.Load(path, "Slot settings")).Settings(symbol);
        }
        catch (ParameterException e)
        {
            throw new HostException(e.Message, e);
        }
    }

    private ApplianceSettings Settings(string symbol)
    {
        SlotSettings[] slots = _entries is null ? [Slot(_where, _everySlot, symbol)] : [.. _entries.Select((entry, n) => Slot(entry!.AsObject(), n, symbol))];
        if (slots.GroupBy(s => s.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new HostException($"{_where}: {twice.Count()} slots have the name '{twice.Key}': give each its own.");
        }

        ApplianceSettings settings = SettingsJson.Read<ApplianceSettings>(_where, _appliance) with { Slots = slots };
        settings.Validate(_where);
        return settings;
    }

    /// <summary>A slot of the list: what holds for all of them, but for what its entry says.</summary>
    private SlotSettings Slot(JsonObject entry, int number, string symbol)
    {
        string where = $"{_where}, slot {number}";
        if (_everySlot.ContainsKey(NameKey))
        {
            throw new HostException($"{_where}: {NameKey} stands beside {List}: each slot of the list has its own, in its entry.");
        }

        if (entry[NameKey] is not { } name)
        {
            throw new HostException($"{where} has no {NameKey}: give it one, it is what people call the slot.");
        }

        where = $"{where} ({name})";
        var whole = (JsonObject)_everySlot.DeepClone();
        foreach ((string key, JsonNode? value) in entry)
        {
            if (OfAppliance.Contains(key))
            {
                throw new HostException($"{where}: {key} is of the whole appliance: say it once, beside {List}.");
            }

            if (!OfSlot.Contains(key))
            {
                throw Unknown(where, key);
            }

            whole[key] = Over(whole[key], value);
        }

        return Slot(where, whole, symbol);
    }

    private static SlotSettings Slot(string where, JsonObject whole, string symbol)
    {
        SlotSettings slot = SettingsJson.Read<SlotSettings>(where, whole);
        slot = slot.Symbol.Length != 0 ? slot
            : whole.ContainsKey(SymbolKey) ? throw new HostException($"{where}: {SymbolKey} is empty: name one, or leave it out for the one of --symbol.")
            : slot with { Symbol = symbol };
        slot.Validate(where);
        return slot;
    }

    /// <summary>An object says what is other in the one before it, anything else takes its place.</summary>
    private static JsonNode? Over(JsonNode? before, JsonNode? value)
    {
        if (before is not JsonObject whole || value is not JsonObject other)
        {
            return value?.DeepClone();
        }

        var both = (JsonObject)whole.DeepClone();
        foreach ((string key, JsonNode? of) in other)
        {
            both[key] = of?.DeepClone();
        }

        return both;
    }

    private static HostException Unknown(string where, string key) => new(
        $"{where}: there is no setting '{key}'. Of the appliance there are {string.Join(", ", OfAppliance)} and {List}; of a slot {string.Join(", ", OfSlot)}.");
}
