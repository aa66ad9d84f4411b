using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Saker.Host;

/// <summary>Reads settings from a JSON document. Keys of the appliance stand at the top level. So do the keys of a slot: of the only one, or, where there is a list
/// <c>slots</c>, of all of them, and each entry of the list says what is other there (docs/parameters.md).</summary>
public sealed class SettingsDocument
{
    private const string List = "slots", NameKey = "name", SymbolKey = "symbol";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };
    private static readonly HashSet<string> OfAppliance = KeysOf<ApplianceSettings>(_ => true), OfSlot = KeysOf<SlotSettings>(_ => true);

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
            using FileStream file = File.OpenRead(path);
            return JsonNode.Parse(file, documentOptions: Reading) is JsonObject root
                ? new SettingsDocument(path, root).Settings(symbol)
                : throw new HostException($"Slot settings '{path}' are no JSON object.");
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new HostException($"Slot settings '{path}' cannot be used: {e.Message}", e);
        }
    }

    private ApplianceSettings Settings(string symbol)
    {
        SlotSettings[] slots = _entries is null ? [Slot(_where, _everySlot, symbol)] : [.. _entries.Select((entry, n) => Slot(entry!.AsObject(), n, symbol))];
        if (slots.GroupBy(s => s.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new HostException($"{_where}: {twice.Count()} slots have the name '{twice.Key}': give each its own.");
        }

        ApplianceSettings settings = Read<ApplianceSettings>(_where, _appliance) with { Slots = slots };
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
        SlotSettings slot = Read<SlotSettings>(where, whole);
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

    private static T Read<T>(string where, JsonObject keys)
    {
        string[] missing = [.. KeysOf<T>(p => p.IsRequired).Where(k => !keys.ContainsKey(k))];
        if (missing.Length != 0)
        {
            throw new HostException($"{where}: {string.Join(", ", missing)} {(missing.Length == 1 ? "is" : "are")} missing.");
        }

        try
        {
            return keys.Deserialize<T>(Json)!;
        }
        catch (JsonException e)
        {
            string at = e.Path is { Length: > 2 } path ? path[2..] : string.Empty;
            throw new HostException(At(keys, at) is { } value and not JsonObject ? $"{where}: {at} cannot be {value.ToJsonString()}: {e.Message}" : $"{where}: {(at.Length == 0 ? string.Empty : $"{at}: ")}{e.Message}", e);
        }
    }

    /// <summary>What stands at a path: "loss.daily", "stepQty[1]"; null: nothing, or it cannot be told.</summary>
    private static JsonNode? At(JsonNode? within, string path) => path.Split('.', '[').Aggregate(within, (node, step) => (node, step) switch
    {
        (JsonObject one, _) => one[step],
        (JsonArray list, _) when int.TryParse(step.TrimEnd(']'), out int index) && index < list.Count => list[index],
        _ => null,
    });

    private static HostException Unknown(string where, string key) => new(
        $"{where}: there is no setting '{key}'. Of the appliance there are {string.Join(", ", OfAppliance)} and {List}; of a slot {string.Join(", ", OfSlot)}.");

    private static HashSet<string> KeysOf<T>(Func<JsonPropertyInfo, bool> which) => [.. Json.GetTypeInfo(typeof(T)).Properties.Where(p => p.Get is not null || p.Set is not null).Where(which).Select(p => p.Name)];
}
