namespace Saker.Cli;

/// <summary>A record that the two sides do not have alike.</summary>
/// <param name="Kind">Name of the event.</param>
/// <param name="Model">The model's record; null: it has none here.</param>
/// <param name="Card">The card's record; null: it has none here.</param>
/// <param name="Before">The last record of this kind that both had; null: none yet.</param>
/// <param name="Sequence">MoldUDP64 sequence that it is about; null: none.</param>
/// <param name="Cycle">The card record's cycle, low 32 bits; null without one.</param>
internal sealed record Difference(string Kind, string? Model, string? Card, string? Before, ulong? Sequence, uint? Cycle);
