namespace Saker.Model;

/// <summary>Parameters whose change restarts the signals of a symbol: docs/signals.md section 5. All 0: not set, every gate that needs them is closed.</summary>
public readonly record struct SignalWindows
{
    /// <summary>Window period, log2 of 1,024 ns; 1..31.</summary>
    public byte Window { get; init; }
    /// <summary>Burst period, log2 of 1,024 ns; 1..31.</summary>
    public byte Burst { get; init; }
    /// <summary>Sample period, log2 of 1,024 ns; 1..31.</summary>
    public byte Sample { get; init; }
    /// <summary>Shift of the fast horizon; 1..15.</summary>
    public byte KFast { get; init; }
    /// <summary>Shift of the slow horizon; 1..15.</summary>
    public byte KSlow { get; init; }
    /// <summary>Lots of a bucket, below 2^24.</summary>
    public uint VpinVolume { get; init; }
    /// <summary>Buckets that count; 8..64.</summary>
    public byte VpinBuckets { get; init; }
    /// <summary>Longest time from an execution to its refill, 1,024 ns, below 2^20.</summary>
    public uint RefillTime { get; init; }
    /// <summary>Shortest life that is no flicker, 1,024 ns, below 2^20.</summary>
    public uint FlickerTime { get; init; }
    /// <summary>Lots from which on an order is large.</summary>
    public uint FlickerQty { get; init; }
    /// <summary>Longest time between two trades of one iceberg, 1,024 ns, below 2^20.</summary>
    public uint IcebergTime { get; init; }

    /// <summary>Throws when a value does not fit its register.</summary>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Max(Window, Math.Max(Burst, Sample)), 31);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Max(KFast, KSlow), 15);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(VpinVolume, (1u << 24) - 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(VpinBuckets, 127);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Max(RefillTime, Math.Max(FlickerTime, IcebergTime)), (1u << 20) - 1);
    }
}

/// <summary>Parameters of a symbol's signals. All 0: every gate is closed.</summary>
public sealed class SignalParameters
{
    /// <summary>Gates of the word.</summary>
    public const int Gates = 18;

    private static readonly byte[] Widths = [16, 16, 16, 32, 32, 32, 32, 32, 32, 16, 16, 16, 24, 24, 8, 8, 24, 17];
    private readonly uint[] _thresholds = new uint[Gates];
    private uint _above;

    /// <summary>The greatest threshold that a gate's register holds.</summary>
    public static uint Most(SignalGate gate) => (uint)((1ul << Widths[(int)gate]) - 1);

    /// <summary>What restarts the signals when it changes.</summary>
    public SignalWindows Windows { get; init; }

    /// <summary>SIG_T_*: units by gate, docs/signals.md section 3.</summary>
    public uint Threshold(SignalGate gate) => _thresholds[(int)gate];

    /// <summary>SIG_ABOVE: the gate says yes above its threshold instead of below.</summary>
    public bool IsAbove(SignalGate gate) => (_above >> (int)gate & 1) != 0;

    /// <summary>Sets a gate; throws when the threshold does not fit its register.</summary>
    public SignalParameters With(SignalGate gate, uint threshold, bool above)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, Most(gate));
        _thresholds[(int)gate] = threshold;
        uint bit = 1u << (int)gate;
        _above = above ? _above | bit : _above & ~bit;
        return this;
    }
}
