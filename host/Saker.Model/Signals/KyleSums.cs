namespace Saker.Model;

/// <summary>
/// Running sums of mid moves y (half ticks) on signed flow x (lots), of which the host makes the slope: docs/signals.md section 4.7;
/// A. S. Kyle, Continuous Auctions and Insider Trading, 1985. Not thread-safe.
/// </summary>
public sealed class KyleSums
{
    private const int XBits = 48, YBits = 40, XyBits = 64, XxBits = 80;

    /// <summary>Periods, those without an update included.</summary>
    public uint Count { get; private set; }
    public long X { get; private set; }
    public long Y { get; private set; }
    public long Xy { get; private set; }
    public Int128 Xx { get; private set; }

    /// <summary>A sum would have left its width: nothing is added any more.</summary>
    public bool Full { get; private set; }

    /// <summary>Adds a sample, and the periods after it in which nothing happened.</summary>
    public void Add(in MidSample sample)
    {
        Int128 count = (Int128)Count + sample.Ended;
        Int128 x = (Int128)X + sample.Flow;
        Int128 y = (Int128)Y + sample.Move;
        Int128 xy = (Int128)Xy + ((long)sample.Flow * sample.Move);
        Int128 xx = Xx + ((long)sample.Flow * sample.Flow);
        Full |= count > uint.MaxValue || !Fits(x, XBits) || !Fits(y, YBits) || !Fits(xy, XyBits) || xx >> XxBits != 0;
        if (!Full)
        {
            (Count, X, Y, Xy, Xx) = ((uint)count, (long)x, (long)y, (long)xy, xx);
        }
    }

    private static bool Fits(Int128 value, int bits) => value >> (bits - 1) is var rest && (rest == 0 || rest == -1);
}
