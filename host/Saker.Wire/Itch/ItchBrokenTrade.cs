namespace Saker.Wire;

/// <summary>ITCH 5.0 'B', 19 bytes. Broken Trade; does not restore the order. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchBrokenTrade
{
    public const byte Type = (byte)'B';
    public const int Length = 19;

    private const int MatchAt = 11;
    private readonly ReadOnlySpan<byte> _b;

    private ItchBrokenTrade(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    /// <summary>Match number.</summary>
    public ulong Match => Be.U64(_b, MatchAt);

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchBrokenTrade value)
    {
        value = new ItchBrokenTrade(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 19.</summary>
    public static int Write(Span<byte> to, Locate locate, ushort tracking, Timestamp time, ulong match)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, MatchAt, match);
        return Length;
    }
}
