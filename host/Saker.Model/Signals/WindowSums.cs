namespace Saker.Model;

/// <summary>Everything that is summed over the window period: docs/signals.md sections 2, 4.3, 4.4, 4.8 to 4.10.</summary>
/// <param name="log2">SIG_WINDOW.</param>
public sealed class WindowSums(byte log2)
{
    private readonly PeriodClock _clock = new(log2);

    /// <summary>A whole period has passed.</summary>
    public bool Known => _clock.Known;
    /// <summary>Order-flow imbalance, lots.</summary>
    public PeriodSum Ofi { get; } = PeriodSum.Signed();
    /// <summary>Signed trade flow, lots.</summary>
    public PeriodSum Flow { get; } = PeriodSum.Signed();
    /// <summary>X D U.</summary>
    public PeriodSum Cancels { get; } = PeriodSum.Count();
    public PeriodSum Trades { get; } = PeriodSum.Count();
    public PeriodSum Refills { get; } = PeriodSum.Count();
    public PeriodSum Flickers { get; } = PeriodSum.Count();

    public void Step(ulong now) => All(_clock.Step(now));

    /// <summary>As after reset.</summary>
    public void Break()
    {
        _clock.Stop();
        All(PeriodStep.Empty);
    }

    private void All(PeriodStep step)
    {
        Ofi.Step(step);
        Flow.Step(step);
        Cancels.Step(step);
        Trades.Step(step);
        Refills.Step(step);
        Flickers.Step(step);
    }
}
