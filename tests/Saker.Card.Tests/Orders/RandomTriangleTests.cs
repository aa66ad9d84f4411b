using Saker.Card.Bench;
using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>RTL = model on random books of the three symbols of a triangle: docs/card.md section 13.2.</summary>
public sealed class RandomTriangleTests(ITestOutputHelper output)
{
    private const int TurnsOfAnEpoch = 300, Dense = 4, BehindOneIn = 40, Legs = 3;

    [RtlFact]
    public void RandomTriangles_EqualTheModel()
    {
        int seed = TestLength.Seed, epochs = TestLength.Of(24, 400);
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var bench = new TakerBench(TriangleRig.Slots(560, 440));
        var twin = new TriangleTwin(bench.Window);
        BookFlow[] flows = [.. bench.Books.Select(b => new BookFlow(b, bench.Window, random))];
        var venue = new RacingVenue(bench.Trading, random);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            SlotParameters[] slots = Slots(flows, random, (LegAct)(epoch % 3));
            for (int n = 0; n < Legs; n++)
            {
                bench.Trading.Mode(SlotMode.Halted, n);
                bench.Trading.Card.Write(CardRegisters.SlotClearAt(n), bench.Trading.Card.Read(CardRegisters.SlotTripsAt(n)));
                bench.Rewrite(slots[n], n);
            }

            for (int n = 0; n < Legs; n++)
            {
                bench.Trading.Mode(SlotMode.Active, n);
            }

            Assert.Empty(TakerBench.Orders(bench.Records()));
            twin.Bank(slots);
            for (int turn = 0; turn < TurnsOfAnEpoch; turn++)
            {
                for (int n = random.Next(4); n > 0; n--)
                {
                    bench.Trading.Feed.SendMessages([.. Enumerable.Range(0, random.Next(4) == 0 ? Dense : 1).Select(_ => flows[random.Next(Legs)].Next())], (uint)random.Next(12, 80));
                }

                if (random.Next(BehindOneIn) == 0)
                {
                    // All books are stale, and come back with the next message: their tops of book follow each other cycle by cycle.
                    bench.Trading.Card.RunIdle();
                    bench.Trading.Feed.Expect(bench.Trading.Feed.NextSequence);
                }

                bench.Trading.Card.Run((ulong)random.Next(5, 200));
                venue.Turn(active: false);
            }

            venue.Rest(bench.Trading);
            try
            {
                twin.Replay(bench.Records());
            }
            catch (Xunit.Sdk.XunitException e)
            {
                Assert.Fail($"epoch {epoch}, seed {seed}: {e.Message}");
            }

            Assert.Equal(Enumerable.Range(0, Legs).Select(twin.Orders.Position), Enumerable.Range(0, Legs).Select(bench.Position));
        }

        output.WriteLine($"{twin.Shots} shots, {twin.Forward} forward, {twin.NotReady} not ready, {twin.Doubtful} near an edge, {twin.Overtaken} overtaken, {twin.Owed} decisions of what is owed, {twin.Tripped} trips, {twin.Orderless} wants without an order");
        Assert.True(twin.Shots > epochs * 2 && twin.Forward > epochs / 2 && twin.Shots - twin.Forward > epochs / 2, "hardly anything was taken");
        Assert.True(twin.Owed > epochs / 2 && twin.Tripped > epochs / 4 && twin.NotReady > epochs, "hardly anything went wrong");
        Assert.True(twin.Orderless < epochs, "wants were left standing");
        Assert.True(twin.Doubtful < twin.NotReady + twin.Shots, "everything was near an edge");
    }

    /// <summary>Rates about what the books stand at, so that a tick of one of them decides.</summary>
    private static SlotParameters[] Slots(BookFlow[] flows, Random random, LegAct act)
    {
        double Price(int n) => TriangleRig.Price(n, flows[n].Middle);
        double fair = Price(0) * Price(1) / Price(2);
        uint Rate(int sign) => (uint)(fair * (1 + (sign * random.Next(-2, 9) * 1e-4)));
        SlotParameters Leg(byte symbol) => TradingBench.Plain with
        {
            Symbol = symbol, Take = Take.Leg, Lead = 2, Qty = (uint)random.Next(1, 90), Slip = (ushort)random.Next(5), InventoryCap = random.Next(4) == 0 ? 400u : 1_000_000,
        };
        return
        [
            Leg(0),
            Leg(1),
            Leg(2) with { Take = Take.Triangle, Lead = 0, LegX = 0, LegY = 1, Theta = (uint)random.Next(1, 500), RateSell = Rate(1), RateBuy = Rate(-1), LegAct = act },
        ];
    }
}
