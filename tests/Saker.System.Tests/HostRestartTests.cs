using System.Text.Json.Nodes;
using Saker.V1;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>The host dies in the middle of trading (kill -9). The card keeps the session and the position; the next host takes both over.</summary>
public sealed class HostRestartTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    [LoopFact]
    public async Task AHostKilledWithFillsUnderWay_IsReplaced_AndThePositionIsTheVenues()
    {
        await using RunningLoop loop = await RunningLoop.StartAsync("host-restart", options => options with { Seed = 43, Duration = 30, HeartbeatLimit = TimeSpan.FromSeconds(5) });
        await loop.WaitAsync(s => s.Fills.Count > 3, Limit, "fills");
        await loop.SignalAsync("KILL", "host");
        JsonNode dead = await loop.WaitForVenueAsync(Limit, us => us["open_orders"]!.GetValue<int>() == 0, "no open order of a dead host");
        output.WriteLine($"host dead, card killed itself: {dead.ToJsonString()}");

        await loop.Loop.StartHostAsync("host-2");
        ApplianceState state = await loop.WaitAsync(s => s.Kill.Killed && s.Kill.Confirmed && s.Slots[0].Position == s.Slots[0].PositionHost, Limit, "the new host to agree with the card");
        JsonNode us = await loop.WaitForVenueAsync(Limit, _ => true, "anything");
        output.WriteLine($"{us.ToJsonString()}; card {state.Slots[0].Position}, host {state.Slots[0].PositionHost}; {state.Note}; {string.Join(", ", state.Kill.CauseNames)}");
        long position = us["positions"]![state.Slots[0].Symbol]!.GetValue<long>();
        Assert.Equal(position, state.Slots[0].Position);
        Assert.Contains("host heartbeat lost", state.Kill.CauseNames);
        Assert.True(us["connected"]!.GetValue<bool>(), "the session outlived its host");
        Assert.Equal(0, us["repeated"]!.GetValue<int>());
        Assert.Equal(0, us["malformed"]!.GetValue<int>());

        // A person arms again, and trading goes on in the same session. The market has stopped by then: a busy machine may rebuild the book slowly.
        await loop.ArmAsync();
        await loop.WaitAsync(s => s.Slots[0].Quotes.Count(q => q.State == "live") == 2, Limit, "two live quotes under the new host");
        await loop.WaitForVenueAsync(Limit, u => u["open_orders"]!.GetValue<int>() == 2, "orders under the new host");
    }
}
