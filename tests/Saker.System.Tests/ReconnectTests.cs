using System.Text.Json.Nodes;
using Saker.V1;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>The connection ends while orders are out: the card is killed, the host comes back, what was missed is replayed, and a person arms again.</summary>
public sealed class ReconnectTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    [LoopFact]
    public async Task WhatWasMissedIsReplayed_BeforeAnyOrder()
    {
        await using RunningLoop loop = await RunningLoop.StartAsync("reconnect", options => options with { Seed = 44, KeepOnDisconnect = true });
        string[] ends = ["drop", "cut", "drop"];
        foreach (string end in ends)
        {
            await loop.WaitAsync(s => s.Slots[0].Quotes.Count(q => q.State == "live") == 2, Limit, $"two live quotes before '{end}'");
            JsonNode before = await loop.WaitForVenueAsync(Limit, us => us["fills"]!.GetValue<long>() > 3, "fills");
            await loop.Venue.AskAsync(end, ("user", "SAKER1"));

            // Our orders stay at the venue and may fill while nobody hears of it; the killed card cancels them as soon as it is logged in.
            ApplianceState killed = await loop.WaitAsync(s => s.Kill.Killed && s.Kill.CauseNames.Contains("order session lost"), Limit, $"the kill after '{end}'");
            JsonNode after = await loop.WaitForVenueAsync(
                Limit, us => us["connected"]!.GetValue<bool>() && us["open_orders"]!.GetValue<int>() == 0 && us["received"]!.GetValue<long>() > before["received"]!.GetValue<long>(), $"the session back after '{end}'");
            long position = after["positions"]!["BTCUSD"]!.GetValue<long>();
            ApplianceState back = await loop.WaitAsync(s => s.Kill.Confirmed && s.Slots[0].Position == position && s.Slots[0].PositionHost == position, Limit, $"the venue's position {position} after '{end}'");
            output.WriteLine($"{end}: killed by {string.Join(", ", killed.Kill.CauseNames)}; position {position}; sent {back.Slots[0].Sent}; {back.Note}");
            Assert.Equal(0, after["repeated"]!.GetValue<int>());
            Assert.Equal(0, after["malformed"]!.GetValue<int>());

            await loop.ArmAsync();
        }

        await loop.WaitAsync(s => s.Slots[0].Quotes.Count(q => q.State == "live") == 2, Limit, "two live quotes at the end");
        Assert.Null(loop.Loop.Fallen());
    }

    [LoopFact]
    public async Task ALoginThatIsNotAvailable_IsTriedAgain_AndOneThatIsNotAuthorisedIsNot()
    {
        await using RunningLoop loop = await RunningLoop.StartAsync("login-rejected", options => options with { Seed = 45 });
        await loop.WaitAsync(s => s.OrderSessionUp, Limit, "the order session");
        await loop.Venue.AskAsync("behave", ("plan", "SAKER1.login=S"));
        await loop.Venue.AskAsync("drop", ("user", "SAKER1"));
        ApplianceState told = await loop.WaitAsync(s => s.Note.Contains("the session is not available (S)", StringComparison.Ordinal), Limit, "the reason for the operator");
        output.WriteLine(told.Note);
        await loop.WaitForVenueAsync(Limit, us => us["logins_rejected"]!.GetValue<long>() >= 3, "three rejected logins");
        await loop.Venue.AskAsync("behave", ("plan", string.Empty));
        await loop.WaitAsync(s => s.OrderSessionUp, Limit, "the order session once the venue lets us in");

        await loop.Venue.AskAsync("behave", ("plan", "SAKER1.login=A"));
        long before = (await loop.WaitForVenueAsync(Limit, _ => true, "anything"))["logins_rejected"]!.GetValue<long>();
        await loop.Venue.AskAsync("drop", ("user", "SAKER1"));
        ApplianceState stopped = await loop.WaitAsync(s => s.Note.Contains("order session stopped", StringComparison.Ordinal), Limit, "the end of all logins");
        output.WriteLine(stopped.Note);
        Assert.Contains("user or password are not authorised (A)", stopped.Note, StringComparison.Ordinal);
        JsonNode end = await loop.WaitForVenueAsync(Limit, us => us["logins_rejected"]!.GetValue<long>() > before, "the one login that was rejected");
        Assert.Equal(before + 1, end["logins_rejected"]!.GetValue<long>());
        Assert.Null(loop.Loop.Fallen());
    }
}
