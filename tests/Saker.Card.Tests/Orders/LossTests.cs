using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>What a slot may do at each level of its losses, how a loss trips it and what ends that: docs/card.md sections 8.1 and 8.5.</summary>
public sealed class LossTests(ITestOutputHelper output)
{
    private const ulong Limit = 1_000;

    /// <summary>Losses one below and at each level's share of <see cref="Limit"/>.</summary>
    private static readonly (int Loss, int Level)[] Shares =
        [(499, 0), (500, 1), (749, 1), (750, 2), (849, 2), (850, 3), (899, 3), (900, 4), (949, 4), (950, 5), (999, 5), (1_000, 6)];

    [RtlTheory]
    [InlineData(LossRig.SinceStart, 0)]
    [InlineData(LossRig.Drawdown, 0)]
    [InlineData(LossRig.Drawdown, 10_000)]
    [InlineData(LossRig.Rolling, 0)]
    [InlineData(LossRig.Rolling, 10_000)]
    public void EachLevel_BeginsExactlyAtItsShare_AndIsToldOnce(int breaker, int profit)
    {
        using TradingBench bench = LossRig.Ready(LossRig.Only(breaker, Limit));
        bench.Lose(-profit);
        bench.Feed.Discard();
        int lost = 0, told = 0;
        foreach ((int loss, int level) in Shares)
        {
            bench.Lose(loss - lost);
            lost = loss;
            Assert.Equal((LossRig.Loss(breaker, level), (long)profit - loss), (bench.Losses, bench.Pnl));
            LossRow[] rows = [.. bench.LossRows()];
            // A trip may be told with its level or behind it.
            Assert.InRange(rows.Length, level == told ? 0 : 1, level == told ? 0 : level == LossBreakers.TripLevel ? 2 : 1);
            Assert.All(rows, r => Assert.Equal((LossRig.Loss(breaker, level), (long)profit - loss), (r.Loss, r.Pnl)));
            TripCauses trips = level == LossBreakers.TripLevel ? TripCauses.Loss : TripCauses.None;
            Assert.Equal(trips, bench.Trips);
            Assert.True(rows.Length == 0 || rows[^1].Trips == trips);
            told = level;
        }

        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void FromLevelFiveOn_AnOrderMustReduce_AndTheModeBitAloneRefuses()
    {
        using TradingBench bench = LossRig.Ready(LossRig.Only(LossRig.SinceStart, Limit));
        bench.Lose(949);
        Assert.Equal(4u, bench.Losses.Loss);
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
        bench.AnswerAll();
        bench.Lose(1);
        Assert.Equal(5u, bench.Losses.Loss);
        Assert.Equal(Verdict.Mode, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
        // Two lots are held: one may be sold, three may not.
        Assert.Equal(2, bench.Position);
        Assert.Equal(Verdict.Mode, bench.Judge(DeskRig.Sell(3)));
        uint sell = bench.Enter(DeskRig.Sell(1));
        Assert.Equal((TripCauses.None, false), (bench.Trips, bench.Killed));
        // What rests goes on resting.
        Assert.True(bench.Venue.Live.ContainsKey(sell) && bench.Venue.Live.Count == 3);
        // Sold for more than the middle, the loss falls and the slot goes on by itself.
        bench.Execute(sell, 1, LossRig.Mid + 1);
        Assert.Equal(4u, bench.Losses.Loss);
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
    }

    [RtlFact]
    public void AQuoteRefusedAtLevelFive_IsTriedAgainWhenTheLossFalls()
    {
        using TradingBench bench = LossRig.Ready(LossRig.Only(LossRig.SinceStart, 0), TradingBench.Plain);
        // What rests stays; what moves is refused: a buy and a sell of 100 lots without a position add to it.
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid + 2, 100));
        Assert.Equal([(0, Verdict.Mode), (1, Verdict.Mode)], bench.Tried());
        bench.Loss(OpenGuards.Losses);
        bench.Found();
        Assert.Equal([(0, Verdict.Pass), (1, Verdict.Pass)], bench.Tried());
        bench.Settle();
        Assert.Equal(2u, bench.Orders);
    }

