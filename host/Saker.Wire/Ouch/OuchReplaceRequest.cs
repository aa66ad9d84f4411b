namespace Saker.Wire;

/// <summary>OUCH 5.0 inbound 'U', 40 bytes and an appendage. Replace: the quantity is the total liable, executed shares included. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchReplaceRequest(
    UserRef OriginalUrn, UserRef Urn, Quantity Quantity, Price Price, char TimeInForce, char Display, char Iso, ClOrdId ClOrdId)
{
    public const byte Type = (byte)'U';
    /// <summary>Length up to and with the appendage's length field.</summary>
    public const int Length = 40;

    private const int OriginalUrnAt = 1, UrnAt = 5, QuantityAt = 9, PriceAt = 13, TimeInForceAt = 21, DisplayAt = 22,
        IsoAt = 23, ClOrdIdAt = 24, AppendageAt = 38;

    /// <summary>False when type or length is another or the appendage does not end where the message does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchReplaceRequest value, out OuchAppendage appendage)
    {
        value = default;
        appendage = default;
        if (b.Length < Length || b[0] != Type || !OuchAppendage.TryRead(b[AppendageAt..], out appendage))
        {
            return false;
        }
        value = new OuchReplaceRequest(
            new UserRef(Be.U32(b, OriginalUrnAt)), new UserRef(Be.U32(b, UrnAt)), new Quantity(Be.U32(b, QuantityAt)),
            new Price((long)Be.U64(b, PriceAt)), (char)b[TimeInForceAt], (char)b[DisplayAt], (char)b[IsoAt],
            ClOrdId.Read(b, ClOrdIdAt));
        return true;
    }

    /// <summary>Reads without handing out the appendage.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchReplaceRequest value) => TryRead(b, out value, out _);

    /// <summary>Writes the message with the tag-values given (without their length field); returns its length.</summary>
    public int Write(Span<byte> to, ReadOnlySpan<byte> tagValues = default)
    {
        to[0] = Type;
        Be.U32(to, OriginalUrnAt, OriginalUrn.Value);
        Be.U32(to, UrnAt, Urn.Value);
        Be.U32(to, QuantityAt, (uint)Quantity.Lots);
        Be.U64(to, PriceAt, (ulong)Price.Units);
        to[TimeInForceAt] = (byte)TimeInForce;
        to[DisplayAt] = (byte)Display;
        to[IsoAt] = (byte)Iso;
        ClOrdId.Write(to, ClOrdIdAt);
        return AppendageAt + OuchAppendage.Write(to[AppendageAt..], tagValues);
    }
}
