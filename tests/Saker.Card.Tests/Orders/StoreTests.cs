using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>What is kept until it is acknowledged, and what the acknowledgments of the peer mean.</summary>
public sealed class StoreTests
{
    private const int Few = 5;

    [RtlFact]
    public void ASegmentIsKept_UntilItsLastByteIsAcknowledged()
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(Few);
        uint end = kept[0].Sequence;
        // Byte by byte through all of them.
        for (uint byteAt = kept[0].Sequence; byteAt != kept[^1].End; byteAt++)
        {
            bench.Acknowledge(byteAt + 1);
            Assert.Equal(byteAt + 1, bench.Card.Read(CardRegisters.OeSndUna));
            Assert.Equal((uint)kept.Count(s => (int)(s.End - (byteAt + 1)) > 0), bench.Kept());
            end = byteAt + 1;
        }

        Assert.Equal(end, bench.Card.Read(CardRegisters.OeSndNxt));
        Assert.Equal(0u, bench.Kept());
    }

    [RtlFact]
    public void OneAcknowledgment_TakesAllThatItCovers()
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(OrderStore.Places);
        bench.Acknowledge(kept[19].End + 1);
        Assert.Equal(OrderStore.Places - 20u, bench.Kept());
        bench.Acknowledge(kept[^1].End);
        Assert.Equal(0u, bench.Kept());
    }

    [RtlFact]
    public void AcknowledgmentsOfDataSegments_CountToo()
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(Few);
        bench.Peer.Holds = kept[1].End;
        bench.Peer.Send(VenueMessages.Soup(SoupType.ServerHeartbeat));
        bench.Rest();
        Assert.Equal((kept[1].End, Few - 2u), (bench.Card.Read(CardRegisters.OeSndUna), bench.Kept()));
    }

    [RtlTheory]
    [InlineData(1u)]
    [InlineData(2u)]
    [InlineData(1_000u)]
    [InlineData(0x7FFF_0000u)]
    public void AcknowledgmentOfWhatWasNeverSent_ChangesNothing(uint beyond)
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(Few);
        bench.Acknowledge(kept[1].End);
        bench.Acknowledge(kept[^1].End + beyond);
        Assert.Equal((kept[1].End, Few - 2u, 0u), (bench.Card.Read(CardRegisters.OeSndUna), bench.Kept(), bench.Store().DupAcks));
        bench.Sent();
        bench.Resend(63);
        OrderStore.Same(kept.Skip(2), bench.Sent());
    }

    [RtlTheory]
    [InlineData(1u)]
    [InlineData(10u)]
    [InlineData(1_000_000u)]
    [InlineData(0x7FFF_0000u)]
    public void AnOldAcknowledgment_ChangesNothing(uint before)
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(Few);
        bench.Acknowledge(kept[1].End);
        bench.Acknowledge(kept[1].End - before);
        Assert.Equal((kept[1].End, Few - 2u, 0u), (bench.Card.Read(CardRegisters.OeSndUna), bench.Kept(), bench.Store().DupAcks));
    }

    // RFC 9293 3.10.7.4: only an acknowledgment of SND.UNA .. SND.NXT updates the send window.
    [RtlTheory]
    [InlineData(-20, 65_535u)]
    [InlineData(-1, 65_535u)]
    [InlineData(0, 7u)]
    [InlineData(1, 7u)]
    [InlineData(101, 65_535u)]
    [InlineData(5_000, 65_535u)]
    public void AnIgnoredAcknowledgment_BringsNoWindow(int offset, uint window)
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Send(50);
        bench.Send(50);
        bench.Acknowledge(bench.Card.Read(CardRegisters.OeSndUna) + (uint)offset, window: 7);
        Assert.Equal(window, bench.Card.Read(CardRegisters.OePeerWindow));
    }

    [RtlTheory]
    [InlineData(SegmentFault.TcpChecksum)]
    [InlineData(SegmentFault.IpChecksum)]
    [InlineData(SegmentFault.FrameCheck)]
    public void AcknowledgmentOfABrokenFrame_ChangesNothing(SegmentFault fault)
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Fill(Few);
        uint oldest = bench.Card.Read(CardRegisters.OeSndUna);
        bench.Peer.Holds = null;
        bench.Peer.Window = 1;
        bench.Peer.Segment(bench.Peer.Next, [], TcpFlags.Ack, fault);
        bench.Rest();
        Assert.Equal((oldest, (uint)Few, 65_535u), (bench.Card.Read(CardRegisters.OeSndUna), bench.Kept(), bench.Card.Read(CardRegisters.OePeerWindow)));
    }

    [RtlFact]
    public void DuplicateAcknowledgments_AreCountedUntilTheOldestByteMoves()
    {
        using TradingBench bench = OrderStore.Ready();
        // Nothing kept: not one of them.
        bench.Acknowledge(bench.Peer.Expected);
        Assert.Equal(0u, bench.Store().DupAcks);
        List<CardSegment> kept = bench.Fill(Few);
        uint oldest = kept[0].Sequence;
        for (uint n = 1; n <= 300; n++)
        {
            bench.Acknowledge(oldest);
            Assert.Equal(Math.Min(n, 255), bench.Store().DupAcks);
        }

        bench.Acknowledge(oldest + 1);
        Assert.Equal(0u, bench.Store().DupAcks);
        bench.Acknowledge(oldest + 1);
        bench.Acknowledge(oldest + 1);
        Assert.Equal(2u, bench.Store().DupAcks);
        // What is older counts nothing and clears nothing.
        bench.Acknowledge(oldest);
        Assert.Equal(2u, bench.Store().DupAcks);
    }

    [RtlFact]
    public void OnlyAnEmptySegmentWithTheSameWindow_IsADuplicateAcknowledgment()
    {
        using TradingBench bench = OrderStore.Ready();
        uint oldest = bench.Fill(Few)[0].Sequence;
        bench.Acknowledge(oldest, window: 60_000);
        Assert.Equal(0u, bench.Store().DupAcks);
        bench.Acknowledge(oldest);
        Assert.Equal(1u, bench.Store().DupAcks);
        bench.Acknowledge(oldest, window: 65_535);
        Assert.Equal(1u, bench.Store().DupAcks);
        bench.Peer.Send(VenueMessages.Soup(SoupType.ServerHeartbeat));
        bench.Rest();
        Assert.Equal(1u, bench.Store().DupAcks);
        // FIN carries no payload and is none.
        bench.Peer.Finish();
        bench.Rest();
        Assert.Equal(1u, bench.Store().DupAcks);
    }

    [RtlFact]
    public void OrdersAndCancels_AreKeptAndSentAgainLikeAnyOther()
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Quote();
        bench.Settle();
        bench.Tell(bench.Book.Add(Side.Buy, OrderStore.Bid + 2, 10));
        bench.Settle();
        bench.Mode(SlotMode.Off);
        bench.Settle();
        List<CardSegment> sent = bench.Sent();
        string types = string.Concat(sent.SelectMany(s => OrderPair.Packets(s.Payload)).Select(p => (char)p[SoupPacket.HeaderLength]));
        Assert.Equal("OO", types[..2]);
        Assert.Contains('U', types);
        Assert.Equal("XX", types[^2..]);
        Assert.Equal((uint)sent.Count, bench.Kept());
        bench.Resend(63);
        OrderStore.Same(sent, bench.Sent());
        Assert.Equal(0u, bench.Orders);
    }

    [RtlFact]
    public void PureAcknowledgmentsAndProbes_AreNotKept()
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Peer.Send(VenueMessages.Soup(SoupType.ServerHeartbeat));
        bench.Rest();
        OrderPeer.HostMessage(bench.Card, []);
        bench.Rest();
        bench.Resend(0, probe: true);
        Assert.Equal([SegmentKind.Acknowledgment, SegmentKind.Probe], bench.Sent().Select(s => s.Kind));
        Assert.Equal(0u, bench.Kept());
    }
}
