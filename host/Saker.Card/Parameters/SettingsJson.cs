using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Saker.Card.Parameters;

/// <summary>How settings are read from JSON: comments are passed over, names are in camel case, an unknown or missing one is refused.</summary>
public static class SettingsJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };

    /// <summary>The object that a file holds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it holds, in the plural: "Slot settings".</param>
    /// <exception cref="ParameterException">Not there, or no JSON object.</exception>
    public static JsonObject Load(string path, string what)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return JsonNode.Parse(file, documentOptions: Reading) as JsonObject ?? throw new ParameterException([$"{what} '{path}' are no JSON object."]);
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new ParameterException([$"{what} '{path}' cannot be used: {e.Message}"]);
        }
    }

    /// <summary>The settings that an object holds.</summary>
    /// <param name="where">Its name, for the sentence.</param>
    /// <param name="keys">The object.</param>
    /// <exception cref="ParameterException">A key is missing, unknown, or has a value of another kind.</exception>
    public static T Read<T>(string where, JsonObject keys)
    {
        string[] missing = [.. KeysOf<T>(p => p.IsRequired).Where(k => !keys.ContainsKey(k))];
        if (missing.Length != 0)
        {
            throw new ParameterException([$"{where}: {string.Join(", ", missing)} {(missing.Length == 1 ? "is" : "are")} missing."]);
        }

        try
        {
            return keys.Deserialize<T>(Json)!;
        }
        catch (JsonException e)
        {
            string at = e.Path is { Length: > 2 } path ? path[2..] : string.Empty;
            throw new ParameterException([At(keys, at) is { } value and not JsonObject ? $"{where}: {at} cannot be {value.ToJsonString()}: {e.Message}" : $"{where}: {(at.Length == 0 ? string.Empty : $"{at}: ")}{e.Message}"]);
        }
    }

    /// <summary>What stands at a path: "loss.daily", "stepQty[1]"; null: nothing, or it cannot be told.</summary>
    private static JsonNode? At(JsonNode? within, string path) => path.Split('.', '[').Aggregate(within, (node, step) => (node, step) switch
    {
        (JsonObject one, _) => one[step],
        (JsonArray list, _) when int.TryParse(step.TrimEnd(']'), out int index) && index < list.Count => list[index],
        _ => null,
    });

    /// <summary>The names that settings have in a document.</summary>
    public static HashSet<string> KeysOf<T>(Func<JsonPropertyInfo, bool> which) => [.. Json.GetTypeInfo(typeof(T)).Properties.Where(p => p.Get is not null || p.Set is not null).Where(which).Select(p => p.Name)];
}
