namespace Saker.Model;

/// <summary>Limits of a slot's losses, price units times lots: SLOT_MAX_LOSS, SLOT_MAX_DRAWDOWN, SLOT_MAX_ROLLING, and SLOT_LOSS_PERIOD. As after reset when not set.</summary>
/// <param name="MaxLoss">Greatest loss since the start.</param>
/// <param name="MaxDrawdown">Greatest fall below the highest equity since the start.</param>
/// <param name="MaxRolling">Greatest fall below the highest equity of the last periods.</param>
/// <param name="Period">Length of a period, units of 1,024 ns; 0: it never ends.</param>
public readonly record struct LossLimits(ulong MaxLoss, ulong MaxDrawdown, ulong MaxRolling, uint Period);

/// <summary>The three losses of a slot. Twice as large as they are, so that half a price unit is a whole number.</summary>
public readonly record struct TwiceLosses(Int128 Loss, Int128 Drawdown, Int128 Rolling);

/// <summary>The loss breakers of one slot, round by round: docs/card.md section 8.5. Not thread-safe.</summary>
public sealed class LossBreakers(SlotMoney money)
{
    /// <summary>The level at which the slot may only reduce, and that at which it trips.</summary>
    public const int ReduceLevel = 5, TripLevel = 6;

    private const int UnmarkedBit = 12, UnknownBit = 13, ReduceBit = 14;
    private static readonly (int Loss, int Drawdown, int Rolling) Unwritten = (ReduceLevel, ReduceLevel, ReduceLevel);

    /// <summary>Twentieths of the limit at which the levels from 1 on begin.</summary>
    private static readonly int[] Twentieths = [10, 15, 17, 18, 19, 20];

    private bool _startsNext;
    private Int128 _start;
    private Int128 _highest;
    private Int128 _equity;

    public LossLimits Limits { get; set; }

    /// <summary>The highest equity of the last periods, doubled.</summary>
    public LossWindow Window { get; } = new();

    /// <summary>Levels 0 to 6 of the last round.</summary>
    public (int Loss, int Drawdown, int Rolling) Levels { get; private set; } = Unwritten;

    /// <summary>What the last round found against the limits, doubled.</summary>
    public TwiceLosses Twice { get; private set; }

    /// <summary>The last round found a position without a mark.</summary>
    public bool Unmarked { get; private set; }

    /// <summary>The last round found the money not known.</summary>
    public bool Unknown { get; private set; }

    /// <summary>The slot's effective mode is at most REDUCING.</summary>
    public bool Reduce => Worst >= ReduceLevel || Unmarked || Unknown;

    /// <summary>A loss stands at its limit, or the money is not known: the slot trips and is not cleared.</summary>
    public bool Stands => Worst == TripLevel || Unknown;

    /// <summary>SLOT_PNL: equity less that of the start, rounded down.</summary>
    public long Pnl => SlotMoney.Saturate((_equity - _start) >> 1);

    /// <summary>SLOT_LOSS.</summary>
    public uint Raw => (uint)(Levels.Loss | (Levels.Drawdown << 4) | (Levels.Rolling << 8) | (Unmarked ? 1 << UnmarkedBit : 0) | (Unknown ? 1 << UnknownBit : 0) | (Reduce ? 1 << ReduceBit : 0));

    private int Worst => Math.Max(Levels.Loss, Math.Max(Levels.Drawdown, Levels.Rolling));

    /// <summary>SLOT_PNL_START; false, and nothing, unless the slot is HALTED or the latch is closed. The next round starts.</summary>
    /// <param name="effective">The slot's effective mode.</param>
    /// <param name="killed">The latch is closed.</param>
    public bool Start(SlotMode effective, bool killed)
    {
        bool taken = killed || effective == SlotMode.Halted;
        _startsNext |= taken;
        return taken;
    }

    /// <summary>A round: what it finds stands from now on.</summary>
    /// <param name="nowNs">Card time at which it begins, ns.</param>
    public void Round(ulong nowNs)
    {
        (Unmarked, Unknown) = (money.Unmarked, money.Unknown);
        if (!Unmarked)
        {
            Take(money.TwiceEquity, nowNs);
        }

        Twice = new TwiceLosses(Fall(_start), Fall(_highest), Fall(Window.Highest));
        Levels = (Level(Twice.Loss, Limits.MaxLoss), Level(Twice.Drawdown, Limits.MaxDrawdown), Level(Twice.Rolling, Limits.MaxRolling));
    }

    /// <summary>How many steps of its limit a loss has reached.</summary>
    /// <param name="twice">Twice the loss.</param>
    /// <param name="limit">Its limit.</param>
    public static int Level(Int128 twice, ulong limit) =>
        Twentieths.Count(k => 10 * twice >= (Int128)k * limit && (k < Twentieths[^1] || twice > 0));

    private void Take(Int128 equity, ulong nowNs)
    {
        _equity = equity;
        if (_startsNext)
        {
            (_startsNext, _start, _highest) = (false, _equity, _equity);
            Window.Start(_equity, nowNs);
        }
        else
        {
            _highest = Int128.Max(_highest, _equity);
            Window.Add(_equity, nowNs, Limits.Period);
        }
    }

    private Int128 Fall(Int128 from) => Int128.Max(from - _equity, 0);
}
