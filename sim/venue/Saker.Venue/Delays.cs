namespace Saker.Venue;

/// <summary>Puts work off. On the venue's thread.</summary>
public interface IDelays
{
    /// <summary>Once what happens now is done, before anything else happens.</summary>
    void AfterStep(Action work);

    /// <summary>After a wall time.</summary>
    void After(TimeSpan wall, Action work);
}

/// <summary>Work put off by the venue's loop.</summary>
/// <param name="post">Runs work on the venue's thread.</param>
/// <param name="wall">Wall time.</param>
internal sealed class LoopDelays(Action<Action> post, TimeProvider wall) : IDelays, IDisposable
{
    private readonly Queue<Action> _step = new();
    private readonly HashSet<ITimer> _timers = [];

    /// <inheritdoc/>
    public void AfterStep(Action work) => _step.Enqueue(work);

    /// <inheritdoc/>
    public void After(TimeSpan delay, Action work)
    {
        ITimer? timer = null;
        void Due()
        {
            _timers.Remove(timer!);
            timer!.Dispose();
            work();
        }

        // Started only when everybody knows it: it could fire before the assignment otherwise.
        timer = wall.CreateTimer(_ => post(Due), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timers.Add(timer);
        timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The end of a step: does what was put off until now, also what that puts off again.</summary>
    public void EndOfStep()
    {
        while (_step.TryDequeue(out var work))
        {
            work();
        }
    }

    /// <summary>Forgets what is still to come. After the loop has ended.</summary>
    public void Dispose()
    {
        foreach (var timer in _timers)
        {
            timer.Dispose();
        }
    }
}
