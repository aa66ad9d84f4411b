namespace Saker.Wire;

/// <summary>A UDP datagram (RFC 768). docs/protocols/ethernet-ip.md.</summary>
public readonly ref struct UdpDatagram
{
    public const int HeaderLength = 8;

    private const int SourceAt = 0, DestinationAt = 2, LengthAt = 4, ChecksumAt = 6;
    private readonly ReadOnlySpan<byte> _b;

    private UdpDatagram(ReadOnlySpan<byte> bytes) => _b = bytes;

    public ushort SourcePort => Be.U16(_b, SourceAt);
    public ushort DestinationPort => Be.U16(_b, DestinationAt);
    /// <summary>Header and payload.</summary>
    public int Length => Be.U16(_b, LengthAt);
    public ushort Checksum => Be.U16(_b, ChecksumAt);
    public ReadOnlySpan<byte> Payload => _b[HeaderLength..Length];

    /// <summary>True when the sender left the checksum out (0) or it is right.</summary>
    public bool ChecksumOk(Ipv4Address source, Ipv4Address destination) =>
        Checksum == 0 || InternetChecksum.Transport(source, destination, IpProtocol.Udp, _b[..Length]) == 0;

    /// <summary>False when the length field is below 8 or beyond the bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out UdpDatagram datagram)
    {
        datagram = new UdpDatagram(bytes);
        return bytes.Length >= HeaderLength && datagram.Length >= HeaderLength && datagram.Length <= bytes.Length;
    }

    /// <summary>Writes the header in front of a payload that already stands at <c>to[8..]</c>, checksum filled in; returns the datagram's length.</summary>
    public static int WriteHeader(Span<byte> to, Ipv4Address source, Ipv4Address destination, ushort sourcePort, ushort destinationPort, int payloadLength)
    {
        int length = HeaderLength + payloadLength;
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, ushort.MaxValue);
        Be.U16(to, SourceAt, sourcePort);
        Be.U16(to, DestinationAt, destinationPort);
        Be.U16(to, LengthAt, (ushort)length);
        Be.U16(to, ChecksumAt, 0);
        ushort sum = InternetChecksum.Transport(source, destination, IpProtocol.Udp, to[..length]);
        Be.U16(to, ChecksumAt, sum == 0 ? ushort.MaxValue : sum);
        return length;
    }
}
