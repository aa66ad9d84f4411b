using System.Globalization;
using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>SLOT_CASH, SLOT_PNL, SLOT_LOSS, SLOT_TRIPS and the TRIP records = model, over random executions, marks, windows, fees, limits, starts, periods and adjustments.</summary>
public sealed class RandomLossTests(ITestOutputHelper output)
{
    private const int ShortSeed = 7, StepsOfAMarket = 80;

    private static readonly string[] Common =
    [
        "execution", "late execution", "tick", "window", "quantity", "limit", "period", "start", "fee", "adjustment", "adjustment refused", "clear", "clear refused",
        "pass", $"refused {Verdict.Mode}", "unknown", "unmarked", "level 0", "level 5", "level 6",
    ];

    private static readonly string[] Rare = ["level 1", "level 2", "level 3", "level 4", "kill", "slot kill", "mode", "order of a tripped slot"];

    [RtlFact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public void RandomLosses_EqualTheModel()
    {
        int seed = TestLength.IsLong ? TestLength.Seed : ShortSeed, least = TestLength.Of(320, 2_000), steps = 0;
        output.WriteLine($"seed {seed}");
        var met = new SortedDictionary<string, int>();
        for (int n = 0; steps < least; n++)
        {
            using var market = new LossMarket(unchecked(seed + (n * 7_919)));
            for (int step = 0; step < StepsOfAMarket; step++, steps++)
            {
                market.Play($"in step {step} of market {n}, seed {seed}");
            }

            market.LoseCount($"at the end of market {n}, seed {seed}");
            foreach ((string what, int times) in market.Met)
            {
                met[what] = met.GetValueOrDefault(what) + times;
            }
        }

        output.WriteLine($"{steps} quiet points");
        output.WriteLine(string.Join(", ", met.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Key}: {m.Value}"))));
        Assert.All(Common.Concat(TestLength.IsLong ? Rare : []), what => Assert.True(met.ContainsKey(what), $"not met: {what}"));
    }
}
