using System.Collections.Concurrent;

namespace Saker.Venue;

/// <summary>
/// The venue's one thread. Sockets post work to it; between the pieces of work it steps the event source whenever simulated time has
/// reached its next event, and calls a timer. It blocks while there is nothing to do.
/// </summary>
public sealed class VenueLoop(ISimulationClock clock, EventTime time, IEventSource source, Action endOfStep, Action timer, TimeProvider wall)
{
    /// <summary>Longest wait; the timer runs at least this often.</summary>
    public static readonly TimeSpan TimerPeriod = TimeSpan.FromMilliseconds(200);

    private const int MaxStepsInARow = 500;

    private readonly BlockingCollection<Action> _work = [];
    private long _lastTimer;
    private long _flowEndNs = long.MaxValue;
    private bool _opened;
    private volatile bool _stop;

    /// <summary>Whether the source is being stepped.</summary>
    public bool Flowing => _opened && !Finished;

    /// <summary>Whether the source has ended, was stopped, or ran to the time set by <see cref="EndFlowAt"/>.</summary>
    public bool Finished { get; private set; }

    /// <summary>Steps done.</summary>
    public long Steps { get; private set; }

    /// <summary>Runs work on the venue's thread, stamped with the simulated now. Thread-safe; ignored after the loop has ended.</summary>
    public void Post(Action work)
    {
        if (!_stop)
        {
            _work.Add(work);
        }
    }

    /// <summary>Makes <see cref="Run"/> return soon. Thread-safe.</summary>
    public void Stop()
    {
        Post(() => _stop = true);
    }

    /// <summary>Opens the market: the source's opening is published and time starts to run. On the venue's thread; later calls change nothing.</summary>
    public void OpenMarket()
    {
        if (_opened)
        {
            return;
        }

        _opened = true;
        source.Open();
        endOfStep();
        clock.Start();
    }

    /// <summary>No event beyond this simulated instant.</summary>
    public void EndFlowAt(long simulatedNs) => _flowEndNs = simulatedNs;

    /// <summary>Ends the flow now; resting orders stay.</summary>
    public void StopFlow() => Finished = true;

    /// <summary>Runs until <see cref="Stop"/>.</summary>
    public void Run()
    {
        while (!_stop)
        {
            bool behind = StepDue();
            if (_work.TryTake(out var work, behind ? 0 : WaitMs()))
            {
                time.AdvanceTo(clock.NowNs);
                work();
                endOfStep();
            }

            if (wall.GetElapsedTime(_lastTimer) >= TimerPeriod)
            {
                _lastTimer = wall.GetTimestamp();
                time.AdvanceTo(clock.NowNs);
                timer();
                endOfStep();
            }
        }
    }

    /// <summary>Steps what is due; true when more is due still.</summary>
    private bool StepDue()
    {
        if (!Flowing)
        {
            return false;
        }

        long now = clock.NowNs;
        for (int n = 0; n < MaxStepsInARow; n++)
        {
            long next = source.NextNs;
            if (next > _flowEndNs || next == long.MaxValue)
            {
                Finished |= next == long.MaxValue || now >= _flowEndNs;
                return false;
            }

            if (next > now)
            {
                return false;
            }

            time.AdvanceTo(next);
            source.Step();
            endOfStep();
            Steps++;
        }

        return true;
    }

    private int WaitMs()
    {
        double wait = TimerPeriod.TotalMilliseconds;
        if (Flowing && clock.Running)
        {
            wait = Math.Min(wait, clock.WallUntil(source.NextNs).TotalMilliseconds);
        }

        return (int)Math.Ceiling(wait);
    }
}
