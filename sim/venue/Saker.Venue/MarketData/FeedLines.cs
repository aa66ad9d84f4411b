namespace Saker.Venue;

/// <summary>
/// The feed's lines side by side: every packet goes into each, and what arrives comes out in order of arrival (line A first at one instant).
/// One thread.
/// </summary>
public sealed class FeedLines
{
    private readonly LineFaults[] _lines;

    /// <summary>Lines without faults.</summary>
    /// <param name="count">1: A only; 2: A and B.</param>
    /// <param name="seed">Seed of the faults.</param>
    public FeedLines(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 2);
        _lines = [.. Enumerable.Range(0, count).Select(line => new LineFaults(line, seed))];
    }

    /// <summary>The plan in force.</summary>
    public FaultPlan Plan { get; private set; } = FaultPlan.None;

    /// <summary>A, and B where there is one.</summary>
    public IReadOnlyList<LineFaults> Lines => _lines;

    /// <summary>When the next packet arrives, simulated ns; <see cref="long.MaxValue"/> while none is under way.</summary>
    public long NextNs => _lines.Length == 1 ? _lines[0].NextNs : Math.Min(_lines[0].NextNs, _lines[1].NextNs);

    /// <summary>Changes the faults; windows of the plan count from <paramref name="nowNs"/>.</summary>
    public void SetPlan(FaultPlan plan, long nowNs)
    {
        Plan = plan;
        foreach (var line in _lines)
        {
            line.SetPlan(plan, nowNs);
        }
    }

    /// <summary>Sends a packet on every line; the bytes are copied.</summary>
    public void Send(ReadOnlySpan<byte> packet, long nowNs)
    {
        byte[] copy = packet.ToArray();
        foreach (var line in _lines)
        {
            line.Offer(copy, nowNs);
        }
    }

    /// <summary>The next packet that has arrived by an instant; false when there is none.</summary>
    public bool TryTake(long nowNs, out LinePacket packet)
    {
        var first = _lines[0];
        if (_lines.Length == 2 && _lines[1].NextNs < first.NextNs)
        {
            first = _lines[1];
        }

        return first.TryTake(nowNs, out packet);
    }
}
