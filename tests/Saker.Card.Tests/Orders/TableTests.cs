using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The table of 256 places: docs/card.md section 7.2.</summary>
public sealed class TableTests
{
    private const int Places = ReferenceTable.Places;

    [RtlFact]
    public void AllPlacesRest_TheNextIsRefusedWithVTableAlone_UntilOneDies()
    {
        using TradingBench bench = DeskRig.Ready();
        List<uint> urns = bench.Rest(Places);
        Assert.Equal(Enumerable.Range(1, Places).Select(n => (uint)n), urns);
        bench.AgreesWithVenue();
        Assert.Equal(((uint)Places, (uint)Places), (bench.Desk.Table.Open, bench.OpenBuy));
        foreach (DeskOffer offer in new[] { DeskRig.Buy(), DeskRig.Sell() with { Ioc = true } })
        {
            bench.Desk.New(offer);
            OrderRecord record = Assert.Single(bench.Recorded());
            Assert.Equal(DeskRig.NewRecord(record.Urn, offer, Verdict.Table), record);
        }

        Assert.Empty(bench.Requests());
        // However long it lasts, no reference is used up by it.
        bench.Card.Run(50_000);
        foreach (uint dead in new uint[] { 100, 7, 256 })
        {
            uint last = bench.Card.Read(CardRegisters.OeLastUrn);
            bench.Say(bench.Venue.Decrement(bench.Order(dead), 1, selfMatch: false));
            bench.Card.Run(2 * Places);
            uint urn = bench.Rest(1)[0];
            Assert.Equal(dead % Places, urn % Places);
            Assert.InRange(urn, last + 1, last + (2 * Places));
            bench.AgreesWithVenue();
            bench.Desk.New(DeskRig.Buy());
            Assert.Equal(Verdict.Table, (Verdict)Assert.Single(bench.Recorded()).Verdict);
        }
    }

