namespace Saker.Wire;

/// <summary>ITCH 5.0 'S', 12 bytes. System Event: start and end of the day's phases (locate 0). docs/protocols/itch50.md.</summary>
public readonly ref struct ItchSystemEvent
{
    public const byte Type = (byte)'S';
    public const int Length = 12;

    private const int EventCodeAt = 11;
    private readonly ReadOnlySpan<byte> _b;

    private ItchSystemEvent(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    /// <summary>O S Q M E C, in the order of the day.</summary>
    public char EventCode => (char)_b[EventCodeAt];

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchSystemEvent value)
    {
        value = new ItchSystemEvent(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 12.</summary>
    public static int Write(Span<byte> to, Locate locate, ushort tracking, Timestamp time, char eventCode)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        to[EventCodeAt] = (byte)eventCode;
        return Length;
    }
}
