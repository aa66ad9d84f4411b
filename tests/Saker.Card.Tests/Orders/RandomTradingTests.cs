using Saker.Card.Bench;
using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>RTL = model = venue on random books and a venue that races: every quote, order, verdict and fill.</summary>
public sealed class RandomTradingTests(ITestOutputHelper output)
{
    private const int LeastOrders = 12_000;
    private const int TurnsOfAnEpoch = 250, SwapOneIn = 40;

    private static readonly SlotParameters Parameters = new()
    {
        Qty = 120, HalfBid = 300, HalfAsk = 420, Skew = 500, Hysteresis = 1, InventoryCap = 700, MaxDistance = ushort.MaxValue,
        Micro = [.. Enumerable.Range(0, 32).Select(i => (short)(((i % 8) * 60) - 210))],
    };

    private static readonly SlotControls Controls = new(150, 6, 500);

    [RtlFact]
    public void RandomTrading_EqualsTheModelAndTheVenue()
    {
        int seed = TestLength.Seed;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var bench = new TradingBench(Parameters, Controls);
        bench.Peer.Segments = [];
        int window = 1 << (int)new CapsValue(bench.Card.Read(CardRegisters.Caps)).LadderLog2;
        var twin = new OrderTwin(Parameters, Controls, window, bench.Peer.Line.FirstUrn) { Mode = SlotMode.Active };
        var flow = new BookFlow(bench.Book, window, random);
        var venue = new RacingVenue(bench, random);
        var host = new RecordingHost(bench);
        bench.Mode(SlotMode.Active);
        int epochs = 0, kills = 0, pairs = 0;
        while (twin.Sent < LeastOrders)
        {
            if (bench.Killed)
            {
                host.Arm();
            }

            int killAt = random.Next(8) == 0 ? random.Next(TurnsOfAnEpoch) : -1;
            for (int turn = 0; turn < TurnsOfAnEpoch; turn++)
            {
                for (int n = random.Next(3); n > 0; n--)
                {
                    bench.Feed.SendMessage(flow.Next(), (uint)random.Next(12, 80));
                }

                bench.Card.Run((ulong)random.Next(5, 120));
                venue.Turn(active: true);
                if (random.Next(SwapOneIn) == 0)
                {
                    Assert.True(host.Swap(Other(random), () => venue.Turn(active: true)), "a whole bank was refused");
                }

                if (turn == killAt)
                {
                    bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualConsole);
                    kills++;
                }
            }

            Rest(bench, venue, flow);
            string when = $"in epoch {epochs++}, seed {seed}";
            twin.Replay(bench.Feed.Records(), host.Take());
            twin.NothingLeftToDo(when, (uint)bench.Card.Cycle);
            Compare(bench, twin, when);
            pairs += ComparePairs(bench, twin, when);
            Mode(bench, twin, venue, flow, random);
        }

