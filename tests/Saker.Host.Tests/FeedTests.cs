using Saker.Card;
using Saker.V1;
using Xunit.Abstractions;

namespace Saker.Host.Tests;

/// <summary>What the daemon does with its feed: lines, gaps, refused re-requests, snapshots, sessions, windows.</summary>
public sealed class FeedTests(ITestOutputHelper output)
{
    [RtlFact]
    public void Clean_lines_give_the_venues_books_trades_and_locates()
    {
        using var rig = new HostRig(record: true);
        rig.Run(150);
        ApplianceState state = rig.AssertBooksAreTheVenues();
        output.WriteLine($"{state.Feed}");
        Assert.Equal(["BTCUSD", "ETHUSD", "ETHBTC", "SOLUSD"], state.Books.Select(b => b.Instrument.Symbol));
        Assert.Equal(rig.Market.Books.Select(b => (uint)b.Instrument.Locate), state.Books.Select(b => b.Locate));
        Assert.All(state.Books, b => Assert.Equal("trading", b.Trading));
        Assert.True(state.FeedUp);
        Assert.Equal(("whole", "", 0u), (state.Feed.Phase, state.Feed.Problem, state.Feed.Recoveries));
        Assert.Equal(["A", "B"], state.Feed.Lines.Select(l => l.Name));
        Assert.All(state.Feed.Lines, l => Assert.Equal((true, "", 0u, 0u), (l.Connected, l.Alarm, l.Lost, l.Bad)));
        Assert.Equal(rig.Market.NextSequence - 1, state.Feed.Lines[0].First + (ulong)state.Feed.Lines[1].First);
        Assert.NotEmpty(state.Tape);
        Assert.All(state.Tape, t => Assert.True(t.HasPrice && t.Aggressor is "buy" or "sell"));
        Assert.True(state.Feed.Compared > 100, $"{state.Feed.Compared} comparisons");
        Assert.Equal("", state.Feed.Difference);
    }

    [RtlFact]
    public void Only_the_named_symbols_are_tracked_and_the_quoted_one_always_is()
    {
        using var rig = new HostRig(track: "SOLUSD");
        rig.Run(30);
        ApplianceState state = rig.AssertBooksAreTheVenues();
        Assert.Equal(["BTCUSD", "SOLUSD"], state.Books.Select(b => b.Instrument.Symbol));
    }

    [RtlFact]
    public void Without_servers_a_gap_stays_and_the_state_says_what_to_do()
    {
        using var rig = new HostRig(fills: false, snapshots: false);
        rig.Run(50);
        rig.Lose();
        rig.Run(50).State();
        ApplianceState state = rig.Run(50).State();
        output.WriteLine($"{state.Feed.Problem}");
        Assert.Equal("waiting", state.Feed.Phase);
        Assert.Contains("missing on both lines", state.Feed.Problem);
        Assert.Contains("stays pulled", state.Feed.Problem);
        Assert.Contains("--rerequest and --glimpse", state.Feed.Problem);
        Assert.All(state.Books, b => Assert.Equal("stale (sequence gap)", b.State));
        Assert.All(state.Books, b => Assert.Contains("goes on when they come", b.Meaning));
        Assert.True(state.Feed.Missing > 0);
        Assert.True(state.Feed.BehindNs > 50_000_000);
        Assert.False(rig.Appliance.BooksGood);
        Assert.Single(rig.Log.Lines, l => l.Contains("--rerequest and --glimpse"));
    }

    [RtlFact]
    public void A_gap_is_filled_and_reported()
    {
        using var rig = new HostRig(record: true);
        rig.Run(50);
        rig.Lose();
        ApplianceState state = rig.Until(s => s.Feed.Recoveries == 1, "the fill");
        output.WriteLine(state.Feed.LastRecovery);
        Assert.StartsWith("fill after ", state.Feed.LastRecovery);
        Assert.Equal(0u, state.Feed.Snapshots);
        state = rig.AssertBooksAreTheVenues();
        Assert.Equal(("", ""), (state.Feed.Problem, state.Feed.Difference));
        Assert.Equal(1ul, state.Counters.Single(c => c.Name == "feed_gaps_opened").Value);
    }

