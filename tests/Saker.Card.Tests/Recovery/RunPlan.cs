using Saker.Card.Feed;
using Saker.Venue;

namespace Saker.Card.Tests.Recovery;

/// <summary>How often an answer of the venue's servers is spoilt, in percent, and how late answers are, in cycles.</summary>
internal sealed record AnswerPlan(int Lost, int Partial, int Twice, int Spoilt, int Late, int LongestDelay);

/// <summary>Everything that a run is made of, by its seed: the market, what goes wrong, and the host's limits.</summary>
internal sealed record RunPlan
{
    private const int Many = 16, FewestSymbols = 2, MostSymbols = 5;
    private static readonly IReadOnlyList<Instrument> Market = InstrumentFile.Load(
        Path.Combine(TestKit.Places.RepositoryRoot, "sim", "venue", "instruments-16.json"));

    /// <summary>Events of the background flow per simulated second and instrument: with the faults' microseconds, some events fit into a delay.</summary>
    public const int Rate = 20_000;

    private RunPlan()
    {
    }

    public required int Seed { get; init; }

    /// <summary>What the venue trades.</summary>
    public required Instrument[] Instruments { get; init; }

    /// <summary>Instruments that the card tracks, by its index.</summary>
    public required Instrument[] Tracked { get; init; }

    /// <summary>Ticks between each symbol's first price and the middle of its window.</summary>
    public required int[] OffCentre { get; init; }

    /// <summary>Symbol that slot 0 quotes.</summary>
    public required int Quoted { get; init; }

    /// <summary>Messages after the opening.</summary>
    public required int Messages { get; init; }

    /// <summary>Cycles from one event of the flow to the next, in the mean.</summary>
    public required int CyclesPerEvent { get; init; }

    /// <summary>Faults in force one after the other, each for the same number of messages.</summary>
    public required FaultPlan[] Faults { get; init; }

    /// <summary>Messages kept for re-requests.</summary>
    public required ulong Keep { get; init; }

    /// <summary>FEED_GAP_WAIT_NS.</summary>
    public required uint GapWaitNs { get; init; }

    public required AnswerPlan Server { get; init; }

    public required AnswerPlan Snapshots { get; init; }

    public required RecoveryOptions Options { get; init; }

    /// <summary>Sessions that follow the first, at these numbers of messages.</summary>
    public required int[] Rolls { get; init; }

    /// <summary>Price jumps, at these numbers of messages.</summary>
    public required int[] Jumps { get; init; }

    /// <summary>Halts or their ends, at these numbers of messages.</summary>
    public required int[] Halts { get; init; }

    /// <summary>Chance in percent that the market rests after a recovery, so that all of it is compared with the venue's own books.</summary>
    public required int RestPercent { get; init; }

    /// <summary>Simulated ns of the market that pass in a cycle of the card.</summary>
    public double NsPerCycle => 1e9 / ((double)Rate * Instruments.Length * CyclesPerEvent);

    public static RunPlan Of(int seed)
    {
        var random = new Random(seed);
        // Of eight seeds in a row one has every symbol, and two follow the market into another session.
        bool many = (seed & 7) == 3;
        int venue = many ? Many : random.Next(FewestSymbols, MostSymbols + 1);
        Instrument[] instruments = [.. Market.OrderBy(_ => random.Next()).Take(venue).Select((i, n) => i with { Locate = (ushort)(n + 1) })];
        Instrument[] tracked = [.. instruments.Take(many ? venue : random.Next(1, venue + 1)).OrderBy(_ => random.Next())];
        int messages = many ? 2_500 : random.Next(1_500, 3_500);
        int cycles = random.Next(35, 120);
        int phases = random.Next(1, 4);
        long phaseNs = (long)messages * 1_000_000_000 / ((long)Rate * venue * phases);
        bool server = random.Next(8) != 0, rolls = (seed & 3) == 0, jumps = random.Next(5) == 0, halts = random.Next(3) == 0;
        int[] At(int most) => [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => random.Next(messages)).Order()];
        return new RunPlan
        {
            Seed = seed,
            Instruments = instruments,
            Tracked = tracked,
            OffCentre = [.. tracked.Select(_ => random.Next(6) == 0 ? random.Next(-2_000, 2_000) : 0)],
            Quoted = random.Next(tracked.Length),
            Messages = messages,
            CyclesPerEvent = cycles,
            Faults = [.. Enumerable.Range(0, phases).Select(n => Mixed(random, phaseNs))],
            Keep = random.Next(4) == 0 ? (ulong)random.Next(50, 600) : 1_000_000,
            GapWaitNs = random.Next(3) == 0 ? (uint)random.Next(1, 3_000) : 0,
            Server = server ? Answers(random) : new AnswerPlan(100, 0, 0, 0, 0, 1),
            Snapshots = Answers(random),
            Options = Limits(random),
            Rolls = rolls ? At(2) : [],
            Jumps = jumps ? At(2) : [],
            Halts = halts ? At(6) : [],
            RestPercent = random.Next(4) != 0 ? 100 : 30,
        };
    }

    private static FaultPlan Mixed(Random random, long ns)
    {
        FaultPlan plan = FaultPlan.Mixed((ulong)random.NextInt64(), ns);
        if (random.Next(4) != 0)
        {
            return plan;
        }

        // Both lines at once, for at most a third of the time.
        long from = random.NextInt64(ns);
        var outage = new TimeWindow(from, from + 1 + random.NextInt64(Math.Max(1, ns / 3)));
        return plan with { A = plan.A with { Outages = [.. plan.A.Outages, outage] }, B = plan.B with { Outages = [.. plan.B.Outages, outage] } };
    }

    private static AnswerPlan Answers(Random random)
    {
        int Sometimes(int most) => random.Next(2) == 0 ? random.Next(most) : 0;
        return new AnswerPlan(Sometimes(40), Sometimes(50), Sometimes(30), Sometimes(30), Sometimes(40), random.Next(300, 3_000));
    }

    private static RecoveryOptions Limits(Random random) => new()
    {
        LookEvery = TimeSpan.FromMicroseconds(200),
        FillAfter = TimeSpan.FromMicroseconds(random.Next(0, 400)),
        LargestFill = (ulong)random.Next(20, 1_500),
        Chunk = (ushort)random.Next(5, 500),
        AnswerWithin = TimeSpan.FromMicroseconds(random.Next(100, 600)),
        FillTries = random.Next(2, 5),
        QuotesGoneWithin = TimeSpan.FromMilliseconds(4),
        SnapshotTries = random.Next(1, 4),
        FirstPause = TimeSpan.FromMicroseconds(400),
        LongestPause = TimeSpan.FromMilliseconds(2),
        SessionSilence = TimeSpan.FromMicroseconds(random.Next(800, 3_000)),
        MoveEvery = TimeSpan.FromMilliseconds(5),
    };
}
