namespace Saker.Wire;

/// <summary>ITCH 5.0 'h', 21 bytes. Operational Halt of one market. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchOperationalHalt
{
    public const byte Type = (byte)'h';
    public const int Length = 21;

    private const int StockAt = 11, MarketAt = 19, ActionAt = 20;
    private readonly ReadOnlySpan<byte> _b;

    private ItchOperationalHalt(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public Symbol Stock => new(Be.U64(_b, StockAt));
    /// <summary>Q B X.</summary>
    public char Market => (char)_b[MarketAt];
    /// <summary>H halted, T trading.</summary>
    public char Action => (char)_b[ActionAt];

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchOperationalHalt value)
    {
        value = new ItchOperationalHalt(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 21.</summary>
    public static int Write(Span<byte> to, Locate locate, ushort tracking, Timestamp time, Symbol stock, char market, char action)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, StockAt, stock.Packed);
        to[MarketAt] = (byte)market;
        to[ActionAt] = (byte)action;
        return Length;
    }
}
