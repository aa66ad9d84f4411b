namespace Saker.Card;

/// <summary>The first words with a card: is it one, is it ours, does its bus work.</summary>
public static class CardBringUp
{
    private const int ClearPolls = 200_000;

    /// <summary>Checks identity, map hash and bus. Nothing is changed but the scratch register.</summary>
    /// <exception cref="CardException">It is no card, its map is another version's, or the bus garbles words.</exception>
    public static void Check(ICard card)
    {
        uint id = card.Read(CardRegisters.Id);
        if (id != CardRegisters.IdValue)
        {
            CardException.Throw($"No Saker card answers: its identity reads 0x{id:X8}, not 0x{CardRegisters.IdValue:X8}.");
        }

        ulong hash = card.Read(CardRegisters.MapHashLo) | ((ulong)card.Read(CardRegisters.MapHashHi) << 32);
        if (hash != CardRegisters.MapHash)
        {
            CardException.Throw($"The card's register map has the hash {hash:X16}, this driver's {CardRegisters.MapHash:X16}: they are of different versions. Load the card's image that belongs to this release.");
        }

        foreach (uint pattern in (ReadOnlySpan<uint>)[0x0000_0000, 0xFFFF_FFFF, 0xA5A5_5A5A, 0x0123_4567])
        {
            card.Write(CardRegisters.Scratch, pattern);
            uint back = card.Read(CardRegisters.Scratch);
            if (back != pattern)
            {
                CardException.Throw($"The card's bus garbles words: wrote 0x{pattern:X8} to SCRATCH, read 0x{back:X8}.");
            }
        }
    }

    /// <summary>Empties every table of the book and waits until that is done; every stale reason is forgotten.</summary>
    public static void ClearBooks(ICard card)
    {
        card.Write(CardRegisters.BookClear, 1);
        for (int i = 0; new StateValue(card.Read(CardRegisters.State)).BookBusy; i++)
        {
            if (i == ClearPolls)
            {
                CardException.Throw("The card's book tables are not cleared in time: the card's clock stands or its logic hangs.");
            }
        }
    }

    /// <summary>Card time, ns.</summary>
    public static ulong Now(ICard card) => card.ReadSteady(CardRegisters.NowNsLo, CardRegisters.NowNsHi);
}
