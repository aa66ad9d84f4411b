using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Lines;

/// <summary>Random faults on both lines, by seed, and the recovery that the contract asks of a host: afterwards every book is the venue's.</summary>
public sealed class RecoveryTests(ITestOutputHelper output)
{
    [RtlFact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public void MixedFaults_EndInTheVenuesBooks_AndNothingIsQuotedInDoubt()
    {
        int first = TestLength.Seed, runs = TestLength.Of(60, 400);
        output.WriteLine($"seeds {first}..{first + runs - 1}");
        (int fills, int snapshots, int quotes, int compared) = (0, 0, 0, 0);
        for (int n = 0; n < runs; n++)
        {
            using var run = new RecoveryRun(first + n, messages: 1_500, quoting: n % 2 == 0);
            run.Run();
            fills += run.Fills;
            snapshots += run.Snapshots;
            quotes += run.Quotes;
            compared += run.Compared;
        }

        output.WriteLine($"{runs} runs: {fills} fills, {snapshots} snapshots, {compared} books equal the venue's, {quotes} orders");
        Assert.True(fills > runs && snapshots > runs / 2 && quotes > 0, "the faults were not reached");
    }
}
