using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Saker.TestKit;
using Saker.V1;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>What drills do to a running system, and what they wait for. Every wait ends after <see cref="Limit"/> and then says what did not come;
/// nothing is judged by how long it took.</summary>
internal static class LoopActs
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private const string OrderLine = "saker-oe";
    private const int SilentMessages = 500;

    /// <summary>One signal to these parts at once: KILL, STOP, CONT.</summary>
    public static Task SignalAsync(this RunningLoop loop, string signal, params string[] parts) =>
        DoAsync("kill", [$"-{signal}", .. parts.Select(p => Id(loop, p))]);

    /// <summary>The card's time stands still, or moves on again.</summary>
    public static async Task StopTimeAsync(this RunningLoop loop, bool stands)
    {
        string ready = (await File.ReadAllLinesAsync(Path.Combine(loop.Directory, "card.out")))[0];
        await DoAsync("kill", [stands ? "-USR1" : "-USR2", Number(JsonNode.Parse(ready)!["pid"]).ToString(CultureInfo.InvariantCulture)]);
    }

    /// <summary>Unplugs the order line: neither end hears of the other any more, and neither is told why.</summary>
    public static Task UnplugOrderLineAsync(this RunningLoop loop) => loop.InsideAsync("ip", "link", "set", OrderLine, "down");

    /// <summary>Plugs it in again. The kernel dropped the route with the link and makes one of its own: inside.sh's, with its patience, takes the place.</summary>
    public static async Task PlugInOrderLineAsync(this RunningLoop loop)
    {
        await loop.InsideAsync("ip", "link", "set", OrderLine, "up");
        await loop.InsideAsync("ip", "route", "replace", "10.77.2.0/24", "dev", OrderLine, "scope", "link", "src", "10.77.2.1", "rto_min", "3s");
    }

    /// <summary>Runs the command line on the loop's host. Returns its exit code, and what it said wherever it said it.</summary>
    public static async Task<(int Code, string Text)> SakerAsync(this RunningLoop loop, ITestOutputHelper output, TimeSpan limit, params string[] words)
    {
        string program = Path.Combine(Places.RepositoryRoot, "build", "publish", "cli", "saker");
        (int code, string text) = await RunAsync(program, [.. words, "--appliance", loop.Loop.HostUrl.OriginalString], limit);
        output.WriteLine($"saker {string.Join(' ', words)}: {code}: {text.Trim()}");
        return (code, text);
    }

    /// <summary>The latch is open and both sides are quoted.</summary>
    public static Task<ApplianceState> QuotingAsync(this RunningLoop loop, string when) =>
        loop.WaitAsync(s => !s.Kill.Killed && s.Slots[0].Quotes.Count(q => q.State == "live") == 2, Limit, $"two live quotes {when}");

    /// <summary>An order of the desk that nobody meets: far below the market, inside the collar. Returns its reference once the venue has taken it.</summary>
    public static async Task<uint> EnterFarOrderAsync(this RunningLoop loop)
    {
        const int Ticks = 40;
        ApplianceState state = await loop.WaitAsync(s => s.Books[0].State == "ok" && s.Books[0].Bids.Count > 0, Limit, "a book");
        EnterOrderReply reply = await loop.Host.EnterOrderAsync(new EnterOrderRequest
        {
            RequestId = "far", Source = "api", Quantity = 1, Price = state.Books[0].Bids[0].Price - (Ticks * state.Books[0].Instrument.Tick),
        });
        Assert.True(reply.Sent, reply.Refusal);
        await loop.WaitAsync(s => s.Slots[0].Desk.Any(o => o.Urn == reply.Urn && o.State == "live"), Limit, "the desk's order at the venue");
        return reply.Urn;
    }

    /// <summary>Orders and replaces that the venue had of us, whatever became of them.</summary>
    public static long Orders(JsonNode us) => Number(us["accepted"]) + Number(us["replaced"]) + Number(us["rejected"]);

    /// <summary>The venue's word on us once it holds no order of ours and none has come while its market went on. Between a fill and the next quote there may
    /// be none for a moment: that is no silence.</summary>
    public static async Task<JsonNode> UntilSilentAsync(this RunningLoop loop, string when)
    {
        using var limit = new CancellationTokenSource(Limit);
        (long Orders, long Sequence)? since = null;
        while (true)
        {
            JsonObject status = await loop.Venue.AskAsync("status");
            JsonNode us = status["participants"]!["SAKER1"]!;
            long open = Number(us["open_orders"]), orders = Orders(us), sequence = Number(status["next_sequence"]);
            if (open != 0)
            {
                since = null;
            }
            else if (since is not { } silent || silent.Orders != orders)
            {
                since = (orders, sequence);
            }
            else if (sequence - silent.Sequence >= SilentMessages)
            {
                return us;
            }

            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"not within {Limit.TotalSeconds} s at the venue: no open order and no new one, {when}. It says {us.ToJsonString()}; logs in {loop.Directory}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>The latch is closed for this cause, no order left behind the closed gate, every order has ended, and card, host and venue hold the same
    /// position.</summary>
    public static async Task<ApplianceState> KilledAndFlatAsync(this RunningLoop loop, string cause)
    {
        ApplianceState end = await loop.WaitAsync(
            s => s.Kill is { Killed: true, Confirmed: true } && s.Kill.CauseNames.Contains(cause) && s.OrderEntry is { Open: 0, InDoubt: 0 } && s.Slots[0].Position == s.Slots[0].PositionHost,
            Limit, $"the latch closed for '{cause}', and the end of every order");
        JsonNode us = await loop.WaitForVenueAsync(Limit, u => Number(u["open_orders"]) == 0, "no open order");
        Assert.Equal(0u, end.Kill.OrdersAfterGate);
        Assert.Equal(Number(us["positions"]![end.Slots[0].Symbol]), end.Slots[0].Position);
        Assert.Equal((0L, 0L), (Number(us["repeated"]), Number(us["malformed"])));
        return end;
    }

    /// <summary>A person arms again, naming what stands, once none of it holds any more, and activates: two acts, each for the state that was seen.</summary>
    public static async Task ArmAsync(this RunningLoop loop)
    {
        ApplianceState quiet = await loop.WaitAsync(s => s.Kill is { Killed: true, Asserted: 0 }, Limit, "no cause that still holds");
        ArmReply arm = await loop.Host.ArmAsync(new ArmRequest { RequestId = Guid.NewGuid().ToString(), CausesSeen = quiet.Kill.Causes, Nonce = quiet.Kill.Nonce, ConfigHash = quiet.ConfigHash });
        Assert.True(arm.Armed, arm.Refusal);
        ApplianceState open = await loop.WaitAsync(s => !s.Kill.Killed && s.Kill.Nonce != quiet.Kill.Nonce, Limit, "the open latch");
        Assert.Equal(SlotMode.Reducing, open.Kill.Mode);
        ActivateReply active = await loop.Host.ActivateAsync(new ActivateRequest { RequestId = Guid.NewGuid().ToString(), Nonce = open.Kill.Nonce });
        Assert.True(active.Active, active.Refusal);
        // What was made for the state before is refused now.
        ActivateReply again = await loop.Host.ActivateAsync(new ActivateRequest { RequestId = Guid.NewGuid().ToString(), Nonce = open.Kill.Nonce });
        Assert.Contains("earlier state of the latch", again.Refusal, StringComparison.Ordinal);
    }

    public static long Number(JsonNode? node) => node?.GetValue<long>() ?? 0;

    private static string Id(RunningLoop loop, string part) => loop.Loop.Processes.Single(p => p.Name == part).Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>In the network namespace of card and venue, which is this run's own.</summary>
    private static Task InsideAsync(this RunningLoop loop, params string[] words) =>
        DoAsync("nsenter", ["--target", Id(loop, "market"), "--user", "--net", "--preserve-credentials", .. words]);

    private static async Task DoAsync(string program, string[] words)
    {
        (int code, string text) = await RunAsync(program, words, Limit);
        Assert.True(code == 0, $"`{program} {string.Join(' ', words)}` ended with {code}: {text}");
    }

    private static async Task<(int Code, string Text)> RunAsync(string program, string[] words, TimeSpan limit)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> said = process.StandardOutput.ReadToEndAsync(), complained = process.StandardError.ReadToEndAsync();
        using var cancel = new CancellationTokenSource(limit);
        await process.WaitForExitAsync(cancel.Token);
        return (process.ExitCode, await said + await complained);
    }
}
