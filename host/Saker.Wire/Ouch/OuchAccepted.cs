namespace Saker.Wire;

/// <summary>OUCH 5.0 outbound 'A', 64 bytes and an appendage. Accepted. docs/protocols/ouch50.md.</summary>
/// <param name="State">L live, D dead.</param>
public readonly record struct OuchAccepted(
    Timestamp Timestamp, UserRef Urn, char Side, Quantity Quantity, Symbol Symbol, Price Price, char TimeInForce, char Display,
    OrderRef OrderReference, char Capacity, char Iso, char Cross, char State, ClOrdId ClOrdId)
{
    public const byte Type = (byte)'A';
    /// <summary>Length up to and with the appendage's length field.</summary>
    public const int Length = 64;

    private const int TimestampAt = 1, UrnAt = 9, SideAt = 13, QuantityAt = 14, SymbolAt = 18, PriceAt = 26,
        TimeInForceAt = 34, DisplayAt = 35, OrderReferenceAt = 36, CapacityAt = 44, IsoAt = 45, CrossAt = 46, StateAt = 47,
        ClOrdIdAt = 48, AppendageAt = 62;

    /// <summary>False when type or length is another or the appendage does not end where the message does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchAccepted value, out OuchAppendage appendage)
    {
        value = default;
        appendage = default;
        if (b.Length < Length || b[0] != Type || !OuchAppendage.TryRead(b[AppendageAt..], out appendage))
        {
            return false;
        }
        value = new OuchAccepted(
            new Timestamp(Be.U64(b, TimestampAt)), new UserRef(Be.U32(b, UrnAt)), (char)b[SideAt],
            new Quantity(Be.U32(b, QuantityAt)), new Symbol(Be.U64(b, SymbolAt)), new Price((long)Be.U64(b, PriceAt)),
            (char)b[TimeInForceAt], (char)b[DisplayAt], new OrderRef(Be.U64(b, OrderReferenceAt)), (char)b[CapacityAt],
            (char)b[IsoAt], (char)b[CrossAt], (char)b[StateAt], ClOrdId.Read(b, ClOrdIdAt));
        return true;
    }

    /// <summary>Reads without handing out the appendage.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchAccepted value) => TryRead(b, out value, out _);

    /// <summary>Writes the message with the tag-values given (without their length field); returns its length.</summary>
    public int Write(Span<byte> to, ReadOnlySpan<byte> tagValues = default)
    {
        to[0] = Type;
        Be.U64(to, TimestampAt, Timestamp.Nanoseconds);
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
