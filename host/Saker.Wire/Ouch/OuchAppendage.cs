namespace Saker.Wire;

/// <summary>
/// An appendage: length@0/2, then tag-values of length[1] (tag and value) tag[1] value. <see cref="TryRead"/> checks that it is whole and
/// <see cref="HasWrongSize"/> that every value has its tag's size: a venue answers the second fault, and can only ignore the first.
/// </summary>
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

    /// <summary>Whether a value has another size than <see cref="OuchTag.Value"/> says; tags that are not in the table are let pass.</summary>
    /// <param name="tag">The first such tag, or 0.</param>
    public bool HasWrongSize(out byte tag)
    {
        for (ReadOnlySpan<byte> rest = _tagValues; !rest.IsEmpty; rest = rest[(1 + rest[0])..])
        {
            tag = rest[1];
            if (!OuchTag.Fits(tag, rest[0] - 1))
            {
                return true;
            }
        }
        tag = 0;
        return false;
    }

    /// <summary>Finds the first value of a tag, of whatever size.</summary>
    public bool TryGet(byte tag, out ReadOnlySpan<byte> value)
    {
        for (ReadOnlySpan<byte> rest = _tagValues; !rest.IsEmpty; rest = rest[(1 + rest[0])..])
        {
            if (rest[1] == tag)
            {
                value = rest.Slice(2, rest[0] - 1);
                return true;
            }
        }
        value = default;
        return false;
    }

    /// <summary>The first value of a <see cref="OuchTagKind.Letter"/> tag; false when it is missing, of wrong size, or the tag of another kind.</summary>
    public bool TryLetter(byte tag, out char letter)
    {
        bool found = Is(tag, OuchTagKind.Letter, out ReadOnlySpan<byte> value);
        letter = found ? (char)value[0] : default;
        return found;
    }

    /// <summary>The first value of a <see cref="OuchTagKind.Number"/> tag; false as for letters.</summary>
    public bool TryNumber(byte tag, out ulong number)
    {
        bool found = Is(tag, OuchTagKind.Number, out ReadOnlySpan<byte> value);
        number = found ? Unsigned(value) : 0;
        return found;
    }

    /// <summary>The first value of an <see cref="OuchTagKind.Offset"/> tag, price units; false as for letters.</summary>
    public bool TryOffset(byte tag, out int offset)
    {
        bool found = Is(tag, OuchTagKind.Offset, out ReadOnlySpan<byte> value);
        offset = found ? (int)Unsigned(value) : 0;
        return found;
    }

    /// <summary>The first value of a <see cref="OuchTagKind.Price"/> tag; false as for letters.</summary>
    public bool TryPrice(byte tag, out Price price)
    {
        bool found = Is(tag, OuchTagKind.Price, out ReadOnlySpan<byte> value);
        price = new Price(found ? (long)Unsigned(value) : 0);
        return found;
    }

    /// <summary>The first value of a <see cref="OuchTagKind.Text"/> tag without its padding; false as for letters.</summary>
    public bool TryText(byte tag, out string text)
    {
        bool found = Is(tag, OuchTagKind.Text, out ReadOnlySpan<byte> value);
        text = found ? Ascii.Unpack(Unsigned(value), value.Length) : "";
        return found;
    }

    internal static int Write(Span<byte> to, ReadOnlySpan<byte> tagValues)
    {
        Be.U16(to, 0, checked((ushort)tagValues.Length));
        tagValues.CopyTo(to[2..]);
        return 2 + tagValues.Length;
    }

    private static ulong Unsigned(ReadOnlySpan<byte> value)
    {
        ulong number = 0;
        foreach (byte b in value)
        {
            number = (number << 8) | b;
        }
        return number;
    }

    private bool Is(byte tag, OuchTagKind kind, out ReadOnlySpan<byte> value) =>
        TryGet(tag, out value) & OuchTag.Value(tag) == (kind, value.Length);
}
