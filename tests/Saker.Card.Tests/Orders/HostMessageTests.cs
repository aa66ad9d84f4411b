using Saker.Card.Bench;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>MSG_SEND: the host may log in, keep alive and ask for the account; it may not send an order past the gate.</summary>
public sealed class HostMessageTests
{
    [RtlFact]
    public void TheAccountQuery_IsTheOnlyUnsequencedPacketThatPasses()
    {
        using TradingBench bench = OrderStore.Ready();
        for (int type = 0; type < 256; type++)
        {
            Judge(bench, [0, 2, (byte)'U', (byte)type], passes: type == 'Q');
        }
    }

    [RtlFact]
    public void AQueryOfAnotherLength_IsRefused()
    {
        using TradingBench bench = OrderStore.Ready();
        for (int length = 3; length <= 64; length++)
        {
            byte[] packet = VenueMessages.Soup(SoupType.UnsequencedData, [.. Enumerable.Repeat((byte)'Q', length - 3)]);
            Judge(bench, packet, passes: length == 4);
        }
    }

    [RtlTheory]
    [InlineData("O", 47)]
    [InlineData("O", 1)]
    [InlineData("U", 40)]
    [InlineData("X", 9)]
    [InlineData("M", 10)]
    public void OrdersOfTheHost_AreRefused(string type, int length)
    {
        using TradingBench bench = OrderStore.Ready();
        byte[] message = new byte[length];
        message[0] = (byte)type[0];
        Judge(bench, VenueMessages.Soup(SoupType.UnsequencedData, message), passes: false);
    }

    [RtlFact]
    public void PacketsOfOtherTypes_Pass()
    {
        using TradingBench bench = OrderStore.Ready();
        Judge(bench, VenueMessages.Soup(SoupType.ClientHeartbeat), passes: true);
        Judge(bench, VenueMessages.Soup(SoupType.LogoutRequest), passes: true);
        Judge(bench, VenueMessages.Soup(SoupType.LoginRequest, new byte[46]), passes: true);
        Judge(bench, VenueMessages.Soup(SoupType.Debug, new byte[61]), passes: true);
    }

    [RtlFact]
    public void WhatIsNotOneWholePacket_IsRefused()
    {
        // Or an order could follow in the same message, or in pieces.
        using TradingBench bench = OrderStore.Ready();
        Judge(bench, [0], passes: false);
        Judge(bench, [0, 48], passes: false);
        Judge(bench, [.. VenueMessages.Soup(SoupType.ClientHeartbeat), .. VenueMessages.Soup(SoupType.UnsequencedData, "O"u8)], passes: false);
        Judge(bench, [0, 48, (byte)'R'], passes: false);
        Judge(bench, [1, 1, (byte)'R'], passes: false);
        Judge(bench, [0, 3, (byte)'U', (byte)'Q'], passes: false);
    }

    [RtlFact]
    public void MoreThan64Bytes_AreRefused()
    {
        using TradingBench bench = OrderStore.Ready();
        for (uint length = 65; length <= 127; length++)
        {
            uint refused = Refused(bench);
            bench.Card.Write(CardRegisters.MsgSend, length);
            Assert.Empty(bench.Sent());
            Assert.Equal(refused + 1, Refused(bench));
        }
    }

    [RtlFact]
    public void NotOwned_Refused()
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Card.Write(CardRegisters.OeCtrl, new OeCtrlValue(0).WithRelease(true).Raw);
        Judge(bench, VenueMessages.Soup(SoupType.ClientHeartbeat), passes: false);
    }

    [RtlFact]
    public void BytesBehindTheMessage_DoNotDecide()
    {
        // What an earlier, longer message left in MSG_DATA is not part of this one.
        using TradingBench bench = OrderStore.Ready();
        OrderPeer.HostMessage(bench.Card, "\0\x03UQQ"u8);
        Assert.Empty(bench.Sent());
        uint refused = Refused(bench);
        bench.Card.Write(CardRegisters.MsgDataAt(0), BitConverter.ToUInt32([0, 1, (byte)'R', (byte)'X']));
        bench.Card.Write(CardRegisters.MsgSend, 3);
        Assert.Equal(3, Assert.Single(bench.Sent()).Payload.Length);
        Assert.Equal(refused, Refused(bench));
    }

    private static void Judge(TradingBench bench, byte[] packet, bool passes)
    {
        uint refused = Refused(bench), sent = bench.Feed.OrderEntryCounter(CntOeIndex.TxHost);
        OrderPeer.HostMessage(bench.Card, packet);
        bench.Acknowledge(bench.Card.Read(CardRegisters.OeSndNxt));
        List<CardSegment> segments = bench.Sent();
        Assert.Equal(passes ? [Convert.ToHexString(packet)] : [], segments.Select(s => Convert.ToHexString(s.Payload)));
        Assert.Equal(refused + (passes ? 0u : 1u), Refused(bench));
        Assert.Equal(sent + (passes ? 1u : 0u), bench.Feed.OrderEntryCounter(CntOeIndex.TxHost));
    }

    private static uint Refused(TradingBench bench) => new RawtxStatusValue(bench.Card.Read(CardRegisters.RawtxStatus)).Refused;
}