        output.WriteLine($"{twin.Sent} sent, {twin.Refused} refused, {twin.Quotes} quotes, {twin.Venues} venue messages, {epochs} epochs, {kills} kills, {bench.Card.Cycle} cycles");
        output.WriteLine(string.Join(", ", twin.Verdicts.Select(v => $"{v.Key}: {v.Value}")));
        output.WriteLine($"fills during a replace {twin.Races.FillsDuringReplace}, after a cancel {twin.Races.FillsAfterCancel}, replaces rejected {twin.Races.ReplacesRejected}");
        Assert.True(twin.Races.FillsDuringReplace > 20 && twin.Races.FillsAfterCancel > 20 && twin.Races.ReplacesRejected > 20, "the races were not reached");
        output.WriteLine($"{pairs} pairs, {twin.Pairs.SecondsRefused} seconds refused, {twin.Pairs.BehindCancels} behind a cancel");
        Assert.True(pairs > LeastOrders / 50 && twin.Pairs.SecondsRefused > 20, "pairs were hardly reached");
        output.WriteLine($"{twin.Swaps} swaps, {twin.QuotesAgain} quotes decided again");
        Assert.True(twin.Swaps > 50 && twin.QuotesAgain > 1_000, "banks were hardly swapped");
        Assert.True(kills > 3, "the latch was hardly closed");
        Assert.True(bench.Venue.Executed > 10_000, "hardly anything was executed");
        Assert.True(bench.Feed.OrderEntryCounter(CntOeIndex.UnknownUrn) > 10, "no answer came too late");
        Assert.Contains(twin.Verdicts.Keys, v => v.HasFlag(Verdict.Position));
        Assert.Contains(twin.Verdicts.Keys, v => v == Verdict.Aggregate);
    }

    /// <summary>Parameters like those of the start, each a little different.</summary>
    private static SlotParameters Other(Random random) => Parameters with
    {
        Qty = random.Next(4) == 0 ? 90u : Parameters.Qty, HalfBid = random.Next(200, 600), HalfAsk = random.Next(200, 600), Skew = random.Next(-100, 1_000), Hysteresis = (ushort)random.Next(4),
        InventoryCap = (uint)random.Next(300, 900),
    };

    /// <summary>Feed and venue fall silent; nothing is under way any more.</summary>
    private static void Rest(TradingBench bench, RacingVenue venue, BookFlow flow)
    {
        while (flow.Owed != 0)
        {
            bench.Feed.SendMessage(flow.Next());
        }

        int quiet = 0;
        while (quiet < 3)
        {
            bench.Card.Run(300);
            bench.Card.RunIdle();
            bool moved = bench.Peer.Poll() || bench.Peer.Packets.Count != 0;
            venue.Turn(active: false);
            quiet = moved || venue.Busy ? 0 : quiet + 1;
        }
    }

    private static void Compare(TradingBench bench, OrderTwin twin, string when)
    {
        Assert.True(twin.Orders.Position(0) == bench.Position, $"position {when}: model {twin.Orders.Position(0)}, card {bench.Position}");
        Assert.True(bench.Venue.Position == bench.Position, $"position {when}: venue {bench.Venue.Position}, card {bench.Position}");
        Assert.True(bench.OpenBuy == twin.Orders.WorstOpen(0, 0), $"open buy {when}: model {twin.Orders.WorstOpen(0, 0)}, card {bench.OpenBuy}");
        Assert.True(bench.OpenSell == twin.Orders.WorstOpen(0, 1), $"open sell {when}: model {twin.Orders.WorstOpen(0, 1)}, card {bench.OpenSell}");
        Assert.True(bench.Venue.Open(true) == bench.OpenBuy, $"open buy {when}: venue {bench.Venue.Open(true)}, card {bench.OpenBuy}");
        Assert.True(bench.Venue.Open(false) == bench.OpenSell, $"open sell {when}: venue {bench.Venue.Open(false)}, card {bench.OpenSell}");
        Assert.True(bench.Orders == twin.Orders.OpenOrders && bench.Orders == bench.Venue.Live.Count, $"orders {when}: model {twin.Orders.OpenOrders}, card {bench.Orders}, venue {bench.Venue.Live.Count}");
        Assert.True(bench.Card.Read(CardRegisters.OeLastUrn) == twin.Orders.LastUrn, $"last user reference {when}");
        Assert.True(bench.Card.Read(CardRegisters.SlotSentAt(0)) == twin.Sent, $"sent {when}: {bench.Card.Read(CardRegisters.SlotSentAt(0))}, records {twin.Sent}");
        Assert.True(bench.Venue.Requests.Values.Sum() == twin.Sent, $"requests {when}: venue {bench.Venue.Requests.Values.Sum()}, records {twin.Sent}");
        Assert.True(bench.Card.Read(CardRegisters.SlotRefusedAt(0)) == twin.Refused, $"refused {when}");
        Assert.True(bench.Feed.OrderEntryCounter(CntOeIndex.UnknownUrn) == twin.Orders.UnknownUrn, $"unknown references {when}");
        Assert.True(bench.Card.Read(CardRegisters.OeRcvNxt) == bench.Peer.Next, $"received stream {when}");
        Assert.True(bench.Card.Read(CardRegisters.OeSndNxt) == bench.Peer.Expected, $"sent stream {when}");
        Assert.Equal(0u, bench.Card.Read(CardRegisters.RingLost));
        Assert.Equal((twin.Killed, twin.Appliance.Mode), (bench.Killed, bench.ApplianceMode));
    }

    /// <summary>The segments that held two orders on the wire are those of the pairs among the records.</summary>
    private static int ComparePairs(TradingBench bench, OrderTwin twin, string when)
    {
        uint[] wire = [.. bench.Peer.Segments!.Where(s => OrderPair.Check(s.Payload)).Select(s => (uint)s.StartCycle)];
        Assert.True(twin.Pairs.Starts.SequenceEqual(wire), $"pairs {when}: records {string.Join(' ', twin.Pairs.Starts.Except(wire))}, wire {string.Join(' ', wire.Except(twin.Pairs.Starts))}");
        bench.Peer.Segments = [];
        twin.Pairs.Starts.Clear();
        return wire.Length;
    }

    /// <summary>Now and then another mode or another limit, while nothing moves: causes of their own.</summary>
    private static void Mode(TradingBench bench, OrderTwin twin, RacingVenue venue, BookFlow flow, Random random)
    {
        SlotMode mode = random.Next(24) switch { 0 => SlotMode.Halted, 1 => SlotMode.Off, < 4 => SlotMode.Reducing, _ => SlotMode.Active };
        if (mode != twin.Mode)
        {
            bench.Mode(mode);
            twin.Mode = mode;
            Rest(bench, venue, flow);
            twin.Replay(bench.Feed.Records());
        }

        twin.Controls = Controls with { Collar = (ushort)random.Next(3, 10), MaxQty = random.Next(30) == 0 ? 100u : 150u };
        bench.Limit(twin.Controls);
        twin.Aggregate.Most = random.Next(3) == 0 ? (uint)random.Next(100, 600) : uint.MaxValue;
        bench.SymbolMost(twin.Aggregate.Most);
    }
}
