using System.Text.Json.Nodes;
using Saker.V1;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>Both lines of the feed lose, repeat, reorder and delay packets, a price jumps out of its window, the session rolls: the
/// books come back, quoting goes on, and every fill is counted the same by card, host and venue.</summary>
public sealed class FeedRecoveryTests(ITestOutputHelper output)
{
    private const string Mixed =
        "a.drop=0.02,a.dup=0.02,a.reorder=0.02,a.reorder_us=300,a.corrupt=0.01,"
        + "b.drop=0.02,b.delay=0.02,b.delay_us=50..500,b.skew_us=200,both.drop=0.005";
    private const string Roll = "SAKER00002";
    private const ulong Seed = 20261122;
    private const ulong FaultSeed = 31;
    private const int FewestFills = 10;
    // The virtual card takes a recovery's frames far slower than a card would: the market leaves it time to catch up.
    private const double Speed = 0.25;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [LoopFact]
    public async Task MixedFaultsAJumpAndANewSession_LeaveExactBooksAndEqualFills()
    {
        output.WriteLine($"seed {Seed}, fault seed {FaultSeed}, faults {Mixed}");
        await using RunningLoop loop = await RunningLoop.StartAsync("feed-recovery", options =>
            options with { Seed = Seed, Speed = Speed, Faults = Mixed, FaultSeed = FaultSeed });

        await loop.WaitAsync(Quoting, Limit, "two live quotes");
        ApplianceState filled = await loop.WaitAsync(s => s.Feed.Recoveries >= 5 && Quoting(s), Limit, "five recoveries from lost packets, and quotes again");
        output.WriteLine($"fills of gaps: {filled.Feed.Recoveries}, {filled.Feed.LastRecovery}");

        await OutageAsync(loop, filled);
        await JumpAsync(loop);
        await RollAsync(loop);
        await VenueAsync(loop, status => Long(status["participants"]!["SAKER1"]!["fills"]) >= FewestFills, $"{FewestFills} fills");
        await CompareAsync(loop);
    }

    /// <summary>Neither line brings anything for a while: what was sent meanwhile is asked for again.</summary>
    private async Task OutageAsync(RunningLoop loop, ApplianceState before)
    {
        long answered = Rerequested(await loop.Venue.AskAsync("status"));
        await loop.Venue.AskAsync("faults", ("plan", Mixed + ",both.outage=0s..300ms"));
        await VenueAsync(loop, status => Rerequested(status) >= answered + 50, "fifty messages to be asked for again");
        ApplianceState after = await loop.WaitAsync(s => s.Feed.Recoveries > before.Feed.Recoveries && s.Feed.Missing == 0 && Quoting(s), Limit, "quotes after the outage");
        output.WriteLine($"outage: {Rerequested(await loop.Venue.AskAsync("status")) - answered} messages sent again; {after.Feed.LastRecovery}");
    }

    /// <summary>A better price than the card's window reaches: a snapshot, with the window around the new price.</summary>
    private async Task JumpAsync(RunningLoop loop)
    {
        const string Symbol = "SOLUSD";
        const long Price = 60_000;
        ApplianceState before = await loop.Host.GetStateAsync();
        await loop.Venue.AskAsync("jump", ("symbol", Symbol), ("price", Price));
        ApplianceState after = await loop.WaitAsync(
            s => s.Feed.Snapshots > before.Feed.Snapshots && Book(s, Symbol) is { State: "ok" } book && book.Bids[0].Price > Price / 2 && Quoting(s),
            Limit, $"{Symbol}'s book around {Price}, and quotes again");
        output.WriteLine($"jump: {after.Feed.Snapshots} snapshots; {after.Feed.LastRecovery}; {Symbol} {Book(after, Symbol)!.Bids[0].Price}");
        Assert.True((await loop.Venue.AskAsync("status"))["snapshots"]!.GetValue<long>() > 0, "the venue served a snapshot");
    }

    private async Task RollAsync(RunningLoop loop)
    {
        await loop.Venue.AskAsync("session", ("name", Roll));
        ApplianceState after = await loop.WaitAsync(s => s.Feed.Session == Roll && s.Books.All(b => b.State == "ok") && Quoting(s), Limit, $"whole books of session {Roll}, and quotes");
        output.WriteLine($"session: locates {string.Join(" ", after.Books.Select(b => $"{b.Instrument.Symbol}={b.Locate}"))}; {after.Feed.LastRecovery}");
        JsonNode venue = (await loop.Venue.AskAsync("status"))["instruments"]!;
        Assert.All(after.Books, b => Assert.Equal(Of(venue, b.Instrument.Symbol)["locate"]!.GetValue<uint>(), b.Locate));
    }

