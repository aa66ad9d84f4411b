using System.Globalization;
using System.Text.Json.Nodes;
using Saker.V1;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>`saker drill kill` on the whole system while its market moves. The drill stops, with exit code 1, at the first kill whose events are out of order, after
/// which an order left, or that leaves one in doubt without a word; how long a kill took is printed and not judged.</summary>
public sealed class KillDrillTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("SAKER_LONG") == "1";
    private static readonly int Kills = Long ? 100 : 5;
    private static readonly TimeSpan Patience = LoopActs.Limit + TimeSpan.FromSeconds(5 * Kills);

    [LoopFact(cli: true)]
    [Trait("Length", "Long")]
    public async Task KillsUnderLoad_CloseTheGate_ThenCancel_ThenAreConfirmed_AndNoOrderStartsBehindTheGate()
    {
        await using RunningLoop loop = await RunningLoop.StartAsync("kill-drill", options => options with { Seed = 51, Speed = 2 });
        await loop.QuotingAsync("before the drill");
        JsonNode before = await loop.WaitForVenueAsync(LoopActs.Limit, us => LoopActs.Number(us["fills"]) > 0, "fills before the drill");
        (int code, string text) = await loop.SakerAsync(output, Patience, "drill", "kill", "--runs", Kills.ToString(CultureInfo.InvariantCulture));
        Assert.True(code == 0, text);
        Assert.Contains($"{Kills} kills: each confirmed, no order after the gate closed, none in doubt; armed again", text, StringComparison.Ordinal);
        string[] lines = text.Split('\n');
        Assert.All(["gate closed", "confirmed"], leg => Assert.EndsWith($" {Kills}", lines.Single(l => l.StartsWith(leg, StringComparison.Ordinal)).TrimEnd(), StringComparison.Ordinal));

        // It traded between the kills, and the last word is a person's kill, by which everything is compared.
        await loop.QuotingAsync("after the drill");
        await loop.Host.KillAsync(new KillRequest { RequestId = "end", Reason = "end of test", Source = "console" });
        ApplianceState end = await loop.KilledAndFlatAsync("manual (console)");
        JsonNode after = await loop.UntilSilentAsync("after the last kill");
        output.WriteLine($"{LoopActs.Orders(after) - LoopActs.Orders(before)} orders, {LoopActs.Number(after["fills"]) - LoopActs.Number(before["fills"])} fills and {LoopActs.Number(after["canceled"]) - LoopActs.Number(before["canceled"])} cancels in the drill; position {end.Slots[0].Position}");
        Assert.True(LoopActs.Orders(after) - LoopActs.Orders(before) >= 2 * Kills, "both sides were quoted again after each kill");
        Assert.Null(loop.Loop.Fallen());
    }
}
