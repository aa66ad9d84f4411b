namespace Saker.Wire;

/// <summary>ITCH 5.0 'O', 48 bytes. Direct Listing with Capital Raise price discovery. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchDirectListing
{
    public const byte Type = (byte)'O';
    public const int Length = 48;

    private const int StockAt = 11, EligibleAt = 19, MinPriceAt = 20, MaxPriceAt = 24, NearPriceAt = 28, NearTimeAt = 32,
        LowerCollarAt = 40, UpperCollarAt = 44;
    private readonly ReadOnlySpan<byte> _b;

    private ItchDirectListing(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public Symbol Stock => new(Be.U64(_b, StockAt));
    /// <summary>Y N.</summary>
    public char Eligible => (char)_b[EligibleAt];
    public Price MinPrice => new(Be.U32(_b, MinPriceAt));
    public Price MaxPrice => new(Be.U32(_b, MaxPriceAt));
    public Price NearPrice => new(Be.U32(_b, NearPriceAt));
    /// <summary>Ns since midnight.</summary>
    public ulong NearTime => Be.U64(_b, NearTimeAt);
    public Price LowerCollar => new(Be.U32(_b, LowerCollarAt));
    public Price UpperCollar => new(Be.U32(_b, UpperCollarAt));

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchDirectListing value)
    {
        value = new ItchDirectListing(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 48.</summary>
    public static int Write(
        Span<byte> to, Locate locate, ushort tracking, Timestamp time,
        Symbol stock, char eligible, Price minPrice, Price maxPrice, Price nearPrice, ulong nearTime, Price lowerCollar,
        Price upperCollar)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, StockAt, stock.Packed);
        to[EligibleAt] = (byte)eligible;
        Be.U32(to, MinPriceAt, (uint)minPrice.Units);
        Be.U32(to, MaxPriceAt, (uint)maxPrice.Units);
        Be.U32(to, NearPriceAt, (uint)nearPrice.Units);
        Be.U64(to, NearTimeAt, nearTime);
        Be.U32(to, LowerCollarAt, (uint)lowerCollar.Units);
        Be.U32(to, UpperCollarAt, (uint)upperCollar.Units);
        return Length;
    }
}
