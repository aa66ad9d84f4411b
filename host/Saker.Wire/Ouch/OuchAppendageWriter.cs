namespace Saker.Wire;

/// <summary>
/// Writes tag-values one after another into a caller's bytes; <see cref="TagValues"/> goes to a message's <c>Write</c>. A value of a tag in
/// <see cref="OuchTag"/>'s table has the kind and size that stand there; nothing is written of one that has not.
/// </summary>
public ref struct OuchAppendageWriter
{
    private readonly Span<byte> _to;
    private int _length;

    /// <param name="to">Room for all tag-values: 2 bytes and the value's size each.</param>
    public OuchAppendageWriter(Span<byte> to) => _to = to;

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<byte> TagValues => _to[.._length];

    /// <summary>Adds a <see cref="OuchTagKind.Letter"/>.</summary>
    /// <exception cref="ArgumentException">The tag's value is of another kind.</exception>
    public void Letter(byte tag, char letter) => Put(tag, OuchTagKind.Letter, letter);

    /// <summary>Adds a <see cref="OuchTagKind.Text"/>, padded with spaces on the right.</summary>
    /// <exception cref="ArgumentException">The tag's value is of another kind, or the text too long or not ASCII.</exception>
    public void Text(byte tag, scoped ReadOnlySpan<char> text)
    {
        Span<byte> value = stackalloc byte[8];
        Require(tag, OuchTagKind.Text);
        value = value[..OuchTag.Value(tag).Size];
        Ascii.Left(value, text);
        Bytes(tag, value);
    }

    /// <summary>Adds a <see cref="OuchTagKind.Number"/>.</summary>
    /// <exception cref="ArgumentException">The tag's value is of another kind, or the number too large for it.</exception>
    public void Number(byte tag, ulong number) => Put(tag, OuchTagKind.Number, number);

    /// <summary>Adds an <see cref="OuchTagKind.Offset"/>, price units.</summary>
    /// <exception cref="ArgumentException">The tag's value is of another kind.</exception>
    public void Offset(byte tag, int offset) => Put(tag, OuchTagKind.Offset, (uint)offset);

    /// <summary>Adds a <see cref="OuchTagKind.Price"/>.</summary>
    /// <exception cref="ArgumentException">The tag's value is of another kind.</exception>
    public void Price(byte tag, Price price) => Put(tag, OuchTagKind.Price, (ulong)price.Units);

    /// <summary>Adds bytes as they are: of a tag that is not in the table, or of the right size.</summary>
    /// <exception cref="ArgumentException">The tag's value has another size, or more than 254 bytes.</exception>
    public void Bytes(byte tag, scoped ReadOnlySpan<byte> value)
    {
        if (!OuchTag.Fits(tag, value.Length) || value.Length > 254)
        {
            throw new ArgumentException($"The value of option tag {tag} cannot have {value.Length} bytes.", nameof(value));
        }
        _to[_length] = (byte)(value.Length + 1);
        _to[_length + 1] = tag;
        value.CopyTo(_to[(_length + 2)..]);
        _length += 2 + value.Length;
    }

    private static void Require(byte tag, OuchTagKind kind)
    {
        if (OuchTag.Value(tag).Kind != kind)
        {
            throw new ArgumentException($"The value of option tag {tag} is no {kind}.", nameof(tag));
        }
    }

    private void Put(byte tag, OuchTagKind kind, ulong number)
    {
        Require(tag, kind);
        int size = OuchTag.Value(tag).Size;
        Span<byte> value = stackalloc byte[8];
        Be.U64(value, 0, number);
        if (value[..(8 - size)].ContainsAnyExcept((byte)0))
        {
            throw new ArgumentException($"{number} is too large for option tag {tag}.", nameof(number));
        }
        Bytes(tag, value[(8 - size)..]);
    }
}
