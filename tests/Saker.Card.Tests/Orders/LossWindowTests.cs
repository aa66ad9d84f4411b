using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>What the losses are counted from: start, highest equity, and the highest of the last 16 periods (docs/card.md section 8.5).</summary>
public sealed class LossWindowTests
{
    private const ulong Limit = 1_000;
    private const uint Period = 1_000;

    /// <summary>What a test does to be sure that a period has ended, or has not, whatever it did since it began; units.</summary>
    private const ulong Margin = 100;

    private const int Earlier = LossWindow.Periods - 1;

    [RtlFact]
    public void Drawdown_CountsFromTheHighest_TheLossFromTheStart()
    {
        using TradingBench bench = LossRig.Ready(new LossLimits(Limit, Limit, ulong.MaxValue, 0));
        bench.Lose(-5_000);
        bench.Lose(700);
        Assert.Equal((LossRig.Loss(0, 1, 0), 4_300L), (bench.Losses, bench.Pnl));
        // A mark moves it as an execution does: two lots are held, and half a tick is 50.
        bench.Bid(DeskRig.Bid + 1);
        Assert.Equal((LossRig.Loss(0, 1, 0), 4_400L), (bench.Losses, bench.Pnl));
        bench.Lose(250);
        Assert.Equal((4_200L, LossRig.Loss(0, 2, 0)), (bench.Pnl, bench.Losses));
        bench.Lose(-10_000);
        Assert.Equal(0u, bench.Losses.Raw);
    }

    [RtlFact]
    public void AHigherEquity_NeedsNoExecution()
    {
        using TradingBench bench = LossRig.Ready(LossRig.Only(LossRig.Drawdown, 100));
        bench.Lose(0);
        ulong bid = BidAt(bench, DeskRig.Bid + 4);
        Assert.Equal((0u, 200L), (bench.Losses.Raw, bench.Pnl));
        bench.Tell(bench.Book.Delete(bid));
        bench.Found();
        Assert.Equal((LossRig.Loss(LossRig.Drawdown, 6), 0L, TripCauses.Loss), (bench.Losses, bench.Pnl, bench.Trips));
    }

    [RtlFact]
    public void AStart_ForgetsLossHighsAndPeriods()
    {
        using TradingBench bench = Timed(new LossLimits(Limit, Limit, Limit, Period));
        bench.Lose(-5_000);
        bench.Lose(900);
        Assert.Equal(LossRig.Loss(0, 4, 4), bench.Losses);
        Start(bench);
        Assert.Equal((0u, 0L), (bench.Losses.Raw, bench.Pnl));
        bench.Lose(500);
        Assert.Equal((LossRig.Loss(1, 1, 1), -500L), (bench.Losses, bench.Pnl));
    }

    [RtlFact]
    public void TheRollingLoss_ForgetsAHigh_WhenItsPeriodIsTheSixteenthBefore()
    {
        using TradingBench bench = Timed(new LossLimits(ulong.MaxValue, Limit, Limit, Period));
        bench.Lose(-5_000);
        bench.Lose(900);
        for (int ended = 0; ended < Earlier; ended++)
        {
            Assert.Equal(LossRig.Loss(0, 4, 4), bench.Losses);
            bench.Pass(Period + Margin);
        }

        Assert.Equal(LossRig.Loss(0, 4, 4), bench.Losses);
        // Not before the last one has passed in full.
        bench.Pass(Period - Margin);
        Assert.Equal(LossRig.Loss(0, 4, 4), bench.Losses);
        bench.Feed.Discard();
        bench.Pass(2 * Margin);
        Assert.Equal(LossRig.Loss(0, 4, 0), bench.Losses);
        Assert.Equal([LossRig.Loss(0, 4, 0)], bench.LossRows().Select(r => r.Loss));
    }

    [RtlFact]
    public void APeriod_EndsByItself_InTheCardsTime()
    {
        // A period of 10 units, 3,200 cycles: 16 of them end one after the other.
        const uint Short = 10;
        const ulong CyclesOfAPeriod = Short * 320;
        using TradingBench bench = Timed(LossRig.Only(LossRig.Rolling, Limit, Short));
        bench.Card.Run(20 * CyclesOfAPeriod);
        bench.Feed.Discard();
        bench.Lose(500);
        List<byte[]> records = bench.Feed.Records();
        bench.Card.Run(20 * CyclesOfAPeriod);
        LossRow[] rows = [.. records.Concat(bench.Feed.Records()).Where(r => r[4] == (byte)EventType.Trip).Select(LossRig.Row)];
        Assert.Equal([LossRig.Loss(LossRig.Rolling, 1), new SlotLossValue(0)], rows.Select(r => r.Loss));
        // Between 15 periods and 16 with a round and a unit each, for each begins with the round that found the one before it ended.
        Assert.InRange(rows[1].Cycle - rows[0].Cycle, (uint)(Earlier * CyclesOfAPeriod) - 72, (uint)(LossWindow.Periods * (CyclesOfAPeriod + 72 + 320)));
    }

    [RtlFact]
    public void AJump_EndsOnePeriodOnly()
    {
        using TradingBench bench = Timed(LossRig.Only(LossRig.Rolling, Limit, Period));
        bench.Lose(500);
        // So the window is never shorter than 15 periods, and may be longer.
        bench.Card.SetTime(bench.Now() + (100 * Period * LossWindow.UnitNs));
        bench.Found();
        Assert.Equal(LossRig.Loss(LossRig.Rolling, 1), bench.Losses);
        for (int ended = 1; ended < Earlier; ended++)
        {
            bench.Pass(Period + Margin);
        }

        Assert.Equal(LossRig.Loss(LossRig.Rolling, 1), bench.Losses);
        bench.Pass(Period + Margin);
        Assert.Equal(0u, bench.Losses.Raw);
    }

    [RtlFact]
    public void ATripOfTheRollingLoss_IsCleared_OnceTheLossHasLeftTheWindow()
    {
        using TradingBench bench = Timed(LossRig.Only(LossRig.Rolling, Limit, Period));
        bench.Lose((long)Limit);
        bench.AnswerAll();
        for (int ended = 0; ended < LossWindow.Periods; ended++)
        {
            bench.ClearSlot(TripCauses.Loss);
            Assert.Equal((TripCauses.Loss, 6u), (bench.Trips, bench.Losses.Rolling));
            bench.Pass(Period + Margin);
        }

        Assert.Equal((TripCauses.Loss, 0u), (bench.Trips, bench.Losses.Raw));
        bench.ClearSlot(TripCauses.Loss);
        Assert.Equal(TripCauses.None, bench.Trips);
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
    }

    /// <summary>Limits stand, an order rests, and the first period has just begun.</summary>
    private static TradingBench Timed(in LossLimits limits)
    {
        TradingBench bench = LossRig.Ready(limits);
        bench.Resting();
        Start(bench);
        bench.Feed.Discard();
        return bench;
    }

    private static void Start(TradingBench bench)
    {
        bench.Mode(SlotMode.Halted);
        bench.StartPnl();
        bench.Found();
        bench.Mode(SlotMode.Active);
    }

    private static ulong BidAt(TradingBench bench, int level)
    {
        bench.Bid(level);
        return bench.Book.Last;
    }
}
