using System.Text.Json.Nodes;
using Saker.V1;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>The order session over a line that loses, doubles, delays and reorders, against the kernel's TCP.</summary>
public sealed class BadLineTests(ITestOutputHelper output)
{
    private const string Faults = "loss=0.03,duplicate=0.02,reorder=0.05,delay_ms=20,jitter_ms=3";
    private static readonly bool Long = Environment.GetEnvironmentVariable("SAKER_LONG") == "1";
    private static readonly double MarketSeconds = Long ? 600 : 15;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(MarketSeconds + 120);

    [LoopFact]
    [Trait("Length", "Long")]
    public async Task EveryOrderArrivesOnce_AndEveryFillCountsOnce()
    {
        string pcap = string.Empty;
        await using RunningLoop loop = await RunningLoop.StartAsync("bad-line", options =>
        {
            pcap = Path.Combine(options.RunDirectory, "orders.pcap");
            return options with { Seed = Long ? (ulong)Environment.TickCount64 : 41, Duration = MarketSeconds, OrderFaults = Faults, OrderPcap = pcap };
        });
        await loop.WaitAsync(s => s.Slots[0].Quotes.Count(q => q.State == "live") == 2, Limit, "two live quotes");
        await loop.UntilFlowStopsAsync(Limit);
        await loop.Host.KillAsync(new KillRequest { RequestId = "test", Reason = "end of test", Source = "console" });
        ApplianceState end = await loop.WaitAsync(s => s.Kill.Killed && s.Kill.Confirmed && s.Slots[0].Position == s.Slots[0].PositionHost, Limit, "0 open, confirmed, card and host agree");

        JsonObject status = await loop.Venue.AskAsync("status");
        JsonNode us = status["participants"]!["SAKER1"]!;
        output.WriteLine($"seed {loop.Loop.Seed}: {us.ToJsonString()}");
        output.WriteLine(string.Join(", ", end.Counters.Where(c => c.Value != 0).Select(c => $"{c.Name} {c.Value}")));
        output.WriteLine($"sent {end.Slots[0].Sent}, position {end.Slots[0].Position}; {end.Note}");
        long position = us["positions"]![end.Slots[0].Symbol]?.GetValue<long>() ?? 0;
        Assert.Equal(position, end.Slots[0].Position);
        Assert.Equal(0, us["open_orders"]!.GetValue<int>());
        // The account query is the one message that is no order.
        Assert.Equal(end.Slots[0].Sent + 1, us["received"]!.GetValue<long>());
        Assert.Equal(0, us["repeated"]!.GetValue<int>());
        Assert.Equal(0, us["malformed"]!.GetValue<int>());
        Assert.True(us["bought"]![end.Slots[0].Symbol]!.GetValue<long>() > 0, "something was bought");
        Assert.Null(loop.Loop.Fallen());

        // What the kernel saw: segments that came twice, and none that was broken.
        string[] again = [.. await Tshark.LinesAsync(pcap, "ip.src == 10.77.2.2 && tcp.len > 0 && tcp.analysis.retransmission")];
        output.WriteLine($"{again.Length} segments of ours came again");
        Assert.NotEmpty(again);
        Assert.Empty(await Tshark.LinesAsync(pcap, "tcp.checksum.status == \"Bad\" || ip.checksum.status == \"Bad\" || _ws.malformed"));
    }
}
