using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>A slot in SHADOW: paper orders, their verdicts and their fills, and nothing on the wire. docs/card.md section 12.</summary>
public sealed class ShadowTests(ITestOutputHelper output)
{
    // Everything that a message causes on paper is done by then.
    private const ulong Settled = 200;
    private const int Bid = 500, Ask = 502;

    private static readonly SlotParameters AtTheBest = TradingBench.Plain with { Qty = 50, HalfBid = 256, HalfAsk = 256, Hysteresis = 100 };

    [RtlFact]
    public void TheQueue_BringsAFill_OnlyWhenAllAheadHasTraded()
    {
        using TradingBench bench = Shadow(AtTheBest);
        // Ahead 100, buy 50.
        Tell(bench, bench.Book.Add(Side.Buy, Bid, 100));
        ulong resting = bench.Book.Last;
        PaperRecord[] first = Tell(bench, bench.Book.Add(Side.Sell, Ask, 100));
        PaperRecord buy = Assert.Single(first, r => r.Side == 0);
        Assert.Equal((PaperAct.New, 50u, 50u, 100u, (ushort)Bid), (buy.Act, buy.Qty, buy.Open, buy.Ahead, buy.Idx));
        Tell(bench, bench.Book.Add(Side.Buy, Bid, 100));
        // A sell of 80: 20 are ahead. One of 30: 10 reach the order.
        Assert.DoesNotContain(Tell(bench, bench.Book.Execute(resting, 80)), r => r.Side == 0);
        Assert.DoesNotContain(Tell(bench, bench.Book.Execute(resting, 20)), r => r.Side == 0);
        PaperRecord fill = Assert.Single(Tell(bench, bench.Book.Execute(bench.Book.Last, 10)), r => r.Act == PaperAct.Fill);
        Assert.Equal((10u, 40u, 0u, 10), (fill.Qty, fill.Open, fill.Ahead, fill.Position));
        Assert.Equal((0, 0u), (bench.Position, bench.Card.Read(CardRegisters.SlotSentAt(0))));
    }

    [RtlFact]
    public void ATradeThatReachesPartOfTheOrder_FillsThatPart()
    {
        using TradingBench bench = Shadow(AtTheBest);
        Tell(bench, bench.Book.Add(Side.Buy, Bid, 100));
        ulong resting = bench.Book.Last;
        Tell(bench, bench.Book.Add(Side.Sell, Ask, 100));
        Tell(bench, bench.Book.Cancel(resting, 80));
        Tell(bench, bench.Book.Add(Side.Buy, Bid, 500));
        ulong behind = bench.Book.Last;
        // 20 ahead, 30 trade: 10.
        Tell(bench, bench.Book.Execute(resting, 20));
        PaperRecord fill = Assert.Single(Tell(bench, bench.Book.Execute(behind, 10)), r => r.Act == PaperAct.Fill);
        Assert.Equal((10u, 40u), (fill.Qty, fill.Open));
    }

