using Saker.Card.Bench;
using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>The skew from the variance: docs/card.md section 6.2.</summary>
public sealed class VarianceSkewTests(ITestOutputHelper output)
{
    private const int FirstMessages = 200, Rounds = 1_000, Batch = 50;
    private const int ShadowMessages = 300;
    private const ushort Other = 99;
    private const uint Held = 50, Deep = 100_000;

    // From the update to the quote that a variance opens: with another skew, and with the one that stands already.
    private const uint AgainAfterUpdate = 25, AgainAfterSame = 20;

    // From an update to the last book that is decided by the skew before it.
    private const uint MostWait = 40;

    // Two units of 1,024 ns; each horizon is known after 4 · 2^k of them.
    private const ulong PeriodNs = 2_048;
    private static readonly SignalWindows Windows = new() { Sample = 1, KFast = 1, KSlow = 2 };

    private static readonly SlotParameters Fast = TradingBench.Plain with { Qty = Held, Skew = -700, VarHorizon = VarHorizon.Fast, VarSkew = 3_000_000, Hysteresis = 1 };
    private static readonly SlotParameters Slow = TradingBench.Plain with { Qty = Held, Skew = 300, VarHorizon = VarHorizon.Slow, VarSkew = 5_000_000, Hysteresis = 1 };

    /// <summary>Nothing leaves: no venue message is under way, and every decision is by the variance of exactly the update that its cycle says.</summary>
    [RtlFact]
    public void EachDecision_IsByTheVarianceOfTheUpdate22CyclesBeforeItsBook()
    {
        int seed = TestLength.Seed;
        using TradingBench bench = Moving(seed, out BookFlow flow, out Random random);
        bench.Mode(SlotMode.Halted);
        bench.Settle();
        Load(bench, Fast, Slow);
        var run = new SkewRecord(Windows);
        run.Take(bench.Feed.Records());
        int window = CardBench.ShapeOf(bench.Card).Window;
        bench.Tell(bench.Book.Add(Wire.Side.Buy, window / 8, Deep));
        ulong deep = bench.Book.Last;
        int decided = 0, first = 0, last = 0, shut = 0, again = 0, halts = 0, lastOpen = 0, firstShut = 0;
        int[] of = new int[2];
        for (int round = 0; round < Rounds; round += Batch)
        {
            for (int n = 0; n < Batch; n++)
            {
                Period(bench, random);
                bench.Feed.SendMessages(n % 25 == 24 && flow.Owed == 0 ? Halt(bench.Book, deep, halts++ % 2 == 0) : [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => flow.Next())]);
                bench.Card.Run((ulong)random.Next(100));
                if (random.Next(10) == 0)
                {
                    bench.Banks.Swap(1 - bench.Banks.Running);
                }
            }

            foreach (Decision q in run.Take(bench.Feed.Records()))
            {
                SlotParameters p = q.Bank == 0 ? Fast : Slow;
                uint at = SkewRecord.BookCycle(q);
                int update = run.UpdateFor(at);
                SlotSkew skew = run.SkewFor(at, p);
                QuoteRecord model = run.Model(q, p, window, skew);
                Assert.True(model == q.Quote, $"QUOTE of cycle {q.Cycle}, again {q.Again}, bank {q.Bank}, by update {update} of cycle {run.Updates[update].Cycle}, {run.Updates[update].Variances}, seed {seed}\nmodel {model}\ncard  {q.Quote}\n{Around(run, at)}");
                decided++;
                of[q.Bank]++;
                again += q.Again ? 1 : 0;
                shut += skew.Counts ? 0 : 1;
                first += !q.Again && at - run.Updates[update].Cycle == SkewRecord.BookAfterUpdate && SlotSkew.Of(p, run.Updates[update - 1].Variances) != skew ? 1 : 0;
                if (SinceEnd(run, at, p) is { } ended && run.Model(q, p, window, skew with { Counts = true }).BidEn != 0)
                {
                    lastOpen += ended == SkewRecord.BookAfterEnd - 1 ? 1 : 0;
                    firstShut += ended == SkewRecord.BookAfterEnd ? 1 : 0;
                }

                int next = run.UpdateFor(at + 1);
                last += !q.Again && next != update && SlotSkew.Of(p, run.Updates[next].Variances) != skew ? 1 : 0;
            }
        }

