using Saker.Card;
using Saker.Card.Bench;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>A symbol that both sides track.</summary>
/// <param name="Window">Its name and prices.</param>
/// <param name="Locate">Its locate, set by hand when the capture's directory does not name it; null: the directory does.</param>
internal readonly record struct ComparedSymbol(SymbolWindow Window, ushort? Locate);

/// <summary>What a capture says of its feed: how model and card are set up before it is replayed.</summary>
/// <param name="Feed">Addresses and session of lines A and B.</param>
/// <param name="AnySession">The session's name cannot be written to a register as text.</param>
/// <param name="First">First sequence.</param>
/// <param name="Gaps">Messages of this session that the capture does not hold.</param>
/// <param name="Symbols">Tracked symbols.</param>
internal sealed record CompareSetup(FeedSettings Feed, bool AnySession, ulong First, IReadOnlyList<Gap> Gaps, IReadOnlyList<ComparedSymbol> Symbols);
