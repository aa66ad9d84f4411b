using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Room before anything starts, to the byte and to the place: without it orders are refused with V_WINDOW alone,
/// cancels and host messages wait.</summary>
public sealed class RoomTests
{
    private const uint EnterOrder = 50;

    [RtlTheory]
    [InlineData(0, 63, false)]
    [InlineData(0, 64, true)]
    [InlineData(1, 31, false)]
    [InlineData(1, 32, true)]
    [InlineData(5, 1, false)]
    [InlineData(5, 2, true)]
    [InlineData(6, 1, true)]
    [InlineData(14, 0, false)]
    [InlineData(14, 1, true)]
    [InlineData(14, 65_535, true)]
    public void Window_IsCountedInUnitsOfItsScale(byte scale, int window, bool room)
    {
        using TradingBench bench = OrderStore.Ready(OrderLine.Default with { PeerScale = scale });
        bench.Acknowledge(bench.Peer.Expected, (ushort)window);
        Assert.Equal((room, room), (bench.Store().Window, bench.Store().Orders));
        Assert.Equal((uint)window, bench.Card.Read(CardRegisters.OePeerWindow));
        bench.Quote();
        List<JudgedOrder> orders = bench.Judged();
        Assert.Equal(room, orders[0].Sent);
        Assert.All(orders, o => Assert.Equal(o.Sent ? Verdict.Pass : OrderStore.NoRoom, o.Verdict));
    }

    [RtlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Window_IsMeasuredFromTheOldestByte_ToTheByte(bool acrossTheWrap)
    {
        using TradingBench bench = OrderStore.Ready(OrderLine.Default with { CardSequence = acrossTheWrap ? uint.MaxValue - 99 : 77 });
        bench.Fill(8);
        uint oldest = bench.Card.Read(CardRegisters.OeSndUna), next = bench.Card.Read(CardRegisters.OeSndNxt);
        for (int more = -2; more <= 2; more++)
        {
            bench.Acknowledge(oldest, (ushort)(next - oldest + OrderStore.SegmentRoom + more));
            Assert.True(bench.Store().Window == more >= 0, $"{more} bytes more than a segment asks for");
            // A part that is acknowledged makes as much room.
            bench.Acknowledge(++oldest);
            Assert.True(bench.Store().Window == more >= -1, $"{more} and one more");
        }
    }

    [RtlTheory]
    [InlineData(EnterOrder + 63, 1)]
    [InlineData(EnterOrder + 64, 2)]
    public void Window_ForOneOrder_TakesNoSecondBehindIt(uint window, int sent)
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Acknowledge(bench.Peer.Expected, (ushort)window);
        Sends(bench, sent);
    }

    [RtlTheory]
    [InlineData(63, 0)]
    [InlineData(64, 1)]
    [InlineData(EnterOrder + 63, 1)]
    [InlineData(EnterOrder + 64, 2)]
    public void MaxSequence_BoundsOrdersAlone_ToTheByte(uint most, int sent)
    {
        // The bound itself stands on both sides of the wrap.
        foreach (uint start in new[] { 0x8000_0000u, uint.MaxValue - 53 - most, uint.MaxValue - 51 - most, uint.MaxValue - 59 })
        {
            using TradingBench bench = OrderStore.Ready(OrderLine.Default with { CardSequence = start });
            bench.Card.Write(CardRegisters.OeMaxSeq, bench.Card.Read(CardRegisters.OeSndNxt) + most);
            Assert.Equal((true, sent != 0), (bench.Store().Window, bench.Store().Orders));
            Sends(bench, sent);
            Assert.Equal(SegmentKind.First, bench.Send(64).Kind);
        }
    }

    [RtlFact]
    public void MaxSequenceZero_SendsNoOrder_ButCancels()
    {
        using TradingBench bench = OrderStore.Resting();
        bench.Card.Write(CardRegisters.OeMaxSeq, 0);
        Assert.Equal((true, false), (bench.Store().Window, bench.Store().Orders));
        bench.Tell(bench.Book.Add(Side.Buy, OrderStore.Bid + 3, 10));
        List<JudgedOrder> orders = bench.Judged();
        Assert.NotEmpty(orders);
        Assert.All(orders, o => Assert.Equal((OrderAction.Replace, false, OrderStore.NoRoom), (o.Action, o.Sent, o.Verdict)));
        bench.Mode(SlotMode.Halted);
        Assert.All(bench.Judged(), o => Assert.Equal((OrderAction.Cancel, true, Verdict.Pass), (o.Action, o.Sent, o.Verdict)));
        Assert.Equal(2, bench.Sent().Count);
    }

