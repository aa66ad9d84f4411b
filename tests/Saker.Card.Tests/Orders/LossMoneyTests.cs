using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Cash, mark and what makes the money unknown: docs/card.md section 8.5.</summary>
public sealed class LossMoneyTests
{
    private const ushort Fee = 7;

    [RtlTheory]
    [InlineData(7u)]
    [InlineData(0xFFFF_0007u)]
    public void EachLotExecuted_CostsTheFeeOfItsTime(uint fee)
    {
        using TradingBench bench = LossRig.Ready(OpenGuards.Losses);
        uint buy = bench.Resting(), sell = bench.Enter(DeskRig.Sell(100));
        bench.Card.Write(CardRegisters.SlotFee, fee);
        bench.Execute(buy, 10, 1_000_000);
        Assert.Equal((-10L * 1_000_007, (-10L * 1_000_007) + (10 * LossRig.Mid)), (bench.Cash, bench.Pnl));
        bench.Execute(sell, 20, 1_000_100);
        long cash = (-10L * 1_000_007) + (20L * 1_000_093);
        Assert.Equal((cash, cash - (10 * LossRig.Mid)), (bench.Cash, bench.Pnl));
        bench.Card.Write(CardRegisters.SlotFee, 0);
        bench.Found();
        Assert.Equal(cash, bench.Cash);
        bench.Execute(buy, 10, 1);
        Assert.Equal((0, cash - 10, cash - 10), (bench.Position, bench.Cash, bench.Pnl));
    }

    [RtlTheory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(0xFFFF_FFFFL)]
    public void EveryPriceOf32Bits_IsCounted(long price)
    {
        using TradingBench bench = LossRig.Ready(OpenGuards.Losses);
        bench.Card.Write(CardRegisters.SlotFee, ushort.MaxValue);
        uint buy = bench.Resting(), sell = bench.Enter(DeskRig.Sell(1_000));
        bench.Execute(buy, 999, price);
        Assert.Equal(-999 * (price + ushort.MaxValue), bench.Cash);
        bench.Execute(sell, 999, price);
        Assert.Equal((-2 * 999L * ushort.MaxValue, 0), (bench.Cash, bench.Position));
        Assert.Equal((0u, TripCauses.None), (bench.Losses.Raw, bench.Trips));
    }

    [RtlFact]
    public void AnExecutionToldAgain_CostsNothing_AndOneOfADeadOrderDoes()
    {
        using TradingBench bench = LossRig.Ready(OpenGuards.Losses);
        uint urn = bench.Enter(DeskRig.Buy(5, GuardsRig.Far));
        byte[] fill = bench.Venue.Fill(bench.Order(urn), 5, 1_000);
        bench.Say(fill);
        bench.Say(fill);
        bench.Found();
        Assert.Equal((-5_000L, KillCauses.RepeatedExecution), (bench.Cash, bench.Causes));
        bench.Execute(urn, 2, 2_000);
        Assert.Equal((-9_000L, 7), (bench.Cash, bench.Position));
    }