        output.WriteLine($"{decided} decisions, {again} again, {shut} without a variance; {first} in the first cycle of another skew, {last} in the last one before; {lastOpen} in the last cycle of one that ends, {firstShut} in the first behind it; {of[0]} and {of[1]} by each bank; {bench.Card.Cycle} cycles; seed {seed}");
        Assert.True(new[] { first, last, shut }.Min() > 10 && lastOpen > 0 && firstShut > 0 && of.Min() > 500 && again > 50, "hardly anything was seen");
        Assert.Equal(0u, bench.Card.Read(CardRegisters.RingLost));
    }

    /// <summary>A variance opens both sides by itself, some cycles behind its update, and what restarts the signals closes them again.</summary>
    [RtlTheory]
    [InlineData(VarHorizon.Fast, 1)]
    [InlineData(VarHorizon.Slow, 1)]
    [InlineData(VarHorizon.Fast, 0)]
    public void WhenAVarianceComesToCount_AndWhenItEnds_TheBookIsDecidedAgain(VarHorizon horizon, int moves)
    {
        SlotParameters p = Fast with { VarHorizon = horizon };
        using TradingBench bench = Still(p);
        var run = new SkewRecord(Windows);
        var random = new Random(1);
        run.Holds(bench.Position);
        int window = CardBench.ShapeOf(bench.Card).Window, sent = 0;
        for (int life = 0; life < 2; life++)
        {
            Decision? opened = null;
            for (int first = sent; opened is null;)
            {
                Assert.True(sent - first < 30, "never known");
                List<Decision> told = Next(bench, run, random, moves, sent++);
                Assert.All(told.Where(q => !q.Again), q => Assert.Equal((0, 0), (q.Quote.BidEn, q.Quote.AskEn)));
                opened = told.SingleOrDefault(q => q.Again);
            }

            (uint update, Variances variances) = run.Updates[^1];
            SlotSkew skew = SlotSkew.Of(p, variances);
            output.WriteLine($"opened {opened.Cycle - update} cycles behind the update, S {skew.Value}");
            Assert.Equal((true, moves != 0), (skew.Counts, skew.Value != p.Skew));
            Assert.Equal(moves != 0 ? AgainAfterUpdate : AgainAfterSame, opened.Cycle - update);
            Assert.Equal(run.Model(opened, p, window, skew), opened.Quote);
            Assert.Equal((1, 1), (opened.Quote.BidEn, opened.Quote.AskEn));
            // Another S by itself decides nothing.
            for (int n = 0; n < 4; n++)
            {
                Decision only = Assert.Single(Next(bench, run, random, moves, sent++));
                Assert.Equal((false, 1, 1), (only.Again, only.Quote.BidEn, only.Quote.AskEn));
            }

            uint from = (uint)bench.Card.Cycle;
            bench.Card.Write(CardRegisters.SigRestartAt(0), 1);
            uint to = (uint)bench.Card.Cycle;
            Decision closed = Assert.Single(run.Take(bench.Feed.Records()));
            output.WriteLine($"closed {closed.Cycle - from} cycles behind the begin of a write of {to - from}");
            Assert.True(closed.Again && (int)(closed.Cycle - to) <= 8, $"closed {closed.Cycle - to} cycles behind the write");
            Assert.Equal((0, 0), (closed.Quote.BidEn, closed.Quote.AskEn));
            run.Restart();
        }
    }

    /// <summary>No variance, no quote: neither from a bank nor from an order that rests.</summary>
    [RtlTheory]
    [InlineData(1, "k")]
    [InlineData(2, "k")]
    [InlineData(1, "sample")]
    [InlineData(3, "")]
    public void WithoutAVarianceThatIsKnown_NothingIsWanted(int horizon, string missing)
    {
        SignalWindows windows = Windows with
        {
            KFast = missing == "k" && horizon == 1 ? (byte)0 : Windows.KFast, KSlow = missing == "k" && horizon == 2 ? (byte)0 : Windows.KSlow,
            Sample = missing == "sample" ? (byte)0 : Windows.Sample,
        };
        using TradingBench bench = Still(Fast with { VarHorizon = VarHorizon.None }, windows);
        // What the other bank says is written as it is: the range of VAR_HORIZON is the host's.
        bench.Banks.Write(1, Fast);
        bench.Card.Write(CardParameters.VarHorizon.Offset(0, 0, 1), (uint)horizon);
        bench.Banks.Seal(1);
        bench.Mode(SlotMode.Active);
        bench.Settle();
        Assert.Equal(2u, bench.Orders);
        bench.Banks.Swap(1);
        bench.Settle();
        Assert.Equal((1, 0u), (bench.Banks.Running, bench.Orders));
        var run = new SkewRecord(windows);
        var random = new Random(2);
        bench.Feed.Discard();
        for (int n = 0; n < 20; n++)
        {
            Assert.Equal((0, 0), Next(bench, run, random, 1, n).Select(q => ((int)q.Quote.BidEn, (int)q.Quote.AskEn)).Distinct().Single());
        }

        Assert.Equal((0u, missing == ""), (bench.Orders, run.Updates[^1].Variances is { FastKnown: true, SlowKnown: true }));
        bench.AgreesWithVenue();
    }

    /// <summary>Orders, fills and answers between: a skew waits while a venue message is under way, but never goes back, and what is decided is of one skew.</summary>
    [RtlFact]
    public void WithVenueMessagesUnderWay_EachDecisionIsByOneOfTheSkews_InTheirOrder()
    {
        int seed = TestLength.Seed;
        using TradingBench bench = Moving(seed, out BookFlow flow, out Random random);
        bench.Mode(SlotMode.Halted);
        bench.Settle();
        Load(bench, Fast, Slow);
        bench.Mode(SlotMode.Active);
        var run = new SkewRecord(Windows);
        run.Take(bench.Feed.Records());
        run.Holds(bench.Position);
        int window = CardBench.ShapeOf(bench.Card).Window, decided = 0, late = 0, fills = 0, latest = 0, open = 0;
        int standing = 0;
        for (int round = 0; round < Rounds / 2; round += Batch)
        {
            for (int n = 0; n < Batch; n++)
            {
                Period(bench, random);
                if (random.Next(4) != 0 && bench.Venue.Live.Values.FirstOrDefault(o => o.Buy != bench.Venue.Position > Held) is { } order)
                {
                    bench.Peer.Send(bench.Venue.Fill(order, (uint)random.Next(1, (int)order.Open + 1)));
                    fills++;
                }

                // So that one takes effect about when a skew comes to stand.
                bench.Card.Run((ulong)random.Next(40));
                bench.Feed.SendMessages([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => flow.Next())]);
                bench.Turn((ulong)random.Next(30, 120));
            }

            bench.Settle();
            foreach (Decision q in run.Take(bench.Feed.Records()))
            {
                uint at = SkewRecord.BookCycle(q);
                SlotSkew due = run.SkewFor(at, Fast);
                decided++;
                open += q.Quote.BidEn + q.Quote.AskEn;
                if (run.Model(q, Fast, window, due) == q.Quote)
                {
                    standing = run.UpdateFor(at);
                    continue;
                }

                // One that was due waits: an earlier one stands, not earlier than the last that did.
                int last = run.UpdateFor(at), by = Enumerable.Range(standing, last - standing).LastOrDefault(n => run.Model(q, Fast, window, run.SkewOf(n, Fast)) == q.Quote, -1);
                Assert.True(by >= 0, $"QUOTE of cycle {q.Cycle}, again {q.Again}, is of none of the updates {standing} to {last}, seed {seed}\nmodel {run.Model(q, Fast, window, due)}\ncard  {q.Quote}\n{Around(run, at)}\nvenue {string.Join(' ', run.Venue.Select(v => (int)(at - v)).Where(v => Math.Abs(v) < 100))}");
                standing = by;
                late++;
                uint waited = at - run.Updates[by + 1].Cycle;
                latest = Math.Max(latest, (int)waited);
                Assert.True(waited < MostWait && run.Venue.Exists(v => at - v < MostWait), $"QUOTE of cycle {q.Cycle} is by the skew before one of {waited} cycles ago, seed {seed}\nvenue {string.Join(' ', run.Venue.Select(v => (int)(at - v)).Where(v => Math.Abs(v) < 100))}");
            }
        }

        output.WriteLine($"{decided} decisions, {open} sides wanted, {fills} fills, {run.Venue.Count} venue messages; {late} by a skew that waited, {latest} cycles at most behind its update; seed {seed}");
        Assert.True(late > 0 && fills > 100 && open > decided / 2, "hardly anything was met");
        bench.AgreesWithVenue();
    }

    /// <summary>On paper: the same quotes, orders and fills as the model's with the same signals. The card's time is each message's.</summary>
    [RtlTheory]
    [InlineData(VarHorizon.Fast, 77)]
    [InlineData(VarHorizon.Slow, 78)]
    public void InShadow_CardAndModelDoTheSame(VarHorizon horizon, int seed)
    {
        var random = new Random(seed);
        SlotParameters p = Fast with { VarHorizon = horizon, Qty = 120, HalfBid = 300, HalfAsk = 280, Skew = 900, VarSkew = 500_000, Hysteresis = 2, InventoryCap = 2_000, MinEdge = 100 };
        using var bench = new TradingBench(p, TradingBench.Wide);
        Signals(bench);
        bench.Mode(SlotMode.Shadow);
        var paper = new Paper();
        var setup = new ShadowSetup(0, 1, new PriceWindow(TradingBench.Window.Base, TradingBench.Window.Tick), p, TradingBench.Wide, new SignalParameters { Windows = Windows });
        var replay = new ShadowReplay(CardBench.ShapeOf(bench.Card), setup, paper);
        foreach (byte[] opening in bench.Book.Opening())
        {
            replay.Message(opening);
        }

        // The first one wakes the symbol: its time is far beyond that of the card's start.
        bench.Card.StopTime(true);
        PaperRecord[] card = Told(bench, bench.Book.Trading('T'), replay, paper);
        var flow = new BookFlow(bench.Book, CardBench.ShapeOf(bench.Card).Window, random);
        int told = 0, fills = 0;
        for (int n = 0; n < ShadowMessages; n++)
        {
            card = Told(bench, flow.Next(), replay, paper);
            Assert.True(card.SequenceEqual(paper.Told), $"message {n} (seed {seed})\ncard  {string.Join("\n      ", card)}\nmodel {string.Join("\n      ", paper.Told)}");
            told += card.Length;
            fills += card.Count(r => r.Act == PaperAct.Fill);
        }

        output.WriteLine($"{told} acts, {fills} fills, S up to {paper.Most}, paper position {replay.Slot.Position}");
        Assert.True(told > 60 && fills > 10 && paper.Most > 2 * p.Skew, "hardly anything was done");
    }

    [RtlFact]
    public void ATakerIsShut_WhileTheVarianceOfItsBankDoesNotCount()
    {
        SlotParameters lead = TradingBench.Plain with { Take = Take.LeadLag, Lead = 1, Beta = 4_096, Theta = 256 };
        foreach (VarHorizon horizon in new[] { VarHorizon.None, VarHorizon.Slow })
        {
            using TakerBench bench = new(lead with { VarHorizon = horizon, VarSkew = 1_000 });
            bench.Open(0, 500, 504);
            bench.Open(1, 1_000, 1_020);
            bench.Forget();
            bench.Move(1, Wire.Side.Buy, 1_002);
            QuoteRecord quote = Assert.Single(TakerBench.Quotes(bench.Records())).Quote;
            Assert.Equal((horizon == VarHorizon.None ? 1 : 0, 8_192L), (quote.BidEn, quote.Edge));
            Assert.Equal(horizon == VarHorizon.None ? 1 : 0, bench.Entered().Count);
        }
    }

    private static PaperRecord[] Told(TradingBench bench, byte[] message, ShadowReplay replay, Paper paper)
    {
        const ulong Settled = 200;
        bench.Card.SetTime(Wire.ItchHead.Time(message).Nanoseconds / Doubt.UnitNs * Doubt.UnitNs);
        paper.Told.Clear();
        replay.Message(message);
        bench.Feed.SendMessage(message);
        bench.Card.Run(Settled);
        return [.. bench.Feed.Records(EventType.Paper).Select(r => CardPaper.Read(new PaperEvent(r))).Select(r => r with { Verdict = (ushort)((Verdict)r.Verdict & ShadowSlot.AboutTheOrder) })];
    }

    private sealed class Paper : IShadowSink
    {
        public List<PaperRecord> Told { get; } = [];

        public long Most { get; private set; }

        void IShadowSink.Quote(in QuoteRecord record) => Most = record.BidEn != 0 ? Math.Max(Most, record.Edge) : Most;

        void IShadowSink.Paper(in PaperRecord record) => Told.Add(record);
    }

    /// <summary>A halt that ends so soon that the book is decided when the variance is just not known any more, or a cycle before: by the lengths of messages that move nothing.</summary>
    private static byte[][] Halt(BookMessages book, ulong deep, bool later) => later
        ? [book.Trading('H'), book.Execute(deep, 1), book.Trading('T')] : [book.SystemEvent(), book.Trading('H'), book.Trading('T', Other), book.Trading('T')];

    /// <summary>Cycles from the update that ends a variance to a book that comes while its skew would still stand; null: none ended.</summary>
    private static uint? SinceEnd(SkewRecord run, uint at, SlotParameters p)
    {
        int before = run.UpdateFor(at), ended = Enumerable.Range(before + 1, run.UpdateFor(at, 0) - before).FirstOrDefault(n => !run.SkewOf(n, p).Counts, -1);
        return run.SkewOf(before, p).Counts && ended >= 0 ? at - run.Updates[ended].Cycle : null;
    }

    private static string Around(SkewRecord run, uint at) =>
        string.Join("\n", run.Updates.Where(u => Math.Abs((int)(at - u.Cycle)) < 200).Select(u => $"update of {(int)(at - u.Cycle)} cycles before the book: {u.Variances}"));

    /// <summary>Another period, or several, with the next update.</summary>
    private static void Period(TradingBench bench, Random random) => bench.Card.SetTime(CardBringUp.Now(bench.Card) + (PeriodNs * (ulong)random.Next(1, 3)));

    /// <summary>One message that ends a period, and its decisions: an order comes so many ticks before the best bid, or goes.</summary>
    private static List<Decision> Next(TradingBench bench, SkewRecord run, Random random, int moves, int n)
    {
        Period(bench, random);
        bench.Tell(n % 2 == 0 ? bench.Book.Add(Wire.Side.Buy, DeskRig.Bid + moves, 10) : bench.Book.Delete(bench.Book.Last));
        return run.Take(bench.Feed.Records());
    }

    /// <summary>A book that stands, the slot HALTED and long by a fill; its first bank, and signals set, and recorded.</summary>
    private static TradingBench Still(SlotParameters p, SignalWindows? windows = null)
    {
        TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain with { Qty = Held });
        bench.Say(bench.Venue.Fill(bench.Venue.Live.Values.Single(o => o.Buy), Held));
        bench.Mode(SlotMode.Halted);
        bench.Settle();
        bench.Banks.Write(0, p);
        bench.Banks.Seal(0);
        Signals(bench, windows);
        bench.Feed.Discard();
        return bench;
    }

    /// <summary>A moving book, the slot quoting in it, long by a fill; signals set, and recorded.</summary>
    private static TradingBench Moving(int seed, out BookFlow flow, out Random random)
    {
        var bench = new TradingBench(TradingBench.Plain with { Qty = Held }, DeskRig.Wide);
        bench.Arm();
        bench.Mode(SlotMode.Active);
        random = new Random(seed);
        flow = new BookFlow(bench.Book, CardBench.ShapeOf(bench.Card).Window, random);
        for (int n = 0; n < FirstMessages || flow.Owed != 0; n++)
        {
            bench.Feed.SendMessage(flow.Next());
        }

        bench.Settle();
        bench.Say(bench.Venue.Fill(bench.Venue.Live.Values.First(o => o.Buy), Held));
        bench.Settle();
        Assert.Equal((int)Held, bench.Position);
        Signals(bench);
        return bench;
    }

    private static void Signals(TradingBench bench, SignalWindows? windows = null)
    {
        SignalRegisters.Write(bench.Card, 0, new SignalParameters { Windows = windows ?? Windows }, sideOfP: false);
        bench.Feed.Write(bench.Feed.Control.WithRecordSignals(true));
        bench.Card.Run(64);
    }

    /// <summary>Both banks; the slot must be HALTED.</summary>
    private static void Load(TradingBench bench, SlotParameters first, SlotParameters second)
    {
        bench.Banks.Write(0, first);
        bench.Banks.Write(1, second);
        bench.Banks.Seal(0);
        bench.Banks.Seal(1);
    }
}
