using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>No trade with ourselves: docs/card.md section 8.3.</summary>
public sealed class GuardsSelfTests
{
    // The mid of 2005, on which both sides stand without a spread of their own.
    private const ushort Mid = 2_005;

    private static readonly SlotParameters NoSpread = TradingBench.Plain with { HalfBid = 0, HalfAsk = 0 };

    [RtlFact]
    public void AQuote_DoesNotMeetTheOtherQuote()
    {
        // Bid and ask are the same price: the buy comes first and rests, the sell is refused, joined or alone.
        using TradingBench bench = DeskRig.Ready(parameters: NoSpread, mode: SlotMode.Halted);
        bench.Feed.Discard();
        bench.Mode(SlotMode.Active);
        bench.Settle();
        VenueOrder buy = Assert.Single(bench.Venue.Live.Values);
        Assert.Equal((true, TradingBench.Window.Price(Mid)), (buy.Buy, buy.Price));
        List<OrderRecord> rows = bench.Recorded();
        Assert.All(rows.Where(r => r.Side == 1), r => Assert.Equal((0, Mid, Verdict.Self), (r.Sent, r.Idx, (Verdict)r.Verdict)));
        Assert.Contains(rows, r => r.Side == 1);
        // Bought: what reduces comes first now, and the buy is refused.
        bench.Say(bench.Venue.Fill(buy, buy.Open));
        bench.Settle();
        VenueOrder sell = Assert.Single(bench.Venue.Live.Values);
        Assert.False(sell.Buy);
        Assert.All(bench.Recorded().Where(r => r.Sent == 0), r => Assert.Equal((0, Verdict.Self), ((int)r.Side, (Verdict)r.Verdict)));
    }

