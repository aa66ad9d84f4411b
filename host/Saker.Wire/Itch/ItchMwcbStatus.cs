namespace Saker.Wire;

/// <summary>ITCH 5.0 'W', 12 bytes. Market-wide circuit breaker breached (locate 0). docs/protocols/itch50.md.</summary>
public readonly ref struct ItchMwcbStatus
{
    public const byte Type = (byte)'W';
    public const int Length = 12;

    private const int BreachedLevelAt = 11;
    private readonly ReadOnlySpan<byte> _b;

    private ItchMwcbStatus(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    /// <summary>1 2 3.</summary>
    public char BreachedLevel => (char)_b[BreachedLevelAt];

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchMwcbStatus value)
    {
        value = new ItchMwcbStatus(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 12.</summary>
    public static int Write(Span<byte> to, Locate locate, ushort tracking, Timestamp time, char breachedLevel)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        to[BreachedLevelAt] = (byte)breachedLevel;
        return Length;
    }
}
