using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Saker.Card.Tests.Recovery;

/// <summary>Random faults on both lines, by seed, servers that answer badly, and the host's recovery: after every recovery the card's books are the venue's,
/// and no quote leaves between the fault and the release.</summary>
public sealed class RecoveryTests(ITestOutputHelper output)
{
    [RtlFact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public void MixedFaults_EndInTheVenuesBooks_AndNothingIsQuotedInDoubt()
    {
        int first = TestLength.Seed, runs = TestLength.Of(8, 240);
        output.WriteLine($"seeds {first}..{first + runs - 1}");
        var sum = new RunFigures();
        var failures = new List<string>();
        for (int n = 0; n < runs; n++)
        {
            try
            {
                using var run = new RecoveryRun(first + n);
                sum += run.Run();
            }
            catch (Exception e) when (e is XunitException or CardException or InvalidOperationException)
            {
                failures.Add($"seed {first + n}: {e}");
            }
        }

        output.WriteLine(sum.ToString());
        Assert.True(failures.Count == 0, $"{failures.Count} of {runs} runs failed\n{string.Join("\n\n", failures)}");
        Assert.True(sum.Gaps > runs && sum.Fills > 0 && sum.Snapshots > 0 && sum.Sessions > 0 && sum.Books > runs, $"the faults were not reached: {sum}");
        Assert.True(!TestLength.IsLong || (sum.BadFrames > 0 && sum.Moves > 0 && sum.Pauses > 0), $"the rarer faults were not reached: {sum}");
        Assert.True(sum.Quotes > runs && sum.Cancels > 0 && sum.Pulled > 0 && sum.Stops > runs, $"hardly anything was quoted: {sum}");
    }
}
