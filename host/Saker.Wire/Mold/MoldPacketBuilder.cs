namespace Saker.Wire;

/// <summary>Builds one downstream packet in a caller's buffer: add messages while they fit, then <see cref="Finish"/>.</summary>
public ref struct MoldPacketBuilder
{
    /// <summary>Largest UDP payload on a link with an MTU of 1500.</summary>
    public const int MaxPayload = 1472;

    private readonly Span<byte> _to;
    private int _length;
    private int _count;

    /// <summary>Starts a packet whose first message has <paramref name="sequence"/>.</summary>
    /// <exception cref="ArgumentException">The buffer is shorter than the header.</exception>
    public MoldPacketBuilder(Span<byte> to, SessionId session, ulong sequence)
    {
        if (to.Length < MoldPacket.HeaderLength)
        {
            throw new ArgumentException("The buffer is shorter than a MoldUDP64 header.", nameof(to));
        }
        _to = to;
        _length = MoldPacket.HeaderLength;
        _count = 0;
        session.Write(to, MoldPacket.SessionAt);
        Be.U64(to, MoldPacket.SequenceAt, sequence);
    }

    public readonly int Count => _count;
    public readonly int Length => _length;

    /// <summary>Appends a message; false, and nothing changed, when it does not fit.</summary>
    public bool TryAdd(ReadOnlySpan<byte> message)
    {
        if (message.Length > ushort.MaxValue || _count >= MoldPacket.EndOfSessionCount - 1
            || _to.Length - _length < MoldPacket.BlockHeaderLength + message.Length)
        {
            return false;
        }
        Be.U16(_to, _length, (ushort)message.Length);
        message.CopyTo(_to[(_length + MoldPacket.BlockHeaderLength)..]);
        _length += MoldPacket.BlockHeaderLength + message.Length;
        _count++;
        return true;
    }

    /// <summary>Writes the count and returns the packet's length. Without messages the packet is a heartbeat.</summary>
    public readonly int Finish()
    {
        Be.U16(_to, MoldPacket.CountAt, (ushort)_count);
        return _length;
    }

    /// <summary>Writes a heartbeat; returns 20.</summary>
    public static int WriteHeartbeat(Span<byte> to, SessionId session, ulong nextSequence) =>
        WriteEmpty(to, session, nextSequence, MoldPacket.HeartbeatCount);

    /// <summary>Writes an end-of-session packet; returns 20.</summary>
    public static int WriteEndOfSession(Span<byte> to, SessionId session, ulong nextSequence) =>
        WriteEmpty(to, session, nextSequence, MoldPacket.EndOfSessionCount);

    private static int WriteEmpty(Span<byte> to, SessionId session, ulong sequence, ushort count)
    {
        session.Write(to, MoldPacket.SessionAt);
        Be.U64(to, MoldPacket.SequenceAt, sequence);
        Be.U16(to, MoldPacket.CountAt, count);
        return MoldPacket.HeaderLength;
    }
}
