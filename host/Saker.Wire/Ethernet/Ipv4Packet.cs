namespace Saker.Wire;

/// <summary>IP protocol numbers that the system uses.</summary>
public static class IpProtocol
{
    public const byte Icmp = 1;
    public const byte Tcp = 6;
    public const byte Udp = 17;
}

/// <summary>An IPv4 packet (RFC 791). docs/protocols/ethernet-ip.md.</summary>
public readonly ref struct Ipv4Packet
{
    /// <summary>Header without options.</summary>
    public const int HeaderLength = 20;
    public const ushort DontFragment = 0x4000;

    private const int VersionAt = 0, TosAt = 1, TotalLengthAt = 2, IdAt = 4, FragmentAt = 6, TtlAt = 8, ProtocolAt = 9;
    private const int ChecksumAt = 10, SourceAt = 12, DestinationAt = 16;
    private readonly ReadOnlySpan<byte> _b;

    private Ipv4Packet(ReadOnlySpan<byte> bytes) => _b = bytes;

    /// <summary>Header length in bytes, options included (20..60).</summary>
    public int HeaderBytes => (_b[VersionAt] & 0xF) * 4;
    public byte Tos => _b[TosAt];
    public int TotalLength => Be.U16(_b, TotalLengthAt);
    public ushort Id => Be.U16(_b, IdAt);
    public bool MoreFragments => (_b[FragmentAt] & 0x20) != 0;
    /// <summary>Fragment offset in units of 8 bytes.</summary>
    public int FragmentOffset => Be.U16(_b, FragmentAt) & 0x1FFF;
    public byte Ttl => _b[TtlAt];
    public byte Protocol => _b[ProtocolAt];
    public ushort Checksum => Be.U16(_b, ChecksumAt);
    public bool ChecksumOk => InternetChecksum.Compute(_b[..HeaderBytes]) == 0;
    public Ipv4Address Source => new(Be.U32(_b, SourceAt));
    public Ipv4Address Destination => new(Be.U32(_b, DestinationAt));
    /// <summary>From the end of the header to the total length; link padding is left out.</summary>
    public ReadOnlySpan<byte> Payload => _b[HeaderBytes..TotalLength];

    /// <summary>False when not version 4, or when header or total length do not fit the bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Ipv4Packet packet)
    {
        packet = new Ipv4Packet(bytes);
        return bytes.Length >= HeaderLength && bytes[VersionAt] >> 4 == 4
            && packet.HeaderBytes >= HeaderLength && packet.TotalLength >= packet.HeaderBytes && packet.TotalLength <= bytes.Length;
    }

    /// <summary>Writes a header without options, identification 0, don't-fragment set, checksum filled in; returns 20.</summary>
    public static int WriteHeader(Span<byte> to, Ipv4Address source, Ipv4Address destination, byte protocol, int payloadLength, byte ttl = 64, byte tos = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)payloadLength, (uint)(ushort.MaxValue - HeaderLength));
        to[VersionAt] = 0x45;
        to[TosAt] = tos;
        Be.U16(to, TotalLengthAt, (ushort)(HeaderLength + payloadLength));
        Be.U16(to, IdAt, 0);
        Be.U16(to, FragmentAt, DontFragment);
        to[TtlAt] = ttl;
        to[ProtocolAt] = protocol;
        Be.U16(to, ChecksumAt, 0);
        Be.U32(to, SourceAt, source.Value);
        Be.U32(to, DestinationAt, destination.Value);
        Be.U16(to, ChecksumAt, InternetChecksum.Compute(to[..HeaderLength]));
        return HeaderLength;
    }
}
