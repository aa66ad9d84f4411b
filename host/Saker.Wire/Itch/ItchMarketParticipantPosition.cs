namespace Saker.Wire;

/// <summary>ITCH 5.0 'L', 26 bytes. Market Participant Position. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchMarketParticipantPosition
{
    public const byte Type = (byte)'L';
    public const int Length = 26;

    private const int MpidAt = 11, StockAt = 15, PrimaryMarketMakerAt = 23, MarketMakerModeAt = 24, StateAt = 25;
    private readonly ReadOnlySpan<byte> _b;

    private ItchMarketParticipantPosition(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public Alpha4 Mpid => new(Be.U32(_b, MpidAt));
    public Symbol Stock => new(Be.U64(_b, StockAt));
    /// <summary>Y N.</summary>
    public char PrimaryMarketMaker => (char)_b[PrimaryMarketMakerAt];
    /// <summary>N P S R L.</summary>
    public char MarketMakerMode => (char)_b[MarketMakerModeAt];
    /// <summary>A E W S D.</summary>
    public char State => (char)_b[StateAt];

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchMarketParticipantPosition value)
    {
        value = new ItchMarketParticipantPosition(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 26.</summary>
    public static int Write(
        Span<byte> to, Locate locate, ushort tracking, Timestamp time,
        Alpha4 mpid, Symbol stock, char primaryMarketMaker, char marketMakerMode, char state)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U32(to, MpidAt, mpid.Packed);
        Be.U64(to, StockAt, stock.Packed);
        to[PrimaryMarketMakerAt] = (byte)primaryMarketMaker;
        to[MarketMakerModeAt] = (byte)marketMakerMode;
        to[StateAt] = (byte)state;
        return Length;
    }
}
