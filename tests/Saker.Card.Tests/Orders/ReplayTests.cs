using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Another connection: orders and position stay as they were, what is replayed moves them, and cancels need not wait for its end.</summary>
public sealed class ReplayTests
{
    [RtlFact]
    public void TakeOver_KeepsOrdersAndPosition_AndClearsTheSession()
    {
        using TradingBench bench = OrderStore.Resting();
        bench.Peer.Send(bench.Venue.Fill(bench.Venue.Live.Values.Single(o => o.Buy), 30));
        bench.Rest();
        Assert.Equal((30, 2u, 70u, 100u), (bench.Position, bench.Orders, bench.OpenBuy, bench.OpenSell));
        uint last = bench.Card.Read(CardRegisters.OeLastUrn);
        bench.Reconnect();
        OeStatusValue status = bench.Status();
        Assert.Equal(new OeStatusValue(0).WithOwned(true), status);
        Assert.Equal((30, 2u, 70u, 100u), (bench.Position, bench.Orders, bench.OpenBuy, bench.OpenSell));
        Assert.Equal(last, bench.Card.Read(CardRegisters.OeLastUrn));
        Assert.False(bench.Killed);
    }

    [RtlTheory]
    [InlineData("FIN")]
    [InlineData("RST")]
    [InlineData("J")]
    [InlineData("Z")]
    [InlineData("broken")]
    public void TakeOver_ClearsWhatEndedTheSessionBefore(string end)
    {
        using TradingBench bench = OrderStore.Ready();
        switch (end)
        {
            case "FIN":
                bench.Peer.Finish();
                break;
            case "RST":
                bench.Peer.Reset();
                break;
            case "J":
                bench.Peer.Send(VenueMessages.Soup(SoupType.LoginRejected, "A"u8));
                break;
            case "Z":
                bench.Peer.Send(VenueMessages.Soup(SoupType.EndOfSession));
                break;
            default:
                bench.Peer.Send([0, 0, (byte)'S']);
                break;
        }

        bench.Rest();
        Assert.True(bench.Killed);
        Assert.Equal(KillCauses.OrderSession, bench.Causes);
        OeStatusValue status = bench.Status();
        Assert.Equal((end == "FIN", end == "RST", end == "J", end == "Z"), (status.Fin, status.Rst, status.Rejected, status.Ended));
        bench.Reconnect();
        Assert.Equal(new OeStatusValue(0).WithOwned(true), bench.Status());
        bench.Arm();
        bench.Peer.LogIn();
        bench.Hold();
        bench.Quote();
        Assert.All(bench.Judged(), o => Assert.True(o.Sent));
        Assert.Equal(2, bench.Sent().Sum(s => OrderPair.Packets(s.Payload).Count));
    }

    [RtlFact]
    public void WhatIsReplayed_MovesOrdersAndPosition_BeforeTheAnswer()
    {
        using TradingBench bench = OrderStore.Resting();
        VenueOrder buy = bench.Venue.Live.Values.Single(o => o.Buy), sell = bench.Venue.Live.Values.Single(o => !o.Buy);
        byte[] missed = [.. bench.Venue.Fill(buy, 100), .. bench.Venue.Fill(sell, 25), .. bench.Venue.Decrement(sell, 5, selfMatch: false)];
        bench.Reconnect();
        bench.Peer.Send(bench.Login());
        bench.Peer.SendSplit(missed, new Random(8), longest: 30);
        bench.Rest();
        Assert.Equal((75, 1u, 0u, 70u), (bench.Position, bench.Orders, bench.OpenBuy, bench.OpenSell));
        Assert.False(bench.Status().CaughtUp);
        Assert.False(bench.Killed);
        // The buy's side wants a new order with each of these messages: each is refused, with V_SESSION alone.
        List<JudgedOrder> judged = bench.Judged();
        Assert.NotEmpty(judged);
        Assert.All(judged, o => Assert.Equal((OrderAction.New, 0, false, Verdict.Session), (o.Action, o.Side, o.Sent, o.Verdict)));
        bench.Peer.Send(OrderStore.Answer(3));
        bench.Rest();
        Assert.Equal([(0, true, Verdict.Pass)], bench.Judged().Select(o => (o.Side, o.Sent, o.Verdict)));
    }

    [RtlFact]
    public void AnAcceptedOrderThatWasMissed_IsReplayedToo()
    {
        // The connection breaks before the venue's answers came: the orders are in doubt, the replay says what became of them.
        using TradingBench bench = OrderStore.Ready();
        bench.Quote();
        bench.Rest();
        byte[][] answers = [.. Requests(bench).Select((p, i) => bench.Venue.Take(p, i == 0 ? VenueAnswer.Accept : VenueAnswer.Reject))];
        bench.Mode(SlotMode.Halted);
        Assert.Empty(Cancels(bench));
        bench.Reconnect();
        Assert.Equal(2u, bench.Orders);
        bench.Peer.Send([.. bench.Login(), .. answers[0], .. answers[1]]);
        bench.Rest();
        Assert.Equal((1u, 100u, 0u), (bench.Orders, bench.OpenBuy, bench.OpenSell));
        // Acknowledged and unwanted: its cancel need not wait for the answer.
        Assert.False(bench.Status().CaughtUp);
        Assert.Equal((0, true, Verdict.Pass), Cancels(bench).Select(o => (o.Side, o.Sent, o.Verdict)).Single());
    }

    [RtlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cancels_PassOnceLoggedIn_NotBefore(bool killed)
    {
        using TradingBench bench = OrderStore.Resting();
        bench.Reconnect();
        if (killed)
        {
            bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
        }
        else
        {
            bench.Mode(SlotMode.Halted);
        }

        Assert.DoesNotContain(Cancels(bench), o => o.Sent);
        Assert.All(Cancels(bench), o => Assert.Equal(Verdict.Session, o.Verdict));
        Assert.Empty(bench.Sent());
        bench.Peer.Send(bench.Login());
        Assert.Equal([(0, true, Verdict.Pass), (1, true, Verdict.Pass)], Cancels(bench).Select(o => (o.Side, o.Sent, o.Verdict)));
        Assert.Equal(2, bench.Sent().Count(s => s.Kind == SegmentKind.First));
        Assert.False(bench.Status().CaughtUp);
    }

    private static IEnumerable<byte[]> Requests(TradingBench bench)
    {
        while (bench.Peer.Packets.TryDequeue(out PeerPacket packet))
        {
            if (packet.Type == SoupType.UnsequencedData)
            {
                yield return packet.Payload;
            }
        }
    }

    private static List<JudgedOrder> Cancels(TradingBench bench) => [.. bench.Judged().Where(o => o.Action == OrderAction.Cancel)];
}
