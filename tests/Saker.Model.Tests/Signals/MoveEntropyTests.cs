using Xunit;
using Xunit.Abstractions;

namespace Saker.Model.Tests.Signals;

/// <summary>Entropy of 64 moves against Shannon's formula in double precision.</summary>
public sealed class MoveEntropyTests(ITestOutputHelper output)
{
    [Fact]
    public void All_the_same_way_is_zero_and_an_even_split_is_one_bit()
    {
        MoveEntropy entropy = new();
        for (int n = 0; n < MoveEntropy.Moves; n++)
        {
            Assert.False(entropy.Known);
            entropy.Move(true);
        }
        Assert.Equal((true, 0u), (entropy.Known, entropy.Value));
        for (int n = 0; n < MoveEntropy.Moves / 2; n++)
        {
            entropy.Move(false);
        }
        Assert.Equal(65536u, entropy.Value);
        for (int n = 0; n < MoveEntropy.Moves / 2; n++)
        {
            entropy.Move(false);
        }
        Assert.Equal(0u, entropy.Value);
        entropy.Restart();
        Assert.False(entropy.Known);
    }

    [Fact]
    public void Table_is_the_formula_to_one_step()
    {
        double worst = 0;
        for (int ups = 1; ups < MoveEntropy.Moves; ups++)
        {
            double p = ups / 64.0, q = 1 - p;
            double exact = -(p * Math.Log2(p)) - (q * Math.Log2(q));
            worst = Math.Max(worst, Math.Abs(exact - ((MoveEntropy.TermOf(ups) + MoveEntropy.TermOf(64 - ups)) / 65536.0)));
        }
        long sum = Enumerable.Range(0, MoveEntropy.Moves + 1).Sum(ups => (long)MoveEntropy.TermOf(ups));
        output.WriteLine($"ENTROPY: worst error {worst:E2} bits; sum of the table {sum}");
        Assert.InRange(worst, 0, 1.0 / 65536);
    }

    [Theory]
    [InlineData(41)]
    public void Value_is_that_of_the_last_64_moves(int seed)
    {
        Random random = new(seed);
        MoveEntropy entropy = new();
        Queue<bool> last = new();
        for (int n = 0; n < 10_000; n++)
        {
            bool up = random.NextDouble() < 0.5 + (0.5 * Math.Sin(n / 300.0));
            entropy.Move(up);
            last.Enqueue(up);
            if (last.Count > 64)
            {
                last.Dequeue();
            }
            if (entropy.Known)
            {
                double p = last.Count(b => b) / 64.0;
                double exact = p is 0 or 1 ? 0 : -(p * Math.Log2(p)) - ((1 - p) * Math.Log2(1 - p));
                Assert.Equal(exact, entropy.Value / 65536.0, 1.0 / 65536);
            }
        }
    }
}
