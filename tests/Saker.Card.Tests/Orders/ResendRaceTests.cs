using Saker.Card.Bench;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>What happens while segments are being sent again: acknowledgments, orders, host messages, another connection.</summary>
public sealed class ResendRaceTests
{
    private const int Many = 12;
    // Frames of the longest segments follow each other within this many cycles; what an acknowledgment needs to take effect is less.
    private const ulong AFrame = 45;
    // A frame that is already chosen starts.
    private const ulong AboutToStart = 3;

    [RtlFact]
    public void WhatIsAcknowledgedMeanwhile_IsSkipped_AtEveryMoment()
    {
        // The command is for 9 of 12; the acknowledgment takes the first 6 away, at another moment of the way each time.
        const int Asked = 9, Gone = 6;
        bool skipped = false, late = false;
        for (ulong wait = 0; wait < 8 * AFrame; wait += 13)
        {
            using TradingBench bench = OrderStore.Ready();
            List<CardSegment> kept = bench.Fill(Many);
            bench.Sent();
            bench.Resend(Asked);
            bench.Card.Run(wait);
            bench.Peer.Holds = kept[Gone - 1].End;
            ulong acknowledgment = bench.Peer.FrameNumber;
            bench.Peer.Acknowledge();
            List<CardSegment> sent = bench.Sent();
            ulong arrived = bench.Card.SentAt(CardPort.OrderEntry, acknowledgment)!.Value;
            int before = sent.TakeWhile(s => (int)(s.Sequence - kept[Gone].Sequence) < 0).Count();
            OrderStore.Same([.. kept.Take(before), .. kept.Take(Asked).Skip(Gone)], sent);
            Assert.All(sent.Take(before), s => Assert.True(s.StartCycle < arrived + AFrame, $"acknowledged in {arrived}, started in {s.StartCycle}"));
            Assert.Equal(((uint)(Many - Gone), 0u), (bench.Kept(), bench.Store().Left));
            skipped |= before < Gone;
            late |= before == Gone;
        }

        Assert.True(skipped && late, "the acknowledgment did not come at every moment");
    }