    [RtlFact]
    public void AnOrderOfTheDesk_DoesNotMeetTheQuotes()
    {
        // The quotes rest at 2004 and 2006.
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Sell(1, 2_004)));
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Sell(1, 2_003)));
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Buy(1, 2_006)));
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Buy(1, 2_020)));
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Buy(1, 2_006) with { Ioc = true }));
        // The same side's price does not matter.
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Buy(1, 2_004)));
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Sell(1, 2_006)));
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Sell(1, 2_005)));
    }

    [RtlFact]
    public void AQuote_DoesNotMeetTheDesksOrders()
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Enter(DeskRig.Sell(1, 2_004));
        bench.Mode(SlotMode.Halted);
        bench.Configure(TradingBench.Plain, DeskRig.Wide);
        bench.Feed.Discard();
        bench.Mode(SlotMode.Active);
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid, 1));
        bench.Settle();
        // The bid would be 2004: refused. The ask of 2006 is nobody's business.
        List<OrderRecord> rows = bench.Recorded();
        Assert.All(rows.Where(r => r.Side == 0), r => Assert.Equal((0, 2_004, Verdict.Self), (r.Sent, r.Idx, (Verdict)r.Verdict)));
        Assert.Contains(rows, r => r.Side == 0);
        Assert.Equal([false, false], bench.Venue.Live.Values.Select(o => o.Buy));
    }

    [RtlTheory]
    [InlineData(2_003, Verdict.Pass)]
    [InlineData(2_004, Verdict.Self)]
    [InlineData(2_005, Verdict.Self)]
    public void OrdersOfTheDesk_DoNotMeetEachOther(int idx, Verdict verdict)
    {
        using TradingBench bench = DeskRig.Ready();
        // Unanswered: it may rest already.
        bench.Unanswered(DeskRig.Sell(1, 2_004));
        Assert.Equal(verdict, bench.Judge(DeskRig.Buy(1, (ushort)idx)));
        // Mirrored.
        using TradingBench other = DeskRig.Ready();
        other.Unanswered(DeskRig.Buy(1, 2_004));
        Assert.Equal(verdict, other.Judge(DeskRig.Sell(1, (ushort)(4_008 - idx))));
    }

    [RtlFact]
    public void AReplaceInFlight_CountsWithBothPrices()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        // The mid goes from 2005 to 2008: the sell moves from 2006 to 2009. The buy's move to 2007 would meet the old sell.
        bench.Tell(bench.Book.Add(Side.Buy, 2_006, 500));
        List<PeerPacket> requests = bench.Requests();
        List<OrderRecord> rows = bench.Recorded();
        OrderRecord replace = Assert.Single(rows, r => r.Sent != 0);
        Assert.Equal((OrderAction.Replace, 1, 2_009), ((OrderAction)replace.Action, replace.Side, replace.Idx));
        Assert.All(rows.Where(r => r.Sent == 0), r => Assert.Equal((0, 2_007, Verdict.Self), (r.Side, r.Idx, (Verdict)r.Verdict)));
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Buy(1, 2_006)));
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Buy(1, 2_008)));
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Buy(1, 2_009)));
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Buy(1, 2_005)));
        bench.Requests();
        // The venue answers: the old price is gone, the buy may follow.
        requests.ForEach(r => bench.Answer(r.Payload));
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Buy(1, 2_008)));
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Buy(1, 2_009)));
        Assert.Contains(bench.Requests(), r => r.Payload[0] == OuchReplaceRequest.Type);
    }

    [RtlFact]
    public void AReplaceDownwards_CountsBeforeItIsAnswered_AndNoMoreOnceRejected()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        // The mid goes to 2002.5: the buy moves to 2001, the sell to 2004, where the old buy is.
        bench.Tell(bench.Book.Add(Side.Sell, 2_005, 500));
        PeerPacket[] requests = [.. bench.Requests()];
        Assert.NotEmpty(requests);
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Sell(1, 2_004)));
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Sell(1, 2_005)));
        bench.Requests();
        bench.Answer(requests[0].Payload);
        // Moved to 2001: 2004 is free for a sell of the desk; the quote's own follows.
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Sell(1, 2_004)));
    }

    [RtlFact]
    public void AQuoteWhoseCancelLeft_CountsUntilItIsDead()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        bench.Desk.MassCancel();
        Assert.Equal(2, bench.Requests().Count(r => r.Payload[0] == OuchCancelRequest.Type));
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Buy(1, 2_006)));
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Sell(1, 2_004)));
    }

    [RtlFact]
    public void TheBestOfTheDesk_StandsUntilItHasNoneOpenOfThatSide()
    {
        using TradingBench bench = DeskRig.Ready();
        uint best = bench.Enter(DeskRig.Sell(1, 2_004)), worse = bench.Enter(DeskRig.Sell(1, 2_008));
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Buy(1, 2_004)));
        bench.Say(bench.Venue.Decrement(bench.Order(best), 1, selfMatch: false));
        // The best one is dead, but another of its side lives: it refuses more than it must.
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Buy(1, 2_004)));
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Buy(1, 2_003)));
        bench.AnswerAll();
        bench.Say(bench.Venue.Decrement(bench.Order(worse), 1, selfMatch: false));
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Buy(1, 2_009)));
        bench.AnswerAll();
        // From anew: the next sell's price is the best.
        bench.Enter(DeskRig.Sell(1, 2_012));
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Buy(1, 2_011)));
        Assert.Equal(Verdict.Self, bench.Judge(DeskRig.Buy(1, 2_012)));
    }

    [RtlTheory]
    [InlineData("rejected")]
    [InlineData("dead on entry")]
    [InlineData("executed")]
    public void AfterTheDesksOrderDied_NothingIsInTheWay(string how)
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Enter(DeskRig.Sell(1, 2_004), how switch { "rejected" => VenueAnswer.Reject, "executed" => VenueAnswer.Accept, _ => VenueAnswer.Dead });
        if (how == "executed")
        {
            bench.Fill(urn);
        }

        Assert.Equal(0u, bench.Orders);
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Buy(1, 2_004)));
    }
}
