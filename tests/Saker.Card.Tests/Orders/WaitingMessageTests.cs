using Saker.Card.Bench;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>A host message that waits for room was written for the connection of its time: the next one never carries it.</summary>
public sealed class WaitingMessageTests
{
    [RtlTheory]
    [InlineData(3)]
    [InlineData(49)]
    [InlineData(64)]
    public void ItIsDroppedAndCounted_WhenAnotherConnectionIsTakenOver(int length)
    {
        using TradingBench bench = OrderStore.Ready();
        Wait(bench, OrderStore.Text(length, 1));
        uint refused = Refused(bench);
        bench.Reconnect();
        Assert.False(bench.Status().MsgBusy);
        Assert.Equal(refused + 1, Refused(bench));
        Assert.Empty(bench.Sent());
        // The new connection's own goes, once, and with its own bytes.
        byte[] own = OrderStore.Text(20, 2);
        OrderPeer.HostMessage(bench.Card, own);
        Assert.Equal([Convert.ToHexString(own)], bench.Sent().Select(s => Convert.ToHexString(s.Payload)));
        Assert.Equal(refused + 1, Refused(bench));
    }

    [RtlFact]
    public void AQueryThatNeverLeft_IsNotWaitedFor()
    {
        using TradingBench bench = OrderStore.Ready();
        Wait(bench, VenueMessages.Soup(SoupType.UnsequencedData, "Q"u8));
        Assert.Equal(0u, bench.Status().Queries);
        bench.Reconnect();
        Assert.Equal((0u, false), (bench.Status().Queries, bench.Status().MsgBusy));
        bench.Peer.Send([.. bench.Login(), .. OrderStore.Answer(9)]);
        bench.Rest();
        Assert.True(bench.Status().CaughtUp);
    }

    [RtlFact]
    public void ATakeOverWithoutOne_CountsNothing()
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Send(20);
        uint refused = Refused(bench);
        bench.Reconnect();
        Assert.Equal(refused, Refused(bench));
    }

    /// <summary>The venue's window is closed: the message stays.</summary>
    private static void Wait(TradingBench bench, byte[] message)
    {
        bench.Acknowledge(bench.Peer.Expected, window: 0);
        OrderPeer.HostMessage(bench.Card, message);
        Assert.Empty(bench.Sent());
        Assert.True(bench.Status().MsgBusy);
    }

    private static uint Refused(TradingBench bench) => new RawtxStatusValue(bench.Card.Read(CardRegisters.RawtxStatus)).Refused;
}
