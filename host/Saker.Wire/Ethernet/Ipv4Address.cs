using System.Globalization;

namespace Saker.Wire;

/// <summary>IPv4 address, first octet in bits 31:24.</summary>
public readonly record struct Ipv4Address(uint Value)
{
    /// <summary>From four decimal octets with dots.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Ipv4Address address)
    {
        address = default;
        uint value = 0;
        int parts = 0;
        foreach (Range part in text.Split('.'))
        {
            if (++parts > 4 || !byte.TryParse(text[part], NumberStyles.None, CultureInfo.InvariantCulture, out byte octet))
            {
                return false;
            }
            value = (value << 8) | octet;
        }
        if (parts != 4)
        {
            return false;
        }
        address = new Ipv4Address(value);
        return true;
    }

    public override string ToString() => $"{(byte)(Value >> 24)}.{(byte)(Value >> 16)}.{(byte)(Value >> 8)}.{(byte)Value}";
}
