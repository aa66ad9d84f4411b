namespace Saker.Wire;

/// <summary>ITCH 5.0 'I', 50 bytes. Net Order Imbalance Indicator. docs/protocols/itch50.md.</summary>
public readonly ref struct ItchNetOrderImbalance
{
    public const byte Type = (byte)'I';
    public const int Length = 50;

    private const int PairedSharesAt = 11, ImbalanceSharesAt = 19, DirectionAt = 27, StockAt = 28, FarPriceAt = 36,
        NearPriceAt = 40, ReferencePriceAt = 44, CrossTypeAt = 48, VariationAt = 49;
    private readonly ReadOnlySpan<byte> _b;

    private ItchNetOrderImbalance(ReadOnlySpan<byte> message) => _b = message;

    public Locate Locate => ItchHead.Locate(_b);
    public ushort Tracking => ItchHead.Tracking(_b);
    public Timestamp Timestamp => ItchHead.Time(_b);
    public Quantity PairedShares => new((long)Be.U64(_b, PairedSharesAt));
    public Quantity ImbalanceShares => new((long)Be.U64(_b, ImbalanceSharesAt));
    /// <summary>B S N O P.</summary>
    public char Direction => (char)_b[DirectionAt];
    public Symbol Stock => new(Be.U64(_b, StockAt));
    public Price FarPrice => new(Be.U32(_b, FarPriceAt));
    public Price NearPrice => new(Be.U32(_b, NearPriceAt));
    public Price ReferencePrice => new(Be.U32(_b, ReferencePriceAt));
    /// <summary>O C H A.</summary>
    public char CrossType => (char)_b[CrossTypeAt];
    public char Variation => (char)_b[VariationAt];

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ItchNetOrderImbalance value)
    {
        value = new ItchNetOrderImbalance(message);
        return message.Length == Length && message[0] == Type;
    }

    /// <summary>Writes the message; returns 50.</summary>
    public static int Write(
        Span<byte> to, Locate locate, ushort tracking, Timestamp time,
        Quantity pairedShares, Quantity imbalanceShares, char direction, Symbol stock, Price farPrice, Price nearPrice,
        Price referencePrice, char crossType, char variation)
    {
        ItchHead.Write(to, Type, locate, tracking, time);
        Be.U64(to, PairedSharesAt, (ulong)pairedShares.Lots);
        Be.U64(to, ImbalanceSharesAt, (ulong)imbalanceShares.Lots);
        to[DirectionAt] = (byte)direction;
        Be.U64(to, StockAt, stock.Packed);
        Be.U32(to, FarPriceAt, (uint)farPrice.Units);
        Be.U32(to, NearPriceAt, (uint)nearPrice.Units);
        Be.U32(to, ReferencePriceAt, (uint)referencePrice.Units);
        to[CrossTypeAt] = (byte)crossType;
        to[VariationAt] = (byte)variation;
        return Length;
    }
}
