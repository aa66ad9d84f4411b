namespace Saker.Wire;

/// <summary>ITCH 5.0 'V', 35 bytes. Market-wide circuit breaker decline levels, 8 decimals (locate 0). docs/protocols/itch50.md.</summary>
public readonly ref struct ItchMwcbDeclineLevel
{
    public const byte Type = (byte)'V';
    public const int Length = 35;

    private const int Level1At = 11, Level2At = 19, Level3At = 27;
    private readonly ReadOnlySpan<byte> _b;

    private ItchMwcbDeclineLevel(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    /// <summary>8 decimals.</summary>
    public Price Level1 => new((long)Be.U64(_b, Level1At));
    /// <summary>8 decimals.</summary>
    public Price Level2 => new((long)Be.U64(_b, Level2At));
    /// <summary>8 decimals.</summary>
    public Price Level3 => new((long)Be.U64(_b, Level3At));

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchMwcbDeclineLevel value)
    {
        value = new ItchMwcbDeclineLevel(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 35.</summary>
    public static int Write(Span<byte> to, Locate locate, ushort tracking, Timestamp time, Price level1, Price level2, Price level3)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, Level1At, (ulong)level1.Units);
        Be.U64(to, Level2At, (ulong)level2.Units);
        Be.U64(to, Level3At, (ulong)level3.Units);
        return Length;
    }
}
