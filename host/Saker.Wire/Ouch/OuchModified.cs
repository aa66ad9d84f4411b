namespace Saker.Wire;

/// <summary>OUCH 5.0 outbound 'M', 18 bytes. Modified. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchModified(
    Timestamp Timestamp, UserRef Urn, char Side, Quantity Quantity)
{
    public const byte Type = (byte)'M';
    public const int Length = 18;

    private const int TimestampAt = 1, UrnAt = 9, SideAt = 13, QuantityAt = 14;

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchModified value)
    {
        value = default;
        if (b.Length != Length || b[0] != Type)
        {
            return false;
        }
        value = new OuchModified(
            new Timestamp(Be.U64(b, TimestampAt)), new UserRef(Be.U32(b, UrnAt)), (char)b[SideAt],
            new Quantity(Be.U32(b, QuantityAt)));
        return true;
    }

    /// <summary>Writes the message; returns 18.</summary>
    public int Write(Span<byte> to)
    {
        to[0] = Type;
        Be.U64(to, TimestampAt, Timestamp.Nanoseconds);
        Be.U32(to, UrnAt, Urn.Value);
        to[SideAt] = (byte)Side;
        Be.U32(to, QuantityAt, (uint)Quantity.Lots);
        return Length;
    }
}
