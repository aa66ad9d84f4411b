using Saker.Card.Bench;
using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Lines;

/// <summary>The wire as full as it can be, on both lines at once: nothing stalls, nothing is lost, the book is the model's.</summary>
public sealed class LineRateTests(ITestOutputHelper output)
{
    private const ulong Ahead = 3_000, Slice = 1_000;

    [RtlFact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public void FullPacketsBackToBackOnBothLines_LoseNothing()
    {
        int seed = TestLength.Seed, count = TestLength.Of(200_000, 1_000_000);
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        SymbolWindow[] symbols = SixteenSymbols.Windows;
        using var bench = new CardBench(FeedSettings.Default, symbols);
        var dense = new DenseItch(symbols, random);
        List<byte[]> messages = [.. dense.Opening(), .. dense.Bursts(count, 3_000)];
        var check = new ReleasedStream(bench, symbols, messages, 1);
        int skew = random.Next(-200, 201);
        uint[] good = [bench.Card.Read(CardRegisters.LineGoodAt(0)), bench.Card.Read(CardRegisters.LineGoodAt(1))];
        ulong begin = bench.Card.Cycle + Ahead;
        (LineClock Clock, int At)[] lines = [(new LineClock(bench, FeedLines.A), 0), (new LineClock(bench, FeedLines.B), 0)];
        while (lines[0].At < messages.Count || lines[1].At < messages.Count)
        {
            for (int n = 0; n < 2; n++)
            {
                (LineClock clock, int at) = lines[n];
                while (at < messages.Count && clock.Free < bench.Card.Cycle + Ahead)
                {
                    MessageRange packet = MessageRange.Fitting(messages, at, messages.Count);
                    ulong earliest = at == 0 ? (ulong)((long)begin + (n == 0 ? 0 : skew)) : 0;
                    ulong free = clock.Free;
                    ulong start = clock.Send(packet.Packet(bench.Feed.Session, 1, messages), earliest);
                    Assert.True(at == 0 || start == free, "the test left the wire idle");
                    at = packet.End;
                }

                lines[n].At = at;
            }

            bench.Card.Run(Slice);
            bench.Take(check.Take);
        }

        bench.Drain(check.Take);
        check.Finish($"seed {seed}", bench);
        ulong cycles = Math.Max(lines[0].Clock.Free, lines[1].Clock.Free) - begin;
        Assert.Equal((uint)messages.Count, bench.FeedCounter(CntFeedIndex.Messages));
        Assert.Equal((uint)messages.Count, bench.FeedCounter(CntFeedIndex.Duplicate));
        Assert.Equal(0u, bench.FeedCounter(CntFeedIndex.AfterGap));
        Assert.Equal(0u, bench.FeedCounter(CntFeedIndex.IgnoredStale));
        for (int n = 0; n < 2; n++)
        {
            Assert.Equal(0u, bench.Card.Read(CardRegisters.LineBeyondAt(n)));
            Assert.Equal(0u, bench.Card.Read(CardRegisters.LineLostAt(n)));
            Assert.Equal(good[n] + (uint)lines[n].Clock.Frames, bench.Card.Read(CardRegisters.LineGoodAt(n)));
        }

        int shortest = messages.Count(m => m.Length == Wire.ItchOrderDelete.Length);
        Assert.True(shortest > count / 3, $"only {shortest} messages of the least length");
        output.WriteLine($"skew {skew}: {messages.Count} messages ({shortest} of 19 bytes) in {cycles} cycles, {(double)cycles / messages.Count:F2} a message, {check.Compared} BOOK records equal");
    }
}
