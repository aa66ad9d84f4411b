using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Model.Tests;

/// <summary>A paper order against a queue that keeps every order by name (<see cref="NamedQueue"/>), on random markets.</summary>
public sealed class PaperQueuePropertyTests(ITestOutputHelper output)
{
    private const int Levels = 6, Rounds = 20_000, MessagesOfARound = 40;

    /// <summary>Without cancels the place is known: every fill is exact, and so is what is ahead.</summary>
    [Fact]
    public void Executions_are_exact()
    {
        (long filled, long truth, _) = Play(12, cancels: false, (queue, named) =>
        {
            Assert.Equal(named.Filled, queue.Done);
            Assert.True(!queue.Active || (named.Ahead, named.Others) == (queue.Ahead, queue.Ahead + queue.Behind), $"{named.Ahead} of {named.Others}: {queue}");
        });
        Assert.Equal(truth, filled);
        Assert.True(filled > 50_000, $"only {filled} lots");
    }

    /// <summary>With them it is not: never more is filled than in truth, and never less is thought ahead.</summary>
    [Fact]
    public void Cancels_never_favour_us()
    {
        (long filled, long truth, long later) = Play(13, cancels: true, (queue, named) =>
        {
            Assert.True(queue.Done <= named.Filled, $"filled {queue.Done}, in truth {named.Filled}");
            Assert.True(!queue.Active || (queue.Ahead >= named.Ahead && queue.Ahead + queue.Behind == named.Others), $"{named.Ahead} of {named.Others}: {queue}");
        });
        Assert.True(filled < truth && filled > truth / 2, $"{filled} of {truth}");
        Assert.True(later > 1_000, $"only {later} times what was ahead was not known");
    }

    /// <summary>Plays rounds of an order each; returns the lots filled by ours and by the truth, and how often they disagree about what is ahead.</summary>
    private (long Filled, long Truth, long Later) Play(int seed, bool cancels, Action<PaperQueue, NamedQueue> check)
    {
        var random = new Random(seed);
        (long filled, long truth, long later) = (0, 0, 0);
        for (int round = 0; round < Rounds; round++)
        {
            var named = new NamedQueue(Levels);
            for (int n = random.Next(12); n >= 0; n--)
            {
                named.Add((ushort)random.Next(Levels), Lots(random));
            }
            ushort level = (ushort)random.Next(Levels);
            uint open = Lots(random);
            PaperQueue queue = PaperQueue.Rest(Side.Buy, level, open, named.Level(level));
            named.Rest(level, open);
            for (int n = 0; n < MessagesOfARound; n++)
            {
                queue.Take(Message(random, named, cancels));
                check(queue, named);
                later += queue.Active && queue.Ahead != named.Ahead ? 1 : 0;
            }
            filled += queue.Done;
            truth += named.Filled;
        }
        output.WriteLine($"seed {seed}: {filled} lots filled, in truth {truth}; {later} times more was thought ahead");
        return (filled, truth, later);
    }

    private static OrderPart Message(Random random, NamedQueue named, bool cancels) => random.Next(8) switch
    {
        <= 1 when named.Count > 0 => named.Execute(random),
        2 or 3 when cancels && named.Count > 0 => named.Cancel(random),
        4 when cancels && named.Count > 0 => named.Replace(random, Lots(random)),
        5 when named.Best < Levels - 1 && random.Next(4) == 0 => named.Ask((ushort)random.Next(named.Best + 1, Levels), Lots(random)),
        _ => named.Add((ushort)random.Next(Levels), Lots(random)),
    };

    private static uint Lots(Random random) => (uint)random.Next(1, 60);
}
