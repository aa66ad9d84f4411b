namespace Saker.Wire;

/// <summary>OUCH 5.0 outbound 'R', 16 bytes and an appendage. Restated. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchRestated(
    Timestamp Timestamp, UserRef Urn, char Reason)
{
    public const byte Type = (byte)'R';
    /// <summary>Length up to and with the appendage's length field.</summary>
    public const int Length = 16;

    private const int TimestampAt = 1, UrnAt = 9, ReasonAt = 13, AppendageAt = 14;

    /// <summary>False when type or length is another or the appendage does not end where the message does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchRestated value, out OuchAppendage appendage)
    {
        value = default;
        appendage = default;
        if (b.Length < Length || b[0] != Type || !OuchAppendage.TryRead(b[AppendageAt..], out appendage))
        {
            return false;
        }
        value = new OuchRestated(
            new Timestamp(Be.U64(b, TimestampAt)), new UserRef(Be.U32(b, UrnAt)), (char)b[ReasonAt]);
        return true;
    }

    /// <summary>Reads without handing out the appendage.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchRestated value) => TryRead(b, out value, out _);

    /// <summary>Writes the message with the tag-values given (without their length field); returns its length.</summary>
    public int Write(Span<byte> to, ReadOnlySpan<byte> tagValues = default)
    {
        to[0] = Type;
        Be.U64(to, TimestampAt, Timestamp.Nanoseconds);
        Be.U32(to, UrnAt, Urn.Value);
        to[ReasonAt] = (byte)Reason;
        return AppendageAt + OuchAppendage.Write(to[AppendageAt..], tagValues);
    }
}
