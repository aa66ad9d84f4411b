using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The worst-case position of all slots of a symbol together: docs/card.md section 8.8.</summary>
public sealed class AggregatePositionTests
{
    private const uint Most = 100;

    [RtlTheory]
    [InlineData(0)]
    [InlineData(1)]
    public void SlotsOfOneSymbol_PassAtTheLimitTogether_AndNotAboveIt(byte side)
    {
        using TradingBench bench = Limited();
        DeskOffer Offer(int slot, uint lots) => side == 0 ? AggregateRig.Buy(slot, lots) : AggregateRig.Sell(slot, lots);
        Assert.Equal(Verdict.Aggregate, bench.Judge(Offer(0, Most + 1)));
        Assert.Equal(Verdict.Pass, bench.Judge(Offer(0, 60)));
        Assert.Equal(Verdict.Aggregate, bench.Judge(Offer(1, 41)));
        Assert.Equal(Verdict.Pass, bench.Judge(Offer(1, 40)));
        Assert.Equal(Verdict.Aggregate, bench.Judge(Offer(1, 1)));
        Assert.Equal(Verdict.Aggregate, bench.Judge(Offer(0, 1)));
        // The other side has its own.
        Assert.Equal(Verdict.Pass, bench.Judge(side == 0 ? AggregateRig.Sell(1, Most) : AggregateRig.Buy(1, Most)));
    }

    [RtlFact]
    public void SlotsOfTwoSymbols_HaveALimitEach()
    {
        using TradingBench bench = Limited(symbol: 1);
        bench.SymbolMost(30, 1);
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Buy(0, Most)));
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Buy(1, 31)));
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Buy(1, 30)));
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Buy(0, 1)));
    }

    [RtlFact]
    public void AnExecutionTakesAsMuchFromWhatIsOpenAsItAdds()
    {
        using TradingBench bench = Limited();
        uint urn = bench.Enter(AggregateRig.Buy(0, 60));
        bench.Fill(urn, 25);
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Buy(1, 41)));
        bench.Fill(urn, 35);
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Buy(1, 41)));
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Buy(1, 40)));
        // What is held may be sold, and the limit beyond it.
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Sell(1, Most + 61)));
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Sell(1, Most + 60)));
    }

    [RtlFact]
    public void OrdersInDoubt_CountAtTheirWorst()
    {
        using TradingBench bench = Limited();
        bench.Desk.Timeout(10);
        bench.Unanswered(AggregateRig.Buy(0, Most));
        bench.Card.Run(20_000);
        bench.Rest();
        Assert.Equal(1u, bench.Desk.Table.InDoubt);
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Buy(1, 1)));
    }

    [RtlFact]
    public void WhatReducesTheSymbol_PassesWithoutALimit()
    {
        using TradingBench bench = Limited();
        bench.Hold(0, 50);
        bench.SymbolMost(0);
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Buy(0, 1)));
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Sell(0, 51)));
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Sell(0, 30)));
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Sell(1, 20)));
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Sell(1, 1)));
    }

    [RtlFact]
    public void APositionThatTheHostMoves_Counts()
    {
        using TradingBench bench = Limited();
        bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualConsole);
        bench.Card.Write(CardRegisters.SlotPositionAdjustAt(0), 40);
        bench.Arm();
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Buy(1, 61)));
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Buy(1, 60)));
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Sell(1, Most + 40)));
    }

    /// <summary>An order that the venue executes after its death: nothing was open, the position moves, and with it the sum.</summary>
    [RtlFact]
    public void AnExecutionOfADeadOrder_Counts()
    {
        using TradingBench bench = Limited();
        uint urn = bench.Enter(AggregateRig.Buy(0, 30));
        bench.Desk.Cancel(urn);
        bench.AnswerAll();
        Assert.Empty(bench.Venue.Live);
        bench.Say(bench.Venue.FillLate(bench.Venue.Dead.Last(o => o.Urn == urn), 30, 1_000_000));
        Assert.Equal((30, KillCauses.UnknownOrder), (bench.Position, bench.Causes));
        bench.Arm();
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Buy(1, 71)));
        Assert.Equal(Verdict.Pass, bench.Judge(AggregateRig.Buy(1, 70)));
    }

    [RtlFact]
    public void TheQuotesOfOneSlot_TakeWhatTheOtherOneLeaves()
    {
        using TradingBench bench = AggregateRig.Ready(
            first: TradingBench.Plain with { Qty = 60 }, second: TradingBench.Plain with { Qty = 41 }, before: b => b.SymbolMost(Most));
        Assert.Equal(
            [(0, 0, Verdict.Pass), (0, 1, Verdict.Pass), (1, 0, Verdict.Aggregate), (1, 1, Verdict.Aggregate)], bench.Quotes().Distinct().Order());
        Assert.Equal(0u, bench.Card.Read(CardRegisters.SlotOrdersAt(1)));
    }

    /// <summary>Nothing moves in the book: the quotes that were refused are tried again once, when the limit allows it, and not before.</summary>
    [RtlFact]
    public void WhatWasRefused_IsTriedAgainWhenTheControlAllowsIt_AndNotBefore()
    {
        using TradingBench bench = AggregateRig.Ready(
            first: TradingBench.Plain with { Qty = 60 }, second: TradingBench.Plain with { Qty = 41 }, before: b => b.SymbolMost(Most));
        bench.Settle();
        bench.Quotes();
        bench.SymbolMost(Most - 1);
        bench.Card.Run(50_000);
        Assert.Empty(bench.Quotes());
        bench.SymbolMost(Most + 1);
        bench.Card.Run(AggregateRig.Cycles);
        Assert.Equal([(1, 0, Verdict.Pass), (1, 1, Verdict.Pass)], bench.Quotes().Order());
        bench.Settle();
        Assert.Equal(4, bench.Venue.Live.Count);
    }

    /// <summary>A replace counts with the greater of the two orders, not with both.</summary>
    [RtlFact]
    public void AReplace_CountsOnce()
    {
        using TradingBench bench = AggregateRig.Ready(first: TradingBench.Plain with { Qty = Most }, before: b => b.SymbolMost(Most));
        bench.Settle();
        bench.Quotes();
        bench.Feed.SendMessage(bench.Book.Add(Wire.Side.Buy, DeskRig.Bid + 4, 10));
        bench.Rest();
        List<OrderRecord> moved = bench.Recorded();
        Assert.Contains(moved, o => o is { Action: (byte)OrderAction.Replace, Sent: 1 });
        Assert.All(moved, o => Assert.Equal(Verdict.Pass, (Verdict)o.Verdict & Verdict.Aggregate));
        Assert.Equal(Verdict.Aggregate, bench.Judge(AggregateRig.Buy(1, 1)) & Verdict.Aggregate);
    }

    private static TradingBench Limited(byte symbol = 0)
    {
        TradingBench bench = AggregateRig.Ready(symbol);
        bench.SymbolMost(Most);
        return bench;
    }
}
