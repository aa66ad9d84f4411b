using System.Buffers.Binary;

namespace Saker.Wire;

/// <summary>Writes classic pcap with nanosecond stamps, little-endian, Ethernet. Not thread-safe; does not own the stream.</summary>
public sealed class PcapWriter
{
    private const uint MagicNano = 0xA1B2_3C4D;
    private const uint SnapLength = 262_144;
    private readonly Stream _stream;

    /// <summary>Writes the file's header.</summary>
    public PcapWriter(Stream stream, int linkType = LinkType.Ethernet)
    {
        _stream = stream;
        Span<byte> head = stackalloc byte[24];
        head.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(head, MagicNano);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(head[16..], SnapLength);
        BinaryPrimitives.WriteInt32LittleEndian(head[20..], linkType);
        _stream.Write(head);
    }

    /// <summary>Appends one whole frame (without FCS) with its time in nanoseconds since 1970.</summary>
    public void Write(ulong timeNs, ReadOnlySpan<byte> frame)
    {
        Span<byte> head = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)(timeNs / 1_000_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], (uint)(timeNs % 1_000_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], frame.Length);
        _stream.Write(head);
        _stream.Write(frame);
    }
}
