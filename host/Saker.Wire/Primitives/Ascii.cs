using System.Runtime.CompilerServices;

namespace Saker.Wire;

/// <summary>Space-padded ASCII fields packed into integers, first character in the highest byte.</summary>
internal static class Ascii
{
    /// <summary>Packs up to <paramref name="width"/> characters, left-justified; throws on longer or non-ASCII text.</summary>
    public static ulong Pack(ReadOnlySpan<char> text, int width)
    {
        if (text.Length > width)
        {
            ThrowTooLong(text.Length, width);
        }
        ulong packed = 0;
        for (int i = 0; i < width; i++)
        {
            char c = i < text.Length ? text[i] : ' ';
            if (c > 0x7F)
            {
                ThrowNotAscii(c);
            }
            packed = (packed << 8) | c;
        }
        return packed;
    }

    /// <summary>The characters without the padding on the right; bytes outside printable ASCII show as '?'.</summary>
    public static string Unpack(ulong packed, int width)
    {
        Span<char> text = stackalloc char[width];
        for (int i = width - 1; i >= 0; i--)
        {
            byte b = (byte)packed;
            text[i] = b is >= 0x20 and < 0x7F ? (char)b : '?';
            packed >>= 8;
        }
        return new string(text.TrimEnd(' '));
    }

    /// <summary>Writes text left-justified and space padded into the whole of <paramref name="to"/>.</summary>
    public static void Left(Span<byte> to, ReadOnlySpan<char> text)
    {
        if (text.Length > to.Length)
        {
            ThrowTooLong(text.Length, to.Length);
        }
        to.Fill((byte)' ');
        Copy(to, text);
    }

    /// <summary>Writes text right-justified and space padded into the whole of <paramref name="to"/>.</summary>
    public static void Right(Span<byte> to, ReadOnlySpan<char> text)
    {
        if (text.Length > to.Length)
        {
            ThrowTooLong(text.Length, to.Length);
        }
        to.Fill((byte)' ');
        Copy(to[(to.Length - text.Length)..], text);
    }

    /// <summary>The digits of a padded decimal field; false when it holds anything else, nothing, or overflows.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> field, out ulong value)
    {
        value = 0;
        ReadOnlySpan<byte> digits = field.Trim((byte)' ');
        if (digits.IsEmpty)
        {
            return false;
        }
        foreach (byte b in digits)
        {
            uint digit = b - (uint)'0';
            if (digit > 9 || value > (ulong.MaxValue - digit) / 10)
            {
                return false;
            }
            value = value * 10 + digit;
        }
        return true;
    }

    private static void Copy(Span<byte> to, ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] > 0x7F)
            {
                ThrowNotAscii(text[i]);
            }
            to[i] = (byte)text[i];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowTooLong(int length, int width) =>
        throw new ArgumentException($"The text has {length} characters; the field holds {width}.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowNotAscii(char c) =>
        throw new ArgumentException($"Character U+{(int)c:X4} is not ASCII.");
}
