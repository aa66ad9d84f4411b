using System.Text.Json.Nodes;
using Saker.Loop;
using Saker.Rpc.Client;
using Saker.Rpc.Services;
using Saker.TestKit;
using Saker.V1;

namespace Saker.System.Tests;

/// <summary>The whole system, started for one test, with a client on its host.</summary>
public sealed class RunningLoop : IAsyncDisposable
{
    private readonly RpcChannel _channel;

    private RunningLoop(SystemLoop loop, string directory)
    {
        Loop = loop;
        Directory = directory;
        _channel = new RpcChannel(loop.HostUrl);
        Host = new ApplianceClient(_channel);
        Venue = new VenueControl(loop.VenueControl);
    }

    public SystemLoop Loop { get; }

    public string Directory { get; }

    public ApplianceClient Host { get; }

    public VenueControl Venue { get; }

    public static async Task<RunningLoop> StartAsync(string name, Func<LoopOptions, LoopOptions> configure)
    {
        string build = Path.Combine(Places.RepositoryRoot, "build");
        string directory = Path.Combine(build, "system-tests", name);
        if (global::System.IO.Directory.Exists(directory))
        {
            global::System.IO.Directory.Delete(directory, recursive: true);
        }

        var options = new LoopOptions
        {
            BuildDirectory = build,
            RunDirectory = directory,
            DataDirectory = Path.Combine(directory, "data"),
            WithConsole = false,
            // Loops run beside each other: two would find the same preferred port free.
            ConsolePort = 0,
            HeartbeatLimit = TimeSpan.FromSeconds(30),
        };
        SystemLoop loop = await SystemLoop.StartAsync(configure(options), _ => { });
        return new RunningLoop(loop, directory);
    }

    /// <summary>The first state that satisfies a condition.</summary>
    public async Task<ApplianceState> WaitAsync(Func<ApplianceState, bool> condition, TimeSpan limit, string what)
    {
        using var cancel = new CancellationTokenSource(limit);
        ApplianceState? last = null;
        try
        {
            await foreach (ApplianceState state in Host.WatchStateAsync(new CallOptions { Cancel = cancel.Token }))
            {
                last = state;
                // The daemon serves an empty state until its card's thread has taken its first turn.
                if (state.Slots.Count != 0 && condition(state))
                {
                    return state;
                }
            }
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            // Said below, with the last state.
        }

        throw new TimeoutException($"not within {limit.TotalSeconds} s: {what}. {Known(last)}");
    }

    /// <summary>A state that ten looks in a row, as the host takes them, do not change: two live quotes on a quotable book, the feed whole. For a market whose flow was stopped:
    /// its last messages and our quotes behind them may still be on their way.</summary>
    public async Task<ApplianceState> StandsStillAsync(TimeSpan limit)
    {
        string before = string.Empty;
        int looks = 0;
        long taken = 0;
        return await WaitAsync(
            s =>
            {
                Book? book = s.Books.FirstOrDefault(b => b.Instrument.Symbol == s.Slots[0].Symbol);
                bool good = !s.Kill.Killed && s.Slots[0].Quotes.Count(q => q.State == "live") == 2 && book is { State: "ok", Bids.Count: > 0, Asks.Count: > 0 };
                string now = $"{s.Feed.Expected} {s.Feed.Announced} {book?.Bids} {book?.Asks} {s.Slots[0].Quotes} {s.Slots[0].Position}";
                looks = !good || now != before ? 0 : s.UnixNs == taken ? looks : looks + 1;
                (before, taken) = (now, s.UnixNs);
                return looks >= 10;
            },
            limit,
            "two live quotes on a book that stands still");
    }

    /// <summary>What the host knew, for the message of a failure.</summary>
    /// <param name="state">The host's last word; null: there was none.</param>
    public string Known(ApplianceState? state) =>
        $"{(state is null ? "No state" : $"State of {((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds - (state.UnixNs / 1e6)) / 1000:0.0} s ago")}. Note: {state?.Note}; kill: {state?.Kill}; slots: {state?.Slots}; feed: {state?.Feed?.Phase} {state?.Feed?.Doing} {state?.Feed?.Problem} (expected {state?.Feed?.Expected}, announced {state?.Feed?.Announced}); books: {string.Join(", ", state?.Books.Select(b => b.State) ?? [])}; logs in {Directory}";

    /// <summary>Waits until the venue's background flow has ended.</summary>
    /// <param name="limit">How long at most.</param>
    /// <param name="seen">Called with each of the venue's states, the last one included.</param>
    public async Task UntilFlowStopsAsync(TimeSpan limit, Action<JsonObject>? seen = null)
    {
        using var cancel = new CancellationTokenSource(limit);
        while (true)
        {
            JsonObject status = await Venue.AskAsync("status");
            seen?.Invoke(status);
            if (status["flow_stopped"]!.GetValue<bool>())
            {
                return;
            }

            if (Loop.Fallen() is { } fallen)
            {
                throw new InvalidOperationException($"{fallen}; logs in {Directory}");
            }

            await Task.Delay(200, cancel.Token);
        }
    }

    /// <summary>What the venue says of us, once that satisfies a condition.</summary>
    public async Task<JsonNode> WaitForVenueAsync(TimeSpan limit, Func<JsonNode, bool> condition, string what)
    {
        using var cancel = new CancellationTokenSource(limit);
        while (true)
        {
            JsonNode us = (await Venue.AskAsync("status"))["participants"]!["SAKER1"]!;
            if (condition(us))
            {
                return us;
            }

            if (cancel.IsCancellationRequested)
            {
                throw new TimeoutException($"not within {limit.TotalSeconds} s at the venue: {what}. It says {us.ToJsonString()}; logs in {Directory}");
            }

            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Venue.Dispose();
        _channel.Dispose();
        await Loop.DisposeAsync();
    }
}
