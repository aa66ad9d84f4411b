using System.Globalization;
using Saker.Card.Bench;
using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>RTL = model = venue's own record, over random interleavings of feed, quotes, desk, mass cancels, kills, limits and a venue that races. An interleaving is
/// the life of one order, with what it meets.</summary>
public sealed class RandomDeskTests(ITestOutputHelper output)
{
    private static readonly string[] Common =
    [
        "quotes", "day orders", "immediate orders", "rests of immediate orders", "fills during a replace", "fills of a quote after its cancel", "replaces rejected",
        "fills of a desk order after its cancel", "desk orders accepted twice", "desk orders dead on entry", "desk orders rejected",
        "desk orders cancelled before they were accepted", "answers to desk orders in doubt", "modifies", "desk orders modified", "modifies rejected",
        "fills of a desk order after its modify", "cancels of desk orders while a modify was under way",
    ];

    private static readonly string[] Rare = ["quotes accepted twice", "late fills of dead references", "cancels of desk orders that died meanwhile", "modifies answered in doubt", "desk orders modified to nothing", "desk orders modified after their cancel"];

    // The short form may be too short to meet every race: then it goes on, so many times as long at most.
    private const int ShortSeed = 11, MostTimes = 5;

    [RtlFact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public void RandomDesk_EqualsTheModelAndTheVenue()
    {
        int seed = TestLength.IsLong ? TestLength.Seed : ShortSeed, least = TestLength.Of(1_000, 100_000), stretches = 0;
        output.WriteLine($"seed {seed}");
        using var market = new DeskMarket(seed);
        while (market.Lives < least || (market.Lives < MostTimes * least && !Reached(market)))
        {
            market.Play($"in stretch {stretches++}, seed {seed}");
        }

        OrderTwin twin = market.Twin;
        output.WriteLine($"{market.Lives} lives of orders, {twin.Sent} messages sent, {twin.Refused} refused, {twin.Quotes} quotes decided, {twin.Venues} venue messages, {stretches} stretches, {market.Bench.Card.Cycle} cycles");
        output.WriteLine($"{market.Host.Acts} acts of the host, {market.Host.Refused} refused, {market.MassCancels} mass cancels of {twin.MarkedUnacknowledged} orders not acknowledged, {market.Kills} kills, most open at rest {market.MostOpen}, references skipped {twin.Skipped}");
        output.WriteLine(twin.Races.Told);
        output.WriteLine($"{twin.Modifies.Left} modifies left, {twin.Modifies.RefusedAtOnce} refused at once, {twin.Modifies.Dropped} dropped while they waited");
        output.WriteLine($"in doubt: {Told(twin.Doubts.Found)}");
        output.WriteLine($"refused quotes: {Told(twin.Verdicts)}");
        output.WriteLine($"refused orders of the desk: {Told(twin.DeskVerdicts)}");
        Assert.All(Common, race => Assert.True(twin.Races[race] > 0, $"not reached: {race}"));
        Assert.True(!TestLength.IsLong || Rare.All(race => twin.Races[race] > 0), $"the rarer races were not reached: {twin.Races.Told}");
        output.WriteLine($"trips: {Told(twin.Trips.Found)}");
        foreach (Verdict bit in new[] { Verdict.Mode, Verdict.Qty, Verdict.Collar, Verdict.Position, Verdict.Throttle, Verdict.Self, Verdict.Aggregate })
        {
            Assert.True(twin.DeskVerdicts.Keys.Any(v => v.HasFlag(bit)), $"no order of the desk was refused with {bit}");
        }

        output.WriteLine($"{market.ClockFaults} clock faults; KILL records by mode: {Told(twin.Appliance.Found)}");
        Assert.True(twin.Appliance.Found.Count == 3, "not every mode of the appliance was reached");
        output.WriteLine($"executions told again {twin.Again}");
        Assert.True(twin.Again > 0, "no execution was told again");
        Assert.True(!TestLength.IsLong || twin.Trips.Found.Count == 3, "not every trip was reached");
        Assert.True(twin.Doubts.Found.Count == 3, "not every kind of doubt was reached");
        Assert.True(twin.Modifies.RefusedAtOnce > 0 && (!TestLength.IsLong || twin.Modifies.Dropped > 0), "refused or dropped modifies were not reached");
        Assert.True(market.MassCancels > 0 && (twin.Skipped > 0 || !TestLength.IsLong) && market.Host.Refused > 0, "mass cancels, skipped references or refused writes were not reached");
    }

    /// <summary>What the end of the test asks for and a short run may lack.</summary>
    private static bool Reached(DeskMarket market) =>
        (market.Twin.Skipped > 0 || !TestLength.IsLong) && market.Twin.Again > 0 && market.Twin.Doubts.Found.Count == 3 && market.Twin.Appliance.Found.Count == 3 && Common.All(race => market.Twin.Races[race] > 0)
        && new[] { Verdict.Mode, Verdict.Qty, Verdict.Collar, Verdict.Position, Verdict.Throttle, Verdict.Aggregate }.All(bit => market.Twin.DeskVerdicts.Keys.Any(v => v.HasFlag(bit)));

    private static string Told<TKey>(SortedDictionary<TKey, long> counts)
        where TKey : notnull => string.Join(", ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key}: {c.Value}")));
}
