namespace Saker.Venue;

/// <summary>
/// Where the background traders think each price is. Instruments quoted in the same currency share a common factor and have one of their own,
/// both reverting to the start; an instrument whose two currencies are both quoted against a third (ETHBTC beside ETHUSD and BTCUSD)
/// follows from those two. Integers only, so a seed gives the same path everywhere.
/// </summary>
internal sealed class FairValues
{
    /// <summary>Simulated ns between two moves.</summary>
    public const long StepNs = 20_000_000;

    /// <summary>Fair values are in ticks of the instrument times this.</summary>
    public const long Fraction = 1024;

    private const long Billion = 1_000_000_000;
    private const long CommonPpb = 3_000;    // standard deviation of one step, parts per billion of the price
    private const long OwnPpb = 2_000;
    private const long ReversionSteps = 10_000;
    private const long LimitPpb = 8_000_000;
    private const long LimitTicks = 500;

    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly SeededRandom _random;
    private readonly long[] _deviationPpb;
    private readonly long[] _limitPpb;
    private readonly (int Numerator, int Denominator)[] _cross;

    public FairValues(IReadOnlyList<Instrument> instruments, SeededRandom random)
    {
        _instruments = instruments;
        _random = random;
        _deviationPpb = new long[instruments.Count];
        _limitPpb = [.. instruments.Select(i => Math.Min(LimitPpb, Billion / (i.StartPrice / i.Tick) * LimitTicks))];
        _cross = [.. instruments.Select(Legs)];
    }

    /// <summary>When the next move is due, simulated ns after the start of the flow.</summary>
    public long NextNs { get; private set; } = StepNs;

    /// <summary>Fair value of an instrument, by its index, in 1/<see cref="Fraction"/> ticks.</summary>
    public long this[int index]
    {
        get
        {
            var instrument = _instruments[index];
            long start = instrument.StartPrice * Fraction / instrument.Tick;
            return start + (long)((Int128)start * DeviationPpb(index) / Billion);
        }
    }

    public void Step()
    {
        NextNs += StepNs;
        long common = _random.Normal(CommonPpb);
        for (int i = 0; i < _deviationPpb.Length; i++)
        {
            long moved = _deviationPpb[i] + common + _random.Normal(OwnPpb) - (_deviationPpb[i] / ReversionSteps);
            _deviationPpb[i] = Math.Clamp(moved, -_limitPpb[i], _limitPpb[i]);
        }
    }

    private long DeviationPpb(int index)
    {
        var (numerator, denominator) = _cross[index];
        return numerator < 0
            ? _deviationPpb[index]
            : (Billion * (Billion + _deviationPpb[numerator]) / (Billion + _deviationPpb[denominator])) - Billion;
    }

    private (int Numerator, int Denominator) Legs(Instrument instrument)
    {
        for (int n = 0; n < _instruments.Count; n++)
        {
            for (int d = 0; d < _instruments.Count; d++)
            {
                if (n != d && instrument.Base.Length > 0
                    && _instruments[n].Base == instrument.Base && _instruments[d].Base == instrument.Quote
                    && _instruments[n].Quote == _instruments[d].Quote && _instruments[n].Quote != instrument.Quote)
                {
                    return (n, d);
                }
            }
        }

        return (-1, -1);
    }
}
