using System.Collections;

namespace Saker.Rpc;

/// <summary>Ordered key-value pairs that travel beside a call. Keys are lower-cased; a key ending in <c>-bin</c> holds base64.</summary>
/// <remarks>Not safe for concurrent changes.</remarks>
public sealed class Metadata : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _entries = [];

    /// <summary>Number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>Adds a text entry.</summary>
    /// <param name="key">Letters, digits, <c>-</c>, <c>_</c> and <c>.</c> only; not a name that the protocol owns.</param>
    /// <param name="value">Printable ASCII.</param>
    /// <exception cref="ArgumentException">The key or the value cannot travel.</exception>
    public void Add(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        string lower = key.ToLowerInvariant();
        if (lower.Length == 0 || !lower.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw new ArgumentException($"'{key}' is not a metadata key.", nameof(key));
        }

        if (IsReserved(lower))
        {
            throw new ArgumentException($"'{key}' belongs to the protocol.", nameof(key));
        }

        if (!value.All(c => c is >= ' ' and <= '~'))
        {
            throw new ArgumentException($"The value of '{key}' is not printable ASCII; use a -bin key.", nameof(value));
        }

        _entries.Add(new(lower, value));
    }

    /// <summary>Adds a binary entry; the key must end in <c>-bin</c>.</summary>
    /// <exception cref="ArgumentException">The key does not end in <c>-bin</c>.</exception>
    public void AddBytes(string key, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!key.EndsWith("-bin", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("A binary key ends in -bin.", nameof(key));
        }

        Add(key, Convert.ToBase64String(value).TrimEnd('='));
    }

    /// <summary>The first value of a key, or null.</summary>
    public string? Get(string key)
    {
        foreach ((string name, string value) in _entries)
        {
            if (string.Equals(name, key, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The first value of a <c>-bin</c> key, decoded, or null.</summary>
    /// <exception cref="FormatException">The value is not base64.</exception>
    public byte[]? GetBytes(string key)
    {
        string? text = Get(key);
        return text is null ? null : Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Takes what came from the wire: headers of the protocol itself are left out, nothing is refused.</summary>
    internal void AddReceived(string key, string value)
    {
        string lower = key.ToLowerInvariant();
        if (!IsReserved(lower))
        {
            _entries.Add(new(lower, value));
        }
    }

    private static bool IsReserved(string key) =>
        key.StartsWith(':') || key.StartsWith("grpc-", StringComparison.Ordinal)
        || key is "te" or "content-type" or "user-agent" or "host" or "content-length" or "date" or "server" or "transfer-encoding";
}
