namespace Saker.Wire;

/// <summary>ITCH 5.0 'C', 36 bytes. Order Executed at another price; the shares leave the original price level. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchOrderExecutedWithPrice
{
    public const byte Type = (byte)'C';
    public const int Length = 36;

    private const int ReferenceAt = 11, SharesAt = 19, MatchAt = 23, PrintableAt = 31, PriceAt = 32;
    private readonly ReadOnlySpan<byte> _b;

    private ItchOrderExecutedWithPrice(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public OrderRef Reference => new(Be.U64(_b, ReferenceAt));
    /// <summary>Shares removed.</summary>
    public Quantity Shares => new(Be.U32(_b, SharesAt));
    /// <summary>Match number.</summary>
    public ulong Match => Be.U64(_b, MatchAt);
    /// <summary>Y N.</summary>
    public char Printable => (char)_b[PrintableAt];
    /// <summary>Execution price.</summary>
    public Price Price => new(Be.U32(_b, PriceAt));

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchOrderExecutedWithPrice value)
    {
        value = new ItchOrderExecutedWithPrice(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 36.</summary>
    public static int Write(
        Span<byte> to, Locate locate, ushort tracking, Timestamp time,
        OrderRef reference, Quantity shares, ulong match, char printable, Price price)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, ReferenceAt, reference.Value);
        Be.U32(to, SharesAt, (uint)shares.Lots);
        Be.U64(to, MatchAt, match);
        to[PrintableAt] = (byte)printable;
        Be.U32(to, PriceAt, (uint)price.Units);
        return Length;
    }
}
