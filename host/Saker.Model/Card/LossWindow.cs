namespace Saker.Model;

/// <summary>The highest value of the current period and the 15 before it: docs/card.md section 8.5. Begins as after reset: at time 0, with the value 0.
/// Driven by the card's time, which must not go back. Not thread-safe.</summary>
public sealed class LossWindow
{
    /// <summary>Periods that count, the current one among them.</summary>
    public const int Periods = 16;

    /// <summary>Unit of SLOT_LOSS_PERIOD, ns.</summary>
    public const ulong UnitNs = 1_024;

    private readonly LinkedList<Int128> _highs = new([Int128.Zero]);

    /// <summary>When the current period began, in whole units of the card's time.</summary>
    public ulong Began { get; private set; }

    /// <summary>The highest value that counts.</summary>
    public Int128 Highest => _highs.Max();

    /// <summary>Everything before is forgotten; the first period begins.</summary>
    public void Start(Int128 value, ulong nowNs)
    {
        _highs.Clear();
        Begin(value, nowNs);
    }

    /// <summary>Takes the value of a round.</summary>
    /// <param name="value">The value.</param>
    /// <param name="nowNs">Time of the round, ns.</param>
    /// <param name="period">SLOT_LOSS_PERIOD; 0: the period never ends.</param>
    public void Add(Int128 value, ulong nowNs, uint period)
    {
        if (period != 0 && (nowNs / UnitNs) - Began >= period)
        {
            Begin(value, nowNs);
        }
        else
        {
            _highs.Last!.Value = Int128.Max(_highs.Last.Value, value);
        }
    }

    private void Begin(Int128 value, ulong nowNs)
    {
        if (_highs.Count == Periods)
        {
            _highs.RemoveFirst();
        }
        _highs.AddLast(value);
        Began = nowNs / UnitNs;
    }
}
