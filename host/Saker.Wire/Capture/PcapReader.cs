using System.Buffers.Binary;

namespace Saker.Wire;

/// <summary>
/// Reads classic pcap (micro- and nanosecond, either byte order) and pcapng (section, interface, enhanced, simple and obsolete packet blocks; others
/// are skipped). Not thread-safe.
/// </summary>
public sealed class PcapReader
{
    /// <summary>Greatest frame or block believed; a larger one means a broken file.</summary>
    public const int MaxRecord = 1 << 20;

    private const uint MagicMicro = 0xA1B2_C3D4, MagicNano = 0xA1B2_3C4D, MagicNg = 0x0A0D_0D0A;
    private const int HeaderLength = 24, RecordHeaderLength = 16;

    private readonly Stream _stream;
    private readonly PcapNgBlocks? _ng;
    private readonly byte[] _buffer = new byte[MaxRecord];
    private readonly bool _bigEndian;
    private readonly uint _fractionNs;
    private readonly int _linkType;

    /// <summary>Reads the file's head.</summary>
    /// <exception cref="CaptureFormatException">Not pcap or pcapng, or the head is cut short.</exception>
    public PcapReader(Stream stream)
    {
        _stream = stream;
        Span<byte> head = stackalloc byte[HeaderLength];
        int got = stream.ReadAtLeast(head[..4], 4, throwOnEndOfStream: false);
        if (got < 4 || !IsCapture(head))
        {
            throw new CaptureFormatException("The file is neither pcap nor pcapng.");
        }
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(head);
        if (magic == MagicNg)
        {
            _ng = new PcapNgBlocks(stream, _buffer);
            return;
        }
        _bigEndian = magic is not (MagicMicro or MagicNano);
        if (stream.ReadAtLeast(head[4..], HeaderLength - 4, throwOnEndOfStream: false) < HeaderLength - 4)
        {
            throw new CaptureFormatException("The pcap file ends inside its header.");
        }
        _fractionNs = (_bigEndian ? BinaryPrimitives.ReverseEndianness(magic) : magic) == MagicNano ? 1u : 1000u;
        _linkType = (int)(U32(head[20..]) & 0xFFFF);
    }

    /// <summary>Frames read so far; equals the 1-based number of the last one.</summary>
    public long Count { get; private set; }

    /// <summary>True when the first four bytes are those of a capture file.</summary>
    public static bool IsCapture(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4)
        {
            return false;
        }
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(head);
        return magic is MagicMicro or MagicNano or MagicNg || BinaryPrimitives.ReverseEndianness(magic) is MagicMicro or MagicNano;
    }

    /// <summary>Reads the next frame; false at the end of the file.</summary>
    /// <exception cref="CaptureFormatException">The file ends inside a record or a record cannot be right.</exception>
    public bool TryRead(out CaptureRecord record)
    {
        bool found = _ng is null ? TryReadClassic(out record) : _ng.TryReadPacket(out record);
        Count += found ? 1 : 0;
        return found;
    }

    private bool TryReadClassic(out CaptureRecord record)
    {
        record = default;
        Span<byte> head = stackalloc byte[RecordHeaderLength];
        int got = _stream.ReadAtLeast(head, RecordHeaderLength, throwOnEndOfStream: false);
        if (got == 0)
        {
            return false;
        }
        if (got < RecordHeaderLength)
        {
            throw new CaptureFormatException($"The file ends inside the header of frame {Count + 1}.");
        }
        uint captured = U32(head[8..]);
        uint original = U32(head[12..]);
        if (captured > MaxRecord || original > int.MaxValue)
        {
            throw new CaptureFormatException($"Frame {Count + 1} claims {captured} captured bytes.");
        }
        Span<byte> data = _buffer.AsSpan(0, (int)captured);
        if (_stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false) < data.Length)
        {
            throw new CaptureFormatException($"The file ends inside frame {Count + 1}.");
        }
        ulong time = (ulong)U32(head) * 1_000_000_000 + (ulong)U32(head[4..]) * _fractionNs;
        record = new CaptureRecord(time, _linkType, (int)original, data);
        return true;
    }

    private uint U32(ReadOnlySpan<byte> b) =>
        _bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(b) : BinaryPrimitives.ReadUInt32LittleEndian(b);
}
