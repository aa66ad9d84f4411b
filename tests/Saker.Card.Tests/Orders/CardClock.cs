using Saker.Card.Bench;

namespace Saker.Card.Tests.Orders;

/// <summary>The card's time of a cycle: the virtual card adds 16 ns in five cycles, starting anew whenever the time is set.</summary>
internal readonly record struct CardClock(ulong FromCycle, ulong FromNs)
{
    private const ulong SilentNs = 16_000_000_000;
    private const ulong StepNs = 16, StepCycles = 5;

    /// <summary>Sets the card's time, so that every later cycle's is known.</summary>
    public static CardClock Set(TradingBench bench, ulong nowNs)
    {
        // In steps that the symbol's silence does not notice.
        for (ulong at = CardBringUp.Now(bench.Card) + SilentNs; at < nowNs; at += SilentNs)
        {
            bench.Card.SetTime(at);
            bench.Tell(bench.Book.Trading('T'));
        }

        bench.Card.SetTime(nowNs);
        bench.Tell(bench.Book.Trading('T'));
        bench.Card.SetTime(nowNs);
        return new CardClock(bench.Card.Cycle, nowNs);
    }

    /// <summary>Card time of a cycle after <see cref="FromCycle"/>, ns; the cycle may be given by its low 32 bits.</summary>
    public ulong Ns(uint cycle) => FromNs + ((cycle - (uint)FromCycle) * StepNs / StepCycles);

    /// <summary>Cycles that a time takes, rounded up.</summary>
    public static ulong Cycles(ulong ns) => ((ns * StepCycles) + StepNs - 1) / StepNs;
}
