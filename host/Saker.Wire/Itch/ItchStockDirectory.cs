namespace Saker.Wire;

/// <summary>ITCH 5.0 'R', 39 bytes. Stock Directory: gives the day's locate to a symbol. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchStockDirectory
{
    public const byte Type = (byte)'R';
    public const int Length = 39;

    private const int StockAt = 11, MarketCategoryAt = 19, FinancialStatusAt = 20, RoundLotSizeAt = 21, RoundLotsOnlyAt = 25,
        IssueClassificationAt = 26, IssueSubtypeAt = 27, AuthenticityAt = 29, ShortSaleThresholdAt = 30, IpoFlagAt = 31,
        LuldTierAt = 32, EtpFlagAt = 33, EtpLeverageAt = 34, InverseAt = 38;
    private readonly ReadOnlySpan<byte> _b;

    private ItchStockDirectory(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public Symbol Stock => new(Be.U64(_b, StockAt));
    public char MarketCategory => (char)_b[MarketCategoryAt];
    public char FinancialStatus => (char)_b[FinancialStatusAt];
    /// <summary>Shares.</summary>
    public uint RoundLotSize => Be.U32(_b, RoundLotSizeAt);
    /// <summary>Y N.</summary>
    public char RoundLotsOnly => (char)_b[RoundLotsOnlyAt];
    public char IssueClassification => (char)_b[IssueClassificationAt];
    /// <summary>Two ASCII characters, the first in bits 15:8.</summary>
    public ushort IssueSubtype => Be.U16(_b, IssueSubtypeAt);
    /// <summary>P production, T test.</summary>
    public char Authenticity => (char)_b[AuthenticityAt];
    /// <summary>Y N blank.</summary>
    public char ShortSaleThreshold => (char)_b[ShortSaleThresholdAt];
    /// <summary>Y N blank.</summary>
    public char IpoFlag => (char)_b[IpoFlagAt];
    /// <summary>1 2 blank.</summary>
    public char LuldTier => (char)_b[LuldTierAt];
    /// <summary>Y N blank.</summary>
    public char EtpFlag => (char)_b[EtpFlagAt];
    /// <summary>Factor.</summary>
    public uint EtpLeverage => Be.U32(_b, EtpLeverageAt);
    /// <summary>Y N.</summary>
    public char Inverse => (char)_b[InverseAt];

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchStockDirectory value)
    {
        value = new ItchStockDirectory(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 39.</summary>
    public static int Write(
        Span<byte> to, Locate locate, ushort tracking, Timestamp time,
        Symbol stock, char marketCategory, char financialStatus, uint roundLotSize, char roundLotsOnly, char issueClassification,
        ushort issueSubtype, char authenticity, char shortSaleThreshold, char ipoFlag, char luldTier, char etpFlag, uint etpLeverage,
        char inverse)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, StockAt, stock.Packed);
        to[MarketCategoryAt] = (byte)marketCategory;
        to[FinancialStatusAt] = (byte)financialStatus;
        Be.U32(to, RoundLotSizeAt, roundLotSize);
        to[RoundLotsOnlyAt] = (byte)roundLotsOnly;
        to[IssueClassificationAt] = (byte)issueClassification;
        Be.U16(to, IssueSubtypeAt, issueSubtype);
        to[AuthenticityAt] = (byte)authenticity;
        to[ShortSaleThresholdAt] = (byte)shortSaleThreshold;
        to[IpoFlagAt] = (byte)ipoFlag;
        to[LuldTierAt] = (byte)luldTier;
        to[EtpFlagAt] = (byte)etpFlag;
        Be.U32(to, EtpLeverageAt, etpLeverage);
        to[InverseAt] = (byte)inverse;
        return Length;
    }
}
