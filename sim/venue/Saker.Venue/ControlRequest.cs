using System.Text.Json.Nodes;

namespace Saker.Venue;

/// <summary>Reads the fields of one control request; a field that is missing or out of range is a <see cref="VenueException"/>.</summary>
internal sealed class ControlRequest(JsonObject request)
{
    public bool Has(string name) => request[name] is not null;

    /// <summary>Whether a field is a text, and this one.</summary>
    public bool IsText(string name, string text) => request[name] is JsonValue node && node.TryGetValue(out string? value) && value == text;

    /// <summary>Text; without a default it must be there.</summary>
    public string Text(string name, string? otherwise = null) =>
        Value<string>(name, "text") ?? otherwise ?? throw new VenueException($"'{name}' is missing");

    /// <summary>One ASCII letter.</summary>
    public char Letter(string name, char otherwise)
    {
        string text = Text(name, otherwise.ToString());
        return text.Length == 1 && char.IsAscii(text[0]) ? text[0] : throw new VenueException($"'{name}' is one letter, not '{text}'");
    }

    /// <summary>A whole number from 0 up to a largest one; without a default it must be there.</summary>
    public long Number(string name, long? otherwise = null, long most = long.MaxValue)
    {
        long value = (Has(name) ? Value<long>(name, "a whole number") : otherwise) ?? throw new VenueException($"'{name}' is missing");
        return value >= 0 && value <= most ? value : throw new VenueException($"'{name}' is 0..{most}, not {value}");
    }

    private T? Value<T>(string name, string kind) => request[name] switch
    {
        null => default,
        JsonValue node when node.TryGetValue(out T? value) => value,
        var other => throw new VenueException($"'{name}' is {kind}, not {other.ToJsonString()}"),
    };
}
