using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Saker.RegGen;

/// <summary>The fingerprint of the maps: driver and card compare it before anything else.</summary>
public static class MapHash
{
    /// <summary>
    /// First 64 bits, most significant byte first, of the SHA-256 over one JSON object that holds the maps under their names:
    /// UTF-8, keys in ordinal order, no white space, numbers as written, strings escaped as <see cref="JsonSerializer"/> does.
    /// </summary>
    public static ulong Compute(params ReadOnlySpan<(string Name, JsonElement Map)> maps)
    {
        var sorted = maps.ToArray();
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        var text = new StringBuilder("{");
        foreach (var (name, map) in sorted)
        {
            text.Append(text.Length > 1 ? "," : "").Append(JsonSerializer.Serialize(name)).Append(':');
            Write(text, map);
        }

        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.Append('}').ToString())));
    }

    private static void Write(StringBuilder text, JsonElement element)
    {
        var first = true;
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    text.Append(first ? "" : ",").Append(JsonSerializer.Serialize(property.Name)).Append(':');
                    Write(text, property.Value);
                    first = false;
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in element.EnumerateArray())
                {
                    text.Append(first ? "" : ",");
                    Write(text, item);
                    first = false;
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                text.Append(JsonSerializer.Serialize(element.GetString()));
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }
}
