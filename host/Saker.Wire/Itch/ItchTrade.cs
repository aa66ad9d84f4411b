namespace Saker.Wire;

/// <summary>ITCH 5.0 'P', 44 bytes. Trade against a non-displayed order; never changes the book. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchTrade
{
    public const byte Type = (byte)'P';
    public const int Length = 44;

    private const int ReferenceAt = 11, SideAt = 19, SharesAt = 20, StockAt = 24, PriceAt = 32, MatchAt = 36;
    private readonly ReadOnlySpan<byte> _b;

    private ItchTrade(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    /// <summary>0 today.</summary>
    public OrderRef Reference => new(Be.U64(_b, ReferenceAt));
    /// <summary>Always buy since 2014.</summary>
    public Side Side => _b[SideAt] == (byte)'S' ? Side.Sell : Side.Buy;
    public Quantity Shares => new(Be.U32(_b, SharesAt));
    public Symbol Stock => new(Be.U64(_b, StockAt));
    public Price Price => new(Be.U32(_b, PriceAt));
    /// <summary>Match number.</summary>
    public ulong Match => Be.U64(_b, MatchAt);

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchTrade value)
    {
        value = new ItchTrade(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 44.</summary>
    public static int Write(
        Span<byte> to, Locate locate, ushort tracking, Timestamp time,
        OrderRef reference, Side side, Quantity shares, Symbol stock, Price price, ulong match)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, ReferenceAt, reference.Value);
        to[SideAt] = side == Side.Sell ? (byte)'S' : (byte)'B';
        Be.U32(to, SharesAt, (uint)shares.Lots);
        Be.U64(to, StockAt, stock.Packed);
        Be.U32(to, PriceAt, (uint)price.Units);
        Be.U64(to, MatchAt, match);
        return Length;
    }
}
