using Saker.Card.Bench;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>PROBE: one empty segment of the sequence before OE_SND_UNA, with today's acknowledgment, whatever the room.</summary>
public sealed class ProbeTests
{
    [RtlTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    public void Probe_IsOneEmptySegmentBeforeTheOldestByte(int kept)
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Fill(kept);
        bench.Sent();
        bench.Peer.Send(VenueMessages.Soup(SoupType.ServerHeartbeat));
        bench.Rest();
        uint next = bench.Card.Read(CardRegisters.OeSndNxt), resent = bench.Card.Read(CardRegisters.OeResent);
        bench.Resend(0, probe: true);
        CardSegment probe = Assert.Single(bench.Sent());
        Assert.Equal((SegmentKind.Probe, bench.Card.Read(CardRegisters.OeSndUna) - 1, bench.Peer.Next), (probe.Kind, probe.Sequence, probe.Acknowledgment));
        Assert.Equal((next, resent, (uint)kept), (bench.Card.Read(CardRegisters.OeSndNxt), bench.Card.Read(CardRegisters.OeResent), bench.Kept()));
        Assert.False(bench.Status().AckDue);
    }

    [RtlFact]
    public void Probe_GoesThroughAClosedWindow_AndTheAnswerOpensIt()
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Acknowledge(bench.Peer.Expected, window: 0);
        OrderPeer.HostMessage(bench.Card, VenueMessages.Soup(SoupType.ClientHeartbeat));
        Assert.Empty(bench.Sent());
        bench.Resend(0, probe: true);
        Assert.Equal(SegmentKind.Probe, Assert.Single(bench.Sent()).Kind);
        Assert.True(bench.Status().MsgBusy);
        bench.Acknowledge(bench.Peer.Expected, window: 64);
        Assert.Equal(SegmentKind.First, Assert.Single(bench.Sent()).Kind);
        Assert.False(bench.Status().MsgBusy);
    }

    [RtlFact]
    public void Probe_AfterAPartOfASegmentWasAcknowledged_StandsBeforeThatPart()
    {
        using TradingBench bench = OrderStore.Ready();
        CardSegment kept = bench.Send(40);
        bench.Sent();
        bench.Acknowledge(kept.Sequence + 17);
        bench.Resend(0, probe: true);
        Assert.Equal(kept.Sequence + 16, Assert.Single(bench.Sent()).Sequence);
    }

    [RtlFact]
    public void Probe_AtTheWrap_StandsBeforeIt()
    {
        // Login and query take 53 bytes: OE_SND_UNA is 0.
        using TradingBench bench = OrderStore.Ready(OrderLine.Default with { CardSequence = uint.MaxValue - 52 });
        Assert.Equal(0u, bench.Card.Read(CardRegisters.OeSndUna));
        bench.Resend(0, probe: true);
        Assert.Equal(uint.MaxValue, Assert.Single(bench.Sent()).Sequence);
    }

    [RtlFact]
    public void ProbeAndCount_InOneCommand_BothAreDone()
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(3);
        bench.Sent();
        bench.Resend(2, probe: true);
        List<CardSegment> sent = bench.Sent();
        Assert.Equal([SegmentKind.Again, SegmentKind.Again, SegmentKind.Probe], sent.Select(s => s.Kind).Order());
        OrderStore.Same(kept.Take(2), sent.Where(s => s.Kind == SegmentKind.Again));
        Assert.Equal(bench.Card.Read(CardRegisters.OeSndUna) - 1, Assert.Single(sent, s => s.Kind == SegmentKind.Probe).Sequence);
    }

    [RtlFact]
    public void ProbeWithoutACount_StopsWhatIsLeft()
    {
        // One register, one meaning of COUNT = 0.
        using TradingBench bench = OrderStore.Ready();
        bench.Fill(20);
        bench.Sent();
        bench.Resend(20);
        bench.Card.Run(200);
        bench.Resend(0, probe: true);
        bench.Peer.Check.MayRepeat = 20;
        List<CardSegment> sent = bench.Sent();
        Assert.Single(sent, s => s.Kind == SegmentKind.Probe);
        Assert.InRange(sent.Count(s => s.Kind == SegmentKind.Again), 3, 12);
    }
}
