using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Orders of the desk: docs/card.md section 7.1.</summary>
public sealed class DeskOrderTests
{
    private static readonly byte[] Firm = [5, 2, (byte)'L', (byte)'I', (byte)'M', (byte)'E'];
    private static readonly byte[] PostOnly = [2, 12, (byte)'P'];

    [RtlTheory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void New_LeavesWithExactlyItsBytes_AndIsTold(byte side, bool ioc)
    {
        using TradingBench bench = DeskRig.Ready();
        var offer = new DeskOffer(side, 123, (ushort)(side == 0 ? 1_998 : 2_012), ioc);
        bench.Desk.New(offer);
        Assert.Equal([DeskRig.NewRecord(1, offer)], bench.Recorded());
        Assert.Equal(Convert.ToHexString(DeskRig.EnterBytes(1, offer)), Convert.ToHexString(Assert.Single(bench.Requests()).Payload));
        DeskStatusValue status = bench.Desk.Status;
        Assert.Equal((false, true, 0u, 0u), (status.Busy, status.Sent, status.Verdict, status.Refused));
        Assert.Equal((1u, 1u), (bench.Desk.LastUrn, bench.Card.Read(CardRegisters.OeLastUrn)));
        Assert.Equal((side == 0 ? 123u : 0, side == 0 ? 0 : 123u), (bench.OpenBuy, bench.OpenSell));
        Assert.Equal((1u, 1u, 0u), (bench.Orders, bench.Desk.Table.Open, bench.Desk.Table.ToCancel));
        Assert.Equal((1u, 0u), (bench.Card.Read(CardRegisters.SlotSentAt(0)), bench.Card.Read(CardRegisters.SlotRefusedAt(0))));
    }

    [RtlFact]
    public void TheRecordsCycle_IsItsStartOnTheWire()
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Desk.New(DeskRig.Buy());
        bench.Rest();
        uint cycle = new OrderEvent(Assert.Single(bench.Records(EventType.Order))).Cycle;
        Assert.Equal((uint)Assert.Single(bench.Requests()).StartCycle, cycle);
    }

    [RtlFact]
    public void Tags_GoOnTheWireAsTheyAre_OfEveryLength()
    {
        using TradingBench bench = DeskRig.Ready();
        var random = new Random(7);
        for (int length = 0; length <= DeskPort.MostTagBytes; length++)
        {
            // Unchecked: the venue judges them.
            byte[] tags = new byte[length];
            random.NextBytes(tags);
            DeskOffer offer = DeskRig.Sell((uint)(length + 1), (ushort)(2_000 + length)) with { Ioc = length % 2 == 1 };
            bench.Desk.New(offer, tags);
            bench.Rest();
            bench.Acknowledge(bench.Peer.Expected);
            Assert.Equal(Convert.ToHexString(DeskRig.EnterBytes((uint)length + 1, offer, tags)), Convert.ToHexString(Assert.Single(bench.Requests()).Payload));
        }

        // The next one carries none of them.
        DeskOffer last = DeskRig.Buy(100, 1_990);
        bench.Desk.New(last);
        Assert.Equal(Convert.ToHexString(DeskRig.EnterBytes(16, last)), Convert.ToHexString(Assert.Single(bench.Requests()).Payload));
    }

