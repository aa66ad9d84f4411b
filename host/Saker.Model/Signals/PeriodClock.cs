namespace Saker.Model;

/// <summary>What an update does to the sums of a period.</summary>
public enum PeriodStep
{
    Stay,
    /// <summary>The current period became the last one.</summary>
    Roll,
    /// <summary>Nothing happened in the last period: both are empty.</summary>
    Empty,
}

/// <summary>Periods of 2^log2 units of card time on a grid that all symbols share: docs/signals.md section 2. Not started after reset. Not thread-safe.</summary>
/// <param name="log2">1..31; 0: never starts.</param>
public sealed class PeriodClock(byte log2)
{
    private const ulong Mask = (1ul << 40) - 1;
    /// <summary>So many periods ended or more: time went back.</summary>
    public const ulong WentBack = 1ul << 39;

    private ulong _number;
    private bool _started, _whole;

    /// <summary>A whole period has passed since the start.</summary>
    public bool Known { get; private set; }

    /// <summary>Number of the period of a time, 40 bits.</summary>
    public static ulong Number(ulong now, byte log2) => now >> log2 & Mask;

    /// <summary>Periods from one number to another, 40 bits.</summary>
    public static ulong Ended(ulong from, ulong to) => to - from & Mask;

    /// <summary>Takes the time of an update.</summary>
    public PeriodStep Step(ulong now)
    {
        if (log2 == 0)
        {
            return PeriodStep.Empty;
        }
        ulong number = Number(now, log2);
        ulong ended = Ended(_number, number);
        bool restart = !_started || ended >= WentBack;
        if (ended == 0 && !restart)
        {
            return PeriodStep.Stay;
        }
        Known = !restart && (_whole || ended > 1);
        _whole = !restart;
        _started = true;
        _number = number;
        return !restart && ended == 1 ? PeriodStep.Roll : PeriodStep.Empty;
    }

    /// <summary>As after reset.</summary>
    public void Stop() => _started = _whole = Known = false;
}

/// <summary>A sum over the current and the last period, each kept at its end where it would leave its range.</summary>
public sealed class PeriodSum(long min, long max)
{
    /// <summary>Largest value of a count of 24 bits.</summary>
    public const long CountMax = (1L << 24) - 1;

    private const long SignedMax = (1L << 39) - 1;

    /// <summary>40 bits signed.</summary>
    public static PeriodSum Signed() => new(-SignedMax - 1, SignedMax);

    /// <summary>24 bits unsigned.</summary>
    public static PeriodSum Count() => new(0, CountMax);

    public long Current { get; private set; }
    public long Last { get; private set; }
    /// <summary>At least one whole period, less than two.</summary>
    public long Total => Current + Last;

    public void Add(long value) => Current = Math.Clamp(Current + value, min, max);

    public void Step(PeriodStep step)
    {
        if (step != PeriodStep.Stay)
        {
            Last = step == PeriodStep.Roll ? Current : 0;
            Current = 0;
        }
    }
}
