namespace Saker.Wire;

/// <summary>Eight ASCII characters, left-justified and space padded; the first character stands in bits 63:56.</summary>
public readonly record struct Symbol(ulong Packed)
{
    /// <summary>From text of at most 8 ASCII characters.</summary>
    /// <exception cref="ArgumentException">Longer than 8 characters, or not ASCII.</exception>
    public static Symbol Of(ReadOnlySpan<char> text) => new(Ascii.Pack(text, 8));

    /// <summary>Text without padding.</summary>
    public override string ToString() => Ascii.Unpack(Packed, 8);
}

/// <summary>Four ASCII characters (market participant, firm, reason), the first in bits 31:24.</summary>
public readonly record struct Alpha4(uint Packed)
{
    /// <summary>From text of at most 4 ASCII characters.</summary>
    /// <exception cref="ArgumentException">Longer than 4 characters, or not ASCII.</exception>
    public static Alpha4 Of(ReadOnlySpan<char> text) => new((uint)Ascii.Pack(text, 4));

    public override string ToString() => Ascii.Unpack(Packed, 4);
}

/// <summary>Session name of MoldUDP64 and SoupBinTCP: ten ASCII characters, the first in bits 63:56 of <see cref="Head"/>.</summary>
public readonly record struct SessionId(ulong Head, ushort Tail)
{
    public const int Length = 10;

    /// <summary>From text of at most 10 ASCII characters, padded with spaces on the right.</summary>
    /// <exception cref="ArgumentException">Longer than 10 characters, or not ASCII.</exception>
    public static SessionId Of(ReadOnlySpan<char> text) => text.Length <= 8
        ? new(Ascii.Pack(text, 8), 0x2020)
        : new(Ascii.Pack(text[..8], 8), (ushort)Ascii.Pack(text[8..], 2));

    internal static SessionId Read(ReadOnlySpan<byte> b, int at) => new(Be.U64(b, at), Be.U16(b, at + 8));

    internal void Write(Span<byte> b, int at)
    {
        Be.U64(b, at, Head);
        Be.U16(b, at + 8, Tail);
    }

    /// <summary>Text without padding on either side (SoupBinTCP pads on the left).</summary>
    public override string ToString() => (Ascii.Unpack(Head, 8).PadRight(8) + Ascii.Unpack(Tail, 2)).Trim();
}

/// <summary>OUCH client order id: 14 ASCII characters, the first in bits 63:56 of <see cref="Head"/>; <see cref="Tail"/> uses 48 bits.</summary>
public readonly record struct ClOrdId(ulong Head, ulong Tail)
{
    public const int Length = 14;

    /// <summary>From text of at most 14 ASCII characters, padded with spaces on the right.</summary>
    /// <exception cref="ArgumentException">Longer than 14 characters, or not ASCII.</exception>
    public static ClOrdId Of(ReadOnlySpan<char> text) => text.Length <= 8
        ? new(Ascii.Pack(text, 8), Ascii.Pack([], 6))
        : new(Ascii.Pack(text[..8], 8), Ascii.Pack(text[8..], 6));

    internal static ClOrdId Read(ReadOnlySpan<byte> b, int at) => new(Be.U64(b, at), Be.U48(b, at + 8));

    internal void Write(Span<byte> b, int at)
    {
        Be.U64(b, at, Head);
        Be.U48(b, at + 8, Tail);
    }

    public override string ToString() => (Ascii.Unpack(Head, 8).PadRight(8) + Ascii.Unpack(Tail, 6)).TrimEnd();
}
