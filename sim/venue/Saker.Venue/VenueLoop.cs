using System.Collections.Concurrent;

namespace Saker.Venue;

/// <summary>
/// The venue's one thread. Sockets post work to it; between the pieces of work it steps the event source whenever simulated time has
/// reached its next event, sends what the feed's lines held back until now, and calls a timer. It blocks while there is nothing to do.
/// While simulated time stands, nothing is held back.
/// </summary>
/// <param name="clock">Simulated time.</param>
/// <param name="time">Time of the event being processed.</param>
/// <param name="source">What makes the market move.</param>
/// <param name="output">Packets that leave later than the step that made them.</param>
/// <param name="flush">Puts a step's messages into packets.</param>
/// <param name="timer">Called at least every <see cref="TimerPeriod"/>.</param>
/// <param name="wall">Wall time.</param>
public sealed class VenueLoop(
    ISimulationClock clock, EventTime time, IEventSource source, IDelayedOutput output, Action flush, Action timer, TimeProvider wall)
{
    /// <summary>Longest wait; the timer runs at least this often.</summary>
    public static readonly TimeSpan TimerPeriod = TimeSpan.FromMilliseconds(200);

    private const int MaxStepsInARow = 500;

    private readonly BlockingCollection<Action> _work = [];
    private long _lastTimer;
    private long _flowEndNs = long.MaxValue;
    private long _reachedNs;    // simulated time up to which every step is done
    private bool _opened;
    private volatile bool _stop;

    /// <summary>Whether the source is being stepped.</summary>
    public bool Flowing => _opened && !Finished;

    /// <summary>Whether the source has ended, was stopped, or ran to the time set by <see cref="EndFlowAt"/>.</summary>
    public bool Finished { get; private set; }

    /// <summary>Steps done.</summary>
    public long Steps { get; private set; }

    /// <summary>Runs work on the venue's thread, stamped with the simulated now, or with the market's own time when it is late. Thread-safe; ignored after the loop has ended.</summary>
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
        EndOfStep();
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
                CatchUp();
                work();
                EndOfStep();
            }

            if (wall.GetElapsedTime(_lastTimer) >= TimerPeriod)
            {
                _lastTimer = wall.GetTimestamp();
                CatchUp();
                timer();
                EndOfStep();
            }

            output.Deliver(DeliveryNs);
        }
    }

    /// <summary>Before anything else happens now, the market does what it should have done by now: on a machine too busy to be in time it is
    /// late as a whole, and its stream stays a function of its seed.</summary>
    private void CatchUp()
    {
        StepDue();
        time.AdvanceTo(_reachedNs);
    }

    /// <summary>Steps what is due; true when more is due still.</summary>
    private bool StepDue()
    {
        long now = clock.NowNs;
        _reachedNs = now;
        if (!Flowing)
        {
            return false;
        }

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
            EndOfStep();
            Steps++;
        }

        _reachedNs = time.NowNs;
        return true;
    }

    private long DeliveryNs => clock.Running ? clock.NowNs : long.MaxValue;

    private void EndOfStep()
    {
        flush();
        output.Deliver(clock.Running ? time.NowNs : long.MaxValue);
    }

    private int WaitMs()
    {
        double wait = TimerPeriod.TotalMilliseconds;
        if (Flowing && clock.Running)
        {
            wait = Math.Ceiling(Math.Min(wait, clock.WallUntil(source.NextNs).TotalMilliseconds));
        }

        if (output.NextNs != long.MaxValue && clock.Running)
        {
            // Rounded down: delays are shorter than the wait's unit, so the last part of one is polled.
            wait = Math.Min(wait, Math.Floor(clock.WallUntil(output.NextNs).TotalMilliseconds));
        }

        return (int)wait;
    }
}