    [RtlFact]
    public void A_refused_re_request_leads_to_a_snapshot()
    {
        using var rig = new HostRig(record: true);
        rig.Run(50);
        rig.Server.Refuses = true;
        rig.Lose();
        ApplianceState state = rig.Until(s => s.Feed.Phase == "fetching" || s.Feed.Snapshots == 1, "the snapshot", 10_000);
        rig.Server.Refuses = false;
        state = rig.Until(s => s.Feed.Recoveries == 1, "the recovery");
        output.WriteLine(state.Feed.LastRecovery);
        Assert.StartsWith("snapshot after the re-request server does not give message", state.Feed.LastRecovery);
        Assert.Equal(1u, state.Feed.Snapshots);
        ulong before = state.Feed.Compared;
        rig.Run(50);
        state = rig.AssertBooksAreTheVenues();
        Assert.True(state.Feed.Compared > before);
        Assert.Equal("", state.Feed.Difference);
        Assert.Equal(0, rig.Appliance.BookMismatches);
    }

    [RtlFact]
    public void When_nobody_answers_the_state_says_whom_to_look_at_and_it_goes_on_when_they_do()
    {
        using var rig = new HostRig();
        rig.Run(50);
        rig.Server.Refuses = rig.Snapshots.Down = true;
        rig.Lose();
        ApplianceState state = rig.Until(s => s.Feed.Phase == "pausing", "the pause", 10_000);
        output.WriteLine(state.Feed.Problem);
        Assert.Contains("the snapshot server does not listen", state.Feed.Problem);
        Assert.Contains("Quotes stay pulled", state.Feed.Problem);
        Assert.Contains("Check that the re-request and the snapshot server run", state.Feed.Problem);
        Assert.Equal(1u, state.Feed.Pauses);
        rig.Server.Refuses = rig.Snapshots.Down = false;
        rig.Until(s => s.Feed.Phase == "whole", "the recovery", 5_000);
        Assert.Equal("", rig.AssertBooksAreTheVenues().Feed.Problem);
    }

    [RtlFact]
    public void A_line_that_dies_is_an_alarm_and_costs_nothing()
    {
        using var rig = new HostRig(fills: false, snapshots: false);
        rig.Run(30);
        rig.Reaches = p => p.Line == 1;
        // Only time passes, and heartbeats come.
        rig.Market.Flowing = false;
        rig.Run(40, milliseconds: 100);
        ApplianceState state = rig.Settled();
        Assert.StartsWith("line A is silent", state.Feed.Lines[0].Alarm);
        Assert.Equal("", state.Feed.Lines[1].Alarm);
        Assert.True(state.FeedUp);
        rig.Market.Flowing = true;
        rig.Run(30);
        rig.AssertBooksAreTheVenues();
    }

    [RtlFact]
    public void Another_session_is_followed_without_a_restart_with_its_own_locates()
    {
        using var rig = new HostRig(record: true);
        rig.Run(100);
        uint[] before = [.. rig.AssertBooksAreTheVenues().Books.Select(b => b.Locate)];
        rig.Market.RollSession("SAKER00002");
        ApplianceState state = rig.Until(s => s.Feed.Session == "SAKER00002" && s.Feed.Phase == "whole", "the session", 10_000);
        rig.Run(100);
        state = rig.AssertBooksAreTheVenues();
        output.WriteLine(state.Feed.LastRecovery);
        Assert.Equal(rig.Market.Books.Select(b => (uint)b.Instrument.Locate), state.Books.Select(b => b.Locate));
        Assert.NotEqual(before, state.Books.Select(b => b.Locate));
        Assert.StartsWith("change of session after session SAKER00002 follows SAKER00001", state.Feed.LastRecovery);
        Assert.Equal("", state.Feed.Difference);
        Assert.Contains(rig.Log.Lines, l => l.Contains("follows session SAKER00002"));
    }

