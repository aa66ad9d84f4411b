using System.Text;
using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>A login accepted must go on with the message that the card counts as its next: docs/card.md section 10.</summary>
public sealed class LoginSequenceTests
{
    private const byte StreamBroken = 5;

    [RtlTheory]
    [InlineData("                   1", true)]
    [InlineData("00000000000000000001", true)]
    [InlineData("            00000001", true)]
    [InlineData("                   2", false)]
    [InlineData("                   0", false)]
    [InlineData("                  11", false)]
    [InlineData("                    ", false)]
    [InlineData("                  1 ", false)]
    [InlineData("1                   ", false)]
    [InlineData("                 1 1", false)]
    [InlineData("                  +1", false)]
    [InlineData("                  -1", false)]
    [InlineData("                  :1", false)]
    [InlineData("                  /1", false)]
    [InlineData("                  \t1", false)]
    [InlineData("          4294967297", false)]
    [InlineData("10000000000000000001", false)]
    [InlineData("99999999999999999999", false)]
    [InlineData("18446744073709551617", false)]
    public void OnlyTheCardsOwnNumber_LogsIn(string sequence, bool same)
    {
        using var bench = new TradingBench(TradingBench.Plain, TradingBench.Wide, logIn: false);
        bench.Peer.Line.HandOver(bench.Card);
        bench.Rest();
        bench.Feed.Discard();
        bench.Peer.Send(Login(sequence));
        bench.Rest();
        Judge(bench, sequence, same);
    }

    [RtlFact]
    public void AnyDigit_AnywhereInTheNumber_Decides()
    {
        // Nine messages and more are counted, then other numbers of as many digits are told.
        using TradingBench bench = OrderStore.Ready();
        for (ulong n = 0; n < 121; n++)
        {
            bench.Say(VenueMessages.SystemEvent(n, 'S'));
        }

        Assert.Equal(123u, bench.Card.Read(CardRegisters.OeSoupSeq));
        foreach ((string told, bool same) in new[] { ("122", false), ("124", false), ("113", false), ("223", false), ("321", false), ("23", false), ("1230", false), ("123", true) })
        {
            bench.Reconnect();
            bench.Peer.Send(Login(told.PadLeft(20)));
            bench.Rest();
            Judge(bench, told.PadLeft(20), same);
        }
    }

    [RtlFact]
    public void NothingBehindAWrongLogin_IsDecoded()
    {
        using TradingBench bench = OrderStore.Resting();
        VenueOrder buy = bench.Venue.Live.Values.Single(o => o.Buy);
        uint count = bench.Card.Read(CardRegisters.OeSoupSeq), last = bench.Card.Read(CardRegisters.OeLastUrn);
        bench.Reconnect();
        // In one segment, and in one behind it: a fill told again, or one whose forerunner is missing.
        bench.Peer.Send([.. Login($"{count + 1}".PadLeft(20)), .. bench.Venue.Fill(buy, 40), .. OrderStore.Answer(77)]);
        bench.Peer.Send(bench.Venue.Fill(buy, 10));
        bench.Rest();
        Assert.Equal((0, 100u), (bench.Position, bench.OpenBuy));
        Assert.Equal((count, last), (bench.Card.Read(CardRegisters.OeSoupSeq), bench.Card.Read(CardRegisters.OeLastUrn)));
        Assert.Equal(KillCauses.OrderSession, bench.Causes);
        Assert.Equal((false, false), (bench.Status().LoggedIn, bench.Status().CaughtUp));
        // The next connection is judged anew, and replays from where the count stands.
        bench.Reconnect();
        bench.Peer.Send([.. bench.Login(), .. OrderStore.Answer(3)]);
        bench.Rest();
        Assert.Equal((true, true), (bench.Status().LoggedIn, bench.Status().CaughtUp));
        bench.Arm();
    }

    [RtlFact]
    public void WhatStandsBehindARightLogin_IsDecoded_HoweverItIsSplit()
    {
        using TradingBench bench = OrderStore.Resting();
        var random = new Random(31);
        for (int n = 0; n < 20; n++)
        {
            bench.Reconnect();
            byte[] fill = bench.Venue.Fill(bench.Venue.Live.Values.Single(o => o.Buy), 1);
            bench.Peer.SendSplit([.. bench.Login(), .. fill, .. OrderStore.Answer(3)], random, longest: 40);
            bench.Rest();
            Assert.Equal((n + 1, true), (bench.Position, bench.Status().CaughtUp));
        }

        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void ASecondLogin_IsJudgedToo()
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Peer.Send(bench.Login());
        bench.Rest();
        Assert.False(bench.Killed);
        bench.Peer.Send(Login("1".PadLeft(20)));
        bench.Rest();
        Assert.Equal(KillCauses.OrderSession, bench.Causes);
    }

    private static void Judge(TradingBench bench, string told, bool same)
    {
        var events = new List<(byte Cause, string Text)>();
        bench.Feed.Take(r =>
        {
            if (r[4] == (byte)EventType.Session)
            {
                var e = new SessionEvent(r);
                events.Add(((byte)e.Cause, Encoding.ASCII.GetString(e.Text)));
            }
        });
        Assert.Equal(same, bench.Status().LoggedIn);
        Assert.Equal(!same, ((KillCauses)bench.Card.Read(CardRegisters.KillAsserted)).HasFlag(KillCauses.OrderSession));
        byte[] expected = same ? [SoupType.LoginAccepted] : [SoupType.LoginAccepted, StreamBroken];
        Assert.Equal(expected, events.Select(e => e.Cause));
        // The host is told what the venue said.
        Assert.Equal("0000000001" + told, events[0].Text);
    }

    private static byte[] Login(string sequence) => VenueMessages.Soup(SoupType.LoginAccepted, Encoding.ASCII.GetBytes("0000000001" + sequence));
}