    /// <summary>The lines are well again and the flow has stopped: everything must be equal, and nothing may have been killed meanwhile.</summary>
    private async Task CompareAsync(RunningLoop loop)
    {
        await loop.Venue.AskAsync("faults", ("plan", string.Empty));
        await loop.Venue.AskAsync("stop-flow");
        Assert.False((await loop.Host.GetStateAsync()).Kill.Killed, "nothing was killed by what went wrong on the lines");
        await loop.Host.KillAsync(new KillRequest { RequestId = "end", Reason = "end of test", Source = "console" });
        await loop.WaitAsync(s => s.Kill is { Killed: true, Confirmed: true }, Limit, "0 open, confirmed");
        JsonObject venue = await VenueAsync(loop, s => s["flow_stopped"]!.GetValue<bool>() && s["participants"]!["SAKER1"]!["open_orders"]!.GetValue<int>() == 0, "the end of the flow");
        ulong next = venue["next_sequence"]!.GetValue<ulong>();
        string best = string.Join("; ", venue["instruments"]!.AsArray().Select(i => $"{i!["symbol"]} {i["bid_quantity"]} @ {i["bid"]} / {i["ask_quantity"]} @ {i["ask"]}"));

        // The card's registers are ahead of its records: the books follow.
        ApplianceState end = await loop.WaitAsync(
            s => s.Feed.Expected == next && s.Books.All(b => b.State == "ok") && Best(s) == best && s.Slots[0].Position == s.Slots[0].PositionHost,
            Limit, $"every message up to {next} used, positions equal and the books ok with the venue's best prices: {best}");
        output.WriteLine(venue.ToJsonString());
        output.WriteLine(string.Join(", ", end.Counters.Where(c => c.Value != 0).Select(c => $"{c.Name} {c.Value}")));
        output.WriteLine($"{end.Feed.Recoveries} recoveries, {end.Feed.Snapshots} snapshots, {end.Feed.Compared} comparisons, lines {string.Join("; ", end.Feed.Lines.Select(l => $"{l.Name} first {l.First} lost {l.Lost}"))}");

        JsonNode us = venue["participants"]!["SAKER1"]!;
        string symbol = end.Slots[0].Symbol;
        Assert.Equal(us["positions"]![symbol]!.GetValue<long>(), end.Slots[0].Position);
        Assert.Equal(us["positions"]![symbol]!.GetValue<long>(), end.Slots[0].PositionHost);
        Assert.Equal(string.Empty, end.Feed.Difference);
        Assert.True(end.Feed.Compared > 1000, $"only {end.Feed.Compared} comparisons with the host's own book");
        Assert.All(end.Feed.Lines, line => Assert.True(line.Lost > 0 && line.First > 0, $"line {line.Name} lost {line.Lost} and was first with {line.First}"));
        Assert.Null(loop.Loop.Fallen());
    }

    private static bool Quoting(ApplianceState state) => state.Slots[0].Quotes.Count(q => q.State == "live") == 2;

    private static string Best(ApplianceState state) => string.Join("; ", state.Books.Select(b =>
        $"{b.Instrument.Symbol} {b.Bids[0].Quantity} @ {b.Bids[0].Price} / {b.Asks[0].Quantity} @ {b.Asks[0].Price}"));

    private static Book? Book(ApplianceState state, string symbol) => state.Books.FirstOrDefault(b => b.Instrument.Symbol == symbol);

    private static JsonNode Of(JsonNode instruments, string symbol) => instruments.AsArray().Single(i => i!["symbol"]!.GetValue<string>() == symbol)!;

    private static long Rerequested(JsonNode status) => Long(status["rerequest"]!["messages"]);

    private static long Long(JsonNode? node) => node!.GetValue<long>();

    /// <summary>The venue's first status that satisfies a condition.</summary>
    private static async Task<JsonObject> VenueAsync(RunningLoop loop, Func<JsonObject, bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            JsonObject status = await loop.Venue.AskAsync("status");
            if (condition(status))
            {
                return status;
            }

            Assert.False(limit.IsCancellationRequested, $"not within {Limit.TotalSeconds} s: {what}; the venue's status: {status.ToJsonString()}");
            await Task.Delay(50);
        }
    }
}
