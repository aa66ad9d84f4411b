using Saker.Card.Bench;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>OE_SOUP_SEQ: the number of the next sequenced packet, over all connections, so that a login can ask for what was missed.</summary>
public sealed class SoupSequenceTests
{
    [RtlFact]
    public void EverySequencedPacket_CountsOnce_NothingElseDoes()
    {
        using var bench = new TradingBench(TradingBench.Plain, TradingBench.Wide, logIn: false);
        Assert.Equal(1u, Next(bench));
        bench.Peer.LogIn(query: false);
        Assert.Equal(1u, Next(bench));
        bench.Peer.QueryAccount(1);
        Assert.Equal(2u, Next(bench));
        bench.Peer.Send([.. VenueMessages.Soup(SoupType.ServerHeartbeat), .. VenueMessages.Soup(SoupType.Debug, "text"u8)]);
        bench.Rest();
        Assert.Equal(2u, Next(bench));
        bench.Peer.Send([.. VenueMessages.SystemEvent(1, 'S'), .. VenueMessages.SystemEvent(2, 'S'), .. VenueMessages.SystemEvent(3, 'S')]);
        bench.Rest();
        Assert.Equal(5u, Next(bench));
        // Split anywhere, and in a segment that comes twice.
        uint at = bench.Peer.Next;
        byte[] packet = VenueMessages.SystemEvent(4, 'S');
        foreach (byte b in packet)
        {
            bench.Peer.Send([b]);
        }

        bench.Peer.Segment(at, packet, TcpFlags.Psh | TcpFlags.Ack);
        bench.Rest();
        Assert.Equal(6u, Next(bench));
    }

    [RtlTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(199)]
    public void PacketsThatAreNotDecoded_CountToo(int length)
    {
        using TradingBench bench = OrderStore.Ready();
        uint next = Next(bench);
        // A type that nobody knows, or none at all.
        bench.Peer.Send(VenueMessages.Soup(SoupType.SequencedData, [.. Enumerable.Repeat((byte)'?', length)]));
        // A known type, too short.
        bench.Peer.Send(VenueMessages.Soup(SoupType.SequencedData, "E123"u8));
        bench.Rest();
        Assert.Equal(next + 2, Next(bench));
    }

    [RtlFact]
    public void Connections_GoOnCounting_UnlessTheSessionIsNew()
    {
        using TradingBench bench = OrderStore.Ready();
        Assert.Equal(2u, Next(bench));
        OrderLine line = OrderLine.Default with { CardSequence = 5_000, VenueSequence = 7_000 };
        for (uint n = 3; n < 6; n++)
        {
            bench.Connect(line).LogIn();
            Assert.Equal(n, Next(bench));
        }

        bench.Card.Write(CardRegisters.OeCtrl, new OeCtrlValue(0).WithRelease(true).Raw);
        Assert.Equal(5u, Next(bench));
        bench.Connect(line).LogIn();
        Assert.Equal(6u, Next(bench));
        // Alone, NEW_SESSION does nothing.
        bench.Card.Write(CardRegisters.OeCtrl, new OeCtrlValue(0).WithNewSession(true).Raw);
        Assert.Equal(6u, Next(bench));
        line = line with { NewSession = true };
        line.HandOver(bench.Card);
        Assert.Equal(1u, Next(bench));
        bench.Connect(line).LogIn();
        Assert.Equal(2u, Next(bench));
    }

    [RtlFact]
    public void APacketCutByTheEndOfAConnection_IsNotCounted_AndNotContinued()
    {
        using TradingBench bench = OrderStore.Ready();
        uint next = Next(bench);
        bench.Peer.Send(VenueMessages.SystemEvent(1, 'S')[..^1]);
        bench.Rest();
        Assert.Equal(next, Next(bench));
        bench.Connect(OrderLine.Default with { VenueSequence = 7_000 }).LogIn();
        Assert.Equal(next + 1, Next(bench));
    }

    private static uint Next(TradingBench bench) => bench.Card.Read(CardRegisters.OeSoupSeq);
}
