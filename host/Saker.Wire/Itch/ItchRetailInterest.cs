namespace Saker.Wire;

/// <summary>ITCH 5.0 'N', 20 bytes. Retail Price Improvement Indicator. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchRetailInterest
{
    public const byte Type = (byte)'N';
    public const int Length = 20;

    private const int StockAt = 11, InterestFlagAt = 19;
    private readonly ReadOnlySpan<byte> _b;

    private ItchRetailInterest(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public Symbol Stock => new(Be.U64(_b, StockAt));
    /// <summary>B S A N.</summary>
    public char InterestFlag => (char)_b[InterestFlagAt];

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchRetailInterest value)
    {
        value = new ItchRetailInterest(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 20.</summary>
    public static int Write(Span<byte> to, Locate locate, ushort tracking, Timestamp time, Symbol stock, char interestFlag)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, StockAt, stock.Packed);
        to[InterestFlagAt] = (byte)interestFlag;
        return Length;
    }
}
