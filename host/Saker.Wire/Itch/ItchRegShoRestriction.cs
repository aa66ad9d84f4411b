namespace Saker.Wire;

/// <summary>ITCH 5.0 'Y', 20 bytes. Reg SHO short-sale price test restriction. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchRegShoRestriction
{
    public const byte Type = (byte)'Y';
    public const int Length = 20;

    private const int StockAt = 11, ActionAt = 19;
    private readonly ReadOnlySpan<byte> _b;

    private ItchRegShoRestriction(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public Symbol Stock => new(Be.U64(_b, StockAt));
    /// <summary>0 1 2.</summary>
    public char Action => (char)_b[ActionAt];

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchRegShoRestriction value)
    {
        value = new ItchRegShoRestriction(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 20.</summary>
    public static int Write(Span<byte> to, Locate locate, ushort tracking, Timestamp time, Symbol stock, char action)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, StockAt, stock.Packed);
        to[ActionAt] = (byte)action;
        return Length;
    }
}
