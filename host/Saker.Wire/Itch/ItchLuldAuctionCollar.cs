namespace Saker.Wire;

/// <summary>ITCH 5.0 'J', 35 bytes. Limit-up limit-down auction collar. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchLuldAuctionCollar
{
    public const byte Type = (byte)'J';
    public const int Length = 35;

    private const int StockAt = 11, ReferencePriceAt = 19, UpperPriceAt = 23, LowerPriceAt = 27, ExtensionAt = 31;
    private readonly ReadOnlySpan<byte> _b;

    private ItchLuldAuctionCollar(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public Symbol Stock => new(Be.U64(_b, StockAt));
    public Price ReferencePrice => new(Be.U32(_b, ReferencePriceAt));
    public Price UpperPrice => new(Be.U32(_b, UpperPriceAt));
    public Price LowerPrice => new(Be.U32(_b, LowerPriceAt));
    /// <summary>Number of extensions.</summary>
    public uint Extension => Be.U32(_b, ExtensionAt);

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchLuldAuctionCollar value)
    {
        value = new ItchLuldAuctionCollar(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 35.</summary>
    public static int Write(
        Span<byte> to, Locate locate, ushort tracking, Timestamp time,
        Symbol stock, Price referencePrice, Price upperPrice, Price lowerPrice, uint extension)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, StockAt, stock.Packed);
        Be.U32(to, ReferencePriceAt, (uint)referencePrice.Units);
        Be.U32(to, UpperPriceAt, (uint)upperPrice.Units);
        Be.U32(to, LowerPriceAt, (uint)lowerPrice.Units);
        Be.U32(to, ExtensionAt, extension);
        return Length;
    }
}
