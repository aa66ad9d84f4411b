namespace Saker.Wire;

/// <summary>OUCH 5.0 outbound 'S', 10 bytes. System Event. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchSystemEvent(
    Timestamp Timestamp, char Code)
{
    public const byte Type = (byte)'S';
    public const int Length = 10;

    private const int TimestampAt = 1, CodeAt = 9;

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchSystemEvent value)
    {
        value = default;
        if (b.Length != Length || b[0] != Type)
        {
            return false;
        }
        value = new OuchSystemEvent(
            new Timestamp(Be.U64(b, TimestampAt)), (char)b[CodeAt]);
        return true;
    }

    /// <summary>Writes the message; returns 10.</summary>
    public int Write(Span<byte> to)
    {
        to[0] = Type;
        Be.U64(to, TimestampAt, Timestamp.Nanoseconds);
        to[CodeAt] = (byte)Code;
        return Length;
    }
}
