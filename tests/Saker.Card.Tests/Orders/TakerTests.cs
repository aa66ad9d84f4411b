using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>Lead–lag on the card: docs/card.md section 13.1. Slot 0 takes in symbol 0 what symbol 1 leads.</summary>
public sealed class TakerTests(ITestOutputHelper output)
{
    private const int Bid = 500, Ask = 504, LeadBid = 1_000, LeadAsk = 1_020, Half = 4_096;
    private const uint Qty = 70, StandsAfter = 3, TickToOrder = 9;
    private const byte Slip = 2;

    // A half tick of the leader's is one of the own mid's; one tick takes.
    private static readonly SlotParameters Plain = TradingBench.Plain with { Take = Take.LeadLag, Lead = 1, Beta = Half, Theta = 256, Qty = Qty, Slip = Slip };

    [RtlTheory]
    [InlineData(Side.Buy)]
    [InlineData(Side.Sell)]
    public void TheLeadersMove_IsTaken_ImmediateOrCancel_BeyondTheBest(Side side)
    {
        using TakerBench bench = Ready(Plain);
        bool buys = side == Side.Buy;
        // Two half ticks up, or down, are exactly the threshold.
        bench.Move(1, buys ? Side.Buy : Side.Sell, buys ? LeadBid + 2 : LeadAsk - 2);
        List<byte[]> records = bench.Records();
        TakerQuote quote = Assert.Single(TakerBench.Quotes(records));
        TakerOrder order = Assert.Single(TakerBench.Orders(records));
        int idx = buys ? Ask + Slip : Bid - Slip;
        QuoteRecord wants = new QuoteRecord(0, quote.Quote.Seq, 0, 0, 0, 0, Bid + Ask, 0, Edge: (buys ? 2 : -2) * Half);
        Assert.Equal(buys ? wants with { BidEn = 1, BidIdx = (ushort)idx, BidQty = Qty } : wants with { AskEn = 1, AskIdx = (ushort)idx, AskQty = Qty }, quote.Quote);
        Assert.Equal((TakerBench.BookCycle(records) + StandsAfter, false), (quote.Cycle, quote.Again));
        Assert.Equal((OrderAction.New, 1, (byte)(buys ? 0 : 1), idx, Qty, Qty, 1, (ushort)(Bid + Ask)),
            ((OrderAction)order.Order.Action, order.Order.Sent, order.Order.Side, order.Order.Idx, order.Order.Qty, order.Order.OpenQty, order.Order.Ioc, order.Order.Mid2));
        Assert.Equal((TickToOrder, 1), (order.Cycle - order.RxCycle, order.Order.Tick));
        (OuchEnterOrder sent, _, ulong start) = Assert.Single(bench.Entered());
        Assert.Equal((buys ? 'B' : 'S', (long)Qty, TakerBench.Windows[0].Price(idx), '3', TradingBench.Window.Symbol),
            (sent.Side, sent.Quantity.Lots, sent.Price.Units, sent.TimeInForce, sent.Symbol.ToString().TrimEnd()));
        Assert.Equal(order.Cycle, (uint)start);
    }

    [RtlTheory]
    [InlineData(2, 255)]
    [InlineData(1, 128)]
    public void OneUnitBelowTheThreshold_NothingIsTaken(int halfTicks, uint enough)
    {
        SlotParameters p = Plain with { Beta = enough == 255 ? 4_080 : Half };
        using TakerBench below = Ready(p with { Theta = enough + 1 }), at = Ready(p with { Theta = enough });
        foreach ((TakerBench bench, int orders) in new[] { (below, 0), (at, 1) })
        {
            bench.Move(1, Side.Buy, LeadBid + halfTicks);
            List<byte[]> records = bench.Records();
            Assert.Single(TakerBench.Quotes(records));
            Assert.Equal(orders, TakerBench.Orders(records).Count);
        }
    }

    /// <summary>From the last byte on the pins to the start character, wherever the message lies in its word, and with a tag's worth of others before it.</summary>
    [RtlFact]
    public void TheOrderStarts_NineCyclesBehindTheMessagesLastByte()
    {
        foreach (TakeSample sample in TakerFigures.Sweep())
        {
            output.WriteLine(sample.ToString());
            Assert.Equal((StandsAfter, (long)TickToOrder, TickToOrder), (sample.Decision, sample.Cycles, sample.Stamped));
        }
    }

