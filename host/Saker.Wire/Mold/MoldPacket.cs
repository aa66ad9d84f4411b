namespace Saker.Wire;

/// <summary>
/// A MoldUDP64 downstream packet: session@0/10 sequence@10/8 count@18/2, then <c>count</c> blocks of length@0/2 and data.
/// docs/protocols/moldudp64.md.
/// </summary>
public readonly ref struct MoldPacket
{
    public const int HeaderLength = 20;
    public const int BlockHeaderLength = 2;
    public const ushort HeartbeatCount = 0;
    public const ushort EndOfSessionCount = 0xFFFF;

    internal const int SessionAt = 0, SequenceAt = 10, CountAt = 18;
    private readonly ReadOnlySpan<byte> _b;

    private MoldPacket(ReadOnlySpan<byte> bytes) => _b = bytes;

    public SessionId Session => SessionId.Read(_b, SessionAt);
    /// <summary>Sequence of the first message; in heartbeats and at the end of session the next expected one.</summary>
    public ulong Sequence => Be.U64(_b, SequenceAt);
    public ushort Count => Be.U16(_b, CountAt);
    public bool IsHeartbeat => Count == HeartbeatCount;
    public bool IsEndOfSession => Count == EndOfSessionCount;
    /// <summary>Number of blocks that the header announces: none for heartbeat and end of session.</summary>
    public int Blocks => IsEndOfSession ? 0 : Count;

    /// <summary>False when the payload is shorter than the header.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out MoldPacket packet)
    {
        packet = new MoldPacket(payload);
        return payload.Length >= HeaderLength;
    }

    public Enumerator GetEnumerator() => new(_b[HeaderLength..], Sequence, Blocks);

    /// <summary>Walks the blocks. After the walk <see cref="Truncated"/> tells whether a block ran beyond the payload.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;
        private ulong _next;
        private int _left;
        private MoldMessage _current;

        internal Enumerator(ReadOnlySpan<byte> blocks, ulong sequence, int count)
        {
            _rest = blocks;
            _next = sequence;
            _left = count;
            _current = default;
            Truncated = false;
        }

        public readonly MoldMessage Current => _current;
        /// <summary>True once the payload ended before the announced blocks did.</summary>
        public bool Truncated { get; private set; }

        public bool MoveNext()
        {
            if (_left == 0 || Truncated)
            {
                return false;
            }
            if (_rest.Length < BlockHeaderLength || _rest.Length - BlockHeaderLength < Be.U16(_rest, 0))
            {
                Truncated = true;
                return false;
            }
            int length = Be.U16(_rest, 0);
            _current = new MoldMessage(_next++, _rest.Slice(BlockHeaderLength, length));
            _rest = _rest[(BlockHeaderLength + length)..];
            _left--;
            return true;
        }
    }
}

/// <summary>One message block with its sequence number.</summary>
public readonly ref struct MoldMessage(ulong sequence, ReadOnlySpan<byte> data)
{
    public ulong Sequence { get; } = sequence;
    public ReadOnlySpan<byte> Data { get; } = data;
}
