namespace Saker.Model;

/// <summary>What a sample period brought.</summary>
/// <param name="Ended">Periods that ended: the move and the flow are the first one's.</param>
/// <param name="Move">Of the mid, half ticks.</param>
/// <param name="Flow">Net lots bought by aggressors.</param>
public readonly record struct MidSample(ulong Ended, int Move, int Flow);

/// <summary>Samples the mid as it stands at the end of each period: docs/signals.md section 4.5. Not thread-safe.</summary>
/// <param name="log2">Sample period, log2 of 1,024 ns, 1..31; 0: no samples.</param>
public sealed class MidSampler(byte log2)
{
    private enum Phase
    {
        Off,
        Part,
        Whole,
    }

    private Phase _phase;
    private ulong _number;
    private int _previous, _flow;

    /// <summary>Takes the time of an update; true when periods ended that count.</summary>
    /// <param name="mid2">The mid before the update, half ticks.</param>
    public bool Step(ulong now, int mid2, out MidSample sample)
    {
        ulong number = PeriodClock.Number(now, log2);
        ulong ended = PeriodClock.Ended(_number, number);
        if (_phase == Phase.Off || ended == 0)
        {
            sample = default;
            return false;
        }
        bool back = ended >= PeriodClock.WentBack;
        bool counts = !back && _phase == Phase.Whole;
        sample = new MidSample(ended, mid2 - _previous, _flow);
        _phase = back ? Phase.Part : Phase.Whole;
        Begin(number, mid2);
        return counts;
    }

    /// <summary>A trade's signed lots, kept within 32 bits.</summary>
    public void Trade(long signed) => _flow = (int)Math.Clamp(_flow + signed, int.MinValue, int.MaxValue);

    /// <summary>An ok top of book: begins, if nothing has begun.</summary>
    public void Book(ulong now, int mid2)
    {
        if (_phase == Phase.Off && log2 != 0)
        {
            _phase = Phase.Part;
            Begin(PeriodClock.Number(now, log2), mid2);
        }
    }

    /// <summary>The open sample is dropped.</summary>
    public void Break() => _phase = Phase.Off;

    private void Begin(ulong number, int mid2) => (_number, _previous, _flow) = (number, mid2, 0);
}
