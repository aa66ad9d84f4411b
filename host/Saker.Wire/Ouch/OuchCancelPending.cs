namespace Saker.Wire;

/// <summary>OUCH 5.0 outbound 'P', 13 bytes. Cancel Pending. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchCancelPending(
    Timestamp Timestamp, UserRef Urn)
{
    public const byte Type = (byte)'P';
    public const int Length = 13;

    private const int TimestampAt = 1, UrnAt = 9;

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchCancelPending value)
    {
        value = default;
        if (b.Length != Length || b[0] != Type)
        {
            return false;
        }
        value = new OuchCancelPending(
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
