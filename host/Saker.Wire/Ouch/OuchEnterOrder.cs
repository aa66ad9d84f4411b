namespace Saker.Wire;

/// <summary>OUCH 5.0 inbound 'O', 47 bytes and an appendage. Enter Order. docs/protocols/ouch50.md.</summary>
/// <param name="Side">B S T E.</param>
/// <param name="Quantity">1..999,999.</param>
/// <param name="TimeInForce">0 day, 3 IOC, 5 GTX, 6 GTT, E after hours.</param>
/// <param name="Display">Y N A.</param>
/// <param name="Capacity">A P R O.</param>
/// <param name="Iso">Y N.</param>
/// <param name="Cross">N O C H S R E A.</param>
public readonly record struct OuchEnterOrder(
    UserRef Urn, char Side, Quantity Quantity, Symbol Symbol, Price Price, char TimeInForce, char Display, char Capacity, char Iso,
    char Cross, ClOrdId ClOrdId)
{
    public const byte Type = (byte)'O';
    /// <summary>Length up to and with the appendage's length field.</summary>
    public const int Length = 47;

    private const int UrnAt = 1, SideAt = 5, QuantityAt = 6, SymbolAt = 10, PriceAt = 18, TimeInForceAt = 26, DisplayAt = 27,
        CapacityAt = 28, IsoAt = 29, CrossAt = 30, ClOrdIdAt = 31, AppendageAt = 45;

    /// <summary>False when type or length is another or the appendage does not end where the message does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchEnterOrder value, out OuchAppendage appendage)
    {
        value = default;
        appendage = default;
        if (b.Length < Length || b[0] != Type || !OuchAppendage.TryRead(b[AppendageAt..], out appendage))
        {
            return false;
        }
        value = new OuchEnterOrder(
            new UserRef(Be.U32(b, UrnAt)), (char)b[SideAt], new Quantity(Be.U32(b, QuantityAt)), new Symbol(Be.U64(b, SymbolAt)),
            new Price((long)Be.U64(b, PriceAt)), (char)b[TimeInForceAt], (char)b[DisplayAt], (char)b[CapacityAt], (char)b[IsoAt],
            (char)b[CrossAt], ClOrdId.Read(b, ClOrdIdAt));
        return true;
    }

    /// <summary>Reads without handing out the appendage.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchEnterOrder value) => TryRead(b, out value, out _);

    /// <summary>Writes the message with the tag-values given (without their length field); returns its length.</summary>
    public int Write(Span<byte> to, ReadOnlySpan<byte> tagValues = default)
    {
        to[0] = Type;
        Be.U32(to, UrnAt, Urn.Value);
        to[SideAt] = (byte)Side;
        Be.U32(to, QuantityAt, (uint)Quantity.Lots);
        Be.U64(to, SymbolAt, Symbol.Packed);
        Be.U64(to, PriceAt, (ulong)Price.Units);
        to[TimeInForceAt] = (byte)TimeInForce;
        to[DisplayAt] = (byte)Display;
        to[CapacityAt] = (byte)Capacity;
        to[IsoAt] = (byte)Iso;
        to[CrossAt] = (byte)Cross;
        ClOrdId.Write(to, ClOrdIdAt);
        return AppendageAt + OuchAppendage.Write(to[AppendageAt..], tagValues);
    }
}
