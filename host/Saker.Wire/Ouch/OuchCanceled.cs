namespace Saker.Wire;

/// <summary>OUCH 5.0 outbound 'C', 18 bytes. Canceled: the quantity is the decrement. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchCanceled(
    Timestamp Timestamp, UserRef Urn, Quantity Quantity, char Reason)
{
    public const byte Type = (byte)'C';
    public const int Length = 18;

    private const int TimestampAt = 1, UrnAt = 9, QuantityAt = 13, ReasonAt = 17;

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchCanceled value)
    {
        value = default;
        if (b.Length != Length || b[0] != Type)
        {
            return false;
        }
        value = new OuchCanceled(
            new Timestamp(Be.U64(b, TimestampAt)), new UserRef(Be.U32(b, UrnAt)), new Quantity(Be.U32(b, QuantityAt)),
            (char)b[ReasonAt]);
        return true;
    }

    /// <summary>Writes the message; returns 18.</summary>
    public int Write(Span<byte> to)
    {
        to[0] = Type;
        Be.U64(to, TimestampAt, Timestamp.Nanoseconds);
        Be.U32(to, UrnAt, Urn.Value);
        Be.U32(to, QuantityAt, (uint)Quantity.Lots);
        to[ReasonAt] = (byte)Reason;
        return Length;
    }
}
