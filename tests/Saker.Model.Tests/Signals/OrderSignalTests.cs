using Saker.TestKit;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Model.Tests.Signals;

/// <summary>BURST, REFILL and ICEBERG of captures and random streams, after every update, against a recount from the events; prints how much was compared.</summary>
public sealed class OrderSignalTests(ITestOutputHelper output)
{
    private const string Itch = "itch/aapl-20200130-first-5000.bin";
    private const string Msft = "lobster/MSFT_L50_1000rows", Apple = "lobster/AAPL_L10_998rows";

    private static readonly SignalWindows Windows = new() { Window = 16, Burst = 14, RefillTime = 9_766, IcebergTime = 48_828 };

    [DataFact(Itch)]
    public void Itch_capture() => Compare("ITCH AAPL", CaptureUpdates.Itch(Itch), Windows with { Window = 26, Burst = 22, RefillTime = 1_000_000, IcebergTime = 1_000_000 }, 1);

    [DataFact(Msft)]
    public void Lobster_Msft() => Compare("LOBSTER MSFT", CaptureUpdates.Lobster(Msft, 50), Windows, 1);

    [DataFact(Apple)]
    public void Lobster_Aapl() => Compare("LOBSTER AAPL", CaptureUpdates.Lobster(Apple, 10), Windows, 1);

    [Theory]
    [InlineData(131)]
    [InlineData(132)]
    public void Random_updates(int seed) => Compare($"random, seed {seed}", Random(seed, 0), Windows, 100);

    // A refill time of many periods: a mark that outlived a break would count while the window is known again.
    [Theory]
    [InlineData(133)]
    [InlineData(134)]
    public void Random_updates_with_breaks(int seed) =>
        Compare($"random with breaks, seed {seed}", Random(seed, 0.01), Windows with { Window = 12, Burst = 12, RefillTime = 200_000 }, 100);

    private static List<SignalUpdate> Random(int seed, double faults)
    {
        SignalStream stream = new(seed) { Faults = faults };
        return [.. Enumerable.Range(0, 5_000).Select(_ => stream.Next())];
    }

    private void Compare(string name, List<SignalUpdate> updates, SignalWindows windows, int least)
    {
        SymbolSignals signals = new(new SignalParameters { Windows = windows });
        ReferenceOrderSignals exact = new(windows);
        SignalState s = signals.State;
        int bursts = 0, refills = 0, icebergs = 0, chains = 0, beyond = 0, most = 0, mostRefills = 0;
        foreach (SignalUpdate u in updates)
        {
            signals.Update(u);
            exact.Update(u);
            Assert.Equal((exact.BurstKnown, exact.RefillKnown), (s.BurstKnown, s.RefillKnown));
            if (exact.BurstKnown)
            {
                Assert.Equal(exact.Burst, s.Burst.Total);
                bursts += exact.Burst > 1 ? 1 : 0;
                most = Math.Max(most, exact.Burst);
            }
            if (exact.RefillKnown)
            {
                Assert.Equal(exact.Refills, s.Window.Refills.Total);
                refills += exact.Refills > 0 ? 1 : 0;
                mostRefills = Math.Max(mostRefills, exact.Refills);
            }
            foreach (Side side in (Side[])[Side.Buy, Side.Sell])
            {
                IcebergTrack track = side == Side.Buy ? s.BidIceberg : s.AskIceberg;
                (ulong Traded, ulong Shown, int Trades)? expected = exact.Iceberg(side);
                Assert.Equal(expected, track.Known ? (track.Traded, track.Shown, expected?.Trades ?? 0) : null);
                icebergs += expected is null ? 0 : 1;
                chains += expected is { Trades: > 1 } ? 1 : 0;
                beyond += expected is { } e && e.Traded > e.Shown ? 1 : 0;
            }
        }
        output.WriteLine($"{name}: {updates.Count} updates; BURST equal at {bursts} of more than one message (to {most}), REFILL at {refills} of at least one (to {mostRefills}), "
            + $"ICEBERG at {icebergs}, of which {chains} of more than one trade and {beyond} with more traded than shown");
        Assert.True(bursts > updates.Count / 2 && refills >= least && icebergs > updates.Count / 4 && chains >= least, $"{bursts} bursts, {refills} refills, {icebergs} icebergs, {chains} of more than one trade");
    }
}
