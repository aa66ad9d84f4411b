namespace Saker.Venue;

/// <summary>What goes wrong on the two lines, and on both at once. Immutable.</summary>
public sealed record FaultPlan
{
    /// <summary>A feed without faults.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>Line A.</summary>
    public LinePlan A { get; init; } = new();

    /// <summary>Line B.</summary>
    public LinePlan B { get; init; } = new();

    /// <summary>Packets that are lost on every line: what makes a gap.</summary>
    public Chance DropOnBoth { get; init; } = Chance.None;

    /// <summary>The plan of a line, 0 or 1.</summary>
    public LinePlan this[int line] => line == 0 ? A : B;

    /// <summary>
    /// Reads <c>LINE.KEY=VALUE</c> items between commas; LINE is <c>a</c> or <c>b</c>. Keys: <c>drop dup reorder corrupt delay</c> with a probability
    /// and perhaps a window (<c>0.01@2s..3s</c>), <c>delay_us dup_us</c> (N or N..M), <c>reorder_us skew_us</c> (N), <c>outage</c> (FROM..TO, may be
    /// repeated). <c>both.drop</c> loses the same packet on every line; <c>both.outage</c> is an outage of both. Windows count from when the plan takes effect.
    /// </summary>
    /// <exception cref="FormatException">The text is not understood.</exception>
    public static FaultPlan Parse(string text)
    {
        var plan = new FaultPlan();
        foreach (var (name, value) in FaultText.Items(text))
        {
            string[] parts = name.Split('.', 2);
            string key = parts[^1];
            plan = (parts.Length == 2 ? parts[0] : "") switch
            {
                "a" => plan with { A = plan.A.With(key, value) },
                "b" => plan with { B = plan.B.With(key, value) },
                "both" when key == "drop" => plan with { DropOnBoth = FaultText.Chance(name, value) },
                "both" when key == "outage" => plan with { A = plan.A.With(key, value), B = plan.B.With(key, value) },
                _ => throw new FormatException($"faults: '{name}' is not a.KEY, b.KEY, both.drop or both.outage"),
            };
        }

        return plan;
    }

    /// <summary>
    /// A plan of mixed faults by seed: most lines have two or three kinds, many are skewed, some go out, and some packets are lost on both.
    /// </summary>
    /// <param name="seed">Any number.</param>
    /// <param name="durationNs">Outages lie within this time.</param>
    public static FaultPlan Mixed(ulong seed, long durationNs)
    {
        var random = new SeededRandom(seed);
        Chance Sometimes(int percent, int mostPermille) =>
            Chance.Of(random.Chance(percent) ? random.Below(mostPermille + 1) / 1000.0 : 0);
        TimeWindow Outage()
        {
            long from = (long)(random.Next() % (ulong)durationNs);
            return new TimeWindow(from, from + 1 + (long)(random.Next() % (ulong)Math.Max(1, durationNs / 5)));
        }

        LinePlan Line() => new()
        {
            Drop = Sometimes(60, 120),
            Duplicate = Sometimes(40, 80),
            Reorder = Sometimes(40, 80),
            Corrupt = Sometimes(40, 40),
            Delay = Sometimes(40, 80),
            SkewNs = random.Chance(50) ? random.Below(50_000) : 0,
            Outages = random.Chance(30) ? [Outage()] : [],
        };
        return new FaultPlan { A = Line(), B = Line(), DropOnBoth = Sometimes(50, 30) };
    }

    /// <summary>The text that <see cref="Parse"/> reads; empty without faults.</summary>
    public override string ToString() => string.Join(
        ',',
        A.Items().Select(i => "a." + i)
            .Concat(B.Items().Select(i => "b." + i))
            .Concat(DropOnBoth == Chance.None ? [] : [$"both.drop={DropOnBoth}"]));
}
