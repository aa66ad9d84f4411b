using Saker.Card.Parameters;
using Saker.Host.Books;

namespace Saker.Host.Slots;

/// <summary>Which slot of the card it is, and what it trades.</summary>
/// <param name="Index">The card's number of the slot.</param>
/// <param name="Name">What people call it.</param>
/// <param name="SymbolIndex">The card's index of its symbol.</param>
/// <param name="Tracked">Its symbol.</param>
/// <param name="Signals">What is measured of its symbol.</param>
public sealed record TradedSlot(int Index, string Name, int SymbolIndex, TrackedSymbol Tracked, SignalSettings Signals)
{
    /// <summary>What it trades.</summary>
    public Instrument Instrument => Tracked.Instrument;

    /// <summary>Its ticker.</summary>
    public string Symbol => Instrument.Symbol;
}
