namespace Saker.Wire;

/// <summary>ITCH 5.0 'H', 25 bytes. Stock Trading Action: halt, pause, quotation only or trading. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchStockTradingAction
{
    public const byte Type = (byte)'H';
    public const int Length = 25;

    private const int StockAt = 11, StateAt = 19, ReasonAt = 21;
    private readonly ReadOnlySpan<byte> _b;

    private ItchStockTradingAction(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public Symbol Stock => new(Be.U64(_b, StockAt));
    /// <summary>H halted, P paused, Q quotation only, T trading.</summary>
    public char State => (char)_b[StateAt];
    public Alpha4 Reason => new(Be.U32(_b, ReasonAt));

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchStockTradingAction value)
    {
        value = new ItchStockTradingAction(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 25.</summary>
    public static int Write(Span<byte> to, Locate locate, ushort tracking, Timestamp time, Symbol stock, char state, Alpha4 reason)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        to[20] = (byte)' '; // reserved
        Be.U64(to, StockAt, stock.Packed);
        to[StateAt] = (byte)state;
        Be.U32(to, ReasonAt, reason.Packed);
        return Length;
    }
}
