using System.Buffers.Binary;

namespace Saker.Wire;

/// <summary>Walks the blocks of a pcapng file and yields its packets. Every block: type@0/4 total_length@4/4 body total_length/4.</summary>
internal sealed class PcapNgBlocks
{
    private const uint Section = 0x0A0D_0D0A, Interface = 1, ObsoletePacket = 2, SimplePacket = 3, EnhancedPacket = 6;
    private const uint ByteOrderMagic = 0x1A2B_3C4D;
    private const int OptionEnd = 0, OptionResolution = 9, OptionOffset = 14;

    private readonly Stream _stream;
    private readonly byte[] _buffer;
    private readonly List<InterfaceInfo> _interfaces = [];
    private bool _bigEndian;
    private bool _firstTypeRead = true;
    private long _blocks;

    /// <param name="stream">Stands behind the first block's type.</param>
    public PcapNgBlocks(Stream stream, byte[] buffer)
    {
        _stream = stream;
        _buffer = buffer;
    }

    private readonly record struct InterfaceInfo(int LinkType, uint SnapLength, UInt128 UnitsPerSecond, long OffsetSeconds);

    /// <exception cref="CaptureFormatException">A block is cut short or cannot be right.</exception>
    public bool TryReadPacket(out CaptureRecord record)
    {
        while (TryReadBlock(out uint type, out Span<byte> body))
        {
            switch (type)
            {
                case Section:
                    _interfaces.Clear();
                    break;
                case Interface:
                    AddInterface(body);
                    break;
                case EnhancedPacket:
                    record = Packet(body, (int)Math.Min(Need32(body, 0), int.MaxValue));
                    return true;
                case ObsoletePacket:
                    Need(body, 4);
                    record = Packet(body, U16(body, 0));
                    return true;
                case SimplePacket:
                    record = Simple(body);
                    return true;
            }
        }
        record = default;
        return false;
    }

    private bool TryReadBlock(out uint type, out Span<byte> body)
    {
        type = Section;
        body = default;
        Span<byte> head = stackalloc byte[8];
        int from = _firstTypeRead ? 4 : 0;
        if (_firstTypeRead)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(head, Section);
        }
        _firstTypeRead = false;
        int got = _stream.ReadAtLeast(head[from..], 8 - from, throwOnEndOfStream: false);
        if (got == 0 && from == 0)
        {
            return false;
        }
        if (got < 8 - from)
        {
            throw Broken("is cut short");
        }
        Span<byte> bom = [];
        type = U32(head, 0);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head) == Section)
        {
            type = Section;
            bom = _buffer.AsSpan(0, 4);
            if (_stream.ReadAtLeast(bom, 4, throwOnEndOfStream: false) < 4)
            {
                throw Broken("is cut short");
            }
            uint magic = BinaryPrimitives.ReadUInt32LittleEndian(bom);
            if (magic != ByteOrderMagic && BinaryPrimitives.ReverseEndianness(magic) != ByteOrderMagic)
            {
                throw Broken("has no byte-order magic");
            }
            _bigEndian = magic != ByteOrderMagic;
        }
        uint total = U32(head, 4);
        if (total < 12 + bom.Length || total > PcapReader.MaxRecord || total % 4 != 0)
        {
            throw Broken($"claims a length of {total}");
        }
        int rest = (int)total - 8 - bom.Length;
        if (_stream.ReadAtLeast(_buffer.AsSpan(bom.Length, rest), rest, throwOnEndOfStream: false) < rest)
        {
            throw Broken("is cut short");
        }
        body = _buffer.AsSpan(0, (int)total - 12);
        _blocks++;
        return true;
    }

    private void AddInterface(ReadOnlySpan<byte> body)
    {
        Need(body, 8);
        UInt128 units = 1_000_000;
        long offset = 0;
        ReadOnlySpan<byte> options = body[8..];
        while (options.Length >= 4)
        {
            int code = U16(options, 0);
            int length = U16(options, 2);
            int padded = (length + 3) & ~3;
            if (code == OptionEnd || options.Length - 4 < padded)
            {
                break;
            }
            ReadOnlySpan<byte> value = options.Slice(4, length);
            if (code == OptionResolution && length >= 1)
            {
                units = Units(value[0]);
            }
            else if (code == OptionOffset && length >= 8)
            {
                offset = (long)U64(value);
            }
            options = options[(4 + padded)..];
        }
        _interfaces.Add(new InterfaceInfo(U16(body, 0), U32(body, 4), units, offset));
    }

    private UInt128 Units(byte resolution)
    {
        int exponent = resolution & 0x7F;
        if (exponent > ((resolution & 0x80) != 0 ? 63 : 19))
        {
            throw Broken("has an impossible time resolution");
        }
        UInt128 units = 1;
        for (int i = 0; i < exponent; i++)
        {
            units *= (resolution & 0x80) != 0 ? 2u : 10u;
        }
        return units;
    }

    // Enhanced: interface@0/4 ts_high@4 ts_low@8 captured@12 original@16 data@20. Obsolete: interface@0/2 drops@2/2, the rest alike.
    private CaptureRecord Packet(ReadOnlySpan<byte> body, int index)
    {
        Need(body, 20);
        if (index >= _interfaces.Count)
        {
            throw Broken($"names interface {index}, which the file does not describe");
        }
        InterfaceInfo from = _interfaces[index];
        uint captured = U32(body, 12);
        uint original = U32(body, 16);
        if (captured > body.Length - 20 || original > int.MaxValue)
        {
            throw Broken($"claims {captured} captured bytes");
        }
        ulong ticks = ((ulong)U32(body, 4) << 32) | U32(body, 8);
        ulong ns = (ulong)((UInt128)ticks * 1_000_000_000 / from.UnitsPerSecond) + (ulong)(from.OffsetSeconds * 1_000_000_000);
        return new CaptureRecord(ns, from.LinkType, (int)original, body.Slice(20, (int)captured));
    }

    private CaptureRecord Simple(ReadOnlySpan<byte> body)
    {
        uint original = Need32(body, 0);
        if (_interfaces.Count == 0 || original > int.MaxValue)
        {
            throw Broken("has no interface");
        }
        uint captured = Math.Min(original, _interfaces[0].SnapLength == 0 ? original : _interfaces[0].SnapLength);
        if (captured > body.Length - 4)
        {
            throw Broken($"claims {captured} captured bytes");
        }
        return new CaptureRecord(0, _interfaces[0].LinkType, (int)original, body.Slice(4, (int)captured));
    }

    private uint Need32(ReadOnlySpan<byte> body, int at)
    {
        Need(body, at + 4);
        return U32(body, at);
    }

    private void Need(ReadOnlySpan<byte> body, int length)
    {
        if (body.Length < length)
        {
            throw Broken("is too short for its type");
        }
    }

    private CaptureFormatException Broken(string what) => new($"Block {_blocks + 1} of the pcapng file {what}.");

    private ushort U16(ReadOnlySpan<byte> b, int at) =>
        _bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(b[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(b[at..]);

    private uint U32(ReadOnlySpan<byte> b, int at) =>
        _bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(b[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(b[at..]);

    private ulong U64(ReadOnlySpan<byte> b) =>
        _bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(b) : BinaryPrimitives.ReadUInt64LittleEndian(b);
}