    [RtlFact]
    public void EverythingAcknowledgedMeanwhile_EndsIt()
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Fill(Many);
        bench.Sent();
        bench.Resend(Many);
        bench.Card.Run(AFrame);
        bench.Peer.Holds = null;
        bench.Peer.Acknowledge();
        Assert.InRange(bench.Sent().Count, 1, 5);
        Assert.Equal((0u, 0u), (bench.Kept(), bench.Store().Left));
        // The command is over: what is sent now is sent once.
        bench.Hold();
        bench.Fill(3);
        Assert.All(bench.Sent(), s => Assert.Equal(SegmentKind.First, s.Kind));
    }

    [RtlFact]
    public void ASegmentOfWhichAPartIsAcknowledgedMeanwhile_IsSentWhole()
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(Many);
        bench.Sent();
        bench.Resend(Many);
        bench.Peer.Holds = kept[6].Sequence + 1;
        bench.Peer.Acknowledge();
        List<CardSegment> sent = bench.Sent();
        OrderStore.Same(kept.Skip(6), sent[^(Many - 6)..]);
        Assert.Equal((uint)(Many - 6), bench.Kept());
    }

    [RtlFact]
    public void NewOrders_GoFirst_AndTheRestFollows_AtEveryMoment()
    {
        for (ulong wait = 0; wait < 2 * AFrame; wait += 5)
        {
            using TradingBench bench = OrderStore.Ready();
            List<CardSegment> kept = bench.Fill(Many);
            bench.Sent();
            ulong tick = bench.Feed.FrameNumber(0);
            bench.Resend(Many);
            bench.Card.Run(wait);
            bench.Quote();
            List<CardSegment> sent = bench.Sent();
            OrderStore.Same(kept, sent.Where(s => s.Kind == SegmentKind.Again));
            CardSegment orders = Assert.Single(sent, s => s.Kind == SegmentKind.First);
            Assert.True(OrderPair.Check(orders.Payload));
            // The frame under way, or about to start when the book moved, ends; then both orders in one.
            ulong moved = bench.Card.SentAt(CardPort.MarketDataA, tick)!.Value;
            Assert.True(orders.StartCycle < moved + 8 + AFrame, $"the book moved in {moved}, the orders started in {orders.StartCycle}");
            Assert.InRange(sent.IndexOf(orders), 1, Many - 1);
            Assert.Equal((uint)Many + 1, bench.Kept());
            Assert.Equal(bench.Peer.Expected, bench.Card.Read(CardRegisters.OeSndNxt));
            // What went in between is kept like any other, behind the rest.
            bench.Resend(Many + 1);
            OrderStore.Same([.. kept, orders], bench.Sent());
        }
    }

    [RtlFact]
    public void HostMessagesAndPureAcknowledgments_WaitForSegmentsSentAgain()
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(Many);
        bench.Sent();
        bench.Resend(Many);
        OrderPeer.HostMessage(bench.Card, OrderStore.Text(10, 99));
        List<CardSegment> sent = bench.Sent();
        OrderStore.Same(kept, sent[..^1]);
        Assert.Equal(SegmentKind.First, sent[^1].Kind);
        Assert.Equal((uint)Many + 1, bench.Kept());
    }

    [RtlFact]
    public void ACancel_GoesBeforeSegmentsSentAgain()
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Quote();
        bench.Settle();
        bench.Hold();
        List<CardSegment> kept = bench.Fill(Many);
        bench.Sent();
        bench.Resend(Many);
        bench.Card.Run(100);
        bench.Mode(SlotMode.Halted);
        List<CardSegment> sent = bench.Sent();
        OrderStore.Same(kept, sent.Where(s => s.Kind == SegmentKind.Again));
        Assert.Equal(2, sent.Count(s => s.Kind == SegmentKind.First));
        int first = sent.FindIndex(s => s.Kind == SegmentKind.First);
        Assert.Equal(SegmentKind.First, sent[first + 1].Kind);
        Assert.InRange(first, 1, 6);
    }

    [RtlFact]
    public void TakeOver_EndsItAndEmptiesTheStore_AtEveryMoment()
    {
        for (ulong wait = 0; wait < 2 * AFrame; wait++)
        {
            using TradingBench bench = OrderStore.Ready();
            bench.Fill(Many);
            bench.Acknowledge(bench.Card.Read(CardRegisters.OeSndUna));
            Assert.Equal(1u, bench.Store().DupAcks);
            bench.Sent();
            bench.Resend(Many);
            bench.Card.Run(wait);
            OrderLine line = OrderLine.Default with { CardSequence = 0x1234_5678, VenueSequence = 0x9ABC_DEF0, PeerWindow = 200 };
            line.HandOver(bench.Card);
            ulong taken = bench.Card.Cycle;
            // A frame under way ends as it began.
            Assert.All(bench.Sent(), s => Assert.True(s.StartCycle < taken + AboutToStart, $"taken over in {taken}, started in {s.StartCycle}"));
            OeStoreValue store = bench.Store();
            Assert.Equal((0u, 0u, 0u), (store.Kept, store.Left, store.DupAcks));
            Assert.True(store.Window && store.Orders);
            Assert.Equal((0x1234_5678u, 0x1234_5678u, 0x9ABC_DEF0u, 200u), Sequences(bench));
            // Nothing old can be asked for, and a new segment is the oldest.
            bench.Connect(line).Segments = [];
            bench.Card.Write(CardRegisters.OeResend, new OeResendValue(0).WithCount(63).Raw);
            Assert.Empty(bench.Sent());
            CardSegment first = bench.Send(20);
            Assert.Equal((SegmentKind.First, 0x1234_5678u), (first.Kind, first.Sequence));
            Assert.Equal(1u, bench.Kept());
            bench.Sent();
            bench.Resend(63);
            OrderStore.Same([first], bench.Sent());
        }
    }

    [RtlFact]
    public void Release_EndsIt()
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Fill(Many);
        bench.Sent();
        bench.Resend(Many);
        bench.Card.Run(2 * AFrame);
        bench.Card.Write(CardRegisters.OeCtrl, new OeCtrlValue(0).WithRelease(true).Raw);
        ulong released = bench.Card.Cycle;
        Assert.All(bench.Sent(), s => Assert.True(s.StartCycle < released + AFrame, $"released in {released}, started in {s.StartCycle}"));
        Assert.False(bench.Status().Owned);
        // The connection is the host's again: whatever is asked, the card keeps silent.
        bench.Resend(Many, probe: true);
        Assert.Empty(bench.Sent());
        OrderPeer.HostMessage(bench.Card, VenueMessages.Soup(SoupType.ClientHeartbeat));
        Assert.Empty(bench.Sent());
    }

    private static (uint Next, uint Oldest, uint Received, uint Window) Sequences(TradingBench bench) =>
        (bench.Card.Read(CardRegisters.OeSndNxt), bench.Card.Read(CardRegisters.OeSndUna), bench.Card.Read(CardRegisters.OeRcvNxt), bench.Card.Read(CardRegisters.OePeerWindow));
}
