namespace Saker.Venue;

/// <summary>A clock for heartbeats that shows event time: what takes a second of it takes a simulated second.</summary>
public sealed class SimulatedTime(EventTime time) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => 1_000_000_000;

    /// <inheritdoc/>
    public override long GetTimestamp() => time.NowNs;
}
