namespace Saker.Model;

/// <summary>
/// Exponentially weighted variance of the mid, of one horizon: docs/signals.md section 4.5; RiskMetrics Technical Document, 1996, mean taken as zero.
/// Unit: half ticks² of a sample period. Not thread-safe.
/// </summary>
/// <param name="k">A period weighs 2^-k; 1..15. 0: not set, takes nothing.</param>
public sealed class EwmaVariance(byte k)
{
    private const int FractionBits = 24, MaxMove = ushort.MaxValue, MaxCount = 1 << 17, ShownShift = 8;
    private const ulong MaxSkipped = (1 << 20) - 1;
    private const uint CarriedMask = (1u << DecayTable.CarriedBits) - 1;

    private uint _carried;
    private int _count;

    /// <summary>Q32.24.</summary>
    public ulong Exact { get; private set; }

    /// <summary>Q16.16, at its end when larger.</summary>
    public uint Shown => (uint)Math.Min(Exact >> ShownShift, uint.MaxValue);

    /// <summary>At least 4 · 2^k periods since the start: what is missing of the weights is below e^-4.</summary>
    public bool Known => k != 0 && _count >= 4 << k;

    /// <summary>Takes the periods that ended: the first with the move, the others without one.</summary>
    /// <param name="move">Half ticks.</param>
    /// <param name="ended">Periods, at least 1.</param>
    public void Sample(int move, ulong ended)
    {
        if (k == 0)
        {
            return;
        }
        ulong size = (ulong)Math.Min(Math.Abs(move), MaxMove);
        Exact = Exact - (Exact >> k) + (size * size << (FractionBits - k));
        ulong skipped = Math.Min(ended - 1, MaxSkipped);
        if (skipped != 0)
        {
            Decay(_carried + (skipped * DecayTable.Octaves(k)));
        }
        _count = (int)Math.Min((ulong)_count + ended, MaxCount);
    }

    /// <summary>As after reset.</summary>
    public void Restart() => (Exact, _carried, _count) = (0, 0, 0);

    private void Decay(ulong octaves)
    {
        _carried = (uint)octaves & CarriedMask;
        int whole = (int)(octaves >> DecayTable.OctaveBits);
        int step = (int)(octaves >> DecayTable.CarriedBits) & (DecayTable.Steps - 1);
        Exact = whole >= 64 ? 0 : (ulong)((UInt128)Exact * DecayTable.Mantissa(step) >> (DecayTable.MantissaBits + whole));
    }
}
