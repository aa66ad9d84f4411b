namespace Saker.Wire;

/// <summary>OUCH 5.0 outbound 'B', 36 bytes. Broken Trade. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchBrokenTrade(
    Timestamp Timestamp, UserRef Urn, ulong Match, char Reason, ClOrdId ClOrdId)
{
    public const byte Type = (byte)'B';
    public const int Length = 36;

    private const int TimestampAt = 1, UrnAt = 9, MatchAt = 13, ReasonAt = 21, ClOrdIdAt = 22;

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchBrokenTrade value)
    {
        value = default;
        if (b.Length != Length || b[0] != Type)
        {
            return false;
        }
        value = new OuchBrokenTrade(
            new Timestamp(Be.U64(b, TimestampAt)), new UserRef(Be.U32(b, UrnAt)), Be.U64(b, MatchAt), (char)b[ReasonAt],
            ClOrdId.Read(b, ClOrdIdAt));
        return true;
    }

    /// <summary>Writes the message; returns 36.</summary>
    public int Write(Span<byte> to)
    {
        to[0] = Type;
        Be.U64(to, TimestampAt, Timestamp.Nanoseconds);
        Be.U32(to, UrnAt, Urn.Value);
        Be.U64(to, MatchAt, Match);
        to[ReasonAt] = (byte)Reason;
        ClOrdId.Write(to, ClOrdIdAt);
        return Length;
    }
}
