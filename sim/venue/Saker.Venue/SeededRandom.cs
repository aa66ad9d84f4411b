namespace Saker.Venue;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same numbers for a seed on every machine and runtime.</summary>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Next 64 random bits.</summary>
    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in 0..bound-1, by the high product (bias below 2^-32 for the bounds used here).</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>True with a chance of <paramref name="percent"/> in 100.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>Nearly normal, mean 0, standard deviation <paramref name="deviation"/>: the sum of twelve uniforms.</summary>
    public long Normal(long deviation)
    {
        long sum = 0;
        for (int i = 0; i < 12; i++)
        {
            sum += Below(1 << 20);
        }

        return (sum - (6L << 20)) * deviation >> 20;
    }
}
