namespace Saker.Card;

/// <summary>Reads of more than one register.</summary>
public static class CardReads
{
    /// <summary>Two words of one number that may move meanwhile: high, low, high, again when the high word moved.</summary>
    public static ulong ReadSteady(this ICard card, uint low, uint high)
    {
        while (true)
        {
            uint before = card.Read(high);
            uint word = card.Read(low);
            if (card.Read(high) == before)
            {
                return ((ulong)before << 32) | word;
            }
        }
    }
}
