namespace Saker.Wire;

/// <summary>ITCH 5.0 'D', 19 bytes. Order Delete: all of the order removed. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchOrderDelete
{
    public const byte Type = (byte)'D';
    public const int Length = 19;

    private const int ReferenceAt = 11;
    private readonly ReadOnlySpan<byte> _b;

    private ItchOrderDelete(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public OrderRef Reference => new(Be.U64(_b, ReferenceAt));

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchOrderDelete value)
    {
        value = new ItchOrderDelete(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 19.</summary>
    public static int Write(Span<byte> to, Locate locate, ushort tracking, Timestamp time, OrderRef reference)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, ReferenceAt, reference.Value);
        return Length;
    }
}
