using System.Globalization;
using Saker.Card;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>Why a symbol of the card went stale, as a sentence.</summary>
internal static class StaleText
{
    /// <summary>The window's prices in dollars.</summary>
    public static string Prices(SymbolWindow window, int ticks) => string.Create(CultureInfo.InvariantCulture,
        $"${window.Base / 10_000m:0.0000} to ${window.Price(ticks - 1) / 10_000m:0.0000} by ${window.Tick / 10_000m:0.0000}");

    /// <summary>For a symbol whose book went stale.</summary>
    public static string Of(BookEvent e, SymbolWindow window, int ticks)
    {
        string at = e.Mtype == 0 ? "The card's book went stale" : $"The card's book went stale at message {e.Seq}";
        return $"{at}: {Why((StaleReason)e.Stale, window, ticks)}. Rows before it were written; --engine model has no such limit.";
    }

    /// <summary>For the symbol of a simulation whose book went stale at a message.</summary>
    public static CliException EndOfSimulation(Symbol symbol, long message, StaleReason reason, SymbolWindow window, int ticks) => new(
        $"The book of {symbol} went stale at message {message}: {Why(reason, window, ticks)}. A card quotes nothing from there on; what is told is what was before it.");

    /// <summary>The reason, as a part of a sentence.</summary>
    public static string Why(StaleReason reason, SymbolWindow window, int ticks) => reason switch
    {
        StaleReason.OffWindow => $"its price would be the best of its side, but lies outside the window of prices that the card sees, {Prices(window, ticks)}",
        StaleReason.OffTick => $"its price is no multiple of the tick of the window, {Prices(window, ticks)}",
        StaleReason.UnknownRef => "it names an order that the capture did not enter; the capture begins after that order, or messages are missing",
        StaleReason.DupRef => "it enters an order whose reference is in the book already",
        StaleReason.TableFull => "the card's order table has no free place for it",
        StaleReason.LevelQty => "it takes more than there is, or more rests at one price than the card counts",
        StaleReason.WrongSym => "it names an order of another symbol",
        StaleReason.BadLength => "a book message had a length that its type does not have, and what it said is lost",
        _ => $"the reason is {reason}",
    };
}
