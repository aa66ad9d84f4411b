namespace Saker.Wire;

/// <summary>Ether types that the system uses.</summary>
public static class EtherType
{
    public const ushort Ipv4 = 0x0800;
    public const ushort Arp = 0x0806;
    public const ushort Vlan = 0x8100;
}

/// <summary>An Ethernet II frame without FCS, with at most one 802.1Q tag taken off. docs/protocols/ethernet-ip.md.</summary>
public readonly ref struct EthernetFrame
{
    public const int HeaderLength = 14;
    public const int TagLength = 4;
    /// <summary>Least and greatest frame without FCS that the card takes.</summary>
    public const int MinLength = 60;
    public const int MaxLength = 1518;

    private const int DestinationAt = 0, SourceAt = 6, TypeAt = 12, TagAt = 14, TaggedTypeAt = 16;
    private readonly ReadOnlySpan<byte> _b;

    private EthernetFrame(ReadOnlySpan<byte> bytes) => _b = bytes;

    public MacAddress Destination => new(Be.U48(_b, DestinationAt));
    public MacAddress Source => new(Be.U48(_b, SourceAt));
    public bool HasVlan => Be.U16(_b, TypeAt) == Wire.EtherType.Vlan;
    /// <summary>Tag control information; 0 without a tag.</summary>
    public ushort VlanTci => HasVlan ? Be.U16(_b, TagAt) : (ushort)0;
    /// <summary>VLAN identifier, 0..4095; 0 without a tag.</summary>
    public int VlanId => VlanTci & 0xFFF;
    /// <summary>Ether type after the tag, if any.</summary>
    public ushort EtherType => Be.U16(_b, HasVlan ? TaggedTypeAt : TypeAt);
    /// <summary>Bytes of the header, tag included: 14 or 18.</summary>
    public int PayloadOffset => HasVlan ? HeaderLength + TagLength : HeaderLength;
    /// <summary>All after the header, padding included.</summary>
    public ReadOnlySpan<byte> Payload => _b[PayloadOffset..];

    /// <summary>False when the bytes are too few for the header and its tag.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out EthernetFrame frame)
    {
        frame = new EthernetFrame(bytes);
        return bytes.Length >= HeaderLength
            && (Be.U16(bytes, TypeAt) != Wire.EtherType.Vlan || bytes.Length >= HeaderLength + TagLength);
    }

    /// <summary>Writes an untagged header; returns 14.</summary>
    public static int WriteHeader(Span<byte> to, MacAddress destination, MacAddress source, ushort etherType)
    {
        Be.U48(to, DestinationAt, destination.Value);
        Be.U48(to, SourceAt, source.Value);
        Be.U16(to, TypeAt, etherType);
        return HeaderLength;
    }

    /// <summary>Writes a header with an 802.1Q tag; returns 18.</summary>
    public static int WriteTaggedHeader(Span<byte> to, MacAddress destination, MacAddress source, ushort tci, ushort etherType)
    {
        WriteHeader(to, destination, source, Wire.EtherType.Vlan);
        Be.U16(to, TagAt, tci);
        Be.U16(to, TaggedTypeAt, etherType);
        return HeaderLength + TagLength;
    }
}
