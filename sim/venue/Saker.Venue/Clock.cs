namespace Saker.Venue;

/// <summary>Simulated time: nanoseconds since midnight of the first day, never running back. Thread-safe.</summary>
public interface ISimulationClock
{
    /// <summary>Now, in simulated nanoseconds; the start time until <see cref="Start"/>.</summary>
    long NowNs { get; }

    /// <summary>Whether time runs.</summary>
    bool Running { get; }

    /// <summary>Lets time run from the start time; later calls change nothing.</summary>
    void Start();

    /// <summary>Wall time until a simulated instant; zero when it has passed, infinite while time stands.</summary>
    TimeSpan WallUntil(long simulatedNs);
}

/// <summary>Simulated time that runs <c>speed</c> times as fast as the wall's.</summary>
/// <param name="time">Source of wall time.</param>
/// <param name="startNs">Simulated ns since midnight at the start.</param>
/// <param name="speed">Simulated seconds per wall second, above 0.</param>
public sealed class PacedClock(TimeProvider time, long startNs, double speed) : ISimulationClock
{
    private long _startStamp;
    private volatile bool _running;

    /// <inheritdoc/>
    public bool Running => _running;

    /// <inheritdoc/>
    public long NowNs => _running ? startNs + (long)(time.GetElapsedTime(_startStamp).TotalNanoseconds * speed) : startNs;

    /// <inheritdoc/>
    public void Start()
    {
        if (!_running)
        {
            _startStamp = time.GetTimestamp();
            _running = true;
        }
    }

    /// <inheritdoc/>
    public TimeSpan WallUntil(long simulatedNs)
    {
        if (!_running)
        {
            return Timeout.InfiniteTimeSpan;
        }

        double ns = (simulatedNs - NowNs) / speed;
        return ns <= 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds(Math.Min(ns / 1000, 3.6e9));
    }
}

/// <summary>The time of the event being processed: what every message of the step is stamped with.</summary>
public sealed class EventTime(long startNs)
{
    /// <summary>Nanoseconds of a day.</summary>
    public const long DayNs = 86_400_000_000_000;

    /// <summary>Simulated ns since midnight of the first day.</summary>
    public long NowNs { get; private set; } = startNs;

    /// <summary>Timestamp of the wire: ns since midnight, rolling over.</summary>
    public ulong Timestamp => (ulong)(NowNs % DayNs);

    /// <summary>Moves forward; an earlier instant changes nothing.</summary>
    public void AdvanceTo(long ns) => NowNs = Math.Max(NowNs, ns);
}
