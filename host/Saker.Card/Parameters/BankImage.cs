using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Saker.Card.Parameters;

/// <summary>A bank of parameters as the card holds it: 128 words by id, little-endian, 512 bytes. Words of no parameter and HASH are zero.</summary>
public sealed class BankImage
{
    /// <summary>Bytes.</summary>
    public const int Size = (int)CardParameters.BankStride;

    private readonly byte[] _bytes = new byte[Size];
    private readonly byte[] _hash;

    private BankImage(Func<ParameterDescriptor, int, uint> word)
    {
        foreach (ParameterDescriptor parameter in Parameters)
        {
            for (int element = 0; element < parameter.Count; element++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(At(parameter, element)), word(parameter, element));
            }
        }

        _hash = SHA256.HashData(_bytes);
        Hash = Convert.ToHexString(_hash);
    }

    /// <summary>Those that the image has: all but HASH.</summary>
    public static IReadOnlyList<ParameterDescriptor> Parameters { get; } = [.. CardParameters.All.Where(p => p != CardParameters.Hash)];

    /// <summary>The image's bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>SHA-256 of the image: the bank's hash, 64 hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>The card's index of the symbol.</summary>
    public int SymbolIndex => (int)Value(CardParameters.Symbol);

    /// <summary>The image with these words.</summary>
    /// <param name="word">The 32 bits of a parameter's element, as its register has them.</param>
    public static BankImage Of(Func<ParameterDescriptor, int, uint> word) => new(word);

    /// <summary>The image in a file.</summary>
    /// <exception cref="ParameterException">Another length, or a word that must be zero is not.</exception>
    public static BankImage Of(ReadOnlySpan<byte> bytes, string source)
    {
        byte[] given = bytes.ToArray();
        var problems = new ParameterProblems(source);
        if (given.Length != Size)
        {
            problems.Add($"the image has {given.Length} bytes, not {Size}");
            problems.ThrowIfAny();
        }

        var image = new BankImage((parameter, element) => BinaryPrimitives.ReadUInt32LittleEndian(given.AsSpan(At(parameter, element))));
        for (int at = 0; at < Size; at += sizeof(uint))
        {
            if (!given.AsSpan(at, sizeof(uint)).SequenceEqual(image.Bytes.Slice(at, sizeof(uint))))
            {
                problems.Add($"word {at / sizeof(uint)} of the image is not zero, and no parameter has it");
            }
        }

        problems.ThrowIfAny();
        return image;
    }

    /// <summary>The register's 32 bits.</summary>
    public uint Word(ParameterDescriptor parameter, int element = 0) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(At(parameter, element)));

    /// <summary>The value, in the parameter's unit.</summary>
    public long Value(ParameterDescriptor parameter, int element = 0) => parameter.Decode(Word(parameter, element));

    /// <summary>A word of HASH: the hash's first byte is in word 0, bits 7:0.</summary>
    public uint HashWord(int element) => BinaryPrimitives.ReadUInt32LittleEndian(_hash.AsSpan(element * sizeof(uint)));

    /// <summary>A hash that stands in HASH, 64 hexadecimal digits.</summary>
    /// <param name="word">The words of HASH.</param>
    public static string HashText(Func<int, uint> word)
    {
        byte[] bytes = new byte[CardParameters.Hash.Count * sizeof(uint)];
        for (int element = 0; element < CardParameters.Hash.Count; element++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(element * sizeof(uint)), word(element));
        }

        return Convert.ToHexString(bytes);
    }

    private static int At(ParameterDescriptor parameter, int element)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(element);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(element, parameter.Count);
        return (parameter.Id + element) * sizeof(uint);
    }
}
