namespace Saker.Wire;

/// <summary>ITCH 5.0 'Q', 40 bytes. Cross Trade; shares have 64 bits. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchCrossTrade
{
    public const byte Type = (byte)'Q';
    public const int Length = 40;

    private const int SharesAt = 11, StockAt = 19, CrossPriceAt = 27, MatchAt = 31, CrossTypeAt = 39;
    private readonly ReadOnlySpan<byte> _b;

    private ItchCrossTrade(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public Quantity Shares => new((long)Be.U64(_b, SharesAt));
    public Symbol Stock => new(Be.U64(_b, StockAt));
    public Price CrossPrice => new(Be.U32(_b, CrossPriceAt));
    /// <summary>Match number.</summary>
    public ulong Match => Be.U64(_b, MatchAt);
    /// <summary>O C H.</summary>
    public char CrossType => (char)_b[CrossTypeAt];

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchCrossTrade value)
    {
        value = new ItchCrossTrade(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 40.</summary>
    public static int Write(
        Span<byte> to, Locate locate, ushort tracking, Timestamp time,
        Quantity shares, Symbol stock, Price crossPrice, ulong match, char crossType)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, SharesAt, (ulong)shares.Lots);
        Be.U64(to, StockAt, stock.Packed);
        Be.U32(to, CrossPriceAt, (uint)crossPrice.Units);
        Be.U64(to, MatchAt, match);
        to[CrossTypeAt] = (byte)crossType;
        return Length;
    }
}