    [RtlTheory]
    [InlineData(27, 2)]
    [InlineData(28, 2)]
    [InlineData(29, 0)]
    [InlineData(31, 0)]
    [InlineData(32, 0)]
    public void Places_TheLastFourAreNotForOrders(int kept, int sent)
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Fill(kept);
        bench.Sent();
        Assert.Equal((kept < OrderStore.Places, kept <= OrderStore.PlacesForOrders), (bench.Store().Window, bench.Store().Orders));
        Sends(bench, sent);
    }

    [RtlFact]
    public void Refused_IsTriedAgainWithTheNextCause_NotBecauseRoomCame()
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(29);
        bench.Sent();
        bench.Quote();
        Assert.Equal([0, 1], bench.Judged().Select(o => o.Side));
        bench.Acknowledge(kept[^1].End);
        Assert.Empty(bench.Judged());
        bench.Tell(bench.Book.Add(Side.Buy, OrderStore.Bid - 5, 1));
        Assert.Equal([(0, true), (1, true)], bench.Judged().Select(o => (o.Side, o.Sent)));
    }

    [RtlFact]
    public void HostMessage_WaitsForAPlace_AndAnotherIsRefusedMeanwhile()
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(OrderStore.Places);
        bench.Sent();
        OrderPeer.HostMessage(bench.Card, OrderStore.Text(9, 5));
        Assert.Empty(bench.Sent());
        Assert.True(bench.Status().MsgBusy);
        uint refused = new RawtxStatusValue(bench.Card.Read(CardRegisters.RawtxStatus)).Refused;
        bench.Card.Write(CardRegisters.MsgSend, 3);
        Assert.Equal(refused + 1, new RawtxStatusValue(bench.Card.Read(CardRegisters.RawtxStatus)).Refused);
        bench.Acknowledge(kept[0].End - 1);
        Assert.Empty(bench.Sent());
        bench.Acknowledge(kept[0].End);
        Assert.Equal(OrderStore.Text(9, 5), Assert.Single(bench.Sent()).Payload);
        Assert.Equal((uint)OrderStore.Places, bench.Kept());
    }

    [RtlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void PureAcknowledgments_AskForNoRoom(bool full)
    {
        using TradingBench bench = OrderStore.Ready();
        if (full)
        {
            bench.Fill(OrderStore.Places);
        }
        else
        {
            bench.Acknowledge(bench.Peer.Expected, window: 0);
        }

        bench.Sent();
        bench.Peer.Send(VenueMessages.Soup(SoupType.ServerHeartbeat));
        bench.Rest();
        OrderPeer.HostMessage(bench.Card, []);
        CardSegment sent = Assert.Single(bench.Sent());
        Assert.Equal((SegmentKind.Acknowledgment, bench.Peer.Next), (sent.Kind, sent.Acknowledgment));
    }

    /// <summary>Of the two orders that a quotable book asks for, the first so many are sent, the others refused with V_WINDOW alone.</summary>
    private static void Sends(TradingBench bench, int sent)
    {
        bench.Sent();
        bench.Quote();
        List<JudgedOrder> orders = bench.Judged();
        Assert.Equal([0, 1], orders.Select(o => o.Side));
        Assert.Equal(Enumerable.Range(0, 2).Select(i => (OrderAction.New, i < sent, i < sent ? Verdict.Pass : OrderStore.NoRoom)), orders.Select(o => (o.Action, o.Sent, o.Verdict)));
        // In one segment when there was room for both.
        Assert.Equal(sent, bench.Sent().Sum(s => OrderPair.Packets(s.Payload).Count));
        Assert.Equal((uint)(2 - sent), bench.Card.Read(CardRegisters.SlotRefusedAt(0)));
    }
}
