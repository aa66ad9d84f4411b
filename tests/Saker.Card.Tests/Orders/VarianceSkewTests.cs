using Saker.Card.Bench;
using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>The skew from the variance: docs/card.md section 6.2.</summary>
public sealed class VarianceSkewTests(ITestOutputHelper output)
{
    private const int FirstMessages = 200, Rounds = 1_500, Batch = 50;
    private const uint Held = 50;

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
        var run = new SkewRecord();
        run.Take(bench.Feed.Records());
        int window = CardBench.ShapeOf(bench.Card).Window;
        int decided = 0, first = 0, last = 0, shut = 0, again = 0;
        int[] of = new int[2];
        for (int round = 0; round < Rounds; round += Batch)
        {
            for (int n = 0; n < Batch; n++)
            {
                Period(bench, random);
                bench.Feed.SendMessages([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => flow.Next())]);
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
                int next = run.UpdateFor(at + 1);
                last += !q.Again && next != update && SlotSkew.Of(p, run.Updates[next].Variances) != skew ? 1 : 0;
            }
        }

        output.WriteLine($"{decided} decisions, {again} again, {shut} without a variance; {first} in the first cycle of another skew, {last} in the last one before; {of[0]} and {of[1]} by each bank; {bench.Card.Cycle} cycles; seed {seed}");
        Assert.True(new[] { first, last, shut }.Min() > 10 && of.Min() > 500 && again > 50, "hardly anything was seen");
        Assert.Equal(0u, bench.Card.Read(CardRegisters.RingLost));
    }

    private static string Around(SkewRecord run, uint at) =>
        string.Join("\n", run.Updates.Where(u => Math.Abs((int)(at - u.Cycle)) < 200).Select(u => $"update of {(int)(at - u.Cycle)} cycles before the book: {u.Variances}"));

    /// <summary>Another period, or several, with the next update.</summary>
    private static void Period(TradingBench bench, Random random) => bench.Card.SetTime(CardBringUp.Now(bench.Card) + (PeriodNs * (ulong)random.Next(1, 3)));

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