    [RtlFact]
    public void Tags_AreReadByTheVenue()
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Desk.New(DeskRig.Buy(), [.. Firm, .. PostOnly]);
        byte[] request = Assert.Single(bench.Requests()).Payload;
        Assert.True(OuchEnterOrder.TryRead(request, out OuchEnterOrder order, out OuchAppendage tags));
        Assert.True(tags.TryText(OuchTag.Firm, out string firm) && tags.TryLetter(OuchTag.PostOnly, out char post) && (firm, post) == ("LIME", 'P'));
        Assert.Equal(('B', '0', 100L), (order.Side, order.TimeInForce, order.Quantity.Lots));
        bench.Answer(request);
        bench.AgreesWithVenue();
    }

    [RtlFact]
    public void DeskOrder_ReadsBack_AndASecondOfferIsJudgedAlone()
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Rest(3, DeskRig.Sell(7));
        Assert.Equal((0u, 21u, 3u), (bench.OpenBuy, bench.OpenSell, bench.Orders));
        bench.AgreesWithVenue();
    }

    [RtlFact]
    public void Kill_RefusesWithItsBitAlone() => Refused(DeskRig.Ready(arm: false), DeskRig.Buy(), Verdict.Kill);

    [RtlTheory]
    [InlineData(SlotMode.Halted)]
    [InlineData(SlotMode.Off)]
    [InlineData(SlotMode.Reducing)]
    [InlineData((SlotMode)5)]
    public void Mode_RefusesWithItsBitAlone(SlotMode mode) => Refused(DeskRig.Ready(mode: mode), DeskRig.Buy(), Verdict.Mode);

    [RtlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Session_RefusesWithItsBitAlone_UntilCaughtUp(bool loggedIn)
    {
        TradingBench bench = DeskRig.Ready();
        bench.Reconnect();
        if (loggedIn)
        {
            bench.Peer.LogIn(query: false);
            bench.Peer.Segments = [];
            bench.Feed.Discard();
        }

        Refused(bench, DeskRig.Buy(), Verdict.Session);
    }

    [RtlFact]
    public void Book_RefusesWithItsBitAlone()
    {
        TradingBench bench = DeskRig.Ready();
        bench.Tell(bench.Book.Trading('H'));
        bench.Feed.Discard();
        Refused(bench, DeskRig.Buy(), Verdict.Book);
    }

    [RtlTheory]
    [InlineData(0u, Verdict.Qty)]
    [InlineData(100u, Verdict.Pass)]
    [InlineData(101u, Verdict.Qty)]
    [InlineData(uint.MaxValue, Verdict.Qty | Verdict.Position)]
    public void Quantity_RefusesWithItsBit(uint quantity, Verdict verdict) =>
        Judged(DeskRig.Ready(DeskRig.Wide with { MaxQty = 100 }), DeskRig.Buy(quantity), verdict);

    // The mid is 2005.
    [RtlTheory]
    [InlineData(1_995, Verdict.Pass)]
    [InlineData(1_994, Verdict.Collar)]
    [InlineData(2_015, Verdict.Pass)]
    [InlineData(2_016, Verdict.Collar)]
    [InlineData(0, Verdict.Collar)]
    [InlineData(65_535, Verdict.Collar)]
    public void Collar_RefusesWithItsBitAlone(int idx, Verdict verdict) =>
        Judged(DeskRig.Ready(DeskRig.Wide with { Collar = 10 }), DeskRig.Sell(idx: (ushort)idx), verdict);

    [RtlTheory]
    [InlineData(0, 99u, Verdict.Position)]
    [InlineData(0, 100u, Verdict.Pass)]
    [InlineData(1, 99u, Verdict.Position)]
    [InlineData(1, 100u, Verdict.Pass)]
    public void Position_RefusesWithItsBitAlone(byte side, uint most, Verdict verdict) =>
        Judged(DeskRig.Ready(DeskRig.Wide with { MaxPosition = most }), DeskRig.Buy() with { Side = side }, verdict);

    [RtlFact]
    public void UserReference_RefusesWithItsBitWhenUsedUp()
    {
        using TradingBench bench = DeskRig.Ready(line: OrderLine.Default with { FirstUrn = uint.MaxValue });
        // The last one there is; it does not rest, so that its place is free.
        Assert.Equal([uint.MaxValue], bench.Rest(1, DeskRig.Buy() with { Ioc = true }));
        bench.Desk.New(DeskRig.Buy());
        OrderRecord record = Assert.Single(bench.Recorded());
        Assert.Equal((0, Verdict.Urn, 1), ((int)record.Sent, (Verdict)record.Verdict, (int)record.Desk));
        Assert.Empty(bench.Requests());
    }

    [RtlFact]
    public void Window_RefusesWithItsBitAlone()
    {
        TradingBench bench = DeskRig.Ready();
        bench.Hold();
        bench.Fill(OrderStore.PlacesForOrders);
        // The last order that has room.
        bench.Desk.New(DeskRig.Buy());
        Assert.Equal([(1, Verdict.Pass)], bench.Recorded().Select(r => ((int)r.Sent, (Verdict)r.Verdict)));
        bench.Requests();
        using (bench)
        {
            bench.Desk.New(DeskRig.Buy());
            Assert.Equal([(0, Verdict.Window)], bench.Recorded().Select(r => ((int)r.Sent, (Verdict)r.Verdict)));
            Assert.Empty(bench.Requests());
            bench.Acknowledge(bench.Peer.Expected);
            Assert.Empty(bench.Requests());
            Assert.Empty(bench.Recorded());
        }
    }

    [RtlFact]
    public void EveryOfferThatIsTaken_IsJudgedAndToldOnce()
    {
        using TradingBench bench = DeskRig.Ready(mode: SlotMode.Off);
        for (int i = 0; i < 20; i++)
        {
            bench.Desk.New(DeskRig.Buy((uint)i + 1));
            bench.Card.Run(30);
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(n => (Verdict.Mode, (uint)n)), bench.Recorded().Select(r => ((Verdict)r.Verdict, r.OpenQty)));
        Assert.Equal(20u, bench.Card.Read(CardRegisters.SlotRefusedAt(0)));
        Assert.Equal(0u, bench.Desk.Status.Refused);
    }

    [RtlFact]
    public void WritesThatCannotBe_AreRefusedAndCounted_WithoutAnEvent()
    {
        using TradingBench bench = DeskRig.Ready();
        DeskOrderValue right = DeskPort.Order(DeskRig.Buy());
        bench.Desk.New(DeskRig.Buy());
        bench.Settle();
        bench.Feed.Discard();
        int slots = CardBench.ShapeOf(bench.Card).NumSlots;
        DeskOrderValue[] wrong =
        [
            right.WithAction(0), right.WithTagBytes(15), .. Enumerable.Range(slots, 16 - slots).Select(slot => right.WithSlot((uint)slot)),
        ];
        uint refused = 0;
        foreach (DeskOrderValue order in wrong)
        {
            bench.Desk.Send(order);
            bench.Rest();
            Assert.Equal((++refused, false), (bench.Desk.Status.Refused, bench.Desk.Status.Busy));
        }

        Assert.Empty(bench.Recorded());
        Assert.Empty(bench.Requests());
        Assert.Equal((1u, 1u), (bench.Desk.Table.Open, bench.Desk.LastUrn));
        // Nothing of that hinders the next.
        bench.Desk.Send(right.WithTagBytes(14));
        Assert.Equal([(uint)2], bench.Recorded().Select(r => r.Urn));
    }

    [RtlFact]
    public void AnOfferWhileOneWaits_IsRefused_AndTheFirstIsSentUnchanged()
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Desk.New(DeskRig.Buy(11));
        bench.Settle();
        bench.Feed.Discard();
        uint refused = 0;
        // A long frame holds the transmitter; the offers are made while it is being sent.
        OrderPeer.HostMessage(bench.Card, OrderStore.Text(64, 1));
        for (int i = 0; i < 5; i++)
        {
            bool busy = bench.Desk.Status.Busy;
            bench.Card.Write(CardRegisters.DeskSend, 1);
            refused += busy && bench.Desk.Status.Busy ? 1u : 0;
        }

        List<OrderRecord> sent = bench.Recorded();
        Assert.True(refused != 0, "no offer met another");
        Assert.InRange(bench.Desk.Status.Refused, refused, 4u);
        Assert.Equal(5u, bench.Desk.Status.Refused + (uint)sent.Count);
        Assert.All(sent, r => Assert.Equal((1, 11u), ((int)r.Sent, r.Qty)));
    }

    [RtlFact]
    public void Cancel_SendsOneCancel_AndTheOrderDiesWithItsAnswer()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(3)[1];
        bench.Desk.Cancel(urn);
        OrderRecord record = Assert.Single(bench.Recorded());
        Assert.Equal(new OrderRecord(0, 0, (byte)OrderAction.Cancel, 1, 0, urn, 0, 0, 0, 0, 0, 0, 0, 0, DeskRig.Mid2, 1, 0), record);
        PeerPacket request = Assert.Single(bench.Requests());
        Assert.Equal(Convert.ToHexString(DeskRig.CancelBytes(urn)), Convert.ToHexString(request.Payload));
        Assert.Equal((false, true, 0u, 0u), (bench.Desk.Status.Busy, bench.Desk.Status.Sent, bench.Desk.Status.Verdict, bench.Desk.Status.Refused));
        Assert.Equal((3u, 0u), (bench.Desk.Table.Open, bench.Desk.Table.ToCancel));
        bench.Answer(request.Payload);
        Assert.Equal(2u, bench.Desk.Table.Open);
        bench.AgreesWithVenue();
    }

    [RtlFact]
    public void Cancel_NeedNotWaitForTheAcknowledgment()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Unanswered();
        bench.Desk.Cancel(urn);
        List<PeerPacket> requests = bench.Requests();
        Assert.Equal([(byte)'O', (byte)'X'], requests.Select(r => r.Payload[0]));
        requests.ForEach(r => bench.Answer(r.Payload));
        bench.AgreesWithVenue();
        Assert.Equal(0u, bench.Desk.Table.Open);
    }

    [RtlTheory]
    [InlineData("never sent")]
    [InlineData("dead")]
    [InlineData("cancelled already")]
    [InlineData("another of its place")]
    [InlineData("quote")]
    public void Cancel_OfWhatIsNotOpenInTheTable_IsRefusedAndCounted_WithoutAnEvent(string what)
    {
        using TradingBench bench = DeskRig.Ready(parameters: what == "quote" ? TradingBench.Plain : null);
        uint urn = what == "quote" ? bench.Venue.Live.Keys.First() : bench.Rest(1)[0];
        switch (what)
        {
            case "never sent":
                urn += 1;
                break;
            case "another of its place":
                urn += 256;
                break;
            case "dead":
                bench.Say(bench.Venue.Decrement(bench.Order(urn), 1, selfMatch: false));
                break;
            case "cancelled already":
                bench.Desk.Cancel(urn);
                bench.Requests();
                break;
        }

        bench.Feed.Discard();
        uint before = bench.Desk.Status.Refused;
        bench.Desk.Cancel(urn);
        Assert.Empty(bench.Recorded());
        Assert.Empty(bench.Requests());
        Assert.Equal(before + 1, bench.Desk.Status.Refused);
    }

    [RtlTheory]
    [InlineData(0u)]
    [InlineData(40u)]
    [InlineData(100u)]
    public void ImmediateOrCancel_IsOverAtOnce(uint executed)
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Desk.New(DeskRig.Sell() with { Ioc = true });
        bench.Answer(Assert.Single(bench.Requests()).Payload, immediate: executed);
        Assert.Equal((-(int)executed, 0u, 0u), (bench.Position, bench.OpenSell, bench.Desk.Table.Open));
        bench.AgreesWithVenue();
        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void DeskAndQuotes_SeeEachOther_InThePositionLimit()
    {
        // The quotes rest with 100 each side.
        using TradingBench bench = DeskRig.Ready(DeskRig.Wide with { MaxPosition = 150 }, TradingBench.Plain);
        Assert.Equal((100u, 100u), (bench.OpenBuy, bench.OpenSell));
        bench.Desk.New(DeskRig.Buy(51));
        Assert.Equal([(0, Verdict.Position)], bench.Recorded().Select(r => ((int)r.Sent, (Verdict)r.Verdict)));
        bench.Rest(1, DeskRig.Buy(50));
        Assert.Equal((150u, 100u), (bench.OpenBuy, bench.OpenSell));
        bench.AgreesWithVenue();
        // The buy quote is filled: another one of 100 fits, but not beside the desk's 50.
        bench.Limit(DeskRig.Wide with { MaxPosition = 249 });
        bench.Say(bench.Venue.Fill(bench.Venue.Live.Values.Single(o => o.Buy && o.Open == 100), 100));
        Assert.Equal([(0, 0, 0, Verdict.Position)], bench.Recorded().Select(r => ((int)r.Desk, (int)r.Side, (int)r.Sent, (Verdict)r.Verdict)));
        Assert.Equal((100, 50u), (bench.Position, bench.OpenBuy));
    }

    [RtlFact]
    public void Reducing_CountsEveryOrderOfTheSlot()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Buy(100))[0];
        bench.Say(bench.Venue.Fill(bench.Order(urn), 100));
        bench.Limit(DeskRig.Wide with { MaxPosition = 0 });
        bench.Mode(SlotMode.Reducing);
        bench.Feed.Discard();
        bench.Rest(1, DeskRig.Sell(60));
        foreach ((uint quantity, byte side, Verdict verdict) in new[] { (41u, (byte)1, Verdict.Mode | Verdict.Position), (1u, (byte)0, Verdict.Mode | Verdict.Position), (40u, (byte)1, Verdict.Pass) })
        {
            bench.Desk.New(new DeskOffer(side, quantity, DeskRig.Idx));
            OrderRecord record = Assert.Single(bench.Recorded());
            Assert.Equal((verdict, 100), ((Verdict)record.Verdict, record.Position));
        }
    }

    [RtlFact]
    public void TheDesk_ComesBehindTheSlots()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain, mode: SlotMode.Halted);
        bench.Desk.New(DeskRig.Buy(5));
        bench.Settle();
        bench.Feed.Discard();
        // While a long frame is sent both quotes and the desk come to want something.
        OrderPeer.HostMessage(bench.Card, OrderStore.Text(64, 1));
        bench.Card.Run(4);
        bench.Card.Write(CardRegisters.DeskSend, 1);
        bench.Mode(SlotMode.Active);
        List<OrderRecord> records = bench.Recorded();
        Assert.Equal([(0, 0), (0, 1), (1, 0)], records.Select(r => ((int)r.Desk, (int)r.Side)));
        Assert.All(records, r => Assert.Equal(1, r.Sent));
        Assert.Equal((105u, 100u), (bench.OpenBuy, bench.OpenSell));
    }

    private static void Judged(TradingBench bench, DeskOffer offer, Verdict verdict)
    {
        if (verdict != Verdict.Pass)
        {
            Refused(bench, offer, verdict);
            return;
        }

        using (bench)
        {
            bench.Desk.New(offer);
            Assert.Equal([DeskRig.NewRecord(1, offer)], bench.Recorded());
            Assert.Single(bench.Requests());
        }
    }

    /// <summary>Judged once, refused with exactly these bits; nothing reached the wire and nothing is open.</summary>
    private static void Refused(TradingBench bench, DeskOffer offer, Verdict verdict)
    {
        using (bench)
        {
            uint sent = bench.Card.Read(CardRegisters.SlotSentAt(0));
            bench.Desk.New(offer);
            OrderRecord record = Assert.Single(bench.Recorded());
            Assert.Equal(DeskRig.NewRecord(record.Urn, offer, verdict) with { Mid2 = record.Mid2 }, record);
            Assert.Empty(bench.Requests());
            DeskStatusValue status = bench.Desk.Status;
            Assert.Equal((false, false, (uint)verdict, 0u), (status.Busy, status.Sent, status.Verdict, status.Refused));
            Assert.Equal((0u, 0u, 0u, 0u), (bench.OpenBuy, bench.OpenSell, bench.Desk.Table.Open, bench.Desk.LastUrn));
            Assert.Equal((sent, 1u), (bench.Card.Read(CardRegisters.SlotSentAt(0)), bench.Card.Read(CardRegisters.SlotRefusedAt(0))));
        }
    }
}
