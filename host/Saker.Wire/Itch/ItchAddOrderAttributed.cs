namespace Saker.Wire;

/// <summary>ITCH 5.0 'F', 40 bytes. Add Order with the participant's identifier. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchAddOrderAttributed
{
    public const byte Type = (byte)'F';
    public const int Length = 40;

    private const int ReferenceAt = 11, SideAt = 19, SharesAt = 20, StockAt = 24, PriceAt = 32, AttributionAt = 36;
    private readonly ReadOnlySpan<byte> _b;

    private ItchAddOrderAttributed(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public OrderRef Reference => new(Be.U64(_b, ReferenceAt));
    public Side Side => _b[SideAt] == (byte)'S' ? Side.Sell : Side.Buy;
    public Quantity Shares => new(Be.U32(_b, SharesAt));
    public Symbol Stock => new(Be.U64(_b, StockAt));
    public Price Price => new(Be.U32(_b, PriceAt));
    public Alpha4 Attribution => new(Be.U32(_b, AttributionAt));

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchAddOrderAttributed value)
    {
        value = new ItchAddOrderAttributed(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 40.</summary>
    public static int Write(
        Span<byte> to, Locate locate, ushort tracking, Timestamp time,
        OrderRef reference, Side side, Quantity shares, Symbol stock, Price price, Alpha4 attribution)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, ReferenceAt, reference.Value);
        to[SideAt] = side == Side.Sell ? (byte)'S' : (byte)'B';
        Be.U32(to, SharesAt, (uint)shares.Lots);
        Be.U64(to, StockAt, stock.Packed);
        Be.U32(to, PriceAt, (uint)price.Units);
        Be.U32(to, AttributionAt, attribution.Packed);
        return Length;
    }
}
