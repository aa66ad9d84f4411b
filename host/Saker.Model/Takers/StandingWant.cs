namespace Saker.Model;

/// <summary>How long a slot's want stands: docs/card.md section 13. Cycles wrap at 32 bits. Not thread-safe.</summary>
public sealed class StandingWant
{
    /// <summary>Cycles that a want stands at most.</summary>
    public const uint Life = 128;

    private TakerWant? _want;
    private uint _from;

    /// <summary>A decision stands from this cycle on; what it wants, or nothing, takes the place of what stood.</summary>
    public void Decide(uint cycle, TakerWant? want) => (_want, _from) = (want, cycle);

    /// <summary>Its NEW was taken, or what it rests on changed: nothing stands from the next cycle on.</summary>
    public void End() => _want = null;

    /// <summary>What stands in a cycle, which must not go back behind the last decision.</summary>
    public TakerWant? At(uint cycle) => cycle - _from < Life ? _want : null;
}
