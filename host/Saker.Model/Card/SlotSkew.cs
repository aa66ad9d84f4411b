namespace Saker.Model;

/// <summary>VAR_HORIZON: the variance that moves a slot's skew.</summary>
public enum VarHorizon : byte
{
    /// <summary>None: SKEW alone.</summary>
    None = 0,
    /// <summary>VAR_FAST.</summary>
    Fast = 1,
    /// <summary>VAR_SLOW.</summary>
    Slow = 2,
}

/// <summary>A symbol's variances of a sample period as slots take them: docs/signals.md section 4.5.</summary>
/// <param name="Fast">VAR_FAST, Q16.16 half ticks².</param>
/// <param name="FastKnown">It is known.</param>
/// <param name="Slow">VAR_SLOW.</param>
/// <param name="SlowKnown">It is known.</param>
public readonly record struct Variances(uint Fast, bool FastKnown, uint Slow, bool SlowKnown)
{
    /// <summary>Those after the last update.</summary>
    public static Variances Of(SymbolSignals signals)
    {
        SignalState state = signals.State;
        return new Variances(state.Fast.Shown, state.Fast.Known, state.Slow.Shown, state.Slow.Known);
    }
}

/// <summary>The skew that a decision is made by: docs/card.md section 6.2.</summary>
/// <param name="Value">S, ticks/65536 per lot held.</param>
/// <param name="Counts">The variance that it is made of counts, or none is needed; else neither side is open.</param>
public readonly record struct SlotSkew(int Value, bool Counts)
{
    private const int ProductShift = 26;

    /// <summary>S of a bank and what is known of its variance.</summary>
    public static SlotSkew Of(SlotParameters p, in Variances variances) => p.VarHorizon switch
    {
        VarHorizon.None => new SlotSkew(p.Skew, true),
        VarHorizon.Fast => new SlotSkew(With(p.Skew, p.VarSkew, variances.Fast), variances.FastKnown),
        VarHorizon.Slow => new SlotSkew(With(p.Skew, p.VarSkew, variances.Slow), variances.SlowKnown),
        _ => new SlotSkew(p.Skew, false),
    };

    /// <summary>SKEW + ⌊VAR_SKEW · V / 2^26⌋, at most 2^31 − 1.</summary>
    /// <param name="skew">SKEW, ticks/65536 per lot.</param>
    /// <param name="varSkew">VAR_SKEW, ticks/2^24 per lot and ticks².</param>
    /// <param name="variance">V, Q16.16 half ticks² of a sample period.</param>
    public static int With(int skew, uint varSkew, uint variance) =>
        (int)Math.Min(skew + (long)((ulong)varSkew * variance >> ProductShift), int.MaxValue);
}