    [RtlTheory]
    [InlineData(20261122, true)]
    [InlineData(4711, false)]
    public void OnRandomStreams_CardAndModelDoTheSame(int seed, bool armed)
    {
        int messages = TestLength.Of(2_500, 100_000);
        output.WriteLine($"seed {seed}, {messages} messages");
        var random = new Random(seed);
        SlotParameters parameters = TradingBench.Plain with
        {
            Qty = 120, HalfBid = 300, HalfAsk = 280, Skew = 900, Hysteresis = 2, InventoryCap = 2_000, MaxDistance = 5, MinEdge = 200,
            StepPosition = [200, 600, 0], StepQty = [80, 40, 0], Micro = [.. Enumerable.Range(0, 32).Select(n => (short)random.Next(-120, 120))],
        };
        var controls = new SlotControls(1_000, 6, 900);
        using var bench = new TradingBench(parameters, controls);
        if (armed)
        {
            bench.Arm();
        }

        bench.Mode(SlotMode.Shadow);
        var sink = new Kept();
        var replay = new ShadowReplay(CardBench.ShapeOf(bench.Card), new ShadowSetup(0, 1, new PriceWindow(TradingBench.Window.Base, TradingBench.Window.Tick), parameters, controls, null), sink);
        foreach (byte[] opening in bench.Book.Opening())
        {
            replay.Message(opening);
        }

        var flow = new BookFlow(bench.Book, CardBench.ShapeOf(bench.Card).Window, random);
        var told = new Dictionary<PaperAct, int>();
        for (int n = 0; n < messages; n++)
        {
            byte[] message = flow.Next();
            sink.Paper.Clear();
            replay.Message(message);
            PaperRecord[] card = [.. Tell(bench, message).Select(r => r with { Verdict = (ushort)((Verdict)r.Verdict & ShadowSlot.AboutTheOrder) })];
            Assert.True(card.SequenceEqual(sink.Paper), $"message {n} (seed {seed})\ncard  {string.Join("\n      ", card)}\nmodel {string.Join("\n      ", sink.Paper)}");
            foreach (PaperRecord r in card)
            {
                told[r.Act] = told.GetValueOrDefault(r.Act) + 1;
            }
        }

        output.WriteLine(string.Join(", ", told.Select(t => $"{t.Key} {t.Value}")));
        Assert.All(Enum.GetValues<PaperAct>(), act => Assert.True(told.GetValueOrDefault(act) > 5, $"{act} was hardly ever seen (seed {seed})"));
        Assert.Equal((0, 0u, 0u), (bench.Position, bench.Orders, bench.Card.Read(CardRegisters.SlotSentAt(0))));
        Assert.False(bench.Peer.Poll() && bench.Peer.Packets.Any(p => p.Type == Wire.SoupType.UnsequencedData), "Something of a slot in SHADOW left.");
    }

    [RtlFact]
    public void FromActiveToShadow_TheRestingQuotesAreCancelled_AndBackAgainTheOwnPositionCounts()
    {
        using var bench = new TradingBench(AtTheBest with { Skew = 65_536 }, TradingBench.Wide);
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Tell(bench.Book.Add(Side.Buy, Bid, 100));
        ulong resting = bench.Book.Last;
        bench.Tell(bench.Book.Add(Side.Sell, Ask, 100));
        bench.Settle();
        Assert.Equal(2u, bench.Orders);
        bench.Mode(SlotMode.Shadow);
        bench.Settle();
        bench.Card.Run(Settled);
        Assert.Equal(0u, bench.Orders);
        uint sent = bench.Card.Read(CardRegisters.SlotSentAt(0));
        Tell(bench, bench.Book.Add(Side.Buy, Bid, 100));
        ulong behind = bench.Book.Last;
        Tell(bench, bench.Book.Execute(resting, 100));
        PaperRecord fill = Assert.Single(Tell(bench, bench.Book.Execute(behind, 20)), r => r.Act == PaperAct.Fill);
        Assert.Equal((20, sent), (fill.Position, bench.Card.Read(CardRegisters.SlotSentAt(0))));
        // 20 lots on paper moved the quotes by 20 ticks; of its own it has none.
        bench.Feed.Discard();
        bench.Mode(SlotMode.Active);
        bench.Settle();
        QuoteRecord last = bench.Feed.Records(EventType.Quote).Select(r => CardQuotes.Read(new QuoteEvent(r))).Last();
        Assert.Equal(0, last.Position);
    }

    private static TradingBench Shadow(SlotParameters parameters)
    {
        var bench = new TradingBench(parameters, TradingBench.Wide);
        bench.Mode(SlotMode.Shadow);
        return bench;
    }

    private static PaperRecord[] Tell(TradingBench bench, byte[] message)
    {
        bench.Feed.Discard();
        bench.Feed.SendMessage(message);
        bench.Card.Run(Settled);
        return [.. bench.Feed.Records(EventType.Paper).Select(r => CardPaper.Read(new PaperEvent(r)))];
    }

    private sealed class Kept : IShadowSink
    {
        public List<PaperRecord> Paper { get; } = [];

        void IShadowSink.Quote(in QuoteRecord record)
        {
        }

        void IShadowSink.Paper(in PaperRecord record) => Paper.Add(record);
    }
}
