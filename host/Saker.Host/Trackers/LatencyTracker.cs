using Saker.V1;

namespace Saker.Host.Trackers;

/// <summary>Tick-to-order latency as the card counts it: last byte of the message to start of the order frame, in clock
/// cycles.</summary>
public sealed class LatencyTracker
{
    /// <summary>One cycle of the card's 312.5 MHz clock.</summary>
    public const double NanosecondsPerCycle = 3.2;

    public uint Samples { get; private set; }

    public uint Minimum { get; private set; } = uint.MaxValue;

    public uint Maximum { get; private set; }

    public uint Last { get; private set; }

    public void Add(uint cycles)
    {
        Samples++;
        Last = cycles;
        Minimum = Math.Min(Minimum, cycles);
        Maximum = Math.Max(Maximum, cycles);
    }

    /// <summary>As the contract wants it.</summary>
    public Latency State() => new()
    {
        Samples = Samples,
        MinCycles = Samples == 0 ? 0 : Minimum,
        MaxCycles = Maximum,
        LastCycles = Last,
        NsPerCycle = NanosecondsPerCycle,
    };
}
