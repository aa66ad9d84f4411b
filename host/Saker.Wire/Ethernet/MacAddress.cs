using System.Globalization;

namespace Saker.Wire;

/// <summary>48-bit Ethernet address, first octet in bits 47:40.</summary>
public readonly record struct MacAddress(ulong Value)
{
    public static readonly MacAddress Broadcast = new(0xFFFF_FFFF_FFFF);

    /// <summary>The multicast address of an IPv4 group: 01:00:5e and the group's low 23 bits.</summary>
    public static MacAddress OfGroup(Ipv4Address group) => new(0x0100_5E00_0000UL | (group.Value & 0x7F_FFFFu));

    /// <summary>From six hexadecimal octets with colons.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MacAddress address)
    {
        address = default;
        if (text.Length != 17)
        {
            return false;
        }
        ulong value = 0;
        for (int i = 0; i < 6; i++)
        {
            if ((i < 5 && text[i * 3 + 2] != ':')
                || !byte.TryParse(text.Slice(i * 3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet))
            {
                return false;
            }
            value = (value << 8) | octet;
        }
        address = new MacAddress(value);
        return true;
    }

    public override string ToString() =>
        $"{(byte)(Value >> 40):x2}:{(byte)(Value >> 32):x2}:{(byte)(Value >> 24):x2}:{(byte)(Value >> 16):x2}:{(byte)(Value >> 8):x2}:{(byte)Value:x2}";
}
