namespace Saker.Host.Tests;

/// <summary>A clock that the test moves.</summary>
internal sealed class ManualTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    private long _ns;

    /// <summary>Unix ns.</summary>
    public ulong UnixNs => (ulong)((Start - DateTimeOffset.UnixEpoch).Ticks * 100) + (ulong)_ns;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => _ns;

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(_ns / 100);

    public void Advance(long ns) => _ns += ns;
}