    [RtlFact]
    public void QuotesAreRefusedToo_WhileAllPlacesAreTaken_AndTryAgain()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        Assert.Equal(2u, bench.Orders);
        List<uint> urns = bench.Rest(Places);
        Assert.Equal((uint)Places + 2, bench.Desk.Table.Open);
        bench.AgreesWithVenue();
        VenueOrder buy = bench.Venue.Live.Values.Single(o => o.Buy && o.Open == 100);
        bench.Say(bench.Venue.Fill(buy, 100));
        Assert.Equal([(0, 0, (int)OrderAction.New, Verdict.Table)], bench.Recorded().Select(r => ((int)r.Desk, (int)r.Side, (int)r.Action, (Verdict)r.Verdict)));
        // A place comes free; the message that says so is the cause to try again, the next one at the latest.
        bench.Say(bench.Venue.Decrement(bench.Order(urns[30]), 1, selfMatch: false));
        bench.Card.Run(2 * Places);
        bench.Say(bench.Venue.Decrement(bench.Order(urns[31]), 1, selfMatch: false));
        OrderRecord again = bench.Recorded().Single(r => r.Sent != 0);
        Assert.Equal((0, 0, 1), ((int)again.Desk, (int)again.Side, (int)again.Sent));
        Assert.Contains(again.Urn % Places, new[] { urns[30] % Places, urns[31] % Places });
    }

    [RtlFact]
    public void References_SkipTakenPlaces_AndOnlyThese()
    {
        using TradingBench bench = DeskRig.Ready();
        uint[] resting = [.. bench.Rest(5), .. bench.Rest(1)];
        Assert.Equal([1u, 2, 3, 4, 5, 6], resting);
        bench.Say(bench.Venue.Decrement(bench.Order(3), 1, selfMatch: false));
        uint expected = 7;
        for (int i = 0; i < 600; i++)
        {
            bench.Desk.New(DeskRig.Buy(1) with { Ioc = true });
            bench.Settle();
            bench.Card.Run(8);
            while (expected % Places is 1 or 2 or 4 or 5 or 6)
            {
                expected++;
            }

            Assert.Equal(expected++, bench.Desk.LastUrn);
        }

        bench.AgreesWithVenue();
    }

    [RtlFact]
    public void QuotesLeaveTheirPlacesFree()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        uint[] quotes = [.. bench.Venue.Live.Keys];
        Assert.Equal([1u, 2u], quotes.Order());
        for (uint urn = 3; urn < Places + 5; urn++)
        {
            bench.Desk.New(DeskRig.Buy(1) with { Ioc = true });
            bench.Settle();
            Assert.Equal(urn, bench.Desk.LastUrn);
        }

        // Their places belong to others now; the quotes are held all the same.
        bench.Say(bench.Venue.Fill(bench.Order(1), 30));
        Assert.Equal(0u, bench.Feed.OrderEntryCounter(CntOeIndex.UnknownUrn));
        Assert.False(bench.Killed);
        bench.AgreesWithVenue();
    }

    [RtlTheory]
    [InlineData('E')]
    [InlineData('C')]
    [InlineData('D')]
    [InlineData('J')]
    [InlineData('A')]
    public void EachKindOfDeath_FreesThePlaceAndTheSums(char type)
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Rest(1, DeskRig.Sell(30));
        uint urn = bench.Unanswered(DeskRig.Sell(50));
        OuchEnterOrder.TryRead(bench.Requests()[^1].Payload, out OuchEnterOrder entered);
        Assert.Equal((80u, 2u), (bench.OpenSell, bench.Orders));
        // Unacknowledged as it is: the venue may say any of these first.
        bench.Say(type switch
        {
            'E' => VenueMessages.Executed(urn, 1, 50, 1_000_000, 1),
            'C' => VenueMessages.Canceled(urn, 1, 50),
            'D' => VenueMessages.AiqCanceled(urn, 1, 50, 1_000_000),
            'J' => VenueMessages.Rejected(urn, 1),
            _ => VenueMessages.Accepted(entered, 1, 50, live: false),
        });
        VenueEventFields told = Assert.Single(Told(bench));
        Assert.Equal(new VenueEventFields((uint)type, 0, 1, 1, urn, type == 'E' ? -50 : 0), told);
        Assert.Equal((30u, 1u, 1u), (bench.OpenSell, bench.Orders, bench.Desk.Table.Open));
        Assert.Equal(type == 'E' ? -50 : 0, bench.Position);
        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void PartsAddUp_AndNeverGoBelowZero()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Buy(100))[0];
        foreach ((byte[] said, int position, uint open) in new[]
        {
            (VenueMessages.Executed(urn, 1, 30, 1, 1), 30, 70u),
            (VenueMessages.Canceled(urn, 2, 20), 30, 50u),
            (VenueMessages.AiqCanceled(urn, 3, 5, 1), 30, 45u),
            (VenueMessages.Executed(urn, 4, 44, 1, 2), 74, 1u),
            (VenueMessages.Executed(urn, 5, 3, 1, 3), 77, 0u),
        })
        {
            bench.Say(said);
            Assert.Equal((position, open, open == 0 ? 0u : 1u), (bench.Position, bench.OpenBuy, bench.Desk.Table.Open));
        }

        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void Accepted_WithAnotherQuantity_Counts()
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Unanswered();
        OuchEnterOrder.TryRead(bench.Requests()[^1].Payload, out OuchEnterOrder entered);
        bench.Say(VenueMessages.Accepted(entered, 1, 60));
        Assert.Equal(60u, bench.OpenBuy);
    }

    [RtlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void AcceptedTwice_ChangesNothing(bool quote)
    {
        using TradingBench bench = DeskRig.Ready(parameters: quote ? TradingBench.Plain : null);
        uint urn = quote ? bench.Venue.Live.Values.Single(o => o.Buy).Urn : bench.Rest(1)[0];
        VenueOrder order = bench.Order(urn);
        if (order.Open > 1)
        {
            bench.Say(bench.Venue.Fill(order, 30));
        }

        bench.Feed.Discard();
        (int position, uint open) = (bench.Position, bench.OpenBuy);
        bench.Say(bench.Venue.AcceptAgain(order));
        Assert.Equal(1u, Assert.Single(Told(bench)).Known);
        Assert.Equal((position, open), (bench.Position, bench.OpenBuy));
        Assert.False(bench.Killed);
        bench.AgreesWithVenue();
    }

    [RtlTheory]
    [InlineData('P', 13)]
    [InlineData('I', 13)]
    [InlineData('T', 30)]
    [InlineData('R', 16)]
    [InlineData('B', 36)]
    public void OtherMessages_AreKnown_AndChangeNothing(char type, int length)
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1)[0];
        bench.Say(DeskRig.Naming(type, urn, length));
        VenueEventFields told = Assert.Single(Told(bench));
        Assert.Equal(((uint)type, 1u, urn), (told.Mtype, told.Known, told.Urn));
        Assert.Equal(type == 'B' ? KillCauses.Reconciliation : KillCauses.None, bench.Causes);
        Assert.Equal((0, 1u), (bench.Position, bench.OpenBuy));
    }

    [RtlTheory]
    [InlineData('U', 68, true)]
    [InlineData('A', 64, true)]
    [InlineData('E', 36, true)]
    [InlineData('C', 18, false)]
    [InlineData('J', 29, false)]
    [InlineData('P', 13, false)]
    public void MessagesAboutOrdersThatWereNeverSent_CountAndKill(char type, int length, bool kills)
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Rest(3);
        foreach (uint stranger in new uint[] { 4, 0, 257, 0x8000_0001 })
        {
            uint unknown = bench.Feed.OrderEntryCounter(CntOeIndex.UnknownUrn);
            bench.Say(DeskRig.Naming(type, stranger, length));
            Assert.Equal(unknown + 1, bench.Feed.OrderEntryCounter(CntOeIndex.UnknownUrn));
        }

        Assert.All(Told(bench), t => Assert.Equal(0u, t.Known));
        Assert.Equal(kills ? KillCauses.UnknownOrder : KillCauses.None, bench.Causes);
        Assert.Equal(0, bench.Position);
    }

    [RtlFact]
    public void Replaced_IsNotKnownToAnOrderOfTheDesk()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1)[0];
        bench.Say(DeskRig.Naming('U', urn, 68));
        Assert.Equal(0u, Assert.Single(Told(bench)).Known);
        Assert.Equal(KillCauses.UnknownOrder, bench.Causes);
    }

    [RtlTheory]
    [InlineData(0)]
    [InlineData(1)]
    public void LateExecutionOfADeadReference_MovesThePosition_AndKills(byte side)
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, new DeskOffer(side, 100, DeskRig.Idx))[0];
        VenueOrder order = bench.Order(urn);
        bench.Say(bench.Venue.Decrement(order, 100, selfMatch: false));
        // Others use the card meanwhile; the place is still its own.
        bench.Rest(20);
        bench.Say(bench.Venue.FillLate(order, 40));
        VenueEventFields told = Told(bench)[^1];
        Assert.Equal(new VenueEventFields('E', 0, 0, side, urn, side == 0 ? 40 : -40), told);
        Assert.Equal(side == 0 ? 40 : -40, bench.Position);
        Assert.Equal(bench.Venue.Position, bench.Position);
        Assert.Equal((KillCauses.UnknownOrder, 1u), (bench.Causes, bench.Feed.OrderEntryCounter(CntOeIndex.UnknownUrn)));
    }

    [RtlFact]
    public void LateExecution_OfAnOlderQuote_IsRememberedByItsPlace()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        VenueOrder first = bench.Venue.Live.Values.Single(o => o.Buy);
        bench.Say(bench.Venue.Decrement(first, 100, selfMatch: false));
        bench.Settle();
        VenueOrder second = bench.Venue.Live.Values.Single(o => o.Buy);
        bench.Say(bench.Venue.Decrement(second, 100, selfMatch: false));
        bench.Settle();
        Assert.NotEqual(first.Urn, second.Urn);
        Assert.False(bench.Killed);
        bench.Say(bench.Venue.FillLate(first, 25));
        Assert.Equal((25, KillCauses.UnknownOrder), (bench.Position, bench.Causes));
    }

    [RtlFact]
    public void LateExecution_OfAReferenceWhosePlaceIsAnothers_OnlyKills()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1)[0];
        VenueOrder order = bench.Order(urn);
        bench.Say(bench.Venue.Decrement(order, 1, selfMatch: false));
        Assert.Contains(urn + Places, bench.Rest(Places));
        uint open = bench.OpenBuy;
        bench.Say(bench.Venue.FillLate(order, 40));
        Assert.Equal((0, open, KillCauses.UnknownOrder), (bench.Position, bench.OpenBuy, bench.Causes));
        VenueEventFields told = Told(bench).Single(t => t.Mtype == 'E');
        Assert.Equal((0u, urn, 0), (told.Known, told.Urn, told.Position));
    }

    [RtlFact]
    public void TheDesksSum_StopsAtTheGreatestNumber()
    {
        using TradingBench bench = DeskRig.Ready();
        var entered = new OuchEnterOrder[2];
        uint[] urns = [bench.Unanswered(DeskRig.Sell(1)), bench.Unanswered(DeskRig.Sell(1))];
        List<PeerPacket> requests = bench.Requests();
        for (int i = 0; i < 2; i++)
        {
            OuchEnterOrder.TryRead(requests[i].Payload, out entered[i]);
            bench.Say(VenueMessages.Accepted(entered[i], 1, uint.MaxValue));
            Assert.Equal(uint.MaxValue, bench.OpenSell);
        }

        // No order passes beside that, for its slot or for its symbol, and nothing wraps.
        bench.Feed.Discard();
        bench.Desk.New(DeskRig.Sell(1));
        Assert.Equal(Verdict.Position | Verdict.Aggregate, (Verdict)Assert.Single(bench.Recorded()).Verdict);
        bench.Say(VenueMessages.Rejected(urns[0], 2));
        Assert.Equal(uint.MaxValue, bench.OpenSell);
        bench.Say(VenueMessages.Canceled(urns[1], 2, uint.MaxValue - 5));
        Assert.Equal(5u, bench.OpenSell);
        bench.Say(VenueMessages.Canceled(urns[1], 2, 5));
        Assert.Equal((0u, 0u), (bench.OpenSell, bench.Desk.Table.Open));
    }

    [RtlFact]
    public void KillRecord_CountsEveryOpenOrder()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        bench.Rest(5);
        bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
        bench.Rest();
        Assert.Equal(7u, new KillEvent(Assert.Single(bench.Records(EventType.Kill))).OpenOrders);
    }

    [RtlFact]
    public void Settling_ForgetsWhatTheVenueNeverSaw_AndCancelsAgainWhatStillStands()
    {
        using TradingBench bench = DeskRig.Ready();
        List<uint> resting = bench.Rest(3, DeskRig.Buy(10));
        uint seen = bench.Unanswered(DeskRig.Buy(20));
        bench.Desk.Cancel(resting[1]);
        bench.Rest();
        uint unseen = bench.Unanswered(DeskRig.Sell(40));
        Assert.Equal((50u, 40u, 5u), (bench.OpenBuy, bench.OpenSell, bench.Desk.Table.Open));
        // The connection breaks: the venue has the fourth order, but neither the cancel nor the fifth.
        byte[] fourth = bench.Requests()[0].Payload;
        bench.Reconnect();
        byte[] missed = bench.Venue.Take(fourth, VenueAnswer.Accept);
        bench.Say(bench.Login(), missed);
        Assert.Equal((50u, 40u, 5u), (bench.OpenBuy, bench.OpenSell, bench.Desk.Table.Open));
        bench.Say(OrderStore.Answer(unseen));
        bench.Card.Run(600);
        Assert.Equal((50u, 0u, 4u), (bench.OpenBuy, bench.OpenSell, bench.Desk.Table.Open));
        // The cancel that came to nothing is sent again, once.
        PeerPacket again = Assert.Single(bench.Requests());
        Assert.Equal(Convert.ToHexString(DeskRig.CancelBytes(resting[1])), Convert.ToHexString(again.Payload));
        bench.Answer(again.Payload);
        bench.AgreesWithVenue();
        Assert.Equal(seen, bench.Venue.Live.Keys.Max());
        Assert.Equal(unseen, bench.Card.Read(CardRegisters.OeLastUrn));
        Assert.False(bench.Killed);
        // References go on behind the one that nobody saw.
        Assert.Equal(unseen + 1, bench.Rest(1)[0]);
    }

    [RtlFact]
    public void AnAnswerThatDoesNotEndCatchingUp_SettlesNothing()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Unanswered();
        bench.Say(OrderStore.Answer(urn));
        bench.Card.Run(600);
        Assert.Equal(1u, bench.Desk.Table.Open);
    }

    private readonly record struct VenueEventFields(uint Mtype, uint Slot, uint Known, uint Side, uint Urn, int Position);

    private static List<VenueEventFields> Told(TradingBench bench) => [.. bench.Records(EventType.Venue).Select(r =>
    {
        var v = new VenueEvent(r);
        return new VenueEventFields(v.Mtype, v.Slot, v.Known, v.Side, v.Urn, v.Position);
    })];
}
