using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Saker.Loop;
using Saker.TestKit;
using Saker.V1;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>The order session over a line that loses, doubles, delays and reorders, against the kernel's TCP. Three records are kept apart and compared one
/// by one: the venue's, the host's and the wire's.</summary>
public sealed class BadLineTests(ITestOutputHelper output)
{
    private const string Faults = "loss=0.03,duplicate=0.02,reorder=0.05,delay_ms=20,jitter_ms=3";
    private const double OpeningNs = 34_200e9;
    private static readonly bool Long = Environment.GetEnvironmentVariable("SAKER_LONG") == "1";
    private static readonly double MarketSeconds = Long ? 3600 : 15;

    // The market's time, not the line's: its delay and everybody's timeouts are wall time. So the hour is ten minutes of the order line, each as bad as
    // at speed 1. At this speed a virtual card follows one instrument's feed and can make up for a gap; of four it can not.
    private static readonly double Speed = Long ? 6 : 1;
    private static readonly int Parts = Long ? 12 : 1;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds((MarketSeconds / Speed) + 120);

    [LoopFact]
    [Trait("Length", "Long")]
    public async Task EveryOrderArrivesOnce_AndEveryFillCountsOnce()
    {
        Trading traded = await TradeAsync();
        JsonNode us = traded.Us;
        Slot slot = traded.End.Slots[0];
        Assert.Equal(us["positions"]![slot.Symbol]?.GetValue<long>() ?? 0, slot.Position);
        Assert.Equal(0, us["open_orders"]!.GetValue<int>());
        // The account query is the one message that is no order.
        Assert.Equal(slot.Sent + 1, us["received"]!.GetValue<long>());
        Assert.Equal(0, us["repeated"]!.GetValue<int>());
        Assert.Equal(0, us["malformed"]!.GetValue<int>());

        // Trading went on from the beginning to the end: a card that waits for its feed would pass every comparison.
        output.WriteLine($"fills in each of {Parts} parts: {string.Join(' ', traded.Fills)}");
        Assert.DoesNotContain(traded.Fills, n => n == 0);
        Assert.Equal(Parts, traded.Fills.Count);
        Assert.Equal(us["fills"]!.GetValue<long>(), traded.OfVenue.Count);
        Assert.Equal(traded.OfVenue, traded.OfHost);

        OrderWire wire = await OrderWire.ReadAsync(traded.Pcap);
        Assert.Equal(us["received"]!.GetValue<long>(), wire.Sent.Count);
        // The venue that is stopped may still have told the end of the day.
        Assert.InRange(wire.Told.Count - us["sequenced"]!.GetValue<long>(), 0, 1);
        Assert.Equal(traded.OfVenue.Select(e => (e.Match, e.Urn, e.Quantity, e.Price)), wire.Executions());
        (int entered, int replaced, int ignored) = wire.CheckOrders();
        Assert.Equal(us["accepted"]!.GetValue<long>() + us["replaced"]!.GetValue<long>() + us["rejected"]!.GetValue<long>(), entered + replaced - ignored);
        output.WriteLine($"{traded.OfVenue.Count} executions and {entered} orders, {replaced} replaces ({ignored} came too late) are the same at the venue, in the host and on the wire");

        await OrderWire.CheckSegmentsAsync(traded.Pcap, output);
        string[] again = [.. await Tshark.LinesAsync(traded.Pcap, "ip.src == 10.77.2.2 && tcp.len > 0 && tcp.analysis.retransmission")];
        output.WriteLine($"{again.Length} segments of ours came again");
        Assert.NotEmpty(again);
    }

    /// <summary>Runs the market to its end, kills, and takes everybody's record. All processes have ended afterwards, so the capture is whole.</summary>
    private async Task<Trading> TradeAsync()
    {
        string pcap = string.Empty;
        long started = Stopwatch.GetTimestamp();
        await using RunningLoop loop = await RunningLoop.StartAsync("bad-line", options =>
        {
            pcap = Path.Combine(options.RunDirectory, "orders.pcap");
            return options with
            {
                Seed = Long ? (ulong)Environment.TickCount64 : 41, Speed = Speed, Duration = MarketSeconds, OrderFaults = Faults, OrderPcap = pcap,
                Instruments = Long ? OneInstrument(options) : null,
            };
        });
        await using var executions = new HostExecutions(loop.Host);
        output.WriteLine($"seed {loop.Loop.Seed}");
        await loop.WaitAsync(s => s.Slots[0].Quotes.Count(q => q.State == "live") == 2, Limit, "two live quotes");
        var fills = new List<long>();
        await loop.UntilFlowStopsAsync(Limit, status => CountParts(status, fills));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{MarketSeconds} market seconds in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s with the start, wanted {Speed} a second"));
        ApplianceState before = await loop.Host.GetStateAsync();
        Assert.False(before.Kill.Killed, $"killed before the market's end. {loop.Known(before)}");
        await loop.Host.KillAsync(new KillRequest { RequestId = "test", Reason = "end of test", Source = "console" });
        ApplianceState end = await loop.WaitAsync(s => s.Kill.Killed && s.Kill.Confirmed && s.Slots[0].Position == s.Slots[0].PositionHost, Limit, "0 open, confirmed, card and host agree");

        JsonNode us = (await loop.Venue.AskAsync("status"))["participants"]!["SAKER1"]!;
        output.WriteLine(us.ToJsonString());
        output.WriteLine(string.Join(", ", end.Counters.Where(c => c.Value != 0).Select(c => $"{c.Name} {c.Value}")));
        output.WriteLine($"sent {end.Slots[0].Sent}, position {end.Slots[0].Position}; {end.Note}");
        Assert.Null(loop.Loop.Fallen());
        return new Trading(pcap, us, end, fills, await Execution.OfVenueAsync(loop.Venue), await executions.UpToAsync(end));
    }

    /// <summary>Notes the fills of each part of the market's time that is over.</summary>
    private static void CountParts(JsonObject status, List<long> fills)
    {
        double seconds = (status["time_ns"]!.GetValue<long>() - OpeningNs) / 1e9;
        long all = status["participants"]!["SAKER1"]!["fills"]!.GetValue<long>();
        bool over = status["flow_stopped"]!.GetValue<bool>();
        while (fills.Count < Parts && (over || seconds >= MarketSeconds * (fills.Count + 1) / Parts))
        {
            fills.Add(all - fills.Sum());
        }
    }

    /// <summary>The default market without the instruments that nobody here trades.</summary>
    private static string OneInstrument(LoopOptions options)
    {
        var file = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Places.RepositoryRoot, "sim", "venue", "instruments.json")))!;
        JsonNode traded = file["instruments"]!.AsArray().Single(i => i!["symbol"]!.GetValue<string>() == options.Symbol)!;
        file["instruments"] = new JsonArray(traded.DeepClone());
        string path = options.RunDirectory + "-instruments.json";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, file.ToJsonString());
        return path;
    }

    private sealed record Trading(string Pcap, JsonNode Us, ApplianceState End, IReadOnlyList<long> Fills, IReadOnlyList<Execution> OfVenue, IReadOnlyList<Execution> OfHost);
}
