using Saker.Card;
using Saker.Host.Books;

namespace Saker.Host;

/// <summary>Reads from the card's status registers what no record tells: each symbol's locate. One symbol a call, so that a slow register bus never holds the loop.</summary>
public sealed class CardStatusReader(ICard card, IReadOnlyList<TrackedSymbol> symbols)
{
    private int _next;

    /// <summary>Reads the next symbol's.</summary>
    public void Read()
    {
        var status = new SymStatusValue(card.Read(CardRegisters.SymStatusAt(_next)));
        symbols[_next].Locate = status.LocateValid ? status.Locate : 0;
        _next = (_next + 1) % symbols.Count;
    }
}