    [RtlFact]
    public void ATrip_CancelsQuotesAndTheDesksOrders_AndNoOtherIsEntered()
    {
        using TradingBench bench = LossRig.Ready(LossRig.Only(LossRig.Drawdown, Limit), TradingBench.Plain);
        uint resting = bench.Resting(), unanswered = bench.Unanswered(DeskRig.Buy(6, GuardsRig.Far));
        Assert.Equal(4u, bench.Orders);
        bench.Feed.Discard();
        bench.Say(bench.Venue.Fill(bench.Order(resting), 1, LossRig.Mid + (long)Limit));
        bench.Card.Run(2 * TradingBench.LossCycles);
        List<byte[]> records = bench.Feed.Records();
        LossRow trip = records.Where(r => r[4] == (byte)EventType.Trip).Select(LossRig.Row).First(r => r.Trips == TripCauses.Loss);
        Assert.Equal((LossRig.Loss(LossRig.Drawdown, 6), -(long)Limit), (trip.Loss, trip.Pnl));
        bench.HasCancelledQuotesAndDesk(records, unanswered);
        Assert.Equal((false, TripCauses.Loss), (bench.Killed, bench.Trips));
        bench.Feed.Discard();
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid + 2, 10));
        Assert.Equal([(0, Verdict.Mode), (1, Verdict.Mode)], bench.Tried());
        // Not even one that reduces.
        Assert.Equal(Verdict.Mode, bench.Judge(DeskRig.Sell(1)));
    }

    [RtlTheory]
    [InlineData("start")]
    [InlineData("limit")]
    [InlineData("mark")]
    public void ALossThatStands_IsNotCleared_UntilItIsGone(string how)
    {
        using TradingBench bench = LossRig.Ready(LossRig.Only(LossRig.SinceStart, Limit), TradingBench.Plain);
        bench.Lose((long)Limit);
        bench.Settle();
        Assert.Equal((TripCauses.Loss, 0u), (bench.Trips, bench.Orders));
        bench.Feed.Discard();
        bench.ClearSlot(TripCauses.Loss);
        bench.Found();
        Assert.Equal(TripCauses.Loss, bench.Trips);
        Assert.Empty(bench.LossRows());
        switch (how)
        {
            case "start":
                // Tripped is HALTED: that is when a start is taken.
                bench.StartPnl();
                break;
            case "limit":
                bench.Card.Write(CardRegisters.SlotMaxLossLo, (uint)Limit + 1);
                break;
            default:
                // One lot is held; a tick of the bid is half a tick of the mid, 50.
                bench.Bid(DeskRig.Bid + 1);
                break;
        }

        bench.Found();
        // The trip is sticky.
        Assert.Equal(TripCauses.Loss, bench.Trips);
        SlotLossValue left = LossRig.Loss(LossRig.SinceStart, how == "start" ? 0 : 5);
        LossRow row = Assert.Single(bench.LossRows());
        Assert.Equal((TripCauses.Loss, left), (row.Trips, row.Loss));
        bench.ClearSlot(TripCauses.Manual | TripCauses.Loss);
        Assert.Equal(TripCauses.Loss, bench.Trips);
        bench.ClearSlot(TripCauses.Loss);
        Assert.Equal(TripCauses.None, bench.Trips);
        Assert.Equal([(TripCauses.None, left)], bench.LossRows().Select(r => (r.Trips, r.Loss)));
        bench.Settle();
        // 100 lots do not reduce a position of one.
        Assert.Equal(how == "start" ? 2u : 0u, bench.Orders);
    }

    [RtlFact]
    public void ClearingNamesTheLossToo_AndAnyTripIsHeldByIt()
    {
        using TradingBench bench = LossRig.Ready(LossRig.Only(LossRig.SinceStart, Limit));
        uint urn = bench.Resting();
        bench.KillSlot();
        // A tripped slot's money is judged all the same: the venue may still execute what is cancelled too late.
        bench.Execute(urn, 1, LossRig.Mid + (long)Limit);
        Assert.Equal(TripCauses.Manual | TripCauses.Loss, bench.Trips);
        foreach (TripCauses value in new[] { TripCauses.Manual, TripCauses.Loss, TripCauses.Manual | TripCauses.Loss })
        {
            bench.ClearSlot(value);
            Assert.Equal(TripCauses.Manual | TripCauses.Loss, bench.Trips);
        }

        bench.StartPnl();
        bench.Found();
        bench.ClearSlot(TripCauses.Loss);
        Assert.Equal(TripCauses.Manual | TripCauses.Loss, bench.Trips);
        bench.ClearSlot(TripCauses.Manual | TripCauses.Loss);
        Assert.Equal(TripCauses.None, bench.Trips);
    }

    [RtlTheory]
    [InlineData(SlotMode.Active, SlotMode.Active, false, false)]
    [InlineData(SlotMode.Reducing, SlotMode.Active, false, false)]
    [InlineData(SlotMode.Off, SlotMode.Active, false, false)]
    [InlineData(SlotMode.Active, SlotMode.Off, false, false)]
    [InlineData(SlotMode.Halted, SlotMode.Active, false, true)]
    [InlineData(SlotMode.Active, SlotMode.Halted, false, true)]
    [InlineData(SlotMode.Shadow, SlotMode.Active, false, false)]
    [InlineData((SlotMode)5, SlotMode.Active, false, true)]
    [InlineData(SlotMode.Active, SlotMode.Active, true, true)]
    public void AStart_IsTakenWhileHaltedOrKilled(SlotMode slot, SlotMode symbol, bool killed, bool taken)
    {
        using TradingBench bench = LossRig.Ready(OpenGuards.Losses);
        bench.Lose(300);
        bench.Mode(slot);
        bench.SymbolMode(symbol);
        if (killed)
        {
            bench.Close();
        }

        bench.StartPnl();
        bench.Found();
        Assert.Equal((taken ? 0L : -300L, -(LossRig.Mid + 300)), (bench.Pnl, bench.Cash));
        // One that was refused is not remembered.
        bench.Mode(SlotMode.Halted);
        bench.Found();
        Assert.Equal(taken ? 0L : -300L, bench.Pnl);
    }

    [RtlFact]
    public void WhatHappens_StandsWithin136Cycles_WhereverTheRoundIs()
    {
        using TradingBench bench = LossRig.Ready(LossRig.Only(LossRig.SinceStart, Limit));
        uint urn = bench.Resting();
        uint least = uint.MaxValue, most = 0;
        for (ulong wait = 0; wait < 70; wait++)
        {
            bench.Feed.Discard();
            bench.Card.Run(wait);
            // Level 1 and back to none.
            bench.Say(bench.Venue.Fill(bench.Order(urn), 1, LossRig.Mid + (wait % 2 == 0 ? 500 : -500)));
            bench.Card.Run(2 * TradingBench.LossCycles);
            List<byte[]> records = bench.Feed.Records();
            uint moved = new VenueEvent(records.Single(r => r[4] == (byte)EventType.Venue)).Cycle;
            LossRow row = LossRig.Row(records.Single(r => r[4] == (byte)EventType.Trip));
            Assert.Equal(LossRig.Loss(LossRig.SinceStart, wait % 2 == 0 ? 1 : 0), row.Loss);
            Assert.InRange(row.Cycle - moved, 1u, (uint)TradingBench.LossCycles);
            (least, most) = (Math.Min(least, row.Cycle - moved), Math.Max(most, row.Cycle - moved));
        }

        output.WriteLine($"from the execution to what stands: {least} to {most} cycles");
        Assert.True(most - least >= 50, "the rounds were met in too few of their phases");
    }
}
