using Saker.Card;
using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Symbol = Saker.Wire.Symbol;

namespace Saker.Cli.Tests.Simulate;

/// <summary>What a message costs the engine and the ledger. No garbage collection falls into a run, for each moves the thread's count by the rest of a buffer (up to 8 KB); so no other test runs beside these.</summary>
[Collection(Alone)]
public sealed class SimulationCostTests
{
    private const string Alone = "allocations are counted";
    private const int Steps = 4_000, MessagesOfRound = 4, SmallestObject = 24;

    /// <summary>Bytes that a run may allocate before the runtime collects; a run takes 7 MB.</summary>
    private const long Room = 32L << 20;

    private static readonly SignalWindows Windows = new()
    {
        Window = 8, Burst = 4, Sample = 4, KFast = 2, KSlow = 4, VpinVolume = 100, VpinBuckets = 8, RefillTime = 1_000, FlickerTime = 1_000, FlickerQty = 10, IcebergTime = 1_000,
    };

    /// <summary>A run allocates for its book and its files; four times the messages allocate no more.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_message_costs_no_allocation(bool gates)
    {
        using TestCapture once = Market(1), often = Market(4);
        // In turns, and the least of many runs: the runtime allocates for itself now and then while code is new.
        (long Bytes, long Fills)[][] runs = [.. Enumerable.Range(0, 15).Select(_ => new[] { Run(once, gates), Run(often, gates) })];
        (long first, long fills) = runs.Select(r => r[0]).Min();
        (long second, long more) = runs.Select(r => r[1]).Min();
        Assert.True(fills > 1_000 && more > 2 * fills, $"{fills} and {more} fills");
        // The runtime's own few objects stay below this: the smallest has 24 bytes, so one in a thousand of the messages would be seen.
        Assert.InRange(second - first, -SmallestObject * 3 * MessagesOfRound * Steps / 1_000, SmallestObject * 3 * MessagesOfRound * Steps / 1_000);
    }

    /// <summary>No other test runs beside these.</summary>
    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class Counted;

    private static (long Bytes, long Fills) Run(TestCapture capture, bool gates)
    {
        var parameters = new SlotParameters { Qty = 10, HalfBid = 256, HalfAsk = 256, InventoryCap = 1_000_000, MaxDistance = 100 };
        SlotParameters gated = parameters with { NeedBid = 1u << (int)SignalGate.Spread, NeedTight = 1u << (int)SignalGate.Burst };
        SignalParameters? signals = gates ? new SignalParameters { Windows = Windows }.With(SignalGate.Spread, 61, above: false) : null;
        var request = new SimulationRequest(Symbol.Of("TEST"), null, gates ? gated : parameters, new SlotControls(1_000, 1_000, 1_000_000), signals);
        using var ledger = new SimulationLedger(1, orders: null);
        Assert.True(GC.TryStartNoGCRegion(Room), "no room for a run without a collection");
        long before = GC.GetAllocatedBytesForCurrentThread();
        new ModelSimulationEngine().Run(new ItchSource(capture.File), request, ledger);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.EndNoGCRegion();
        return (bytes, ledger.Count(PaperAct.Fill));
    }

    /// <summary>A market that wanders between few prices.</summary>
    private static TestCapture Market(int times)
    {
        var book = new BookMessages(new SymbolWindow("TEST", 1_000_000, 100), 7);
        List<byte[]> messages = [.. book.Opening(), book.Add(Side.Buy, 2_000, 1), book.Add(Side.Sell, 2_060, 1)];
        for (int n = 0; n < Steps * times; n++)
        {
            int level = 2_020 + (n % 7);
            messages.Add(book.Add(Side.Buy, level, 30));
            ulong bid = book.Last;
            messages.Add(book.Add(Side.Sell, level + 2, 30));
            messages.Add(book.Execute(bid, 30));
            messages.Add(book.Delete(book.Last));
        }

        return TestCapture.Binary(messages);
    }
}
