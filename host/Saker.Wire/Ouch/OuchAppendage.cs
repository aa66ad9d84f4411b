namespace Saker.Wire;

/// <summary>Option tags of OUCH 5.0 appendages (tag 8 is unused).</summary>
public static class OuchTag
{
    public const byte SecondaryOrderReference = 1, Firm = 2, MinQuantity = 3, CustomerType = 4, MaxFloor = 5, PriceType = 6, PegOffset = 7;
    public const byte DiscretionPrice = 9, DiscretionPriceType = 10, DiscretionPegOffset = 11, PostOnly = 12, RandomReserves = 13, Route = 14;
    public const byte ExpireTime = 15, TradeNow = 16, HandleInst = 17, BboWeight = 18, DisplayQuantity = 22, DisplayPrice = 23, GroupId = 24;
    public const byte SharesLocated = 25;
}

/// <summary>An appendage: length@0/2, then tag-values of length[1] (tag and value) tag[1] value.</summary>
public readonly ref struct OuchAppendage
{
    private readonly ReadOnlySpan<byte> _tagValues;

    private OuchAppendage(ReadOnlySpan<byte> tagValues) => _tagValues = tagValues;

    /// <summary>Bytes of the tag-values, without the length field.</summary>
    public ReadOnlySpan<byte> TagValues => _tagValues;

    /// <summary>From the length field on; false unless the length names exactly the bytes behind it and every tag-value is whole.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchAppendage appendage)
    {
        appendage = default;
        if (b.Length < 2 || Be.U16(b, 0) != b.Length - 2)
        {
            return false;
        }
        ReadOnlySpan<byte> rest = b[2..];
        while (!rest.IsEmpty)
        {
            if (rest[0] == 0 || rest.Length - 1 < rest[0])
            {
                return false;
            }
            rest = rest[(1 + rest[0])..];
        }
        appendage = new OuchAppendage(b[2..]);
        return true;
    }

    /// <summary>Finds the first value of a tag.</summary>
    public bool TryGet(byte tag, out ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> rest = _tagValues;
        while (!rest.IsEmpty)
        {
            int length = rest[0];
            if (rest[1] == tag)
            {
                value = rest.Slice(2, length - 1);
                return true;
            }
            rest = rest[(1 + length)..];
        }
        value = default;
        return false;
    }

    /// <summary>Appends one tag-value; returns its size.</summary>
    /// <exception cref="OverflowException">The value has more than 254 bytes.</exception>
    public static int WriteTag(Span<byte> to, byte tag, ReadOnlySpan<byte> value)
    {
        to[0] = checked((byte)(value.Length + 1));
        to[1] = tag;
        value.CopyTo(to[2..]);
        return 2 + value.Length;
    }

    internal static int Write(Span<byte> to, ReadOnlySpan<byte> tagValues)
    {
        Be.U16(to, 0, checked((ushort)tagValues.Length));
        tagValues.CopyTo(to[2..]);
        return 2 + tagValues.Length;
    }
}
