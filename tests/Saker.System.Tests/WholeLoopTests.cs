using System.Globalization;
using System.Text.Json.Nodes;
using Saker.V1;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>Card, venue and host together, on real frames.</summary>
public sealed class WholeLoopTests(ITestOutputHelper output)
{
    private const double MarketSeconds = 60;
    private const double Speed = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    [LoopFact]
    public async Task SixtyMarketSeconds_QuoteFillAndAgreeOnThePosition_ThenKillEndsEveryOrder()
    {
        string pcap = string.Empty;
        await using RunningLoop loop = await RunningLoop.StartAsync("whole-loop", options =>
        {
            pcap = Path.Combine(options.RunDirectory, "orders.pcap");
            return options with { Seed = 20261121, Speed = Speed, Duration = MarketSeconds, OrderPcap = pcap };
        });

        await using var executions = new HostExecutions(loop.Host);
        await loop.WaitAsync(s => s.Slots[0].Quotes.Count(q => q.State == "live") == 2, Limit, "two live quotes");
        await loop.UntilFlowStopsAsync(Limit);

        // A machine too busy to empty the ports loses packets: a gap, which the re-request fills.
        ApplianceState before = await loop.WaitAsync(s => s.Books.All(b => b.State == "ok") && s.Slots[0].Quotes.Count(q => q.State == "live") == 2, Limit, "whole books and two live quotes");
        ApplianceState killedAt = await KillAndConfirmAsync(loop);
        ApplianceState end = await loop.WaitAsync(s => s.Slots[0].Position == s.Slots[0].PositionHost, Limit, "card and host agree");
        JsonObject venue = await loop.Venue.AskAsync("status");
        output.WriteLine(venue.ToJsonString());
        JsonNode us = venue["participants"]!["SAKER1"]!;
        string symbol = end.Slots[0].Symbol;
        long bought = Number(us["bought"]![symbol]);
        long sold = Number(us["sold"]![symbol]);
        long position = Number(us["positions"]![symbol]);
        output.WriteLine($"bought {bought}, sold {sold}, position {position}; card {end.Slots[0].Position}, host {end.Slots[0].PositionHost}; sent {end.Slots[0].Sent}, refused {end.Slots[0].Refused}");
        output.WriteLine(string.Join(", ", end.Counters.Where(c => c.Value != 0).Select(c => $"{c.Name} {c.Value}")));
        output.WriteLine($"tick to order: {end.TickToOrder}");
        output.WriteLine($"kill: gate {Ms(end.Kill.GateClosedUnixNs - killedAt.Kill.ClickedUnixNs)}, last cancel {Ms(end.Kill.LastCancelUnixNs - killedAt.Kill.ClickedUnixNs)}, confirmed {Ms(end.Kill.ConfirmedUnixNs - killedAt.Kill.ClickedUnixNs)} after the click");

        Assert.True(bought > 0, "something was bought");
        Assert.True(sold > 0, "something was sold");
        Assert.Equal(position, end.Slots[0].Position);
        Assert.Equal(position, end.Slots[0].PositionHost);
        Assert.Equal(await Execution.OfVenueAsync(loop.Venue), await executions.UpToAsync(end));
        Assert.Equal(0, Number(us["open_orders"]));
        Assert.True(end.TickToOrder.Samples > 0, "orders were sent straight from a tick");
        Assert.Equal(end.TickToOrder.MinCycles, end.TickToOrder.MaxCycles);
        Assert.All(end.Books, b => Assert.True((b.Flags & 1) == 0, $"{b.Instrument.Symbol} is not stale: {b.State}"));

        await CheckWireAsync(loop, pcap, before.Kill.Open);
    }

    private static async Task<ApplianceState> KillAndConfirmAsync(RunningLoop loop)
    {
        ApplianceState before = await loop.Host.GetStateAsync();
        Assert.False(before.Kill.Killed, $"killed before the test asked: {before.Kill}");
        long clicked = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100;
        KillReply reply = await loop.Host.KillAsync(new KillRequest { RequestId = "test", Reason = "end of test", ClickedUnixNs = clicked, Source = "console" });
        Assert.NotEqual(0u, reply.Causes);
        return await loop.WaitAsync(s => s.Kill.Killed && s.Kill.Confirmed && s.Kill.ConfirmedUnixNs != 0, Limit, "0 open, confirmed");
    }

    /// <summary>No bad checksum, no unexpected sequence, no malformed packet; after the gate closed nothing but cancels.</summary>
    private async Task CheckWireAsync(RunningLoop loop, string pcap, int openAtKill)
    {
        await Task.Delay(300);
        // A machine too busy to run the card for 200 ms makes the venue's kernel send again, and the card acknowledge again: that alone is no fault of the card.
        const string Again = "tcp.analysis.retransmission || tcp.analysis.spurious_retransmission";
        IReadOnlyList<string> complaints = await Tshark.LinesAsync(pcap,
            $"(tcp.analysis.flags && !({Again} || tcp.analysis.duplicate_ack)) || (ip.src == 10.77.2.2 && ({Again})) || tcp.checksum.status == \"Bad\" || ip.checksum.status == \"Bad\" || _ws.malformed");
        output.WriteLine($"{(await Tshark.LinesAsync(pcap, Again)).Count} segments that the venue sent again");
        Assert.True(complaints.Count == 0, $"tshark complains of {complaints.Count} packets in {pcap}: {string.Join('\n', complaints.Take(5))}");

        IReadOnlyList<string> ours = await Tshark.LinesAsync(pcap, "ip.src == 10.77.2.2 && tcp.len > 0", "-T", "fields", "-e", "frame.time_epoch", "-e", "tcp.payload");
        output.WriteLine($"{ours.Count} segments of ours with payload");
        Assert.True(ours.Count > 100, $"only {ours.Count} segments");
        // The message's own bytes: SoupBinTCP length, 'U', OUCH type. Frames leave in the card's order, however late the
        // kernel stamps them: the last ones must be the cancels of what was open when the gate closed, and no order behind them.
        string[] types = [.. ours.Select(line => line.Split('\t')[1]).Where(f => f.Length >= 8 && f[4..6] == "55").Select(f => f[6..8])];
        int cancels = types.Reverse().TakeWhile(t => t == "58").Count();
        output.WriteLine($"{types.Length} messages of ours, the last {cancels} are cancels; {openAtKill} orders were open at the kill");
        Assert.Equal(2, openAtKill);
        Assert.True(cancels >= openAtKill, $"the last messages are {string.Join(' ', types.TakeLast(8))}");
        Assert.Null(loop.Loop.Fallen());
    }

    private static long Number(JsonNode? node) => node?.GetValue<long>() ?? 0;

    private static string Ms(long ns) => (ns / 1e6).ToString("0.000", CultureInfo.InvariantCulture) + " ms";
}
