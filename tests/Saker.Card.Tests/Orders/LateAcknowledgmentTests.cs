using Saker.Card.Bench;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>OE_KEEP.ACK_US: what came is acknowledged when nobody else does, and what came out of order at once.</summary>
public sealed class LateAcknowledgmentTests
{
    private const uint Us = 500;
    private const ulong Limit = Us * 1_000;
    private const ulong Grain = 4_000;
    private const TcpFlags Data = TcpFlags.Psh | TcpFlags.Ack;

    private static readonly byte[] Server = VenueMessages.Soup(SoupType.ServerHeartbeat);

    [RtlFact]
    public void WhatIsDue_IsAcknowledgedInTime_Once()
    {
        using TradingBench bench = Kept();
        bench.Peer.Send(Server);
        bench.Rest();
        ulong due = bench.Now();
        Assert.True(bench.Status().AckDue);
        Nothing(bench, due + Limit - Grain);
        // More that comes does not put it off.
        bench.Peer.Send(Server);
        bench.Rest();
        Assert.Empty(bench.Sent());
        Acknowledged(bench, due + Limit + Grain);
        Assert.False(bench.Status().AckDue);
        Nothing(bench, due + (10 * Limit));
        // The next one counts from its own arrival.
        bench.Peer.Send(Server);
        bench.Rest();
        due = bench.Now();
        Nothing(bench, due + Limit - Grain);
        Acknowledged(bench, due + Limit + Grain);
    }

    [RtlFact]
    public void AnythingSentMeanwhile_AcknowledgesInstead()
    {
        using TradingBench bench = Kept();
        foreach (string what in new[] { "host message", "pure", "order", "again", "probe" })
        {
            bench.Peer.Send(Server);
            bench.Rest();
            ulong due = bench.Now();
            Nothing(bench, due + (Limit / 2));
            switch (what)
            {
                case "host message":
                    bench.Send(9);
                    break;
                case "pure":
                    OrderPeer.HostMessage(bench.Card, []);
                    break;
                case "order":
                    bench.Quote();
                    break;
                case "again":
                    bench.Resend(1);
                    break;
                case "probe":
                    bench.Resend(0, probe: true);
                    break;
            }

            Assert.Equal(bench.Peer.Next, bench.Sent()[0].Acknowledgment);
            Nothing(bench, due + (2 * Limit));
        }
    }

    [RtlFact]
    public void ShortestTime_IsOneMicrosecond()
    {
        using TradingBench bench = Kept();
        bench.Card.Write(CardRegisters.OeKeep, new OeKeepValue(0).WithAckUs(1).Raw);
        for (int i = 0; i < 5; i++)
        {
            bench.Peer.Send(Server);
            bench.Card.Run(2_000);
            Assert.Equal((SegmentKind.Acknowledgment, bench.Peer.Next), Only(bench));
        }
    }

    [RtlTheory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(1_400)]
    public void BeyondTheNextByte_IsAnsweredAtOnce_OneEach(int beyond)
    {
        using TradingBench bench = Kept();
        uint next = bench.Peer.Next;
        for (int i = 0; i < 4; i++)
        {
            bench.Peer.Segment(next + (uint)beyond, Server, Data);
            bench.Rest();
            Assert.Equal((SegmentKind.Acknowledgment, next), Only(bench));
        }
    }

    [RtlTheory]
    [InlineData(3)]
    [InlineData(30)]
    [InlineData(1_000)]
    public void OldSegments_AreAnsweredAtOnce_OneEach(int before)
    {
        using TradingBench bench = Kept();
        uint next = bench.Peer.Next;
        for (int i = 0; i < 4; i++)
        {
            bench.Peer.Segment(next - (uint)before, Server, Data);
            bench.Rest();
            Assert.Equal((SegmentKind.Acknowledgment, next), Only(bench));
        }
    }