    [RtlFact]
    public void A_price_beyond_the_window_moves_it_and_levels_keep_their_prices()
    {
        using var rig = new HostRig(record: true);
        rig.Run(50);
        long price = rig.Market.Books[0].Bids.Best!.Price;
        rig.Market.Jump("BTCUSD", price + (4000 * rig.Market.Books[0].Instrument.Tick));
        rig.Until(s => s.Feed.Snapshots != 0 && s.Feed.Phase == "whole", "the move", 10_000);
        rig.Run(50);
        ApplianceState state = rig.AssertBooksAreTheVenues();
        Assert.Equal("", state.Feed.Difference);
        Assert.Contains(rig.Log.Lines, l => l.Contains("windows moved: [BTCUSD from"));
    }

    [RtlFact]
    public void The_tapes_time_goes_on_over_midnight()
    {
        const long DayNs = 86_400_000_000_000, BeforeNs = 100_000_000, RunNs = 160_000_000;
        using var rig = new HostRig(startNs: DayNs - BeforeNs);
        rig.Run((int)(RunNs / 1_000_000));
        ApplianceState state = rig.AssertBooksAreTheVenues();
        long[] times = [.. state.Tape.Select(t => t.MessageNs).Order()];
        Assert.True(times[0] < DayNs && times[^1] > DayNs, $"tape from {times[0]} to {times[^1]}");
        Assert.True(times[^1] - times[0] < RunNs);
        Assert.All(state.Tape.GroupBy(t => t.Symbol), g => Assert.Equal(g.OrderByDescending(t => t.MessageNs), g));
    }

    [RtlFact]
    public void A_halt_reaches_the_state_and_stops_quoting()
    {
        using var rig = new HostRig();
        rig.Run(30);
        Assert.True(rig.Appliance.BooksGood);
        rig.Market.Desk.SetState("BTCUSD", 'H', "T1");
        Book book = rig.Run(5).State().Books[0];
        Assert.Equal(("halted", "halted", false), (book.Trading, book.State, rig.Appliance.BooksGood));
        Assert.Equal("the venue does not let it trade: quotes are pulled", book.Meaning);
        rig.Market.Desk.SetState("BTCUSD", 'T');
        rig.Market.Desk.OperationalHalt("BTCUSD", 'Q', 'H');
        Assert.Equal(("operational halt", false), (rig.Run(5).State().Books[0].Trading, rig.Appliance.BooksGood));
        rig.Market.Desk.OperationalHalt("BTCUSD", 'B', 'H');
        rig.Market.Desk.OperationalHalt("BTCUSD", 'B', 'T');
        rig.Run(5);
        Assert.False(rig.Appliance.BooksGood, "another market's trading goes on, ours does not");
        rig.Market.Desk.OperationalHalt("BTCUSD", 'Q', 'T');
        Assert.Equal(("operational halt ended", true), (rig.Run(5).State().Books[0].Trading, rig.Appliance.BooksGood));
    }

    [RtlFact]
    public void Latency_is_counted_for_orders_that_a_message_caused()
    {
        using var rig = new HostRig();
        byte[] record = new byte[OrderEvent.Size];
        _ = new OrderEventWriter(record) { Action = 1, Sent = 1, Tick = 1, Urn = 1, Cycle = 5_000_000 };
        rig.Appliance.OnOrder(new OrderEvent(record));
        Assert.Equal(0u, rig.State().TickToOrder.Samples);
        _ = new OrderEventWriter(record) { Action = 1, Sent = 1, Tick = 1, Urn = 2, Cycle = 5_000_000, RxCycle = 4_999_992, Seq = 7 };
        rig.Appliance.OnOrder(new OrderEvent(record));
        Assert.Equal((1u, 8u), (rig.State().TickToOrder.Samples, rig.State().TickToOrder.LastCycles));
    }
}
