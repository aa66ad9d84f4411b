using System.Buffers.Binary;
using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Orders of the desk made smaller: docs/card.md sections 7.1 to 7.3.</summary>
public sealed class ModifyTests
{
    private const uint Limit = 20;
    private const ulong LimitCycles = Limit * Doubt.UnitNs * 5 / 16;

    [RtlTheory]
    [InlineData(0, 40u)]
    [InlineData(1, 40u)]
    [InlineData(0, 1u)]
    [InlineData(1, 0x01020304u)]
    [InlineData(0, uint.MaxValue)]
    public void Modify_LeavesWithExactlyItsBytes_AndIsTold(byte side, uint quantity)
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(3, new DeskOffer(side, 100, DeskRig.Idx))[1];
        uint sent = bench.Card.Read(CardRegisters.SlotSentAt(0));
        bench.Desk.Modify(urn, quantity);
        Assert.Equal([ModifyRecord(urn, side, quantity)], bench.Recorded());
        Assert.Equal(Convert.ToHexString(ModifyBytes(urn, side, quantity)), Convert.ToHexString(Assert.Single(bench.Requests()).Payload));
        DeskStatusValue status = bench.Desk.Status;
        Assert.Equal((false, true, 0u, 0u), (status.Busy, status.Sent, status.Verdict, status.Refused));
        Assert.Equal((sent + 1, 3u, 0u), (bench.Card.Read(CardRegisters.SlotSentAt(0)), bench.Desk.Table.Open, bench.Desk.Table.ToCancel));
        // Nothing is less until the venue says so.
        bench.AgreesWithVenue();
    }

    [RtlTheory]
    [InlineData(0)]
    [InlineData(1)]
    public void SideAndTheRestOfDeskOrder_SayNothing_ButTheSlotMustBeThere(byte side)
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, new DeskOffer(side, 100, DeskRig.Idx))[0];
        DeskOrderValue order = new DeskOrderValue(0).WithAction(DeskPort.Modification).WithSide(side == 0).WithIoc(true).WithTagBytes(DeskPort.MostTagBytes);
        bench.Card.Write(CardRegisters.DeskUrn, urn);
        bench.Card.Write(CardRegisters.DeskQty, 40);
        bench.Desk.Send(order.WithSlot((uint)CardBench.ShapeOf(bench.Card).NumSlots));
        bench.Desk.Send(order.WithTagBytes(DeskPort.MostTagBytes + 1));
        Assert.Empty(bench.Recorded());
        Assert.Equal(2u, bench.Desk.Status.Refused);
        bench.Desk.Send(order);
        Assert.Equal([ModifyRecord(urn, side, 40)], bench.Recorded());
        Assert.Equal(Convert.ToHexString(ModifyBytes(urn, side, 40)), Convert.ToHexString(Assert.Single(bench.Requests()).Payload));
    }

    [RtlFact]
    public void TheRecordsCycle_IsItsStartOnTheWire()
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Desk.Modify(bench.Rest(1, DeskRig.Buy())[0], 40);
        bench.Rest();
        uint cycle = new OrderEvent(Assert.Single(bench.Records(EventType.Order))).Cycle;
        Assert.Equal((uint)Assert.Single(bench.Requests()).StartCycle, cycle);
    }

    [RtlTheory]
    [InlineData("never sent")]
    [InlineData("dead")]
    [InlineData("another of its place")]
    [InlineData("quote")]
    [InlineData("not acknowledged")]
    [InlineData("quantity zero")]
    [InlineData("marked")]
    [InlineData("latch closed")]
    [InlineData("cancel under way")]
    [InlineData("modify under way")]
    public void WhatCannotBeModified_IsRefusedAndCounted_WithoutAnEvent(string what)
    {
        using TradingBench bench = DeskRig.Ready(parameters: what == "quote" ? TradingBench.Plain : null);
        uint urn = what switch
        {
            "quote" => bench.Venue.Live.Keys.First(),
            "not acknowledged" => bench.Unanswered(),
            _ => bench.Rest(1, DeskRig.Buy())[0],
        };
        uint quantity = 40;
        switch (what)
        {
            case "never sent":
                urn += 1;
                break;
            case "another of its place":
                urn += 256;
                break;
            case "dead":
                bench.Say(bench.Venue.Decrement(bench.Order(urn), 100, selfMatch: false));
                break;
            case "quantity zero":
                quantity = 0;
                break;
            case "marked":
                WithoutRoom(bench);
                bench.Desk.MassCancel();
                break;
            case "latch closed":
                WithoutRoom(bench);
                bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
                break;
            case "cancel under way":
                bench.Desk.Cancel(urn);
                break;
            case "modify under way":
                bench.Desk.Modify(urn, 50);
                break;
        }

        bench.Requests();
        bench.Feed.Discard();
        uint before = bench.Desk.Status.Refused, open = bench.OpenBuy;
        bench.Desk.Modify(urn, quantity);
        Assert.Empty(bench.Recorded());
        Assert.Empty(bench.Requests());
        DeskStatusValue status = bench.Desk.Status;
        Assert.Equal((before + 1, false, false, 0u), (status.Refused, status.Busy, status.Sent, status.Verdict));
        Assert.Equal(open, bench.OpenBuy);
    }

    [RtlFact]
    public void WritesWhileARefusalIsMade_AreAllCounted()
    {
        using TradingBench bench = DeskRig.Ready();
        uint refused = 0;
        for (ulong apart = 0; apart < 24; apart++)
        {
            bench.Desk.Modify(7, 40);
            bench.Card.Run(apart);
            bench.Card.Write(CardRegisters.DeskSend, 1);
            bench.Rest();
            Assert.Equal(refused += 2, bench.Desk.Status.Refused);
        }
    }

    [RtlTheory]
    [InlineData(60u, 60u)]
    [InlineData(1u, 1u)]
    [InlineData(99u, 99u)]
    public void ModifiedSmaller_IsWhatRests_AndMayBeModifiedAgain(uint quantity, uint left)
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Sell())[0];
        bench.Desk.Modify(urn, quantity);
        bench.Answer(Assert.Single(bench.Requests()).Payload);
        VenueEvent told = new(Assert.Single(bench.Records(EventType.Venue)));
        Assert.Equal(((uint)'M', 1u, 1u, urn, left), (told.Mtype, told.Known, told.Side, told.Urn, told.Qty));
        Assert.Equal((left, 1u), (bench.OpenSell, bench.Desk.Table.Open));
        bench.AgreesWithVenue();
        bench.Desk.Modify(urn, 1);
        PeerPacket again = Assert.Single(bench.Requests());
        Assert.Equal(Convert.ToHexString(ModifyBytes(urn, 1, 1)), Convert.ToHexString(again.Payload));
    }

    [RtlFact]
    public void ModifiedToNothing_TheOrderDies_AndItsPlaceIsFree()
    {
        using TradingBench bench = DeskRig.Ready();
        List<uint> urns = bench.Rest(2, DeskRig.Buy());
        bench.Desk.Modify(urns[0], 40);
        bench.Requests();
        bench.Say(VenueMessages.Modified(urns[0], bench.Venue.Now(), 'B', 0));
        Assert.Equal((100u, 1u, 1u, 0u), (bench.OpenBuy, bench.Desk.Table.Open, bench.Orders, bench.Desk.Table.InDoubt));
        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void LessThanWasExecuted_IsACancelAtTheVenue()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Buy())[0];
        bench.Say(bench.Venue.Fill(bench.Order(urn), 50));
        bench.Desk.Modify(urn, 50);
        bench.Answer(Assert.Single(bench.Requests()).Payload);
        bench.AgreesWithVenue();
        Assert.Equal((50, 0u), (bench.Position, bench.Desk.Table.Open));
    }

    [RtlFact]
    public void CancelReject_LeavesAllAsItWas_AndItMayBeTriedAgain()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Buy())[0];
        for (int i = 0; i < 2; i++)
        {
            bench.Desk.Modify(urn, 40);
            bench.Answer(Assert.Single(bench.Requests()).Payload, VenueAnswer.Reject);
            bench.AgreesWithVenue();
        }

        bench.Desk.Modify(urn, 30);
        bench.Answer(Assert.Single(bench.Requests()).Payload);
        Assert.Equal(30u, bench.OpenBuy);
        bench.AgreesWithVenue();
        Assert.Equal((0u, false), (bench.Desk.Status.Refused, bench.Killed));
    }

    [RtlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Unasked_ModifiedCountsToo_AndCancelRejectDoesNot(bool acknowledged)
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = acknowledged ? bench.Rest(1, DeskRig.Buy())[0] : bench.Unanswered(DeskRig.Buy());
        bench.Say(VenueMessages.CancelReject(urn, bench.Venue.Now()));
        Assert.Equal(100u, bench.OpenBuy);
        foreach (uint left in new uint[] { 70, 90, 5, 0 })
        {
            bench.Say(VenueMessages.Modified(urn, bench.Venue.Now(), 'B', left));
            Assert.Equal((left, left == 0 ? 0u : 1), (bench.OpenBuy, bench.Desk.Table.Open));
        }

        Assert.False(bench.Killed);
    }

    [RtlTheory]
    [InlineData('M')]
    [InlineData('I')]
    public void AnswersThatNameAQuote_ChangeNothing(char type)
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        uint urn = bench.Venue.Live.Values.Single(o => o.Buy).Urn;
        bench.Say(type == 'M' ? VenueMessages.Modified(urn, bench.Venue.Now(), 'B', 10) : VenueMessages.CancelReject(urn, bench.Venue.Now()));
        Assert.Equal((100u, 100u, 2u), (bench.OpenBuy, bench.OpenSell, bench.Orders));
        Assert.False(bench.Killed);
    }

    [RtlTheory]
    [InlineData(30u, 30u)]
    [InlineData(60u, 0u)]
    [InlineData(80u, 0u)]
    [InlineData(100u, 0u)]
    public void AFillBeforeTheVenueSawIt_CountsOnce(uint filled, uint left)
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Buy())[0];
        bench.Desk.Modify(urn, 60);
        PeerPacket request = Assert.Single(bench.Requests());
        bench.Say(bench.Venue.Fill(bench.Order(urn), filled));
        Assert.Equal((100 - filled, (int)filled), (bench.OpenBuy, bench.Position));
        bench.Answer(request.Payload);
        Assert.Equal((left, (int)filled, left == 0 ? 0u : 1), (bench.OpenBuy, bench.Position, bench.Desk.Table.Open));
        bench.AgreesWithVenue();
        Assert.False(bench.Killed);
    }

    [RtlTheory]
    [InlineData(30u)]
    [InlineData(100u)]
    public void AFillThatComesInAnyCycle_AroundIt_LeavesCardAndVenueAgreed(uint filled)
    {
        using TradingBench bench = DeskRig.Ready();
        int left = 0, refused = 0;
        for (ulong apart = 0; apart < 100; apart++)
        {
            uint urn = bench.Rest(1, DeskRig.Buy())[0], before = bench.Desk.Status.Refused;
            // The venue filled before the modify reached it.
            bench.Peer.Send(bench.Venue.Fill(bench.Order(urn), filled));
            bench.Card.Run(apart);
            bench.Desk.Modify(urn, 60);
            List<PeerPacket> requests = bench.Requests();
            Assert.Equal(1u, (uint)requests.Count + bench.Desk.Status.Refused - before);
            left += requests.Count;
            refused += 1 - requests.Count;
            requests.ForEach(r => bench.Answer(r.Payload));
            bench.AgreesWithVenue();
            bench.Say([.. bench.Venue.Live.Values.ToArray().Select(o => bench.Venue.Decrement(o, o.Open, selfMatch: false))]);
            Assert.Equal((0u, 0u), (bench.OpenBuy, bench.Desk.Table.Open));
        }

        Assert.True(left > 0 && (refused > 0) == (filled == 100), $"{left} left, {refused} refused");
        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void WithoutRoom_ItWaits_AndLeavesAsAPlaceComes()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Buy())[0];
        List<CardSegment> kept = WithoutRoom(bench);
        bench.Desk.Modify(urn, 40);
        Assert.Empty(bench.Recorded());
        Assert.True(bench.Desk.Status.Busy);
        // Whatever is offered meanwhile is refused; a part of it that is filled does not stop it.
        bench.Desk.New(DeskRig.Buy());
        bench.Desk.Cancel(urn);
        bench.Say(bench.Venue.Fill(bench.Order(urn), 10));
        Assert.Equal((true, 2u), (bench.Desk.Status.Busy, bench.Desk.Status.Refused));
        bench.Acknowledge(kept[0].End);
        Assert.Equal([ModifyRecord(urn, 0, 40, position: 10)], bench.Recorded());
        Assert.Equal((false, true, 2u), (bench.Desk.Status.Busy, bench.Desk.Status.Sent, bench.Desk.Status.Refused));
        bench.Answer(Assert.Single(bench.Requests()).Payload);
        Assert.Equal(30u, bench.OpenBuy);
        bench.AgreesWithVenue();
    }

    [RtlTheory]
    [InlineData("filled", 0)]
    [InlineData("cancelled", 0)]
    [InlineData("rejected", 0)]
    [InlineData("marked", 1)]
    [InlineData("killed", 1)]
    public void WhileItWaits_ItIsDropped(string what, int cancels)
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Buy())[0];
        List<CardSegment> kept = WithoutRoom(bench);
        bench.Desk.Modify(urn, 40);
        bench.Rest();
        Assert.True(bench.Desk.Status.Busy);
        switch (what)
        {
            case "filled":
                bench.Say(bench.Venue.Fill(bench.Order(urn), 100));
                break;
            case "cancelled":
                bench.Say(bench.Venue.Decrement(bench.Order(urn), 100, selfMatch: true));
                break;
            case "rejected":
                bench.Say(VenueMessages.Rejected(urn, bench.Venue.Now()));
                break;
            case "marked":
                bench.Desk.MassCancel();
                break;
            case "killed":
                bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
                break;
        }

        bench.Rest();
        DeskStatusValue status = bench.Desk.Status;
        Assert.Equal((false, false, 0u, 1u), (status.Busy, status.Sent, status.Verdict, status.Refused));
        Assert.Empty(bench.Recorded());
        if (what == "killed")
        {
            // The latch opens before there is room: neither modify nor cancel is due any more.
            bench.Arm();
            cancels = 0;
        }

        bench.Acknowledge(kept[^1].End);
        List<PeerPacket> requests = bench.Requests();
        Assert.Equal(Enumerable.Repeat(Convert.ToHexString(DeskRig.CancelBytes(urn)), cancels), requests.Select(r => Convert.ToHexString(r.Payload)));
        Assert.Equal(1u, bench.Desk.Status.Refused);
    }

    [RtlFact]
    public void AKillInAnyCycle_AroundIt_SendsItWholeOrNotAtAll_AndTheCancelBehindIt()
    {
        using TradingBench bench = DeskRig.Ready();
        int both = 0, dropped = 0;
        for (ulong apart = 0; apart < 40; apart++)
        {
            uint urn = bench.Rest(1, DeskRig.Buy())[0], before = bench.Desk.Status.Refused;
            BehindALongFrame(bench, urn);
            bench.Card.Run(apart);
            bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
            List<PeerPacket> requests = bench.Requests();
            bool left = requests.Count == 2;
            Assert.Equal(left ? "MX" : "X", string.Concat(requests.Select(r => (char)r.Payload[0])));
            Assert.Equal((left ? 0u : 1, left), (bench.Desk.Status.Refused - before, bench.Desk.Status.Sent));
            both += left ? 1 : 0;
            dropped += left ? 0 : 1;
            requests.ForEach(r => bench.Answer(r.Payload));
            bench.AgreesWithVenue();
            Assert.Equal(0u, bench.Desk.Table.Open);
            bench.Arm();
        }

        Assert.True(both > 0 && dropped > 0, $"{both} left, {dropped} dropped");
    }

    [RtlFact]
    public void TheSessionIsDown_ItWaits_AndLeavesWithTheLogin_BeforeCaughtUp()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Buy())[0];
        bench.Card.Write(CardRegisters.OeCtrl, new OeCtrlValue(0).WithRelease(true).Raw);
        bench.Desk.Modify(urn, 40);
        Assert.Empty(bench.Recorded());
        bench.Reconnect();
        Assert.Empty(bench.Recorded());
        Assert.True(bench.Desk.Status.Busy);
        bench.Say(bench.Login());
        Assert.False(bench.Status().CaughtUp);
        Assert.Equal([ModifyRecord(urn, 0, 40)], bench.Recorded());
        bench.Answer(Assert.Single(bench.Requests()).Payload);
        bench.AgreesWithVenue();
        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void EveryDueCancel_GoesFirst_QuotesAndDesk()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        uint[] quotes = [.. bench.Venue.Live.Values.OrderByDescending(o => o.Buy).Select(o => o.Urn)];
        List<uint> urns = bench.Rest(3, DeskRig.Buy());
        List<CardSegment> kept = WithoutRoom(bench);
        // Two are marked; the one to be modified has the lowest place.
        bench.Desk.Cancel(urns[2]);
        bench.Rest();
        bench.Desk.Cancel(urns[1]);
        bench.Rest();
        bench.Desk.Modify(urns[0], 40);
        bench.Rest();
        bench.Mode(SlotMode.Halted);
        Assert.Empty(bench.Recorded());
        bench.Acknowledge(kept[^1].End);
        List<OrderRecord> records = bench.Recorded();
        Assert.Equal([(quotes[0], 0u), (quotes[1], 0u), (urns[1], 0u), (urns[2], 0u), (urns[0], 40u)], records.Select(r => (r.Urn, r.Qty)));
        Assert.All(records, r => Assert.Equal(((int)OrderAction.Cancel, 1), ((int)r.Action, (int)r.Sent)));
        Assert.Equal("XXXXM", string.Concat(bench.Requests().Select(r => (char)r.Payload[0])));
    }

    [RtlFact]
    public void NewOrders_ComeBehindIt()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain, mode: SlotMode.Halted);
        bench.Mode(SlotMode.Active);
        bench.Settle();
        List<uint> urns = bench.Rest(1, DeskRig.Buy());
        bench.Mode(SlotMode.Halted);
        bench.Settle();
        bench.Feed.Discard();
        Assert.Equal(1u, bench.Orders);
        // While the frame is sent both quotes come to want something too.
        BehindALongFrame(bench, urns[0]);
        bench.Mode(SlotMode.Active);
        Assert.Equal([(1, OrderAction.Cancel), (0, OrderAction.New), (0, OrderAction.New)], bench.Recorded().Select(r => ((int)r.Desk, (OrderAction)r.Action)));
    }

    [RtlFact]
    public void ItTakesFromTheThrottle_AndPassesAnEmptyBucket()
    {
        using TradingBench bench = DeskRig.Ready();
        List<uint> urns = bench.Rest(3, DeskRig.Buy());
        bench.Desk.Throttle(1, 2);
        bench.Card.Run(100);
        bench.Desk.Throttle(0, 2);
        foreach ((uint urn, uint headroom) in urns.Zip(new uint[] { 1, 0, 0 }))
        {
            bench.Desk.Modify(urn, 40);
            Assert.Equal(1, Assert.Single(bench.Recorded()).Sent);
            Assert.Equal(headroom, bench.Desk.Headroom);
        }

        Assert.Equal(3, bench.Requests().Count);
    }

    [RtlTheory]
    [InlineData(VenueAnswer.Accept, 40u)]
    [InlineData(VenueAnswer.Reject, 100u)]
    public void Unanswered_ItComesIntoDoubt_UntilItIs(VenueAnswer answer, uint left)
    {
        using TradingBench bench = InTime(out uint urn);
        bench.Desk.Timeout(Limit);
        bench.Desk.Modify(urn, 40);
        PeerPacket request = Assert.Single(bench.Requests());
        bench.Card.Run(LimitCycles + Doubt.FoundWithin + 60);
        DoubtRecord doubt = Assert.Single(Doubts(bench));
        Assert.Equal(new DoubtRecord(0, 0, (byte)OrderAction.Replace, 1, urn, 100, doubt.Waited), doubt);
        Assert.InRange(doubt.Waited, Limit, Limit + 3);
        Assert.Equal((1u, 100u), (bench.Desk.Table.InDoubt, bench.OpenBuy));
        bench.Card.Run(3 * LimitCycles);
        Assert.Empty(Doubts(bench));
        bench.Answer(request.Payload, answer);
        Assert.Equal((0u, left), (bench.Desk.Table.InDoubt, bench.OpenBuy));
        bench.Card.Run(3 * LimitCycles);
        Assert.Empty(Doubts(bench));
        bench.AgreesWithVenue();
    }

    [RtlFact]
    public void AnsweredInTime_NeverInDoubt()
    {
        using TradingBench bench = InTime(out uint urn);
        bench.Desk.Timeout(Limit);
        bench.Desk.Modify(urn, 40);
        bench.Card.Run(LimitCycles - 1_500);
        bench.Answer(Assert.Single(bench.Requests()).Payload);
        bench.Card.Run(3 * LimitCycles);
        Assert.Empty(Doubts(bench));
        Assert.Equal(0u, bench.Desk.Table.InDoubt);
    }

    [RtlFact]
    public void AutoCancel_CancelsAnOrderWhoseModifyIsInDoubt()
    {
        using TradingBench bench = InTime(out uint urn);
        bench.Desk.Timeout(Limit, autoCancel: true);
        bench.Desk.Modify(urn, 40);
        PeerPacket modify = Assert.Single(bench.Requests());
        bench.Card.Run(LimitCycles + Doubt.FoundWithin + 60);
        Assert.Equal((byte)OrderAction.Replace, Assert.Single(Doubts(bench)).Pending);
        PeerPacket cancel = Assert.Single(bench.Requests());
        Assert.Equal(Convert.ToHexString(DeskRig.CancelBytes(urn)), Convert.ToHexString(cancel.Payload));
        // The modify is answered, the cancel is not: that is what is in doubt next.
        bench.Answer(modify.Payload);
        bench.Card.Run(LimitCycles + Doubt.FoundWithin + 60);
        DoubtRecord second = Assert.Single(Doubts(bench));
        Assert.Equal(((byte)OrderAction.Cancel, 40u), (second.Pending, second.OpenQty));
        bench.Answer(cancel.Payload);
        Assert.Equal((0u, 0u), (bench.Desk.Table.InDoubt, bench.Desk.Table.Open));
        bench.AgreesWithVenue();
    }

    [RtlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void CaughtUp_AModifyIsForgotten_AndNotSentAgain(bool arrived)
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Buy())[0];
        bench.Desk.Modify(urn, 40);
        PeerPacket request = Assert.Single(bench.Requests());
        bench.Reconnect();
        bench.Say(bench.Login(), arrived ? bench.Venue.Take(request.Payload, VenueAnswer.Accept) : []);
        Assert.Equal(arrived ? 40u : 100, bench.OpenBuy);
        uint refused = bench.Desk.Status.Refused;
        if (!arrived)
        {
            // Until the venue has said all, it may have the modify.
            bench.Desk.Modify(urn, 30);
            Assert.Empty(bench.Requests());
            Assert.Equal(++refused, bench.Desk.Status.Refused);
        }

        bench.Say(OrderStore.Answer(urn + 1));
        bench.Card.Run(600);
        Assert.Empty(bench.Requests());
        bench.AgreesWithVenue();
        bench.Desk.Modify(urn, 30);
        bench.Answer(Assert.Single(bench.Requests()).Payload);
        Assert.Equal((30u, refused), (bench.OpenBuy, bench.Desk.Status.Refused));
        bench.AgreesWithVenue();
    }

    [RtlFact]
    public void AnOrderWhoseModifyIsUnderWay_MayBeCancelled()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Buy())[0];
        bench.Desk.Modify(urn, 40);
        bench.Rest();
        bench.Desk.Cancel(urn);
        List<PeerPacket> requests = bench.Requests();
        Assert.Equal("MX", string.Concat(requests.Select(r => (char)r.Payload[0])));
        requests.ForEach(r => bench.Answer(r.Payload));
        bench.AgreesWithVenue();
        Assert.Equal((0u, 0u), (bench.Desk.Table.Open, bench.Desk.Status.Refused));
    }

    private static OrderRecord ModifyRecord(uint urn, byte side, uint quantity, int position = 0) =>
        new(0, side, (byte)OrderAction.Cancel, 1, 0, urn, 0, quantity, 0, 0, 0, 0, 0, position, DeskRig.Mid2, 1, 0);

    /// <summary>Modify as OUCH 5.0 has it, byte by byte.</summary>
    private static byte[] ModifyBytes(uint urn, byte side, uint quantity)
    {
        byte[] b = new byte[10];
        b[0] = (byte)'M';
        BinaryPrimitives.WriteUInt32BigEndian(b.AsSpan(1), urn);
        b[5] = (byte)(side == 0 ? 'B' : 'S');
        BinaryPrimitives.WriteUInt32BigEndian(b.AsSpan(6), quantity);
        return b;
    }

    /// <summary>Every place of the store of sent segments is taken: what is to be sent waits.</summary>
    private static List<CardSegment> WithoutRoom(TradingBench bench)
    {
        bench.Hold();
        List<CardSegment> kept = bench.Fill(OrderStore.Places);
        bench.Sent();
        return kept;
    }

    /// <summary>A modify to 40 is offered while a long frame of the host is being sent, which holds it back.</summary>
    private static void BehindALongFrame(TradingBench bench, uint urn)
    {
        bench.Card.Write(CardRegisters.DeskUrn, urn);
        bench.Card.Write(CardRegisters.DeskQty, 40);
        bench.Card.Write(CardRegisters.DeskOrder, new DeskOrderValue(0).WithAction(DeskPort.Modification).Raw);
        OrderPeer.HostMessage(bench.Card, OrderStore.Text(64, 1));
        bench.Card.Write(CardRegisters.DeskSend, 1);
    }

    /// <summary>An order of 100 rests, and the card's time is known not to run out.</summary>
    private static TradingBench InTime(out uint urn)
    {
        TradingBench bench = DeskRig.Ready();
        urn = bench.Rest(1, DeskRig.Buy())[0];
        CardClock.Set(bench, 1ul << 36);
        bench.Heartbeat();
        bench.Feed.Discard();
        return bench;
    }

    private static List<DoubtRecord> Doubts(TradingBench bench) => [.. bench.Records(EventType.Doubt).Select(r =>
    {
        var d = new DoubtEvent(r);
        return new DoubtRecord((byte)d.Slot, (byte)d.Side, (byte)d.Pending, (byte)d.Desk, d.Urn, d.OpenQty, d.Waited);
    })];
}
