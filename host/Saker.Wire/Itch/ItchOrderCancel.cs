namespace Saker.Wire;

/// <summary>ITCH 5.0 'X', 23 bytes. Order Cancel: part of the shares removed. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchOrderCancel
{
    public const byte Type = (byte)'X';
    public const int Length = 23;

    private const int ReferenceAt = 11, SharesAt = 19;
    private readonly ReadOnlySpan<byte> _b;

    private ItchOrderCancel(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public OrderRef Reference => new(Be.U64(_b, ReferenceAt));
    /// <summary>Shares removed.</summary>
    public Quantity Shares => new(Be.U32(_b, SharesAt));

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchOrderCancel value)
    {
        value = new ItchOrderCancel(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 23.</summary>
    public static int Write(Span<byte> to, Locate locate, ushort tracking, Timestamp time, OrderRef reference, Quantity shares)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, ReferenceAt, reference.Value);
        Be.U32(to, SharesAt, (uint)shares.Lots);
        return Length;
    }
}
