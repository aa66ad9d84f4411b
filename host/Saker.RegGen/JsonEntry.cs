using System.Globalization;
using System.Text.Json;

namespace Saker.RegGen;

/// <summary>A JSON object of a map, with its place for error texts. Keys that the caller does not list are faults.</summary>
internal sealed class JsonEntry
{
    private readonly JsonElement _element;

    public JsonEntry(string file, string entry, JsonElement element, params ReadOnlySpan<string> allowed)
    {
        (File, Entry, _element) = (file, entry, element);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Fault("is not an object", "Write it as { ... }");
        }

        if (element.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
        {
            Entry = entry.EndsWith(']') ? entry[..(entry.LastIndexOf('.') + 1)] + name.GetString() : entry;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!allowed.Contains(property.Name))
            {
                throw Fault($"unknown key '{property.Name}'", $"Use one of: {string.Join(", ", allowed.ToArray())}");
            }
        }
    }

    public string File { get; }

    public string Entry { get; }

    public MapException Fault(string fault, string remedy) => new(File, Entry, fault, remedy);

    public bool Has(string key) => _element.TryGetProperty(key, out _);

    public JsonElement Raw(string key) =>
        _element.TryGetProperty(key, out var value) ? value : throw Fault($"'{key}' is missing", "Add it");

    public string Text(string key, string? absent = null)
    {
        if (absent != null && !Has(key))
        {
            return absent;
        }

        var value = Raw(key);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Fault($"'{key}' is not a string", "Put it in quotes");
    }

    /// <summary>The strings of an array; none when the key is absent.</summary>
    public IReadOnlyList<string> Texts(string key) => !Has(key) ? [] : List(key, (at, item) => item.ValueKind == JsonValueKind.String
        ? item.GetString()! : throw new MapException(File, at, "is not a string", "Put it in quotes"));

    public long Number(string key, long? absent = null)
    {
        if (absent is { } fallback && !Has(key))
        {
            return fallback;
        }

        return Raw(key).ValueKind == JsonValueKind.Number && Raw(key).TryGetInt64(out var n)
            ? n : throw Fault($"'{key}' is not an integer", "Write a decimal integer without quotes");
    }

    public int Int(string key, int? absent = null)
    {
        var n = Number(key, absent);
        return n is >= int.MinValue and <= int.MaxValue ? (int)n : throw Fault($"'{key}' is out of range", "Use a 32-bit integer");
    }

    /// <summary>A number written as "0x..." text.</summary>
    public int Hex(string key)
    {
        var text = Text(key);
        return text.StartsWith("0x", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var n) && n >= 0
            ? n : throw Fault($"'{key}' is '{text}', not a hexadecimal number", "Write it as \"0x1F0\"");
    }

    public bool Flag(string key) => Raw(key).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Fault($"'{key}' is not true or false", "Write true or false"),
    };

    /// <summary>The objects of an array; each gets a place of its own.</summary>
    public IReadOnlyList<T> List<T>(string key, Func<string, JsonElement, T> read)
    {
        var array = Raw(key);
        if (array.ValueKind != JsonValueKind.Array)
        {
            throw Fault($"'{key}' is not an array", "Write it as [ ... ]");
        }

        var result = new List<T>();
        foreach (var item in array.EnumerateArray())
        {
            result.Add(read($"{(Entry == "file" ? "" : Entry + ".")}{key}[{result.Count}]", item));
        }

        return result;
    }
}
