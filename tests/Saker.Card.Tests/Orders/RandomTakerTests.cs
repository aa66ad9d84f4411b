using Saker.Card.Bench;
using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>RTL = model on random books of two symbols, of which one leads: docs/card.md section 13.1.</summary>
public sealed class RandomTakerTests(ITestOutputHelper output)
{
    private const int TurnsOfAnEpoch = 300, Dense = 4, BehindOneIn = 40;
    private const ulong Later = 1_000_000;
    private const byte Untracked = 200;

    [RtlTheory]
    [InlineData(0)]
    [InlineData(1)]
    public void RandomLeadLag_EqualsTheModel(byte own)
    {
        int seed = TestLength.Seed, epochs = TestLength.Of(12, 200);
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var bench = new TakerBench(new SlotParameters { Take = Take.LeadLag, Symbol = own, Lead = (byte)(1 - own) });
        CardClock clock = CardClock.Set(bench.Trading, CardBringUp.Now(bench.Trading.Card) + Later);
        bench.Trading.Peer.Log = [];
        bench.Forget();
        var twin = new LeadLagTwin(clock, bench.Window, CardBench.ShapeOf(bench.Trading.Card).NumSymbols);
        BookFlow[] flows = [.. bench.Books.Take(2).Select(b => new BookFlow(b, bench.Window, random))];
        var venue = new RacingVenue(bench.Trading, random);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            SlotParameters p = Parameters(own, random);
            bench.Trading.Mode(SlotMode.Halted);
            bench.Rewrite(p, 0);
            bench.Trading.Mode(SlotMode.Active);
            Assert.Empty(TakerBench.Orders(bench.Records()));
            twin.Bank(p);
            for (int turn = 0; turn < TurnsOfAnEpoch; turn++)
            {
                for (int n = random.Next(5); n > 0; n--)
                {
                    bench.Trading.Feed.SendMessages([.. Enumerable.Range(0, random.Next(4) == 0 ? Dense : 1).Select(_ => flows[random.Next(2)].Next())], (uint)random.Next(12, 80));
                }

                if (random.Next(BehindOneIn) == 0)
                {
                    // All books are stale, and come back with the next message: their tops of book follow each other cycle by cycle.
                    bench.Trading.Card.RunIdle();
                    bench.Trading.Feed.Expect(bench.Trading.Feed.NextSequence);
                }

                bench.Trading.Card.Run((ulong)random.Next(5, 120));
                venue.Turn(active: false);
            }

            venue.Rest(bench.Trading);
            try
            {
                twin.Replay(bench.Records(), new TakerLine(bench.Trading.Peer.Log));
            }
            catch (Xunit.Sdk.XunitException e)
            {
                Assert.Fail($"epoch {epoch}, seed {seed}: {e.Message}");
            }

            bench.Trading.Peer.Log = [];
            Assert.Equal((twin.Orders.Position(0), 0u, 0u), (bench.Trading.Position, bench.Trading.OpenBuy, bench.Trading.OpenSell));
        }

        output.WriteLine($"{twin.Decisions} decisions, {twin.Wants} wants, {twin.Taken} orders, {twin.AtOnce} of them at once, {twin.Overtaken} overtaken, position {twin.Orders.Position(0)}");
        Assert.True(twin.Taken > epochs * 5 && twin.AtOnce > epochs * 2, "hardly anything was taken");
        Assert.True(twin.Overtaken > epochs, "hardly anything was overtaken");
        Assert.True(twin.Wants > twin.Taken && twin.Decisions > 2 * twin.Wants, "nothing was wanted in vain");
    }

    private static SlotParameters Parameters(byte own, Random random) =>
        TradingBench.Plain with
        {
            Symbol = own, Take = Take.LeadLag, Lead = random.Next(12) == 0 ? Untracked : (byte)(1 - own), Qty = (uint)random.Next(1, 90),
            Beta = random.Next(4) == 0 ? random.Next(-9_000, 0) : random.Next(1, 9_000), Theta = random.Next(16) == 0 ? 0 : (uint)random.Next(1, 900),
            Anchor = random.Next(3) == 0 ? 0 : (uint)random.Next(1, 40), Slip = (ushort)random.Next(5), InventoryCap = random.Next(3) == 0 ? (uint)random.Next(50, 500) : 1_000_000,
        };
}
