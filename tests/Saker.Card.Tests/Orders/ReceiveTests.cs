using Saker.Card.Bench;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>What the line does to the venue's stream must not change what the card makes of it: every fill counts once, a broken
/// frame counts never.</summary>
public sealed class ReceiveTests
{
    private const int Bid = 2_000, Ask = 2_010;
    private const uint Part = 7;
    private const TcpFlags Data = TcpFlags.Psh | TcpFlags.Ack;

    [RtlTheory]
    [InlineData(SegmentFault.TcpChecksum, CntOeIndex.BadChecksum)]
    [InlineData(SegmentFault.IpChecksum, CntOeIndex.BadChecksum)]
    [InlineData(SegmentFault.FrameCheck, CntOeIndex.BadFrame)]
    public void BrokenFrame_ChangesNothing_AndItsRepetitionCounts(SegmentFault fault, CntOeIndex counter)
    {
        using TradingBench bench = Resting();
        byte[] fill = Fill(bench);
        uint before = bench.Feed.OrderEntryCounter(counter);
        uint next = bench.Card.Read(CardRegisters.OeRcvNxt);
        bench.Peer.Segment(bench.Peer.Next, fill, Data, fault);
        bench.Settle();
        Assert.Equal(0, bench.Position);
        Assert.Equal(next, bench.Card.Read(CardRegisters.OeRcvNxt));
        Assert.Equal(before + 1, bench.Feed.OrderEntryCounter(counter));
        Assert.False(bench.Killed);
        bench.Peer.Send(fill);
        bench.Settle();
        Assert.Equal((int)Part, bench.Position);
    }

    [RtlFact]
    public void DuplicateSegment_CountsOnce()
    {
        using TradingBench bench = Resting();
        uint at = bench.Peer.Next;
        byte[] fill = Fill(bench);
        bench.Peer.Send(fill);
        for (int i = 0; i < 3; i++)
        {
            bench.Peer.Segment(at, fill, Data);
        }

        bench.Settle();
        Assert.Equal((int)Part, bench.Position);
        Assert.Equal(3u * (uint)fill.Length, bench.Feed.OrderEntryCounter(CntOeIndex.Duplicate));
        Assert.Single(bench.Feed.Records(EventType.Venue));
        Assert.Equal(bench.Peer.Next, bench.Card.Read(CardRegisters.OeRcvNxt));
    }

    [RtlFact]
    public void OverlappingSegments_AtEveryOffset_CountOnce()
    {
        using TradingBench bench = Resting();
        byte[] one = Fill(bench);
        bench.Peer.Send(one);
        int expected = (int)Part;
        int length = one.Length;
        for (int overlap = 1; overlap <= length; overlap++)
        {
            // The last bytes of the fill before, again, in front of a new one.
            uint at = bench.Peer.Next;
            byte[] first = Fill(bench), second = Fill(bench);
            bench.Peer.Send(first);
            bench.Peer.Segment(at + (uint)(length - overlap), [.. first[^overlap..], .. second], Data);
            bench.Peer.Skip(second.Length);
            expected += 2 * (int)Part;
            bench.Settle();
            Assert.Equal(bench.Peer.Next, bench.Card.Read(CardRegisters.OeRcvNxt));
            Assert.True(expected == bench.Position, $"overlap of {overlap}: position {bench.Position}, not {expected}");
        }

        Assert.Equal(1 + (2 * length), bench.Feed.Records(EventType.Venue).Count);
        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void SegmentBeyondTheNextByte_IsDroppedUntilTheHoleIsFilled()
    {
        using TradingBench bench = Resting();
        byte[] first = Fill(bench), second = Fill(bench);
        bench.Peer.Segment(bench.Peer.Next + (uint)first.Length, second, Data);
        bench.Settle();
        Assert.Equal(0, bench.Position);
        Assert.Equal(1u, bench.Feed.OrderEntryCounter(CntOeIndex.OutOfOrder));
        bench.Peer.Send(first);
        bench.Settle();
        Assert.Equal((int)Part, bench.Position);
        bench.Peer.Send(second);
        bench.Settle();
        Assert.Equal(2 * (int)Part, bench.Position);
    }

    [RtlFact]
    public void Packets_CutAtEveryByte_CountOnce()
    {
        using TradingBench bench = Resting();
        int fills = 0;
        int length = VenueMessages.Executed(1, 1, 1, 1, 1).Length;
        for (int cut = 1; cut < 2 * length; cut++)
        {
            byte[] both = [.. Fill(bench), .. Fill(bench)];
            bench.Peer.Send(both.AsSpan(0, cut));
            bench.Peer.Send(both.AsSpan(cut));
            fills += 2;
            bench.Settle();
            Assert.True(bench.Position == fills * Part, $"cut after byte {cut}: position {bench.Position}, not {fills * Part}");
        }

        // Byte by byte.
        foreach (byte b in Fill(bench))
        {
            bench.Peer.Send([b]);
        }

        bench.Settle();
        Assert.Equal((fills + 1) * (int)Part, bench.Position);
        Assert.Equal(fills + 1, bench.Feed.Records(EventType.Venue).Count);
        Assert.Equal(bench.Venue.Position, bench.Position);
        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void ManyPacketsInOneSegment_AllCount()
    {
        using TradingBench bench = Resting();
        var stream = new List<byte>();
        int fills = 0;
        while (stream.Count + 64 < OrderPeer.MostPayload)
        {
            stream.AddRange(Fill(bench));
            stream.AddRange(VenueMessages.Soup(SoupType.ServerHeartbeat));
            stream.AddRange(VenueMessages.Soup(SoupType.Debug, "text"u8));
            fills++;
        }

        bench.Peer.Send(stream.ToArray());
        bench.Settle();
        Assert.Equal(fills * (int)Part, bench.Position);
        Assert.Equal(fills, bench.Feed.Records(EventType.Venue).Count);
        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void SegmentsOfAnotherConnection_AreNotOurs()
    {
        using TradingBench bench = Resting();
        var stranger = new OrderPeer(bench.Card, bench.Peer.Line with { VenuePort = 26481 });
        var spoof = new OrderPeer(bench.Card, bench.Peer.Line with { VenueIp = new Ipv4Address(0x0A4E_0003) });
        byte[] fill = Fill(bench);
        stranger.Segment(bench.Peer.Next, fill, Data);
        spoof.Segment(bench.Peer.Next, fill, Data);
        stranger.Segment(bench.Peer.Next, [], TcpFlags.Rst | TcpFlags.Ack);
        bench.Settle();
        Assert.Equal(0, bench.Position);
        Assert.Equal(3u, bench.Feed.OrderEntryCounter(CntOeIndex.NotOurs));
        Assert.False(bench.Killed);
    }

    private static TradingBench Resting()
    {
        // A quantity that lasts: fills of a few lots leave the order resting.
        var bench = new TradingBench(TradingBench.Plain with { Qty = 100_000 }, new SlotControls(100_000, 1_000, 10_000_000));
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Feed.SendMessages([bench.Book.Add(Side.Buy, Bid, 500), bench.Book.Add(Side.Sell, Ask, 500)]);
        bench.Settle();
        Assert.Equal(2u, bench.Orders);
        bench.Feed.Discard();
        return bench;
    }

    /// <summary>A part of the buy is executed at the venue; the packet that says so.</summary>
    private static byte[] Fill(TradingBench bench) => bench.Venue.Fill(bench.Venue.Live.Values.Single(o => o.Buy), Part);
}
