namespace Saker.Wire;

/// <summary>TCP control bits.</summary>
[Flags]
public enum TcpFlags : byte
{
    None = 0,
    Fin = 0x01,
    Syn = 0x02,
    Rst = 0x04,
    Psh = 0x08,
    Ack = 0x10,
    Urg = 0x20,
}

/// <summary>A TCP segment (RFC 9293). docs/protocols/ethernet-ip.md.</summary>
public readonly ref struct TcpSegment
{
    /// <summary>Header without options.</summary>
    public const int HeaderLength = 20;

    private const int SourceAt = 0, DestinationAt = 2, SequenceAt = 4, AckAt = 8, OffsetAt = 12, FlagsAt = 13, WindowAt = 14, ChecksumAt = 16, UrgentAt = 18;
    private readonly ReadOnlySpan<byte> _b;

    private TcpSegment(ReadOnlySpan<byte> bytes) => _b = bytes;

    public ushort SourcePort => Be.U16(_b, SourceAt);
    public ushort DestinationPort => Be.U16(_b, DestinationAt);
    public uint Sequence => Be.U32(_b, SequenceAt);
    public uint Acknowledgment => Be.U32(_b, AckAt);
    /// <summary>Header length in bytes, options included (20..60).</summary>
    public int HeaderBytes => (_b[OffsetAt] >> 4) * 4;
    public TcpFlags Flags => (TcpFlags)(_b[FlagsAt] & 0x3F);
    public ushort Window => Be.U16(_b, WindowAt);
    public ushort Checksum => Be.U16(_b, ChecksumAt);
    public ReadOnlySpan<byte> Options => _b[HeaderLength..HeaderBytes];
    public ReadOnlySpan<byte> Payload => _b[HeaderBytes..];

    public bool ChecksumOk(Ipv4Address source, Ipv4Address destination) =>
        InternetChecksum.Transport(source, destination, IpProtocol.Tcp, _b) == 0;

    /// <summary>False when header or options do not fit. <paramref name="bytes"/> is the IP payload, without link padding.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out TcpSegment segment)
    {
        segment = new TcpSegment(bytes);
        return bytes.Length >= HeaderLength && segment.HeaderBytes >= HeaderLength && segment.HeaderBytes <= bytes.Length;
    }

    /// <summary>
    /// Writes the header in front of options at <c>to[20..]</c> (a multiple of 4 bytes, at most 40) and a payload behind them, checksum
    /// filled in; returns the segment's length.
    /// </summary>
    public static int WriteHeader(
        Span<byte> to, Ipv4Address source, Ipv4Address destination, ushort sourcePort, ushort destinationPort,
        uint sequence, uint acknowledgment, TcpFlags flags, ushort window, int payloadLength, int optionsLength = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)optionsLength, 40u);
        ArgumentOutOfRangeException.ThrowIfNotEqual(optionsLength % 4, 0);
        int length = HeaderLength + optionsLength + payloadLength;
        Be.U16(to, SourceAt, sourcePort);
        Be.U16(to, DestinationAt, destinationPort);
        Be.U32(to, SequenceAt, sequence);
        Be.U32(to, AckAt, acknowledgment);
        to[OffsetAt] = (byte)((HeaderLength + optionsLength) / 4 << 4);
        to[FlagsAt] = (byte)flags;
        Be.U16(to, WindowAt, window);
        Be.U16(to, ChecksumAt, 0);
        Be.U16(to, UrgentAt, 0);
        Be.U16(to, ChecksumAt, InternetChecksum.Transport(source, destination, IpProtocol.Tcp, to[..length]));
        return length;
    }
}
