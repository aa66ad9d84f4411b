namespace Saker.Wire;

/// <summary>OUCH 5.0 outbound 'U', 68 bytes and an appendage. Replaced. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchReplaced(
    Timestamp Timestamp, UserRef OriginalUrn, UserRef Urn, char Side, Quantity Quantity, Symbol Symbol, Price Price,
    char TimeInForce, char Display, OrderRef OrderReference, char Capacity, char Iso, char Cross, char State, ClOrdId ClOrdId)
{
    public const byte Type = (byte)'U';
    /// <summary>Length up to and with the appendage's length field.</summary>
    public const int Length = 68;

    private const int TimestampAt = 1, OriginalUrnAt = 9, UrnAt = 13, SideAt = 17, QuantityAt = 18, SymbolAt = 22,
        PriceAt = 30, TimeInForceAt = 38, DisplayAt = 39, OrderReferenceAt = 40, CapacityAt = 48, IsoAt = 49, CrossAt = 50,
        StateAt = 51, ClOrdIdAt = 52, AppendageAt = 66;

    /// <summary>False when type or length is another or the appendage does not end where the message does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchReplaced value, out OuchAppendage appendage)
    {
        value = default;
        appendage = default;
        if (b.Length < Length || b[0] != Type || !OuchAppendage.TryRead(b[AppendageAt..], out appendage))
        {
            return false;
        }
        value = new OuchReplaced(
            new Timestamp(Be.U64(b, TimestampAt)), new UserRef(Be.U32(b, OriginalUrnAt)), new UserRef(Be.U32(b, UrnAt)),
            (char)b[SideAt], new Quantity(Be.U32(b, QuantityAt)), new Symbol(Be.U64(b, SymbolAt)),
            new Price((long)Be.U64(b, PriceAt)), (char)b[TimeInForceAt], (char)b[DisplayAt],
            new OrderRef(Be.U64(b, OrderReferenceAt)), (char)b[CapacityAt], (char)b[IsoAt], (char)b[CrossAt], (char)b[StateAt],
            ClOrdId.Read(b, ClOrdIdAt));
        return true;
    }

    /// <summary>Reads without handing out the appendage.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchReplaced value) => TryRead(b, out value, out _);

    /// <summary>Writes the message with the tag-values given (without their length field); returns its length.</summary>
    public int Write(Span<byte> to, ReadOnlySpan<byte> tagValues = default)
    {
        to[0] = Type;
        Be.U64(to, TimestampAt, Timestamp.Nanoseconds);
        Be.U32(to, OriginalUrnAt, OriginalUrn.Value);
        Be.U32(to, UrnAt, Urn.Value);
        to[SideAt] = (byte)Side;
        Be.U32(to, QuantityAt, (uint)Quantity.Lots);
        Be.U64(to, SymbolAt, Symbol.Packed);
        Be.U64(to, PriceAt, (ulong)Price.Units);
        to[TimeInForceAt] = (byte)TimeInForce;
        to[DisplayAt] = (byte)Display;
        Be.U64(to, OrderReferenceAt, OrderReference.Value);
        to[CapacityAt] = (byte)Capacity;
        to[IsoAt] = (byte)Iso;
        to[CrossAt] = (byte)Cross;
        to[StateAt] = (byte)State;
        ClOrdId.Write(to, ClOrdIdAt);
        return AppendageAt + OuchAppendage.Write(to[AppendageAt..], tagValues);
    }
}
