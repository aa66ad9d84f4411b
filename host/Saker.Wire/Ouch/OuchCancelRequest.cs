namespace Saker.Wire;

/// <summary>OUCH 5.0 inbound 'X', 9 bytes. Cancel: the quantity is what shall remain, 0 cancels all. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchCancelRequest(
    UserRef Urn, Quantity Quantity)
{
    public const byte Type = (byte)'X';
    public const int Length = 9;

    private const int UrnAt = 1, QuantityAt = 5;

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchCancelRequest value)
    {
        value = default;
        if (b.Length != Length || b[0] != Type)
        {
            return false;
        }
        value = new OuchCancelRequest(
            new UserRef(Be.U32(b, UrnAt)), new Quantity(Be.U32(b, QuantityAt)));
        return true;
    }

    /// <summary>Writes the message; returns 9.</summary>
    public int Write(Span<byte> to)
    {
        to[0] = Type;
        Be.U32(to, UrnAt, Urn.Value);
        Be.U32(to, QuantityAt, (uint)Quantity.Lots);
        return Length;
    }
}
