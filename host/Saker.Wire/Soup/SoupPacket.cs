namespace Saker.Wire;

/// <summary>SoupBinTCP 3 packet types. docs/protocols/soupbintcp.md.</summary>
public static class SoupType
{
    public const byte Debug = (byte)'+';
    public const byte LoginAccepted = (byte)'A';
    public const byte LoginRejected = (byte)'J';
    public const byte SequencedData = (byte)'S';
    public const byte ServerHeartbeat = (byte)'H';
    public const byte EndOfSession = (byte)'Z';
    public const byte LoginRequest = (byte)'L';
    public const byte UnsequencedData = (byte)'U';
    public const byte ClientHeartbeat = (byte)'R';
    public const byte LogoutRequest = (byte)'O';
}

/// <summary>Outcome of an attempt to read a packet off a byte stream.</summary>
public enum SoupRead
{
    /// <summary>A whole packet was read.</summary>
    Packet,
    /// <summary>The stream ends inside a packet: append bytes and try again.</summary>
    NeedMore,
    /// <summary>The length is impossible: the stream cannot be followed any further.</summary>
    Broken,
}

/// <summary>A logical packet: length@0/2 (type and payload) type@2/1 payload@3.</summary>
public readonly ref struct SoupPacket
{
    public const int HeaderLength = 3;
    internal const int LengthAt = 0, TypeAt = 2;

    private SoupPacket(byte type, ReadOnlySpan<byte> payload)
    {
        Type = type;
        Payload = payload;
    }

    public byte Type { get; }
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Reads the packet at the front of <paramref name="stream"/>; <paramref name="consumed"/> is its size on the wire.</summary>
    /// <param name="maxLength">Greatest value of the length field to believe.</param>
    public static SoupRead Read(ReadOnlySpan<byte> stream, out SoupPacket packet, out int consumed, int maxLength = ushort.MaxValue)
    {
        packet = default;
        consumed = 0;
        if (stream.Length < 2)
        {
            return SoupRead.NeedMore;
        }
        int length = Be.U16(stream, LengthAt);
        if (length == 0 || length > maxLength)
        {
            return SoupRead.Broken;
        }
        if (stream.Length - 2 < length)
        {
            return SoupRead.NeedMore;
        }
        packet = new SoupPacket(stream[TypeAt], stream.Slice(HeaderLength, length - 1));
        consumed = 2 + length;
        return SoupRead.Packet;
    }

    /// <summary>Writes a packet of any type; returns its size on the wire.</summary>
    /// <exception cref="ArgumentException">The payload has more than 65,534 bytes or does not fit.</exception>
    public static int Write(Span<byte> to, byte type, ReadOnlySpan<byte> payload)
    {
        if (payload.Length >= ushort.MaxValue)
        {
            throw new ArgumentException("A SoupBinTCP payload has at most 65,534 bytes.", nameof(payload));
        }
        payload.CopyTo(to[HeaderLength..]);
        return WriteHeader(to, type, payload.Length);
    }

    /// <summary>Writes only the header, in front of a payload that already stands at <c>to[3..]</c>; returns the packet's size on the wire.</summary>
    public static int WriteHeader(Span<byte> to, byte type, int payloadLength)
    {
        Be.U16(to, LengthAt, checked((ushort)(payloadLength + 1)));
        to[TypeAt] = type;
        return HeaderLength + payloadLength;
    }
}
