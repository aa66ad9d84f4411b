using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>After a login the venue replays what was missed: it counts, and until the account query is answered orders wait.</summary>
public sealed class CatchingUpTests
{
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
        using TradingBench bench = OrderStore.Resting();
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
        bench.Peer.Send(OrderStore.Answer(9));
        bench.Rest();
        Assert.False(bench.Status().CaughtUp);
        bench.Peer.Send(bench.Login());
        bench.Rest();
        Assert.Equal((true, false), (bench.Status().LoggedIn, bench.Status().CaughtUp));
        bench.Peer.Send(OrderStore.Answer(9));
        bench.Rest();
        Assert.True(bench.Status().CaughtUp);
    }

    [RtlFact]
    public void LoginReplayAndAnswer_InOneSegment_AllCount()
    {
        using TradingBench bench = OrderStore.Resting();
        bench.Reconnect();
        VenueOrder buy = bench.Venue.Live.Values.Single(o => o.Buy);
        bench.Peer.Send([.. bench.Login(), .. bench.Venue.Fill(buy, 40), .. bench.Venue.Fill(buy, 50), .. OrderStore.Answer(77)]);
        bench.Rest();
        Assert.Equal((true, true), (bench.Status().LoggedIn, bench.Status().CaughtUp));
        Assert.Equal((90, 76u), (bench.Position, bench.Card.Read(CardRegisters.OeLastUrn)));
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
}
