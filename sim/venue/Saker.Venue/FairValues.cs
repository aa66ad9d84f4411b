namespace Saker.Venue;

/// <summary>Where the background traders think the price of one instrument is.</summary>
internal sealed class FairValue(Instrument instrument)
{
    private const long Billion = 1_000_000_000;
    private const long LimitPpb = 8_000_000;
    private const long LimitTicks = 500;

    private long _start = instrument.StartPrice;
    private long _limitPpb = Limit(instrument.StartPrice, instrument.Tick);
    private FairValue? _numerator;
    private FairValue? _denominator;

    public Instrument Instrument { get; } = instrument;

    /// <summary>Fair value in ticks times <see cref="FairValues.Fraction"/>.</summary>
    public long Now
    {
        get
        {
            long start = _start * FairValues.Fraction / Instrument.Tick;
            return start + (long)((Int128)start * DeviationPpb / Billion);
        }
    }

    /// <summary>Distance from the start price, parts per billion.</summary>
    private long OwnPpb { get; set; }

    private long DeviationPpb => _numerator is null || _denominator is null
        ? OwnPpb
        : (Billion * (Billion + _numerator.OwnPpb) / (Billion + _denominator.OwnPpb)) - Billion;

    public void Move(long byPpb, long reversionSteps)
    {
        long moved = OwnPpb + byPpb - (OwnPpb / reversionSteps);
        OwnPpb = Math.Clamp(moved, -_limitPpb, _limitPpb);
    }

    /// <summary>Puts the fair value, and where it reverts to, at a price.</summary>
    public void JumpTo(long price)
    {
        _start = price;
        _limitPpb = Limit(price, Instrument.Tick);
        OwnPpb = 0;
    }

    /// <summary>Derives it from two others, or from itself alone.</summary>
    public void Follow(FairValue? numerator, FairValue? denominator)
    {
        _numerator = numerator;
        _denominator = denominator;
    }

    private static long Limit(long price, long tick) => Math.Min(LimitPpb, Billion / (price / tick) * LimitTicks);
}

/// <summary>
/// The fair values of a market. Instruments quoted in the same currency share a common factor and have one of their own, both reverting to
/// the start; an instrument whose two currencies are both quoted against a third (ETHBTC beside ETHUSD and BTCUSD) follows from those two.
/// Integers only, so a seed gives the same path everywhere.
/// </summary>
internal sealed class FairValues
{
    /// <summary>Simulated ns between two moves.</summary>
    public const long StepNs = 20_000_000;

    /// <summary>Fair values are in ticks of the instrument times this.</summary>
    public const long Fraction = 1024;

    private const long CommonPpb = 3_000;    // standard deviation of one step, parts per billion of the price
    private const long OwnPpb = 2_000;
    private const long ReversionSteps = 10_000;

    private readonly SeededRandom _random;
    private List<FairValue> _values = [];

    public FairValues(IReadOnlyList<Instrument> instruments, SeededRandom random)
    {
        _random = random;
        SetInstruments(instruments);
    }

    /// <summary>When the next move is due, simulated ns after the start of the flow.</summary>
    public long NextNs { get; private set; } = StepNs;

    public FairValue this[int index] => _values[index];

    /// <summary>Another list; an instrument that was there before, the very same object, keeps its value.</summary>
    public void SetInstruments(IReadOnlyList<Instrument> instruments)
    {
        _values = [.. instruments.Select(i => _values.Find(v => ReferenceEquals(v.Instrument, i)) ?? new FairValue(i))];
        foreach (var value in _values)
        {
            var (numerator, denominator) = Legs(value.Instrument);
            value.Follow(numerator, denominator);
        }
    }

    public void Step()
    {
        NextNs += StepNs;
        long common = _random.Normal(CommonPpb);
        foreach (var value in _values)
        {
            value.Move(common + _random.Normal(OwnPpb), ReversionSteps);
        }
    }

    private (FairValue? Numerator, FairValue? Denominator) Legs(Instrument instrument)
    {
        foreach (var n in _values)
        {
            foreach (var d in _values)
            {
                if (n != d && instrument.Base.Length > 0
                    && n.Instrument.Base == instrument.Base && d.Instrument.Base == instrument.Quote
                    && n.Instrument.Quote == d.Instrument.Quote && n.Instrument.Quote != instrument.Quote)
                {
                    return (n, d);
                }
            }
        }

        return (null, null);
    }
}
