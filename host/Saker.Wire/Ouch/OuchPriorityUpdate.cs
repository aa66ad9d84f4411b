namespace Saker.Wire;

/// <summary>OUCH 5.0 outbound 'T', 30 bytes. Priority Update. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchPriorityUpdate(
    Timestamp Timestamp, UserRef Urn, Price Price, char Display, OrderRef OrderReference)
{
    public const byte Type = (byte)'T';
    public const int Length = 30;

    private const int TimestampAt = 1, UrnAt = 9, PriceAt = 13, DisplayAt = 21, OrderReferenceAt = 22;

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchPriorityUpdate value)
    {
        value = default;
        if (b.Length != Length || b[0] != Type)
        {
            return false;
        }
        value = new OuchPriorityUpdate(
            new Timestamp(Be.U64(b, TimestampAt)), new UserRef(Be.U32(b, UrnAt)), new Price((long)Be.U64(b, PriceAt)),
            (char)b[DisplayAt], new OrderRef(Be.U64(b, OrderReferenceAt)));
        return true;
    }

    /// <summary>Writes the message; returns 30.</summary>
    public int Write(Span<byte> to)
    {
        to[0] = Type;
        Be.U64(to, TimestampAt, Timestamp.Nanoseconds);
        Be.U32(to, UrnAt, Urn.Value);
        Be.U64(to, PriceAt, (ulong)Price.Units);
        to[DisplayAt] = (byte)Display;
        Be.U64(to, OrderReferenceAt, OrderReference.Value);
        return Length;
    }
}
