using Saker.Card;
using Saker.Card.Bench;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>The virtual card as this build has it.</summary>
internal static class VirtualCard
{
    /// <exception cref="CliException">Its library is not there.</exception>
    public static void Need()
    {
        if (!VerilatedCard.IsAvailable)
        {
            throw new CliException($"The RTL engine needs the virtual card's library, which is not at '{VerilatedCard.LibraryPath}': build it with `make sim`.");
        }
    }

    /// <summary>The sizes it was built with.</summary>
    public static CardShape Shape()
    {
        using var card = new VerilatedCard();
        return CardBench.ShapeOf(card);
    }

    /// <summary>Symbol 0 has this locate, and a directory message of the capture does not take it elsewhere.</summary>
    public static void Pin(ICard card, Locate locate)
    {
        card.Write(CardRegisters.SymNameLo, 0);
        card.Write(CardRegisters.SymNameHi, 0);
        card.Write(CardRegisters.SymLocate, new SymLocateValue(0).WithLocate(locate.Value).WithValid(true).Raw);
    }
}
