using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>After a login the venue replays what was missed: it counts, and until the account query is answered orders wait.</summary>
public sealed class CatchingUpTests
{
    private static readonly OrderLine Again = OrderLine.Default with { CardSequence = 0x1234_5678, VenueSequence = 0x9ABC_DEF0, FirstUrn = 1 };

    [RtlFact]
    public void LoggedIn_IsNotCaughtUp_OrdersAreRefusedWithVSessionAlone()
    {
        using TradingBench bench = LoggedIn();
        Assert.Equal((true, false), (bench.Status().LoggedIn, bench.Status().CaughtUp));
        bench.Quote();
        Assert.Equal([(OrderAction.New, 0, false, Verdict.Session), (OrderAction.New, 1, false, Verdict.Session)], bench.Judged().Select(o => (o.Action, o.Side, o.Sent, o.Verdict)));
        Assert.Empty(bench.Sent());
        Assert.Equal(2u, bench.Card.Read(CardRegisters.SlotRefusedAt(0)));
    }

    [RtlFact]
    public void TheAnswer_SetsCaughtUp_AndIsACauseToTryAgain()
    {
        using TradingBench bench = LoggedIn();
        bench.Quote();
        bench.Rest();
        bench.Feed.Discard();
        bench.Peer.QueryAccount(1);
        Assert.True(bench.Status().CaughtUp);
        Assert.Equal([(0, true, Verdict.Pass), (1, true, Verdict.Pass)], bench.Judged().Select(o => (o.Side, o.Sent, o.Verdict)));
    }

    [RtlTheory]
    [InlineData(500u, 499u)]
    [InlineData(2u, 1u)]
    [InlineData(1u, 0u)]
    [InlineData(uint.MaxValue, uint.MaxValue - 1)]
    public void TheAnswer_LiftsTheLastReference(uint next, uint last)
    {
        using TradingBench bench = LoggedIn();
        bench.Peer.QueryAccount(next);
        Assert.Equal(last, bench.Card.Read(CardRegisters.OeLastUrn));
        bench.Quote();
        JudgedOrder first = bench.Judged()[0];
        Assert.Equal((true, last + 1), (first.Sent, first.Urn));
    }

    [RtlFact]
    public void TheAnswer_NeverLowersTheLastReference()
    {
        using TradingBench bench = Resting();
        uint last = bench.Card.Read(CardRegisters.OeLastUrn);
        Assert.Equal(2u, last);
        foreach (uint next in new[] { 1u, 2u, 3u })
        {
            bench.Peer.QueryAccount(next);
            Assert.Equal(last, bench.Card.Read(CardRegisters.OeLastUrn));
        }

        bench.Peer.QueryAccount(4);
        Assert.Equal(3u, bench.Card.Read(CardRegisters.OeLastUrn));
    }

    [RtlFact]
    public void AnswerBeforeTheLogin_IsNotSinceTheLogin()
    {
        using var bench = new TradingBench(TradingBench.Plain, TradingBench.Wide, logIn: false);
        bench.Peer.Line.HandOver(bench.Card);
        bench.Peer.Send(Answer(9));
        bench.Rest();
        Assert.False(bench.Status().CaughtUp);
        bench.Peer.Send(Login());
        bench.Rest();
        Assert.Equal((true, false), (bench.Status().LoggedIn, bench.Status().CaughtUp));
        bench.Peer.Send(Answer(9));
        bench.Rest();
        Assert.True(bench.Status().CaughtUp);
    }

    [RtlFact]
    public void LoginReplayAndAnswer_InOneSegment_AllCount()
    {
        using TradingBench bench = Resting();
        Reconnect(bench);
        VenueOrder buy = bench.Venue.Live.Values.Single(o => o.Buy);
        bench.Peer.Send([.. Login(), .. bench.Venue.Fill(buy, 40), .. bench.Venue.Fill(buy, 50), .. Answer(77)]);
        bench.Rest();
        Assert.Equal((true, true), (bench.Status().LoggedIn, bench.Status().CaughtUp));
        Assert.Equal((90, 76u), (bench.Position, bench.Card.Read(CardRegisters.OeLastUrn)));
    }