    [RtlFact]
    public void OneMove_IsTakenOnce_AndTheNextOneAgain()
    {
        using TakerBench bench = Ready(Plain);
        bench.Move(1, Side.Buy, LeadBid + 2);
        bench.Answer(Assert.Single(bench.Entered()).Request, Qty);
        Assert.Equal((int)Qty, bench.Position(0));
        bench.Forget();
        // Anchor anew, then nothing that moves the mids.
        bench.Tell(bench.Books[1].Add(Side.Buy, LeadBid - 3, 5));
        bench.Tell(bench.Books[0].Add(Side.Buy, Bid - 3, 5));
        bench.Tell(bench.Books[1].Add(Side.Buy, LeadBid - 3, 5));
        List<byte[]> records = bench.Records();
        Assert.Equal([0L, 0L, 0L], TakerBench.Quotes(records).Select(q => q.Quote.Edge));
        Assert.Empty(TakerBench.Orders(records));
        bench.Move(1, Side.Buy, LeadBid);
        records = bench.Records();
        Assert.Equal((-2L * Half, (int)Qty), (TakerBench.Quotes(records).Single().Quote.Edge, TakerBench.Quotes(records).Single().Quote.Position));
        Assert.Equal((1, 1), (TakerBench.Orders(records).Single().Order.Side, (int)TakerBench.Orders(records).Single().Order.Ioc));
    }

    [RtlFact]
    public void WhileAnOrderIsOpen_NoneIsEntered_AndItIsNotMovedOrCancelledForBeingUnwanted()
    {
        using TakerBench bench = Ready(Plain);
        bench.Move(1, Side.Buy, LeadBid + 2);
        (OuchEnterOrder order, _, _) = Assert.Single(bench.Entered());
        // Accepted, and neither executed nor cancelled for now.
        bench.Trading.Say(VenueMessages.Accepted(order, bench.Trading.Venue.Now(), Qty));
        bench.Forget();
        bench.Move(1, Side.Sell, LeadAsk + 1);
        bench.Move(1, Side.Buy, LeadBid + 6);
        bench.Move(1, Side.Buy, LeadBid - 6);
        List<byte[]> records = bench.Records();
        Assert.Equal([(0, 0), (1, 0), (0, 1)], TakerBench.Quotes(records).Select(q => ((int)q.Quote.BidEn, (int)q.Quote.AskEn)));
        Assert.Empty(TakerBench.Orders(records));
        bench.Trading.Mode(SlotMode.Halted);
        TakerOrder cancel = Assert.Single(TakerBench.Orders(bench.Records()));
        Assert.Equal((OrderAction.Cancel, order.Urn.Value), ((OrderAction)cancel.Order.Action, cancel.Order.Urn));
    }

    /// <summary>A want waits for the slot's order to end, and not longer than 128 cycles.</summary>
    [RtlFact]
    public void AWant_Stands128Cycles()
    {
        int taken = 0, tooLate = 0;
        for (int delay = 98; delay < 122; delay++)
        {
            using TakerBench bench = Ready(Plain);
            bench.Move(1, Side.Buy, LeadBid + 2);
            (OuchEnterOrder order, _, _) = Assert.Single(bench.Entered());
            bench.Trading.Say(VenueMessages.Accepted(order, bench.Trading.Venue.Now(), Qty));
            bench.Move(1, Side.Sell, LeadAsk + 1);
            bench.Forget();
            bench.Trading.Feed.SendMessage(bench.Moved(1, Side.Buy, LeadBid + 6));
            bench.Trading.Card.Run((ulong)delay);
            bench.Trading.Peer.Send(VenueMessages.Canceled(order.Urn.Value, bench.Trading.Venue.Now(), Qty));
            List<byte[]> records = bench.Records();
            uint stands = TakerBench.Quotes(records).Single(q => q.Quote.BidEn != 0).Cycle, dies = new VenueEvent(records.Single(r => r[4] == (byte)EventType.Venue)).Cycle;
            List<TakerOrder> orders = TakerBench.Orders(records);
            output.WriteLine($"delay {delay}: stands {stands}, dies {dies - stands} behind it, taken {(orders.Count == 0 ? "not" : $"{orders[0].Taken - stands} behind it")}");
            if (dies - stands < StandingWant.Life - 1)
            {
                Assert.InRange(Assert.Single(orders).Taken, dies, stands + StandingWant.Life - 1);
                taken++;
            }
            else if (dies - stands >= StandingWant.Life)
            {
                Assert.Empty(orders);
                tooLate++;
            }
        }

        Assert.True(taken > 5 && tooLate > 5, $"{taken} taken, {tooLate} too late");
    }

