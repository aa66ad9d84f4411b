using Saker.Card.Verilated;

namespace Saker.Card.Tests.Recovery;

/// <summary>The host's clock, told by the card's cycles, so that a run is the same each time. A second has so few cycles that the milliseconds of a
/// recovery pass in some thousand of them.</summary>
internal sealed class CardTime(VerilatedCard card) : TimeProvider
{
    /// <summary>Cycles of the host's second.</summary>
    public const long Cycles = 5_000_000;

    public override long TimestampFrequency => Cycles;

    public override long GetTimestamp() => (long)card.Cycle;
}