    [RtlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void AKeepAliveOfThePeer_IsAnswered(bool oneByte)
    {
        // RFC 9293 3.8.4: an empty segment, or one of a byte, before the next one.
        using TradingBench bench = Kept();
        bench.Peer.Segment(bench.Peer.Next - 1, oneByte ? [0] : [], TcpFlags.Ack);
        bench.Rest();
        Assert.Equal((SegmentKind.Acknowledgment, bench.Peer.Next), Only(bench));
    }

    [RtlTheory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(12)]
    public void SegmentsBackToBack_AreAnsweredOneEach(int segments)
    {
        using TradingBench bench = Kept();
        for (int i = 0; i < segments; i++)
        {
            bench.Peer.Segment(bench.Peer.Next + 40, Server, Data);
        }

        List<CardSegment> sent = bench.Sent();
        Assert.Equal(segments, sent.Count);
        Assert.All(sent, s => Assert.Equal((SegmentKind.Acknowledgment, bench.Peer.Next), (s.Kind, s.Acknowledgment)));
    }

    [RtlFact]
    public void SegmentsWhileTheTransmitterIsBusy_AreAnsweredOneEachAfterwards()
    {
        using TradingBench bench = Kept();
        bench.Fill(20);
        bench.Sent();
        bench.Resend(20);
        for (int i = 0; i < 6; i++)
        {
            bench.Peer.Segment(bench.Peer.Next + 40, Server, Data);
        }

        List<CardSegment> sent = bench.Sent();
        Assert.Equal(20, sent.Count(s => s.Kind == SegmentKind.Again));
        Assert.Equal(6, sent.Count(s => s.Kind == SegmentKind.Acknowledgment));
    }

    [RtlFact]
    public void SegmentInOrder_IsNotAnsweredAtOnce()
    {
        using TradingBench bench = Kept();
        uint next = bench.Peer.Next;
        bench.Peer.Send(Server);
        bench.Peer.Acknowledge();
        Assert.Empty(bench.Sent());
        Assert.Equal(next + (uint)Server.Length, bench.Card.Read(CardRegisters.OeRcvNxt));
    }

    [RtlTheory]
    [InlineData(SegmentFault.TcpChecksum)]
    [InlineData(SegmentFault.IpChecksum)]
    [InlineData(SegmentFault.FrameCheck)]
    public void BrokenFrames_AreNotAnswered(SegmentFault fault)
    {
        using TradingBench bench = Kept();
        bench.Peer.Segment(bench.Peer.Next + 40, Server, Data, fault);
        bench.Peer.Segment(bench.Peer.Next - 3, Server, Data, fault);
        Assert.Empty(bench.Sent());
    }

    [RtlFact]
    public void Zero_AnswersNothing_AndAcknowledgesNothing()
    {
        using TradingBench bench = OrderStore.Ready(OrderLine.Default with { Keep = new OeKeepValue(0).WithHeartbeatMs(60_000) });
        bench.Peer.Segment(bench.Peer.Next + 40, Server, Data);
        bench.Peer.Segment(bench.Peer.Next - 3, Server, Data);
        bench.Peer.Send(Server);
        bench.Rest();
        Nothing(bench, bench.Now() + 1_000_000_000);
        Assert.True(bench.Status().AckDue);
    }

    [RtlFact]
    public void NotOwned_NothingIsSent()
    {
        using TradingBench bench = Kept();
        bench.Card.Write(CardRegisters.OeCtrl, new OeCtrlValue(0).WithRelease(true).Raw);
        bench.Peer.Segment(bench.Peer.Next + 40, Server, Data);
        bench.Peer.Send(Server);
        bench.Rest();
        Nothing(bench, bench.Now() + (10 * Limit));
    }

    private static TradingBench Kept()
    {
        TradingBench bench = OrderStore.Ready(OrderLine.Default with { Keep = new OeKeepValue(0).WithAckUs(Us) });
        // The login's answers are acknowledged.
        OrderPeer.HostMessage(bench.Card, []);
        bench.Sent();
        return bench;
    }

    private static (SegmentKind Kind, uint Acknowledgment) Only(TradingBench bench)
    {
        CardSegment sent = Assert.Single(bench.Sent());
        return (sent.Kind, sent.Acknowledgment);
    }

    private static void Nothing(TradingBench bench, ulong at)
    {
        bench.Card.SetTime(at);
        bench.Card.Run(500);
        Assert.Empty(bench.Sent());
    }

    private static void Acknowledged(TradingBench bench, ulong at)
    {
        bench.Card.SetTime(at);
        bench.Card.Run(500);
        Assert.Equal((SegmentKind.Acknowledgment, bench.Peer.Next), Only(bench));
    }
}