    [RtlFact]
    public void ARefusedOrder_IsTriedOnce_AndForgetsTheAnchor()
    {
        using TakerBench bench = Ready(Plain);
        bench.Trading.Limit(TradingBench.Wide with { MaxQty = Qty - 1 });
        bench.Move(1, Side.Buy, LeadBid + 2);
        TakerOrder refused = Assert.Single(TakerBench.Orders(bench.Records()));
        Assert.Equal((0, Verdict.Qty), (refused.Order.Sent, (Verdict)refused.Order.Verdict));
        bench.Trading.Limit(TradingBench.Wide);
        bench.Trading.Mode(SlotMode.Reducing);
        bench.Trading.Mode(SlotMode.Active);
        bench.Tell(bench.Books[1].Add(Side.Buy, LeadBid - 3, 5));
        bench.Tell(bench.Books[1].Add(Side.Buy, LeadBid - 3, 5));
        List<byte[]> records = bench.Records();
        Assert.Empty(TakerBench.Orders(records));
        Assert.Equal([0L, 0L], TakerBench.Quotes(records).Select(q => q.Quote.Edge));
    }

    [RtlTheory]
    [InlineData(0)]
    [InlineData(1)]
    public void ABookThatIsNotOk_TakesNothing_AndTheAnchorIsTakenAnewAfterwards(int symbol)
    {
        using TakerBench bench = Ready(Plain);
        bench.Tell(bench.Books[symbol].Trading('H'));
        bench.Move(1, Side.Buy, LeadBid + 2);
        bench.Tell(bench.Books[symbol].Trading('T'));
        bench.Tell(bench.Books[symbol].Add(Side.Buy, 3, 5));
        List<byte[]> records = bench.Records();
        Assert.Empty(TakerBench.Orders(records));
        Assert.All(TakerBench.Quotes(records), q => Assert.Equal((0L, 0, 0), (q.Quote.Edge, q.Quote.BidEn, q.Quote.AskEn)));
        // The book of the own symbol is not known while it is halted.
        ushort halted = (ushort)(symbol == 0 ? 0 : Bid + Ask), known = Bid + Ask;
        Assert.Equal([halted, halted, known, known], TakerBench.Quotes(records).Select(q => q.Quote.Mid2));
        bench.Move(1, Side.Buy, LeadBid + 4);
        Assert.Single(TakerBench.Orders(bench.Records()));
    }

    [RtlTheory]
    [InlineData(SlotMode.Off)]
    [InlineData(SlotMode.Halted)]
    [InlineData(SlotMode.Shadow)]
    public void ASlotThatMayNotTrade_IsRefusedOnce_AndSendsNothing(SlotMode mode)
    {
        using TakerBench bench = Ready(Plain);
        bench.Trading.Mode(mode);
        bench.Forget();
        bench.Move(1, Side.Buy, LeadBid + 2);
        List<byte[]> records = bench.Records();
        Assert.Equal((1, 2L * Half), (TakerBench.Quotes(records).Single().Quote.BidEn, TakerBench.Quotes(records).Single().Quote.Edge));
        Assert.DoesNotContain(records, r => (EventType)r[4] is EventType.Paper);
        // The gate says why, as of every other order; and one try it is.
        TakerOrder refused = Assert.Single(TakerBench.Orders(records));
        Assert.Equal((0, Verdict.Mode), (refused.Order.Sent, (Verdict)refused.Order.Verdict));
        Assert.Empty(bench.Entered());
        bench.Tell(bench.Books[1].Add(Side.Buy, LeadBid - 3, 5));
        records = bench.Records();
        Assert.Equal((0L, 0), (TakerBench.Quotes(records).Single().Quote.Edge, TakerBench.Orders(records).Count));
    }

