using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests;

/// <summary>RTL = model on random streams, event for event.</summary>
public sealed class RandomStreamTests(ITestOutputHelper output)
{
    private const int Messages = 220_000;
    private const int Batch = 400;

    internal static readonly SymbolWindow[] Symbols =
    [
        new("AAAA", 1_000_000, 100), new("BBBB", 50_000, 1), new("CCCC", 7_000_000, 48), new("DDDD", 300_000, 65_535),
    ];

    [RtlFact]
    public void TwoHundredThousandRandomMessages_GiveEqualEvents()
    {
        int seed = TestLength.Seed;
        output.WriteLine($"seed {seed}");
        using var twin = new FeedTwin(Symbols, record: true);
        var random = new Random(seed);
        var stream = new RandomItch(seed, Symbols, twin.Window, faults: 0.0004);
        twin.Send([.. stream.Opening()], random);
        int clears = 0;
        for (int sent = 0; sent < Messages; sent += Batch)
        {
            twin.Send([.. Enumerable.Range(0, Batch).Select(_ => stream.Next())], random);
            twin.Compare($"after {sent + Batch} messages, seed {seed}");
            if (Enumerable.Range(0, Symbols.Length).Any(n => twin.Model.Book.Stale(n) != Model.StaleReason.None))
            {
                // A stale symbol is frozen: clear, as a host would, so that the stream goes on to mean something.
                twin.Clear(twin.Bench.NextSequence);
                stream.ForgetOrders();
                clears++;
            }
        }

        twin.CompareCounters();
        output.WriteLine($"{twin.Compared} records equal, {clears} clears");
        Assert.True(twin.Compared > Messages, $"only {twin.Compared} records");
        Assert.True(clears > 10, "the faults were not reached");
    }
}
