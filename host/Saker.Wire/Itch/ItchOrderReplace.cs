namespace Saker.Wire;

/// <summary>ITCH 5.0 'U', 35 bytes. Order Replace: new reference, shares and price; side and stock are inherited. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchOrderReplace
{
    public const byte Type = (byte)'U';
    public const int Length = 35;

    private const int OriginalReferenceAt = 11, NewReferenceAt = 19, SharesAt = 27, PriceAt = 31;
    private readonly ReadOnlySpan<byte> _b;

    private ItchOrderReplace(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public OrderRef OriginalReference => new(Be.U64(_b, OriginalReferenceAt));
    public OrderRef NewReference => new(Be.U64(_b, NewReferenceAt));
    /// <summary>All shares of the new order.</summary>
    public Quantity Shares => new(Be.U32(_b, SharesAt));
    public Price Price => new(Be.U32(_b, PriceAt));

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchOrderReplace value)
    {
        value = new ItchOrderReplace(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 35.</summary>
    public static int Write(
        Span<byte> to, Locate locate, ushort tracking, Timestamp time,
        OrderRef originalReference, OrderRef newReference, Quantity shares, Price price)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, OriginalReferenceAt, originalReference.Value);
        Be.U64(to, NewReferenceAt, newReference.Value);
        Be.U32(to, SharesAt, (uint)shares.Lots);
        Be.U32(to, PriceAt, (uint)price.Units);
        return Length;
    }
}
