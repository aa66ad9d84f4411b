namespace Saker.Card.Tests.Lines;

/// <summary>What goes wrong on a line, by seed. Shares are of packets.</summary>
internal readonly record struct FaultPlan(double Lost, double Twice, double Swapped, double Corrupt, double Garbled, int Delay, MessageRange Outage)
{
    /// <summary>A line of a random kind: most runs have a good one and a bad one.</summary>
    public static FaultPlan Of(Random random, int messages)
    {
        double Share(double most) => random.Next(3) == 0 ? random.NextDouble() * most : 0;
        int from = random.Next(messages);
        return new FaultPlan(Share(0.15), Share(0.1), Share(0.1), Share(0.04), Share(0.02), random.Next(-200, 200),
            random.Next(4) == 0 ? new MessageRange(from, random.Next(50, 600)) : default);
    }
}
