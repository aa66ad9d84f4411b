using System.Buffers.Binary;
using Saker.Card;
using Saker.V1;
using Saker.Wire;

namespace Saker.Host;

/// <summary>The options of a desk's order as OUCH option tags, as DESK_TAGS wants them.</summary>
internal static class DeskTags
{
    /// <summary>What the card takes, bytes.</summary>
    public const int MostBytes = 14;

    private const int FirmLetters = 4;
    private const int AllOptions = 21;

    /// <summary>Writes the options into the card. Returns their bytes.</summary>
    /// <exception cref="HostException">They cannot be said, or are too many.</exception>
    public static int Write(ICard card, EnterOrderRequest request)
    {
        if (request.Firm.Length > FirmLetters || !request.Firm.All(char.IsAsciiLetterOrDigit))
        {
            throw new HostException($"'{request.Firm}' cannot be a firm: give at most {FirmLetters} letters or digits.");
        }

        Span<byte> bytes = stackalloc byte[AllOptions];
        int length = Tags(request, bytes);
        if (length > MostBytes)
        {
            throw new HostException($"The options have {length} bytes, the card takes {MostBytes}: leave out one of least quantity, displayed quantity and firm (6 bytes each).");
        }

        for (int word = 0; word < CardRegisters.DeskTagsCount; word++)
        {
            card.Write(CardRegisters.DeskTagsAt(word), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * word)..]));
        }

        return length;
    }

    private static int Tags(EnterOrderRequest request, Span<byte> bytes)
    {
        var tags = new OuchAppendageWriter(bytes);
        if (request.MinQty != 0)
        {
            tags.Number(OuchTag.MinQuantity, request.MinQty);
        }

        if (request.PostOnly)
        {
            tags.Letter(OuchTag.PostOnly, 'P');
        }

        if (request.DisplayQty != 0)
        {
            tags.Number(OuchTag.MaxFloor, request.DisplayQty);
        }

        if (request.Firm.Length != 0)
        {
            tags.Text(OuchTag.Firm, request.Firm);
        }

        return tags.TagValues.Length;
    }
}