    [RtlFact]
    public void TakeOver_KeepsOrdersAndPosition_AndClearsTheSession()
    {
        using TradingBench bench = Resting();
        bench.Peer.Send(bench.Venue.Fill(bench.Venue.Live.Values.Single(o => o.Buy), 30));
        bench.Rest();
        Assert.Equal((30, 2u, 70u, 100u), (bench.Position, bench.Orders, bench.OpenBuy, bench.OpenSell));
        uint last = bench.Card.Read(CardRegisters.OeLastUrn);
        Reconnect(bench);
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
        Reconnect(bench);
        Assert.Equal(new OeStatusValue(0).WithOwned(true), bench.Status());
        bench.Arm();
        bench.Peer.LogIn();
        bench.Hold();
        bench.Quote();
        Assert.All(bench.Judged(), o => Assert.True(o.Sent));
        Assert.Equal(2, bench.Sent().Count);
    }

    [RtlFact]
    public void WhatIsReplayed_MovesOrdersAndPosition_BeforeTheAnswer()
    {
        using TradingBench bench = Resting();
        VenueOrder buy = bench.Venue.Live.Values.Single(o => o.Buy), sell = bench.Venue.Live.Values.Single(o => !o.Buy);
        byte[] missed = [.. bench.Venue.Fill(buy, 100), .. bench.Venue.Fill(sell, 25), .. bench.Venue.Decrement(sell, 5, selfMatch: false)];
        Reconnect(bench);
        bench.Peer.Send(Login());
        bench.Peer.SendSplit(missed, new Random(8), longest: 30);
        bench.Rest();
        Assert.Equal((75, 1u, 0u, 70u), (bench.Position, bench.Orders, bench.OpenBuy, bench.OpenSell));
        Assert.False(bench.Status().CaughtUp);
        Assert.False(bench.Killed);
        // The buy's side wants a new order with each of these messages: each is refused, with V_SESSION alone.
        List<JudgedOrder> judged = bench.Judged();
        Assert.NotEmpty(judged);
        Assert.All(judged, o => Assert.Equal((OrderAction.New, 0, false, Verdict.Session), (o.Action, o.Side, o.Sent, o.Verdict)));
        bench.Peer.Send(Answer(3));
        bench.Rest();
        Assert.Equal((0, true, Verdict.Pass), bench.Judged().Select(o => (o.Side, o.Sent, o.Verdict)).Single());
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
        Reconnect(bench);
        Assert.Equal(2u, bench.Orders);
        bench.Peer.Send([.. Login(), .. answers[0], .. answers[1]]);
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
        using TradingBench bench = Resting();
        Reconnect(bench);
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
        bench.Peer.Send(Login());
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

    private static byte[] Login()
    {
        byte[] bytes = new byte[64];
        return bytes[..SoupLoginAccepted.Write(bytes, "0000000001", 1)];
    }

    private static byte[] Answer(uint next)
    {
        Span<byte> message = stackalloc byte[16];
        int length = new OuchAccountQueryResponse(default, new UserRef(next)).Write(message);
        return VenueMessages.Soup(SoupType.SequencedData, message[..length]);
    }

    private static void Reconnect(TradingBench bench)
    {
        bench.Rest();
        bench.Connect(Again).Segments = [];
        Again.HandOver(bench.Card);
        bench.Rest();
        bench.Feed.Discard();
    }

    private static TradingBench LoggedIn()
    {
        var bench = new TradingBench(TradingBench.Plain, TradingBench.Wide, logIn: false);
        bench.Peer.LogIn(query: false);
        bench.Peer.Segments = [];
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Feed.Discard();
        return bench;
    }

    private static TradingBench Resting()
    {
        TradingBench bench = OrderStore.Ready();
        bench.Quote();
        bench.Settle();
        bench.Hold();
        bench.Feed.Discard();
        return bench;
    }
}
