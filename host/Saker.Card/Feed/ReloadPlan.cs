namespace Saker.Card.Feed;

/// <summary>What the card's books are to be made of.</summary>
/// <param name="Messages">Messages to play; null: none, the books start empty.</param>
/// <param name="Next">Sequence that follows them.</param>
/// <param name="Moves">Windows that get a new base.</param>
/// <param name="Session">A session to change to; null: it stays.</param>
internal sealed record ReloadPlan(SnapshotMessages? Messages, ulong Next, IReadOnlyList<WindowMove> Moves, string? Session);
