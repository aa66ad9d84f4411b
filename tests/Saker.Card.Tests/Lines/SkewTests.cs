using Saker.Card.Bench;
using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Lines;

/// <summary>Two lines that bring the same stream, cut differently, at any cycles against each other, each with losses of its own: what
/// the card releases is the stream, once and in order, and its book is that of a book fed once.</summary>
public sealed class SkewTests(ITestOutputHelper output)
{
    private const ulong Lead = 600;
    private const int DirectLatency = 4;

    [RtlFact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public void AnySkewAndLoss_ReleasesTheStreamOnceAndInOrder()
    {
        int seed = TestLength.Seed, count = TestLength.Of(40_000, 1_000_000);
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        SymbolWindow[] symbols = SixteenSymbols.Windows;
        using var bench = new CardBench(FeedSettings.Default, symbols, record: true);
        var stream = new RandomItch(seed, symbols, CardBench.ShapeOf(bench.Card).Window, faults: 0);
        byte[][] messages = [.. stream.Opening(), .. Enumerable.Range(0, count).Select(_ => stream.Next())];
        var check = new ReleasedStream(bench, symbols, messages, 1);
        LineClock[] lines = [new(bench, FeedLines.A), new(bench, FeedLines.B)];
        int lost = 0, epochs = 0;
        for (int at = 0; at < messages.Length; epochs++)
        {
            int end = Math.Min(messages.Length, at + random.Next(1, 200));
            ulong start = Math.Max(bench.Card.Cycle + Lead, Math.Max(lines[0].Free, lines[1].Free) - Math.Min(200, lines[0].Free));
            lost += Epoch(bench, lines, messages, at, end, start, random);
            at = end;
            Run(bench, check, Math.Max(lines[0].Free, lines[1].Free));
        }

        bench.Drain(check.Take);
        check.Finish($"after {epochs} epochs, seed {seed}", bench);
        uint first = First(bench);
        Assert.Equal((uint)messages.Length, first);
        Assert.Equal(0u, bench.FeedCounter(CntFeedIndex.AfterGap));
        Assert.False(new StateValue(bench.Card.Read(CardRegisters.State)).Gap);
        Assert.True(check.GapShown, "no loss was ever seen as a gap: the test does not reach what it is for");
        Assert.All(new[] { FeedLines.A, FeedLines.B }, line => Assert.True(bench.Card.Read(CardRegisters.LineFirstAt(line)) > messages.Length / 10));
        Assert.True(bench.Card.Read(CardRegisters.LineHeldAt(FeedLines.A)) > 0 && bench.Card.Read(CardRegisters.LineHeldAt(FeedLines.B)) > 0);
        // Nothing reaches the book sooner than a direct release, and many messages are one.
        Assert.Equal(0, check.Latency.Take(DirectLatency).Sum());
        Assert.True(check.Latency[DirectLatency] > check.Compared / 4, $"only {check.Latency[DirectLatency]} of {check.Compared} were released directly");
        output.WriteLine($"{messages.Length} messages, {lost} packets lost, {lines.Sum(l => l.Frames)} frames; A first {bench.Card.Read(CardRegisters.LineFirstAt(0))}, "
            + $"B first {bench.Card.Read(CardRegisters.LineFirstAt(1))}; {check.Latency[DirectLatency]} of {check.Compared} BOOK records direct");
    }

    [RtlFact]
    public void EverySkewOfEqualLines_ReleasesEveryMessageDirectly()
    {
        int seed = TestLength.Seed;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        SymbolWindow[] symbols = SixteenSymbols.Windows;
        using var bench = new CardBench(FeedSettings.Default, symbols, record: true);
        var dense = new DenseItch(symbols, random);
        var messages = dense.Opening().ToList();
        int[] skews = [.. Enumerable.Range(-60, 121), .. Enumerable.Range(0, 30).Select(_ => random.Next(-1_200, 1_200))];
        int opening = messages.Count;
        messages.AddRange(dense.Bursts(skews.Length * 40, 60));
        messages = messages[..(opening + (skews.Length * 40))];
        var check = new ReleasedStream(bench, symbols, messages, 1);
        LineClock[] lines = [new(bench, FeedLines.A), new(bench, FeedLines.B)];
        for (int n = 0; n <= skews.Length; n++)
        {
            (int from, int end, int skew) = n == 0 ? (0, opening, 0) : (opening + ((n - 1) * 40), opening + (n * 40), skews[n - 1]);
            ulong start = bench.Card.Cycle + 2_000;
            for (int at = from; at < end;)
            {
                MessageRange packet = MessageRange.Fitting(messages, at, end, 20);
                byte[] payload = packet.Packet(bench.Feed.Session, 1, messages);
                lines[0].Send(payload, start);
                lines[1].Send(payload, (ulong)((long)start + skew));
                start += 600;
                at = packet.End;
            }

            Run(bench, check, Math.Max(lines[0].Free, lines[1].Free));
            bench.Drain(check.Take);
        }

        check.Finish($"seed {seed}", bench);
        Assert.Equal((uint)messages.Count, First(bench));
        Assert.Equal(check.Compared, check.Latency[DirectLatency]);
        Assert.False(check.GapShown);
        uint late = bench.Card.Read(CardRegisters.LineLateAt(0)) + bench.Card.Read(CardRegisters.LineLateAt(1));
        long skewed = Enumerable.Range(0, 16).Sum(k => (long)bench.Card.Read(CardRegisters.SkewAAt(k)) + bench.Card.Read(CardRegisters.SkewBAt(k)));
        Assert.Equal(((uint)messages.Count, (long)messages.Count), (late, skewed));
        output.WriteLine($"{skews.Length} skews, {messages.Count} messages, each {DirectLatency} cycles from its last byte to the book");
    }

    private static uint First(CardBench bench) => (uint)Enumerable.Range(0, FeedLines.Count).Sum(n => bench.Card.Read(CardRegisters.LineFirstAt(n)));

    /// <summary>Sends a part of the stream on both lines; every message is in at least one packet that arrives. Returns packets lost.</summary>
    private static int Epoch(CardBench bench, LineClock[] lines, byte[][] messages, int at, int end, ulong start, Random random)
    {
        int loss = random.Next(3) switch { 0 => 0, 1 => 10, _ => 40 };
        var plans = new List<MessageRange>[2];
        bool[] arrives = new bool[end - at];
        int lost = 0;
        for (int n = 0; n < 2; n++)
        {
            List<MessageRange> packets = MessageRange.Cut(messages, at, end, random);
            plans[n] = packets.FindAll(_ => random.Next(100) >= loss);
            lost += packets.Count - plans[n].Count;
            plans[n].ForEach(p => Array.Fill(arrives, true, p.At - at, p.Count));
        }

        // What both lost comes once more, on one of them, as a venue would send it again.
        int again = random.Next(2);
        for (int n = at; n < end;)
        {
            int missing = n;
            while (missing < end && !arrives[missing - at])
            {
                missing++;
            }

            if (missing > n)
            {
                MessageRange packet = MessageRange.Fitting(messages, n, missing);
                plans[again].Add(packet);
                n = packet.End;
            }
            else
            {
                n++;
            }
        }

        int skew = random.Next(4) == 0 ? random.Next(-900, 900) : random.Next(-200, 201);
        for (int n = 0; n < 2; n++)
        {
            ulong when = n == 0 ? start : (ulong)((long)start + skew);
            foreach (MessageRange packet in plans[n])
            {
                when = lines[n].Send(packet.Packet(bench.Feed.Session, 1, messages), when);
                when += (ulong)(random.Next(5) == 0 ? random.Next(400) : 0);
            }
        }

        return lost;
    }

    /// <summary>Runs until shortly before a cycle, taking records on the way.</summary>
    private static void Run(CardBench bench, ReleasedStream check, ulong until)
    {
        while (bench.Card.Cycle + Lead < until)
        {
            bench.Card.Run(Math.Min(2_000, until - Lead - bench.Card.Cycle));
            bench.Take(check.Take);
        }
    }
}
