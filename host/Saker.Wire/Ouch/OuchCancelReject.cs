namespace Saker.Wire;

/// <summary>OUCH 5.0 outbound 'I', 13 bytes. Cancel Reject. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchCancelReject(
    Timestamp Timestamp, UserRef Urn)
{
    public const byte Type = (byte)'I';
    public const int Length = 13;

    private const int TimestampAt = 1, UrnAt = 9;

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchCancelReject value)
    {
        value = default;
        if (b.Length != Length || b[0] != Type)
        {
            return false;
        }
        value = new OuchCancelReject(
            new Timestamp(Be.U64(b, TimestampAt)), new UserRef(Be.U32(b, UrnAt)));
        return true;
    }

    /// <summary>Writes the message; returns 13.</summary>
    public int Write(Span<byte> to)
    {
        to[0] = Type;
        Be.U64(to, TimestampAt, Timestamp.Nanoseconds);
        Be.U32(to, UrnAt, Urn.Value);
        return Length;
    }
}
