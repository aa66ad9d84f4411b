namespace Saker.Model;

/// <summary>How long a slot's want stands: docs/card.md section 13. Cycles wrap at 32 bits. Not thread-safe.</summary>
public sealed class StandingWant
{
    /// <summary>Cycles that a want stands at most.</summary>
    public const uint Life = 128;

    private TakerWant? _want;
    private uint _from, _life;

    /// <summary>A decision stands from this cycle on; what it wants, or nothing, takes the place of what stood.</summary>
    public void Decide(uint cycle, TakerWant? want) => (_want, _from, _life) = (want, cycle, Life);

    /// <summary>Its NEW was taken, or what it rests on changed: nothing stands behind that cycle.</summary>
    /// <param name="cycle">That cycle, not before the last decision stands.</param>
    public void End(uint cycle) => _life = Math.Min(_life, cycle - _from + 1);

    /// <summary>The first cycle in which it does not stand any more, as far as is known.</summary>
    public uint Over => _from + _life;

    /// <summary>What stands in a cycle, which must not lie before the last decision.</summary>
    public TakerWant? At(uint cycle) => cycle - _from < _life ? _want : null;
}