    [RtlTheory]
    [InlineData(0)]
    [InlineData(1)]
    public void Slip_EndsAtTheWindowsBorder(int inside)
    {
        SlotParameters far;
        using (TakerBench probe = Ready(Plain))
        {
            far = Plain with { Slip = (ushort)(probe.Window - 1 - Ask + 1 - inside) };
        }

        using TakerBench bench = Ready(far);
        bench.Trading.Limit(TradingBench.Wide with { Collar = ushort.MaxValue });
        bench.Move(1, Side.Buy, LeadBid + 2);
        List<byte[]> records = bench.Records();
        Assert.Equal((inside, 2L * Half), (TakerBench.Quotes(records).Single().Quote.BidEn, TakerBench.Quotes(records).Single().Quote.Edge));
        Assert.Equal(inside, TakerBench.Orders(records).Count(o => o.Order.Idx == bench.Window - 1));
    }

    [RtlFact]
    public void ThePeriod_EndsTheAnchorsLife()
    {
        // 40 units of 1,024 ns are 12,800 cycles.
        const uint Period = 40;
        const ulong UnitCycles = 320;
        foreach ((ulong cycles, bool anew) in new[] { ((Period - 2) * UnitCycles, false), ((Period + 1) * UnitCycles, true) })
        {
            using TakerBench bench = Ready(Plain with { Anchor = Period });
            // The anchor is old by an unknown time: taken anew, behind a period without a book.
            bench.Trading.Card.Run(Period * UnitCycles);
            bench.Tell(bench.Books[1].Add(Side.Buy, LeadBid - 3, 5));
            bench.Forget();
            ulong from = bench.Trading.Card.Cycle;
            bench.Trading.Card.Run(cycles - 200);
            bench.Move(1, Side.Buy, LeadBid + 2);
            output.WriteLine($"{bench.Trading.Card.Cycle - from} cycles");
            List<byte[]> records = bench.Records();
            Assert.Equal((anew ? 0L : 2L * Half, anew ? 0 : 1), (TakerBench.Quotes(records).Single().Quote.Edge, TakerBench.Orders(records).Count));
        }
    }

    [RtlFact]
    public void AnotherBank_KnowsNoBook_AndNoAnchor()
    {
        using TakerBench bench = Ready(Plain);
        bench.Trading.Banks.Write(1, Plain with { Qty = Qty + 1 });
        bench.Trading.Banks.Seal(1);
        bench.Trading.Banks.Swap(1);
        bench.Trading.Card.RunIdle();
        Assert.Equal(1, bench.Trading.Banks.Running);
        Assert.Empty(TakerBench.Quotes(bench.Records()));
        bench.Move(1, Side.Buy, LeadBid + 2);
        Assert.Equal(new QuoteRecord(0, 0, 0, 0, 0, 0, 0, 0), TakerBench.Quotes(bench.Records()).Single().Quote with { Seq = 0 });
        bench.Tell(bench.Books[0].Add(Side.Buy, Bid - 3, 5));
        bench.Move(1, Side.Buy, LeadBid + 4);
        List<byte[]> records = bench.Records();
        Assert.Equal(Qty + 1, TakerBench.Orders(records).Single().Order.Qty);
    }

    [RtlFact]
    public void Refresh_HoldsTheNextOrder_LongerThanAWantStands()
    {
        // 40 units of 1,024 ns are 12,800 cycles.
        const uint Units = 40;
        const ulong Cycles = 12_800;
        using TakerBench bench = Ready(Plain with { Refresh = Units });
        bench.Move(1, Side.Buy, LeadBid + 2);
        bench.Answer(Assert.Single(bench.Entered()).Request, 0);
        bench.Forget();
        bench.Move(1, Side.Sell, LeadAsk + 1);
        bench.Move(1, Side.Buy, LeadBid + 6);
        List<byte[]> records = bench.Records();
        Assert.Equal([0, 1], TakerBench.Quotes(records).Select(q => (int)q.Quote.BidEn));
        Assert.Empty(TakerBench.Orders(records));
        bench.Trading.Card.Run(Cycles);
        // The want is over, and nothing was taken: the anchor stands.
        Assert.Empty(TakerBench.Orders(bench.Records()));
        bench.Tell(bench.Books[1].Add(Side.Buy, LeadBid - 3, 5));
        records = bench.Records();
        Assert.Equal((4L * Half, 1), (TakerBench.Quotes(records).Single().Quote.Edge, TakerBench.Orders(records).Count));
    }

    /// <summary>Both books known, the anchor at them.</summary>
    private static TakerBench Ready(SlotParameters p)
    {
        var bench = new TakerBench(p);
        bench.Open(0, Bid, Ask);
        bench.Open(1, LeadBid, LeadAsk);
        bench.Forget();
        return bench;
    }
}
