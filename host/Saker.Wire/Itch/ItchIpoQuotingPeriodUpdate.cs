namespace Saker.Wire;

/// <summary>ITCH 5.0 'K', 28 bytes. IPO Quoting Period Update. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchIpoQuotingPeriodUpdate
{
    public const byte Type = (byte)'K';
    public const int Length = 28;

    private const int StockAt = 11, ReleaseTimeAt = 19, QualifierAt = 23, IpoPriceAt = 24;
    private readonly ReadOnlySpan<byte> _b;

    private ItchIpoQuotingPeriodUpdate(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public Symbol Stock => new(Be.U64(_b, StockAt));
    /// <summary>Seconds since midnight.</summary>
    public uint ReleaseTime => Be.U32(_b, ReleaseTimeAt);
    /// <summary>A anticipated, C cancelled.</summary>
    public char Qualifier => (char)_b[QualifierAt];
    public Price IpoPrice => new(Be.U32(_b, IpoPriceAt));

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchIpoQuotingPeriodUpdate value)
    {
        value = new ItchIpoQuotingPeriodUpdate(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 28.</summary>
    public static int Write(
        Span<byte> to, Locate locate, ushort tracking, Timestamp time,
        Symbol stock, uint releaseTime, char qualifier, Price ipoPrice)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, StockAt, stock.Packed);
        Be.U32(to, ReleaseTimeAt, releaseTime);
        to[QualifierAt] = (byte)qualifier;
        Be.U32(to, IpoPriceAt, (uint)ipoPrice.Units);
        return Length;
    }
}
