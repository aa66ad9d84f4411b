using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The exposure of all slots together in money: docs/card.md section 8.8.</summary>
public sealed class AggregateExposureTests
{
    /// <summary>SLOT_MAX_NOTIONAL: far above the value of what the tests enter.</summary>
    private const ulong Value = 10_000_000_000;

    private static readonly SlotControls Controls = DeskRig.Wide with { MaxNotional = Value };

    private static ulong OtherMid => (AggregateRig.TwiceOtherMid + 1) / 2;

    [RtlFact]
    public void EachSlotsWorstSide_CountsAtItsMark_RoundedUp()
    {
        using TradingBench bench = AggregateRig.Ready(1, Controls);
        Assert.Equal(0ul, bench.Exposure());
        Assert.NotEqual(0ul, AggregateRig.TwiceOtherMid % 2);
        bench.Enter(AggregateRig.Buy(0, 100));
        Assert.Equal(100 * AggregateRig.Mid, bench.Exposure());
        // The other side of the same slot is not more.
        bench.Enter(AggregateRig.Sell(0, 90));
        Assert.Equal(100 * AggregateRig.Mid, bench.Exposure());
        bench.Enter(AggregateRig.Sell(0, 30));
        Assert.Equal(120 * AggregateRig.Mid, bench.Exposure());
        // Slots are not set off against each other.
        bench.Enter(AggregateRig.Sell(1, 7));
        Assert.Equal((120 * AggregateRig.Mid) + (7 * OtherMid), bench.Exposure());
        bench.Hold(1, 20);
        Assert.Equal((120 * AggregateRig.Mid) + (20 * OtherMid), bench.Exposure());
    }

    [RtlTheory]
    [InlineData(0)]
    [InlineData(1)]
    public void AnOrderPassesAtTheLimit_AndNotAboveIt(int slot)
    {
        using TradingBench bench = AggregateRig.Ready(1, Controls);
        OpenGuards.Exposure(bench.Card, Value - 1);
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Buy(slot, 1)));
        OpenGuards.Exposure(bench.Card, Value);
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Buy(slot, 10)));
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Buy(0, 1)));
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Sell(1, 1)));
        ulong open = 10 * (slot == 0 ? AggregateRig.Mid : OtherMid);
        Assert.Equal(open, bench.Exposure());
        OpenGuards.Exposure(bench.Card, Value + open - 1);
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Sell(1 - slot, 1)));
        OpenGuards.Exposure(bench.Card, Value + open);
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Sell(1 - slot, 1)));
    }

    /// <summary>The high word counts, and each order with its own slot's value.</summary>
    [RtlFact]
    public void EachOrderCountsWithTheValueOfItsSlot()
    {
        using TradingBench bench = AggregateRig.Ready(0, Controls);
        bench.Limit(Controls with { MaxNotional = 3 * Value }, 1);
        bench.Found();
        OpenGuards.Exposure(bench.Card, 2 * Value);
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Buy(1, 1)));
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Buy(0, 1)));
        OpenGuards.Exposure(bench.Card, 4 * Value);
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Buy(1, 1)));
    }

    [RtlFact]
    public void WhatReducesItsSlot_PassesWithoutALimit()
    {
        using TradingBench bench = AggregateRig.Ready(1, Controls);
        bench.Hold(1, 50);
        OpenGuards.Exposure(bench.Card, 0);
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Buy(1, 1)));
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Sell(0, 1)));
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Sell(1, 51)));
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Sell(1, 50)));
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Sell(1, 1)));
    }

    /// <summary>A slot that holds something of a symbol whose window moves has no mark: nobody knows what it is worth, and no slot may add to it.</summary>
    [RtlFact]
    public void AnExposureWithoutAMark_RefusesInEverySlot()
    {
        using TradingBench bench = AggregateRig.Ready(1, Controls);
        bench.Hold(1, 50);
        bench.Card.Write(CardRegisters.SymTickAt(1), 202);
        Assert.Equal(ulong.MaxValue, bench.Exposure());
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Buy(0, 1)));
        bench.Card.Write(CardRegisters.SymTickAt(1), 201);
        bench.Feed.SendMessage(new BookMessages(AggregateRig.Other, 2, 2_000_001).Add(Side.Buy, DeskRig.Bid, 1));
        Assert.Equal(50 * OtherMid, bench.Exposure());
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Buy(0, 1)));
    }

    /// <summary>Two orders in one segment: the second is judged while no round has seen the first. It waits until one has, and is then tried once.</summary>
    [RtlFact]
    public void TheSecondOfAPair_CountsTheFirst()
    {
        using TradingBench bench = AggregateRig.Ready(0, Controls, TradingBench.Plain, before: b => OpenGuards.Exposure(b.Card, (2 * Value) - 1));
        List<OrderRecord> orders = bench.Recorded();
        Assert.Equal([(1, Verdict.Pass), (0, Verdict.Aggregate), (1, Verdict.Pass)], orders.Select(o => ((int)o.Sent, (Verdict)o.Verdict)));
        Assert.Equal((0, 1, 1), (orders[0].Side, orders[1].Side, orders[2].Side));
        Assert.Equal(100 * AggregateRig.Mid, bench.Exposure());
    }

    [RtlFact]
    public void PairsGoTogetherWhereThereIsRoomForBoth()
    {
        using TradingBench bench = AggregateRig.Ready(0, Controls, TradingBench.Plain, before: b => OpenGuards.Exposure(b.Card, 2 * Value));
        Assert.Equal([(0, Verdict.Pass), (1, Verdict.Pass)], bench.Recorded().Select(o => ((int)o.Side, (Verdict)o.Verdict)));
    }

    [RtlFact]
    public void WhatWasRefused_IsTriedAgainWhenTheLimitRises_AndNotBefore()
    {
        using TradingBench bench = AggregateRig.Ready(0, Controls, TradingBench.Plain, before: b => OpenGuards.Exposure(b.Card, Value - 1));
        Assert.Equal([(0, 0, Verdict.Aggregate), (0, 1, Verdict.Aggregate)], bench.Quotes().Distinct().Order());
        bench.Card.Run(50_000);
        Assert.Empty(bench.Quotes());
        OpenGuards.Exposure(bench.Card, 4 * Value);
        bench.Card.Run(AggregateRig.Cycles);
        Assert.Equal([(0, 0, Verdict.Pass), (0, 1, Verdict.Pass)], bench.Quotes().Order());
    }

    /// <summary>The greatest lots at the greatest price: the sum stays at its end instead of beginning anew.</summary>
    [RtlFact]
    public void AnExposureBeyondItsRegister_StaysAtItsEnd()
    {
        using TradingBench bench = AggregateRig.Ready(0, new SlotControls(uint.MaxValue, ushort.MaxValue, int.MaxValue));
        for (int slot = 0; slot < 2; slot++)
        {
            bench.Enter(AggregateRig.Buy(slot, int.MaxValue));
        }

        Assert.Equal(2ul * int.MaxValue * AggregateRig.Mid, bench.Exposure());
        OpenGuards.Exposure(bench.Card, ulong.MaxValue - 1);
        // SLOT_MAX_NOTIONAL is 2^64 - 1 here.
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Sell(0, 1)));
        OpenGuards.Exposure(bench.Card, ulong.MaxValue);
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Sell(0, 1)));
    }
}
