using Saker.Card;
using Saker.Model;
using Saker.Wire;

namespace Saker.Host.Books;

/// <summary>The full book of one symbol, kept from the card's MESSAGE records to be compared with the card's own.</summary>
/// <param name="levels">Ticks of the card's window: what lies beyond is in no level of the card.</param>
public sealed class DepthBook(int levels)
{
    private readonly OrderBook _book = new();

    /// <summary>Sequence of the last message that changed it; 0: none did.</summary>
    public ulong Sequence { get; private set; }

    /// <summary>Applies a message. True when it is one that changes a book.</summary>
    public bool Apply(MessageEvent e)
    {
        switch ((char)e.Mtype)
        {
            case 'A' or 'F':
                _book.Add(e.OrderRef, (Side)e.Side, e.Qty, e.Price);
                break;
            case 'E' or 'C' or 'X':
                _book.Reduce(e.OrderRef, e.Qty);
                break;
            case 'D':
                _book.Delete(e.OrderRef);
                break;
            case 'U':
                _book.Replace(e.OrderRef, e.NewRef, e.Qty, e.Price);
                break;
            default:
                return false;
        }

        Sequence = e.Seq;
        return true;
    }

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        _book.Clear();
        Sequence = 0;
    }

    /// <summary>Compares a side's best levels with the card's, as many as the card can tell. Null when they are the same, else the first difference in words.</summary>
    /// <param name="side">The side.</param>
    /// <param name="card">The card's levels, best first.</param>
    /// <param name="most">Levels that the card tells at most.</param>
    /// <param name="window">The card's window.</param>
    public string? Differs(Side side, ReadOnlySpan<DepthLevel> card, int most, SymbolWindow window)
    {
        int there = 0;
        for (int n = 0; n < _book.Depth(side) && there < most; n++)
        {
            BookLevel level = _book.Level(side, n);
            if (level.Price < window.Base || level.Price >= window.Price(levels))
            {
                // A far order: the card counts it and gives it no level.
                continue;
            }

            if (there >= card.Length || card[there].Quantity != level.Quantity || window.Price(card[there].Index) != level.Price)
            {
                return $"{Name(side)} {there + 1} is {Text(card, there, window)} on the card and {level.Quantity} @ {level.Price} by its messages";
            }

            there++;
        }

        return there == card.Length ? null : $"{Name(side)} {there + 1} is {Text(card, there, window)} on the card and nothing by its messages";
    }

    private static string Name(Side side) => side == Side.Buy ? "bid" : "ask";

    private static string Text(ReadOnlySpan<DepthLevel> card, int n, SymbolWindow window) =>
        n < card.Length ? $"{card[n].Quantity} @ {window.Price(card[n].Index)}" : "nothing";
}
