namespace Saker.Wire;

/// <summary>OUCH 5.0 inbound 'M', 10 bytes. Modify side and quantity. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchModifyRequest(
    UserRef Urn, char Side, Quantity Quantity)
{
    public const byte Type = (byte)'M';
    public const int Length = 10;

    private const int UrnAt = 1, SideAt = 5, QuantityAt = 6;

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchModifyRequest value)
    {
        value = default;
        if (b.Length != Length || b[0] != Type)
        {
            return false;
        }
        value = new OuchModifyRequest(
            new UserRef(Be.U32(b, UrnAt)), (char)b[SideAt], new Quantity(Be.U32(b, QuantityAt)));
        return true;
    }

    /// <summary>Writes the message; returns 10.</summary>
    public int Write(Span<byte> to)
    {
        to[0] = Type;
        Be.U32(to, UrnAt, Urn.Value);
        to[SideAt] = (byte)Side;
        Be.U32(to, QuantityAt, (uint)Quantity.Lots);
        return Length;
    }
}
