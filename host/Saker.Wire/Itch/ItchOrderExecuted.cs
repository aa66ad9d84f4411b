namespace Saker.Wire;

/// <summary>ITCH 5.0 'E', 31 bytes. Order Executed at its display price. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchOrderExecuted
{
    public const byte Type = (byte)'E';
    public const int Length = 31;

    private const int ReferenceAt = 11, SharesAt = 19, MatchAt = 23;
    private readonly ReadOnlySpan<byte> _b;

    private ItchOrderExecuted(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public OrderRef Reference => new(Be.U64(_b, ReferenceAt));
    /// <summary>Shares removed.</summary>
    public Quantity Shares => new(Be.U32(_b, SharesAt));
    /// <summary>Match number.</summary>
    public ulong Match => Be.U64(_b, MatchAt);

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchOrderExecuted value)
    {
        value = new ItchOrderExecuted(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 31.</summary>
    public static int Write(Span<byte> to, Locate locate, ushort tracking, Timestamp time, OrderRef reference, Quantity shares, ulong match)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, ReferenceAt, reference.Value);
        Be.U32(to, SharesAt, (uint)shares.Lots);
        Be.U64(to, MatchAt, match);
        return Length;
    }
}
