using Saker.V1;
using Saker.Venue;
using Saker.Wire;
using Xunit.Abstractions;

namespace Saker.Host.Tests;

/// <summary>What the daemon does when something of the feed does not heal by itself: symbols that no snapshot heals, servers that are down or slow, lines that fall silent or begin again.</summary>
public sealed class FeedTroubleTests(ITestOutputHelper output)
{
    [RtlFact]
    public void A_symbol_that_no_snapshot_heals_rests_and_all_others_are_kept_whole()
    {
        using var rig = new HostRig();
        rig.Run(50);
        rig.SpoilTick("SOLUSD");
        ApplianceState state = rig.Until(s => s.Feed.Phase == "whole" && s.Feed.Problem.Contains("SOLUSD"), "the rest");
        output.WriteLine(state.Feed.Problem);
        Assert.Contains("stale after every snapshot: SOLUSD (price off tick)", state.Feed.Problem);
        Assert.Equal((3u, 0u), (state.Feed.Snapshots, state.Feed.Pauses));
        AssertOnlyTheFourthIsStale(state);
        rig.Lose();
        state = rig.Until(s => s.Feed.Phase == "whole" && s.Feed.Recoveries == 2, "the fill");
        Assert.StartsWith("fill after ", state.Feed.LastRecovery);
        AssertOnlyTheFourthIsStale(state);
        Assert.Equal(3u, state.Feed.Snapshots);
    }

