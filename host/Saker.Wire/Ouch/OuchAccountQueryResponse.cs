namespace Saker.Wire;

/// <summary>OUCH 5.0 outbound 'Q', 13 bytes. Account Query Response. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchAccountQueryResponse(
    Timestamp Timestamp, UserRef NextUrn)
{
    public const byte Type = (byte)'Q';
    public const int Length = 13;

    private const int TimestampAt = 1, NextUrnAt = 9;

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchAccountQueryResponse value)
    {
        value = default;
        if (b.Length != Length || b[0] != Type)
        {
            return false;
        }
        value = new OuchAccountQueryResponse(
            new Timestamp(Be.U64(b, TimestampAt)), new UserRef(Be.U32(b, NextUrnAt)));
        return true;
    }

    /// <summary>Writes the message; returns 13.</summary>
    public int Write(Span<byte> to)
    {
        to[0] = Type;
        Be.U64(to, TimestampAt, Timestamp.Nanoseconds);
        Be.U32(to, NextUrnAt, NextUrn.Value);
        return Length;
    }
}
