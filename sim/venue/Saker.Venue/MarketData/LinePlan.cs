using System.Globalization;

namespace Saker.Venue;

/// <summary>A stretch of simulated time from <see cref="FromNs"/> up to, and without, <see cref="ToNs"/>, counted from when the plan took effect.</summary>
public readonly record struct TimeWindow(long FromNs, long ToNs)
{
    /// <summary>All of the time.</summary>
    public static TimeWindow Always { get; } = new(0, long.MaxValue);

    /// <summary>Whether an instant lies in it.</summary>
    public bool Contains(long ns) => ns >= FromNs && ns < ToNs;

    /// <summary>The text that <see cref="FaultPlan.Parse"/> reads.</summary>
    public override string ToString() => $"{FaultText.Duration(FromNs)}..{FaultText.Duration(ToNs)}";
}

/// <summary>How often something happens to a packet: a probability, in a window.</summary>
public readonly record struct Chance(double Probability, TimeWindow Window)
{
    /// <summary>Never.</summary>
    public static Chance None { get; } = new(0, TimeWindow.Always);

    /// <summary>At any time with a probability of 0..1.</summary>
    public static Chance Of(double probability) => new(probability, TimeWindow.Always);

    /// <summary>The text that <see cref="FaultPlan.Parse"/> reads.</summary>
    public override string ToString() =>
        Probability.ToString("R", CultureInfo.InvariantCulture) + (Window == TimeWindow.Always ? "" : $"@{Window}");
}

/// <summary>A range of durations, both ends included; a draw is uniform.</summary>
public readonly record struct DelayRange(long LeastNs, long MostNs)
{
    internal long Draw(SeededRandom random) => LeastNs + (long)(random.Next() % (ulong)(MostNs - LeastNs + 1));

    /// <summary>Microseconds, as <see cref="FaultPlan.Parse"/> reads them.</summary>
    public override string ToString() =>
        FaultText.Microseconds(LeastNs) + (LeastNs == MostNs ? "" : ".." + FaultText.Microseconds(MostNs));
}

/// <summary>What goes wrong on one line. Immutable; <c>new LinePlan()</c> is a line without faults.</summary>
public sealed record LinePlan
{
    /// <summary>Packets lost.</summary>
    public Chance Drop { get; init; } = Chance.None;

    /// <summary>Packets that arrive twice, the second time after <see cref="DuplicateAfter"/>.</summary>
    public Chance Duplicate { get; init; } = Chance.None;

    /// <summary>Packets that the next one of the line overtakes. One that none overtakes arrives after <see cref="ReorderLimitNs"/>.</summary>
    public Chance Reorder { get; init; } = Chance.None;

    /// <summary>Packets with 1 to 3 bits flipped.</summary>
    public Chance Corrupt { get; init; } = Chance.None;

    /// <summary>Packets late by <see cref="DelayBy"/>, whatever overtakes them.</summary>
    public Chance Delay { get; init; } = Chance.None;

    /// <summary>How late a delayed packet is; 10 to 200 us.</summary>
    public DelayRange DelayBy { get; init; } = new(10_000, 200_000);

    /// <summary>How long after the first copy the second arrives; at once.</summary>
    public DelayRange DuplicateAfter { get; init; }

    /// <summary>Longest time that a packet waits to be overtaken, ns; 1 ms.</summary>
    public long ReorderLimitNs { get; init; } = 1_000_000;

    /// <summary>Every packet arrives this much later than it was sent, ns.</summary>
    public long SkewNs { get; init; }

    /// <summary>Windows in which every packet is lost.</summary>
    public IReadOnlyList<TimeWindow> Outages { get; init; } = [];

    /// <summary>Reads faults of one line, <c>drop=0.01,skew_us=15</c>: the keys of <see cref="FaultPlan.Parse"/> without the line.</summary>
    /// <exception cref="FormatException">The text is not understood.</exception>
    public static LinePlan Parse(string text) => FaultText.Items(text).Aggregate(new LinePlan(), (plan, item) => plan.With(item.Key, item.Value));

    /// <summary>The text that <see cref="Parse"/> reads; empty without faults.</summary>
    public override string ToString() => string.Join(',', Items());

    internal IEnumerable<string> Items()
    {
        var none = new LinePlan();
        (string Key, string Value, string Default)[] items =
        [
            ("drop", $"{Drop}", $"{none.Drop}"),
            ("dup", $"{Duplicate}", $"{none.Duplicate}"),
            ("dup_us", $"{DuplicateAfter}", $"{none.DuplicateAfter}"),
            ("reorder", $"{Reorder}", $"{none.Reorder}"),
            ("reorder_us", FaultText.Microseconds(ReorderLimitNs), FaultText.Microseconds(none.ReorderLimitNs)),
            ("corrupt", $"{Corrupt}", $"{none.Corrupt}"),
            ("delay", $"{Delay}", $"{none.Delay}"),
            ("delay_us", $"{DelayBy}", $"{none.DelayBy}"),
            ("skew_us", FaultText.Microseconds(SkewNs), FaultText.Microseconds(none.SkewNs)),
        ];
        return items.Where(i => i.Value != i.Default).Select(i => $"{i.Key}={i.Value}").Concat(Outages.Select(o => $"outage={o}"));
    }

    internal LinePlan With(string key, string value) => key switch
    {
        "drop" => this with { Drop = FaultText.Chance(key, value) },
        "dup" => this with { Duplicate = FaultText.Chance(key, value) },
        "dup_us" => this with { DuplicateAfter = FaultText.Range(key, value) },
        "reorder" => this with { Reorder = FaultText.Chance(key, value) },
        "reorder_us" => this with { ReorderLimitNs = FaultText.Range(key, value).MostNs },
        "corrupt" => this with { Corrupt = FaultText.Chance(key, value) },
        "delay" => this with { Delay = FaultText.Chance(key, value) },
        "delay_us" => this with { DelayBy = FaultText.Range(key, value) },
        "skew_us" => this with { SkewNs = FaultText.Range(key, value).MostNs },
        "outage" => this with { Outages = [.. Outages, FaultText.Window(key, value)] },
        _ => throw new FormatException(
            $"faults: there is no '{key}'; a line has drop, dup, dup_us, reorder, reorder_us, corrupt, delay, delay_us, skew_us, outage"),
    };
}