    [RtlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gap_is_filled_although_a_stale_symbol_gets_no_snapshot(bool snapshots)
    {
        using var rig = new HostRig(snapshots: snapshots);
        rig.Snapshots.Down = true;
        rig.Run(50);
        rig.SpoilTick("SOLUSD");
        rig.Until(s => s.Feed.Problem.Contains("SOLUSD"), "the stale symbol");
        rig.Lose();
        ApplianceState state = rig.Until(s => s.Feed.Missing == 0 && s.Books[0].State == "ok", "the fill", 400);
        AssertOnlyTheFourthIsStale(state);
        Assert.Equal(0u, state.Feed.Snapshots);
        Assert.Contains("SOLUSD is stale", rig.Until(s => s.Feed.Problem.Length != 0, "the problem").Feed.Problem);
    }

    [RtlFact]
    public void A_window_that_should_move_waits_when_no_snapshot_can_be_had()
    {
        using var rig = new HostRig();
        rig.Run(50);
        rig.Snapshots.Down = true;
        long price = rig.Market.Books[0].Bids.Best!.Price;
        rig.Market.Jump("BTCUSD", price + (1850 * rig.Market.Books[0].Instrument.Tick));
        rig.Until(s => s.Feed.Pauses != 0, "the failure");
        ApplianceState state = rig.Run(100).State();
        Assert.Equal((1u, 0u, "whole"), (state.Feed.Pauses, state.Feed.Recoveries, state.Feed.Phase));
        Assert.All(state.Books, b => Assert.Equal("ok", b.State));
        rig.Snapshots.Down = false;
        rig.Market.Flowing = false;
        rig.Run(1, milliseconds: 31_000);
        rig.Market.Flowing = true;
        rig.Until(s => s.Feed.Snapshots != 0 && s.Feed.Phase == "whole", "the move");
        rig.AssertBooksAreTheVenues();
    }

    [RtlFact]
    public void A_gap_that_the_lines_closed_is_no_recovery_of_ours()
    {
        using var rig = new HostRig(fills: false);
        rig.Run(50);
        rig.Snapshots.Down = true;
        var late = new List<LinePacket>();
        rig.Reaches = p =>
        {
            late.Add(p);
            return false;
        };
        rig.Run(5);
        rig.Reaches = null;
        rig.Until(s => s.Feed.Phase == "pausing", "the pause");
        late.ForEach(p => rig.Send(p.Line, p.Bytes.Span));
        ApplianceState state = rig.Until(s => s.Feed.Phase == "whole", "the lines");
        Assert.Equal((0u, ""), (state.Feed.Recoveries, state.Feed.LastRecovery));
    }

    [RtlFact]
    public void A_stray_packet_is_no_session_to_take_when_the_lines_are_out()
    {
        using var rig = new HostRig();
        rig.Run(30);
        rig.Stray(SessionId.Of("OTHER"));
        rig.Run(30);
        rig.Reaches = _ => false;
        rig.Run(4, milliseconds: 100);
        rig.Reaches = null;
        rig.Run(30);
        rig.AssertBooksAreTheVenues();
        Assert.DoesNotContain(rig.Log.Lines, l => l.Contains("follows session"));
    }

    [RtlFact]
    public void A_stray_packet_does_not_stand_between_a_session_and_the_next()
    {
        using var rig = new HostRig();
        rig.Run(30);
        rig.Stray(SessionId.Of("OTHER"));
        rig.Run(30);
        rig.Reaches = OfTheFirstSession;
        rig.Market.RollSession("SAKER00002");
        rig.Run(30);
        rig.Reaches = null;
        rig.Until(s => s.Feed.Session != "SAKER00001", "the session");
        rig.AssertBooksAreTheVenues();
        Assert.Contains("SAKER00002", Assert.Single(rig.Log.Lines, l => l.Contains("follows session")));
    }

    [RtlFact]
    public void A_session_of_a_name_that_was_left_is_followed_again()
    {
        using var rig = new HostRig();
        foreach (string name in (string[])["SAKER00002", "SAKER00001"])
        {
            rig.Run(50);
            rig.Market.RollSession(name);
            rig.Until(s => s.Feed.Session == name && s.Feed.Phase == "whole", name);
            rig.AssertBooksAreTheVenues();
        }
    }

    [RtlFact]
    public void A_session_whose_name_is_no_text_is_never_taken()
    {
        using var rig = new HostRig();
        rig.Run(30);
        rig.Reaches = _ => false;
        for (int n = 0; n < 10; n++)
        {
            rig.Stray(new SessionId(0x5341_C1CB_4552_3030, 0x3031));
            rig.Run(1, milliseconds: 100);
        }

        Assert.Equal("SAKER00001", rig.State().Feed.Session);
    }

    [RtlFact]
    public void Lines_that_bring_nothing_are_a_problem_for_people()
    {
        using var rig = new HostRig();
        rig.Reaches = _ => false;
        ApplianceState state = rig.Run(5, milliseconds: 100).State();
        output.WriteLine(state.Feed.Problem);
        Assert.Equal("waiting", state.Feed.Phase);
        Assert.StartsWith("no good packet of session SAKER00001 has come for ", state.Feed.Problem);
        Assert.Contains("Check that the venue runs", state.Feed.Problem);
        rig.Reaches = null;
        rig.Run(50);
        Assert.Equal("", rig.AssertBooksAreTheVenues().Feed.Problem);
    }

    [RtlFact]
    public void A_session_that_ends_without_another_is_a_problem_for_people()
    {
        using var rig = new HostRig();
        rig.Run(50);
        rig.Reaches = OfTheFirstSession;
        rig.Market.RollSession("SAKER00002");
        rig.Market.Flowing = false;
        ApplianceState state = rig.Run(5, milliseconds: 100).State();
        Assert.StartsWith("session SAKER00001 has ended and no other is heard", state.Feed.Problem);
    }

    [RtlFact]
    public void A_venue_that_begins_its_session_again_is_followed_from_its_beginning()
    {
        using var rig = new HostRig();
        rig.Run(40, milliseconds: 5);
        rig.RestartVenue(seed: 2);
        ApplianceState state = rig.Run(60, milliseconds: 20).State();
        output.WriteLine(state.Feed.LastRecovery);
        Assert.StartsWith("change of session after the venue began session SAKER00001 again", state.Feed.LastRecovery);
        rig.AssertBooksAreTheVenues();
    }

    [RtlFact]
    public void A_snapshot_from_beyond_the_lines_does_not_hold_the_feed_for_ever()
    {
        using var rig = new HostRig();
        rig.Run(50);
        (rig.Server.Refuses, rig.Snapshots.Ahead) = (true, 100_000);
        rig.Lose();
        rig.Until(s => s.Feed.Snapshots == 1, "the snapshot");
        (rig.Server.Refuses, rig.Snapshots.Ahead) = (false, 0);
        rig.Until(s => s.Feed.Phase == "whole", "the way back");
        rig.AssertBooksAreTheVenues();
    }

    [RtlFact]
    public void A_fill_that_falls_behind_gives_way_to_a_snapshot()
    {
        using var rig = new HostRig(largestFill: 200);
        rig.Run(50);
        rig.Server.Slow = true;
        // Most packets are lost, so that nothing is held for long.
        rig.Reaches = p => MoldPacket.TryRead(p.Bytes.Span, out MoldPacket packet) && packet.Sequence % 8 == 0;
        ApplianceState state = rig.Run(80, milliseconds: 5).State();
        Assert.Equal(1u, state.Feed.Snapshots);
        state = rig.Run(80, milliseconds: 5).State();
        output.WriteLine(state.Feed.Problem);
        Assert.Equal(("filling", 1u), (state.Feed.Phase, state.Feed.Snapshots));
        Assert.StartsWith("the re-request server gives messages more slowly than the lines", state.Feed.Problem);
        rig.Reaches = null;
        rig.Server.Slow = false;
        rig.Run(10);
        rig.AssertBooksAreTheVenues();
    }

    [RtlFact]
    public void A_symbol_that_a_session_does_not_list_is_named_until_one_does()
    {
        using var rig = new HostRig();
        rig.Run(50);
        IReadOnlyList<Venue.Instrument> all = [.. rig.Market.Books.Select(b => b.Instrument)];
        rig.Market.RollSession("SAKER00002", [.. all.Take(3)]);
        rig.Run(50);
        rig.Market.Flowing = false;
        rig.Run(10, milliseconds: 100);
        ApplianceState state = rig.State();
        Assert.Equal(("whole", 0u), (state.Feed.Phase, state.Feed.Snapshots));
        Assert.StartsWith("not in the venue's directory: SOLUSD (", state.Feed.Problem);
        rig.Market.Flowing = true;
        rig.Market.RollSession("SAKER00003", all);
        rig.Run(50);
        rig.Run(10, milliseconds: 100);
        state = rig.State();
        Assert.Equal(("whole", ""), (state.Feed.Phase, state.Feed.Problem));
    }

    [RtlFact]
    public void A_snapshot_brings_no_trade_twice()
    {
        using var rig = new HostRig();
        rig.Run(100);
        rig.Snapshots.TakesNs = 60_000_000;
        rig.Market.Jump("BTCUSD", rig.Market.Books[0].Bids.Best!.Price + (1850 * rig.Market.Books[0].Instrument.Tick));
        rig.Until(s => s.Feed.Snapshots != 0 && s.Feed.Phase == "whole", "the snapshot");
        ApplianceState state = rig.State();
        Assert.NotEmpty(state.Tape);
        Assert.All(state.Tape.GroupBy(t => (t.Symbol, t.Match)), g => Assert.Single(g));
    }

    private static bool OfTheFirstSession(LinePacket p) => MoldPacket.TryRead(p.Bytes.Span, out MoldPacket packet) && packet.Session == SessionId.Of("SAKER00001");

    private static void AssertOnlyTheFourthIsStale(ApplianceState state)
    {
        Assert.Equal(["ok", "ok", "ok"], state.Books.Take(3).Select(b => b.State));
        Assert.StartsWith("stale", state.Books[3].State);
        Assert.Contains("price off tick", state.Books[3].State);
    }
}
