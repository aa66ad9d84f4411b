namespace Saker.Wire;

/// <summary>What the value of an option tag is.</summary>
public enum OuchTagKind
{
    /// <summary>Not in the table: a later revision's.</summary>
    Unknown,
    /// <summary>One ASCII letter, 1 byte.</summary>
    Letter,
    /// <summary>Letters, left-aligned and padded with spaces.</summary>
    Text,
    /// <summary>Unsigned big-endian integer.</summary>
    Number,
    /// <summary>Signed big-endian integer in price units.</summary>
    Offset,
    /// <summary>Price, 8 bytes.</summary>
    Price,
}

/// <summary>
/// Option tags of OUCH 5.0 appendages (tag 8 is unused): their numbers, and the one table of what their values are. docs/protocols/ouch50.md.
/// </summary>
public static class OuchTag
{
    public const byte SecondaryOrderReference = 1, Firm = 2, MinQuantity = 3, CustomerType = 4, MaxFloor = 5, PriceType = 6, PegOffset = 7;
    public const byte DiscretionPrice = 9, DiscretionPriceType = 10, DiscretionPegOffset = 11, PostOnly = 12, RandomReserves = 13, Route = 14;
    public const byte ExpireTime = 15, TradeNow = 16, HandleInst = 17, BboWeight = 18, DisplayQuantity = 22, DisplayPrice = 23, GroupId = 24;
    public const byte SharesLocated = 25;

    /// <summary>Every tag of the table, ascending.</summary>
    public static ReadOnlySpan<byte> All =>
    [
        SecondaryOrderReference, Firm, MinQuantity, CustomerType, MaxFloor, PriceType, PegOffset, DiscretionPrice, DiscretionPriceType,
        DiscretionPegOffset, PostOnly, RandomReserves, Route, ExpireTime, TradeNow, HandleInst, BboWeight, DisplayQuantity, DisplayPrice,
        GroupId, SharesLocated,
    ];

    /// <summary>What a tag's value is and how many bytes it has; <see cref="OuchTagKind.Unknown"/> and 0 for a tag that is not in the table.</summary>
    public static (OuchTagKind Kind, int Size) Value(byte tag) => tag switch
    {
        SecondaryOrderReference => (OuchTagKind.Number, 8),
        MinQuantity or MaxFloor or RandomReserves or ExpireTime or DisplayQuantity => (OuchTagKind.Number, 4),
        GroupId => (OuchTagKind.Number, 2),
        PegOffset or DiscretionPegOffset => (OuchTagKind.Offset, 4),
        DiscretionPrice or DisplayPrice => (OuchTagKind.Price, 8),
        Firm or Route => (OuchTagKind.Text, 4),
        CustomerType or PriceType or DiscretionPriceType or PostOnly or TradeNow or HandleInst or BboWeight or SharesLocated => (OuchTagKind.Letter, 1),
        _ => (OuchTagKind.Unknown, 0),
    };

    /// <summary>Whether a value may have this size; any size will do for a tag that is not in the table.</summary>
    public static bool Fits(byte tag, int size) => Value(tag) is var (kind, right) && (kind == OuchTagKind.Unknown || size == right);
}