    [RtlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnAdjustment_UndoesItsExecutionExactly(bool buy)
    {
        using TradingBench bench = LossRig.Ready(OpenGuards.Losses);
        bench.Card.Write(CardRegisters.SlotFee, Fee);
        uint urn = buy ? bench.Resting() : bench.Enter(DeskRig.Sell(100));
        bench.Execute(urn, 30, 1_234_567);
        long cash = buy ? -30 * (1_234_567L + Fee) : 30 * (1_234_567L - Fee);
        Assert.Equal(cash, bench.Cash);
        // The latch is open: refused, whatever the price.
        bench.Adjust(buy ? -30 : 30, 1_234_567);
        Assert.Equal((cash, buy ? 30 : -30), (bench.Cash, bench.Position));
        bench.Close();
        bench.Adjust(buy ? -10 : 10, 1_234_567);
        Assert.Equal(cash * 2 / 3, bench.Cash);
        bench.Adjust(buy ? -20 : 20, 1_234_567);
        Assert.Equal((0L, 0L, 0), (bench.Cash, bench.Pnl, bench.Position));
    }

    [RtlFact]
    public void Pnl_IsRoundedDown()
    {
        using TradingBench bench = LossRig.Ready(OpenGuards.Losses);
        uint buy = bench.Resting(), sell = bench.Enter(DeskRig.Sell(100));
        // An odd tick and an odd sum of levels: the mid is 1,000,000 + 4,011 · 101 / 2 = 1,202,555.5.
        bench.Bid(DeskRig.Bid + 1);
        bench.Card.Write(CardRegisters.SymTickAt(0), 101);
        bench.Nudge();
        (uint Urn, uint Quantity, long Price, long Pnl)[] steps =
        [
            (buy, 1, 1_202_555, 0), // 0.5
            (sell, 2, 1_202_556, 1), // 1.5
            (buy, 1, 1_202_559, -2), // −2
            (buy, 1, 1_202_556, -3), // −2.5
        ];
        foreach ((uint urn, uint quantity, long price, long pnl) in steps)
        {
            bench.Execute(urn, quantity, price);
            Assert.Equal(pnl, bench.Pnl);
        }
    }

    [RtlTheory]
    [InlineData("tick")]
    [InlineData("base")]
    [InlineData("symbol")]
    public void TheMarkIsForgotten_WhenItMeansAnotherPrice(string what)
    {
        using TradingBench bench = LossRig.Ready(OpenGuards.Losses);
        bench.Lose(0);
        Assert.Equal((0u, 0L), (bench.Losses.Raw, bench.Pnl));
        bench.Mode(SlotMode.Halted);
        bench.Feed.Discard();
        (uint register, uint value, uint before) = what switch
        {
            "tick" => (CardRegisters.SymTickAt(0), 102u, 100u),
            "base" => (CardRegisters.SymBaseAt(0), 1_000_500u, 1_000_000u),
            _ => (CardParameters.Symbol.Offset(0, 0), 1u, 0u),
        };
        bench.Card.Write(register, value);
        bench.Found();
        SlotLossValue unmarked = new SlotLossValue(0).WithUnmarked(true).WithReduce(true);
        // Without a mark nobody knows what the position is worth: the profit is the last known one.
        Assert.Equal((unmarked, 0L, TripCauses.None), (bench.Losses, bench.Pnl, bench.Trips));
        Assert.Equal([(TripCauses.None, unmarked, 0L)], bench.LossRows().Select(r => (r.Trips, r.Loss, r.Pnl)));
        // Written back it is still another window since the last top of book.
        bench.Card.Write(register, before);
        bench.Found();
        Assert.Equal(unmarked, bench.Losses);
        bench.Nudge();
        Assert.Equal((0u, 0L), (bench.Losses.Raw, bench.Pnl));
        Assert.Equal([(TripCauses.None, new SlotLossValue(0), 0L)], bench.LossRows().Select(r => (r.Trips, r.Loss, r.Pnl)));
        bench.Card.Write(register, value);
        bench.Nudge();
        // 4,010 levels of two price units more, over two; 500 more. The other symbol has no book.
        Assert.Equal(what switch { "tick" => 4_010L, "base" => 500L, _ => 0L }, bench.Pnl);
        Assert.Equal(what == "symbol" ? unmarked : new SlotLossValue(0), bench.Losses);
    }

    [RtlFact]
    public void WithoutAMark_TheSlotReducesOnly_AndWithoutAPositionItNeedsNone()
    {
        using TradingBench bench = LossRig.Ready(OpenGuards.Losses);
        uint buy = bench.Resting();
        bench.Card.Write(CardRegisters.SymTickAt(0), 99);
        bench.Card.Write(CardRegisters.SymTickAt(0), 100);
        bench.Found();
        Assert.Equal(0u, bench.Losses.Raw);
        bench.Execute(buy, 2, LossRig.Mid);
        Assert.True(bench.Losses.Unmarked && bench.Losses.Reduce);
        Assert.Equal(Verdict.Mode | Verdict.Aggregate, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
        uint sell = bench.Enter(DeskRig.Sell(2));
        bench.Execute(sell, 2, LossRig.Mid);
        Assert.Equal((0u, TripCauses.None), (bench.Losses.Raw, bench.Trips));
        // What is still open has no worth that anybody knows either: the slots together let nothing be added (section 8.8).
        Assert.Equal(Verdict.Aggregate, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
        bench.Desk.Cancel(buy);
        bench.AnswerAll();
        bench.Found();
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
    }

    [RtlFact]
    public void ATopOfBookThatIsNotOk_LeavesTheMark()
    {
        using TradingBench bench = LossRig.Ready(OpenGuards.Losses);
        bench.Lose(0);
        bench.Tell(bench.Book.Trading('H'));
        // The bid moves while the symbol is halted.
        bench.Bid(DeskRig.Bid + 6);
        Assert.Equal((0u, 0L), (bench.Losses.Raw, bench.Pnl));
        bench.Tell(bench.Book.Trading('T'));
        bench.Found();
        Assert.Equal((0u, 300L), (bench.Losses.Raw, bench.Pnl));
    }

    [RtlTheory]
    [InlineData(1L << 32)]
    [InlineData(long.MaxValue)]
    [InlineData(-1L)]
    public void APriceAbove32Bits_IsUnknownUntilReset(long price)
    {
        using TradingBench bench = LossRig.Ready(OpenGuards.Losses, TradingBench.Plain);
        bench.Execute(bench.Resting(), 1, price);
        Unknown(bench);
        Assert.False(bench.Killed);
    }

    [RtlTheory]
    [InlineData(int.MaxValue, 1)]
    [InlineData(int.MinValue, -1)]
    public void APositionBeyondItsEnd_IsUnknownUntilReset(int first, int then)
    {
        using TradingBench bench = LossRig.Ready(OpenGuards.Losses, TradingBench.Plain);
        bench.Close();
        bench.Adjust(first, 1_200_500);
        Assert.Equal((0u, TripCauses.None), (bench.Losses.Raw, bench.Trips));
        bench.Adjust(then, 1_200_500);
        Assert.Equal(first, bench.Position);
        Unknown(bench);
    }

    [RtlTheory]
    [InlineData(true, long.MaxValue)]
    [InlineData(false, long.MinValue)]
    public void Beyond64Bits_CashAndPnlSaturate_AndComeBack(bool gain, long shown)
    {
        using TradingBench bench = LossRig.Ready(OpenGuards.Losses);
        bench.Close();
        // Two turns lose a little less than the greatest limit.
        const long Turn = (long)int.MaxValue * uint.MaxValue;
        Turns(bench, gain, 1);
        Assert.Equal((gain ? Turn : -Turn, 0), (bench.Cash, bench.Position));
        Turns(bench, gain, 1);
        Assert.Equal((shown, shown), (bench.Cash, bench.Pnl));
        Assert.Equal(LossRig.Loss(gain ? 0 : 5, gain ? 0 : 5, gain ? 0 : 5), bench.Losses);
        Turns(bench, !gain, 1);
        Assert.Equal((gain ? Turn : -Turn, gain ? Turn : -Turn), (bench.Cash, bench.Pnl));
    }

    [RtlFact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public void CashBeyondItsRange_IsUnknown_AndIsNotBefore()
    {
        // The short form stops far from the end of the range: there it is only seen that nothing is unknown.
        const int Last = 1 << 16;
        using TradingBench bench = LossRig.Ready(OpenGuards.Losses);
        bench.Close();
        Turns(bench, gain: true, TestLength.Of(Last / 1_000, Last));
        Assert.Equal((long.MaxValue, 0u, TripCauses.None), (bench.Cash, bench.Losses.Raw, bench.Trips));
        if (TestLength.IsLong)
        {
            Turns(bench, gain: true, 1);
            Unknown(bench);
        }
    }

    /// <summary>Cash rises or falls by 2^31 − 1 times 2^32 − 1, and no position is left.</summary>
    private static void Turns(TradingBench bench, bool gain, int turns)
    {
        for (int turn = 0; turn < turns; turn++)
        {
            bench.Card.Write(CardRegisters.SlotAdjustPriceAt(0), gain ? 0 : uint.MaxValue);
            bench.Card.Write(CardRegisters.SlotPositionAdjustAt(0), int.MaxValue);
            bench.Card.Write(CardRegisters.SlotAdjustPriceAt(0), gain ? uint.MaxValue : 0);
            bench.Card.Write(CardRegisters.SlotPositionAdjustAt(0), unchecked((uint)-int.MaxValue));
            if (turn % 100 == 0)
            {
                // The ring must not fill.
                bench.Feed.Discard();
            }
        }

        bench.Found();
    }

    private static void Unknown(TradingBench bench)
    {
        bench.AnswerAll();
        bench.Settle();
        for (int tries = 0; tries < 2; tries++)
        {
            Assert.True(bench.Losses.Unknown && bench.Losses.Reduce);
            Assert.Equal((TripCauses.Loss, 0u), (bench.Trips, bench.Orders));
            bench.StartPnl();
            bench.Found();
            bench.ClearSlot(TripCauses.Loss);
            bench.Found();
        }

        Assert.True(bench.Judge(DeskRig.Buy(1, GuardsRig.Far)).HasFlag(Verdict.Mode));
    }
}
