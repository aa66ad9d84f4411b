namespace Saker.Wire;

/// <summary>OUCH 5.0 outbound 'J', 29 bytes. Rejected. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchRejected(
    Timestamp Timestamp, UserRef Urn, ushort Reason, ClOrdId ClOrdId)
{
    public const byte Type = (byte)'J';
    public const int Length = 29;

    private const int TimestampAt = 1, UrnAt = 9, ReasonAt = 13, ClOrdIdAt = 15;

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchRejected value)
    {
        value = default;
        if (b.Length != Length || b[0] != Type)
        {
            return false;
        }
        value = new OuchRejected(
            new Timestamp(Be.U64(b, TimestampAt)), new UserRef(Be.U32(b, UrnAt)), Be.U16(b, ReasonAt), ClOrdId.Read(b, ClOrdIdAt));
        return true;
    }

    /// <summary>Writes the message; returns 29.</summary>
    public int Write(Span<byte> to)
    {
        to[0] = Type;
        Be.U64(to, TimestampAt, Timestamp.Nanoseconds);
        Be.U32(to, UrnAt, Urn.Value);
        Be.U16(to, ReasonAt, Reason);
        ClOrdId.Write(to, ClOrdIdAt);
        return Length;
    }
}
