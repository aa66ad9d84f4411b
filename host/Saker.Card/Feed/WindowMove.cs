namespace Saker.Card.Feed;

/// <summary>A symbol's window gets a new base.</summary>
/// <param name="Symbol">The card's index.</param>
/// <param name="Window">The window as it will be.</param>
public readonly record struct WindowMove(int Symbol, SymbolWindow Window);
