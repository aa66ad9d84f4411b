using System.Numerics;
using System.Text.Json;

namespace Saker.Card.Parameters;

/// <summary>Reads a parameter document from its JSON, and names everything in it that is none.</summary>
internal static class ParameterReader
{
    /// <summary>The name of the symbol.</summary>
    public const string SymbolName = "symbol";

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="ParameterException">It is no document, or not one that the card could hold.</exception>
    public static ParameterDocument Read(string text, string source)
    {
        var problems = new ParameterProblems(source);
        try
        {
            using JsonDocument json = JsonDocument.Parse(text, Options);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return Read(json.RootElement, problems);
            }

            problems.Add("it is no JSON object");
        }
        // The second is a name with half of a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            problems.Add($"it is no JSON: {e.Message.TrimEnd('.')}");
        }

        throw problems.Exception;
    }

    private static ParameterDocument Read(JsonElement json, ParameterProblems problems)
    {
        string? symbol = null;
        var values = new Dictionary<string, IReadOnlyList<long?>>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (!seen.Add(property.Name))
            {
                problems.Twice(property.Name);
            }
            else if (property.Name == SymbolName)
            {
                symbol = Symbol(property.Value, problems);
            }
            else
            {
                values[property.Name] = ParameterDocument.Find(property.Name) is { } parameter ? Values(parameter, property.Value, problems) : [];
            }
        }

        return ParameterDocument.Checked(symbol, values, problems);
    }

    /// <summary>As it is written: a ticker has no escapes.</summary>
    private static string Symbol(JsonElement json, ParameterProblems problems)
    {
        string text = json.GetRawText();
        if (json.ValueKind == JsonValueKind.String)
        {
            return text[1..^1];
        }

        problems.Add($"{SymbolName} is {text}, not a ticker in quotes");
        return "?";
    }

    private static IReadOnlyList<long?> Values(ParameterDescriptor parameter, JsonElement json, ParameterProblems problems)
    {
        JsonElement[] elements = json.ValueKind == JsonValueKind.Array && parameter.Count != 1 ? [.. json.EnumerateArray()] : [json];
        return [.. elements.Select((element, n) => Value(parameter, n, element, problems))];
    }

    private static long? Value(ParameterDescriptor parameter, int element, JsonElement json, ParameterProblems problems)
    {
        string text = json.GetRawText();
        if (json.ValueKind != JsonValueKind.Number || !BigInteger.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out BigInteger value))
        {
            problems.NotWhole(parameter, element, text);
            return null;
        }

        if (value >= long.MinValue && value <= long.MaxValue)
        {
            return (long)value;
        }

        problems.Outside(parameter, element, text);
        return null;
    }
}
