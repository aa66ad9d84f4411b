namespace Saker.Model;

/// <summary>Fractions of 16 bits, as the card's subtract steps give them: docs/signals.md sections 1 and 4.1.</summary>
public static class SignalFraction
{
    /// <summary>⌊2^16 · num / den⌋, at most 65,535; 0 without a denominator. At most 2^-16 below the quotient.</summary>
    public static ushort Of(ulong num, ulong den) => den == 0 ? (ushort)0 : (ushort)UInt128.Min(((UInt128)num << 16) / den, ushort.MaxValue);
}

/// <summary>Imbalance of the five best levels, from depth reports: docs/signals.md section 4.2. Not thread-safe.</summary>
public sealed class DepthImbalance
{
    /// <summary>Levels of a side that count.</summary>
    public const int Levels = 5;

    private bool _reported;

    /// <summary>Lots of the bids, 35 bits.</summary>
    public ulong Bids { get; private set; }
    /// <summary>Lots of both sides, 36 bits.</summary>
    public ulong All { get; private set; }
    public bool Known => _reported && All != 0;
    /// <summary>Q0.16.</summary>
    public ushort Fraction => SignalFraction.Of(Bids, All);

    /// <summary>Takes the first record of each side of a report.</summary>
    public void Report(in DepthRecord bid, in DepthRecord ask)
    {
        _reported = true;
        Bids = Sum(bid);
        All = Bids + Sum(ask);
    }

    /// <summary>Nothing is known until the next report.</summary>
    public void Forget() => (_reported, Bids, All) = (false, 0, 0);

    private static ulong Sum(in DepthRecord r) => (ulong)r.Qty0 + r.Qty1 + r.Qty2 + r.Qty3 + r.Qty4;
}
