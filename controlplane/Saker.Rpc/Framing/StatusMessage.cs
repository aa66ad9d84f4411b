using System.Text;

namespace Saker.Rpc.Framing;

/// <summary>The percent encoding of <c>grpc-message</c>: UTF-8, bytes outside 0x20..0x7E and '%' as %XX.</summary>
public static class StatusMessage
{
    /// <summary>Text to header value.</summary>
    public static string Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder result = new(text.Length);
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            if (b is >= 0x20 and <= 0x7E and not (byte)'%')
            {
                result.Append((char)b);
            }
            else
            {
                result.Append('%').Append(Convert.ToHexString([b]));
            }
        }

        return result.ToString();
    }

    /// <summary>Header value to text. Never fails: a broken escape is kept as it stands, as the protocol asks.</summary>
    public static string Decode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        List<byte> bytes = new(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length
                && char.IsAsciiHexDigit(value[i + 1]) && char.IsAsciiHexDigit(value[i + 2]))
            {
                bytes.Add(Convert.FromHexString(value.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes([value[i]]));
            }
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
