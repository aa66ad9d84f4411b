using Saker.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Model.Tests.Signals;

/// <summary>The fixed-point signals on real captures against the floating-point reference; prints what it measured.</summary>
public sealed class CaptureSignalTests(ITestOutputHelper output)
{
    private const string Itch = "itch/aapl-20200130-first-5000.bin";
    private const string Msft = "lobster/MSFT_L50_1000rows", Apple = "lobster/AAPL_L10_998rows";

    /// <summary>Greatest relative error of a variance: docs/signals.md section 7.</summary>
    private const double Variance = 7.5e-4;

    private static readonly SignalWindows Windows = new()
    {
        Window = 20,      // 1.07 s
        Burst = 16,
        Sample = 13,      // 8.4 ms
        KFast = 6,
        KSlow = 10,
        VpinVolume = 800,
        VpinBuckets = 8,
        RefillTime = 9_766,
        FlickerTime = 48_828,
        FlickerQty = 200,
        IcebergTime = 1_000_000,
    };

    [DataFact(Itch)]
    public void Itch_capture() => Compare("ITCH AAPL", CaptureUpdates.Itch(Itch), Windows with { Window = 26, Sample = 18, VpinVolume = 2_000 }, 4_900);

    [DataFact(Msft)]
    public void Lobster_Msft() => Compare("LOBSTER MSFT", CaptureUpdates.Lobster(Msft, 50), Windows with { Window = 16, VpinVolume = 3_300, KFast = 3, KSlow = 5 }, 990);

    [DataFact(Apple)]
    public void Lobster_Aapl() => Compare("LOBSTER AAPL", CaptureUpdates.Lobster(Apple, 10), Windows, 990);

    [Theory]
    [InlineData(111)]
    [InlineData(112)]
    public void Random_updates(int seed)
    {
        SignalStream stream = new(seed);
        Compare($"random, seed {seed}", [.. Enumerable.Range(0, 5_000).Select(_ => stream.Next())], Windows with { Window = 12, Sample = 9 }, 4_900);
    }

    private void Compare(string name, List<SignalUpdate> updates, SignalWindows windows, int least)
    {
        SymbolSignals signals = new(new SignalParameters { Windows = windows }.With(SignalGate.Regime, 1 << 8, above: true));
        ReferenceSignals exact = new(windows);
        SignalState s = signals.State;
        FlickerTable table = new(windows.FlickerQty, windows.FlickerTime);
        double fast = 0, slow = 0, vpin = 0, entropy = 0, regime = 0;
        int sums = 0, more = 0, less = 0, buckets = 0, flickers = 0, largest = 0;
        foreach (SignalUpdate u in updates)
        {
            signals.Update(u);
            exact.Update(u);
            flickers += u.Order is { } order && table.Take(order, u.Now) ? 1 : 0;
            Assert.Equal(exact.VolumeDelta, s.VolumeDelta);
            if (s.Window.Known)
            {
                sums++;
                Assert.Equal((exact.Ofi, exact.Flow), (s.Window.Ofi.Total, s.Window.Flow.Total));
                Assert.Equal((exact.Cancels, exact.Trades), ((int)s.Window.Cancels.Total, (int)s.Window.Trades.Total));
            }
            fast = Math.Max(fast, Relative(s.Fast, exact.Fast, windows.KFast));
            slow = Math.Max(slow, Relative(s.Slow, exact.Slow, windows.KSlow));
            if (s.Vpin.Known && exact.VpinByAggressor is { } byAggressor && exact.VpinByRule is { } byRule)
            {
                buckets++;
                vpin = Math.Max(vpin, Math.Abs(byAggressor - (s.Vpin.ByAggressor / (double)s.Vpin.Volume)));
                vpin = Math.Max(vpin, Math.Abs(byRule - (s.Vpin.ByRule / (double)s.Vpin.Volume)));
            }
            Assert.Equal(exact.Samples >= 4 << windows.KFast && exact.Samples >= 4 << windows.KSlow, s.Fast.Known && s.Slow.Known);
            if (exact.Regime is { } ratio && s.Slow.Shown != 0)
            {
                double shown = s.Fast.Shown / (double)s.Slow.Shown;
                (double low, double high) = Regime(exact, windows, Variance);
                (double roundedLow, double roundedHigh) = Regime(exact, windows, 0);
                Assert.InRange(shown, low, high);
                regime = Math.Max(regime, Math.Max(shown - roundedHigh, roundedLow - shown) / ratio);
                bool yes = (signals.Gates >> (int)SignalGate.Regime & 1) != 0;
                more += low > 1 ? 1 : 0;
                less += high < 1 ? 1 : 0;
                Assert.True(low <= 1 || yes == signals.Ok, $"REGIME {ratio}, not above 1");
                Assert.True(high >= 1 || !yes, $"REGIME {ratio}, above 1");
            }
            largest = Math.Max(largest, (int)(u.Trade?.Qty ?? 0));
            entropy = s.Entropy.Known ? Math.Max(entropy, Math.Abs(exact.Entropy - (s.Entropy.Value / 65536.0))) : entropy;
        }
        Int128 den = (s.Kyle.Count * s.Kyle.Xx) - ((Int128)s.Kyle.X * s.Kyle.X);
        double lambda = (double)((s.Kyle.Count * (Int128)s.Kyle.Xy) - ((Int128)s.Kyle.X * s.Kyle.Y)) / (double)den;
        output.WriteLine($"{name}: {updates.Count} updates, {s.Kyle.Count} sample periods; VAR_FAST {s.Fast.Exact / 16777216.0:G4} relative error {fast:E1}, "
            + $"VAR_SLOW {s.Slow.Exact / 16777216.0:G4} {slow:E1}; OFI, FLOW, CANCELS exact in {sums} windows; VPIN {s.Vpin.ByAggressor / (double)s.Vpin.Volume:F3} "
            + $"and {s.Vpin.ByRule / (double)s.Vpin.Volume:F3}, error {vpin:F4} at {buckets} updates (largest {largest} lots, bucket {windows.VpinVolume}); "
            + $"ENTROPY {exact.Entropy:F4} error {entropy:E1}; REGIME error {regime:E1}, above 1 at {more} and below at {less} updates; lambda {lambda:G6} for {exact.Lambda:G6}; flickers {flickers} of {exact.Flickers}");
        Assert.True(updates.Count >= least && sums > updates.Count / 2, $"{updates.Count} updates, {sums} windows");
        Assert.InRange(Math.Max(fast, slow), 0, Variance);
        Assert.True(largest <= windows.VpinVolume && buckets > 0, $"{buckets} trades compared, the largest had {largest} lots");
        Assert.True(more > 0 && less > 0, $"{more} above 1, {less} below");
        Assert.InRange(vpin, 0, 1e-12);
        Assert.InRange(entropy, 0, 1.0 / 65536);
        Assert.Equal((uint)exact.Samples, s.Kyle.Count);
        Assert.Equal(exact.Lambda, lambda, Math.Abs(exact.Lambda) * 1e-6);
        Assert.InRange(flickers, exact.Flickers / 2, exact.Flickers);
    }

    /// <summary>What errors of the variances, so much of the value and their rounding, leave to the quotient; each is shown in 2^-16 half ticks², rounded down.</summary>
    private static (double Low, double High) Regime(ReferenceSignals exact, SignalWindows windows, double relative)
    {
        double fast = (relative * exact.Fast) + Math.Pow(2, windows.KFast - 23), slow = (relative * exact.Slow) + Math.Pow(2, windows.KSlow - 23), step = Math.Pow(2, -16);
        double least = exact.Slow - slow - step;
        return ((exact.Fast - fast - step) / (exact.Slow + slow), least > 0 ? (exact.Fast + fast) / least : double.PositiveInfinity);
    }

    /// <summary>Error beyond what rounding of v may bring: 2 · 2^(k − 24) half ticks².</summary>
    private static double Relative(EwmaVariance fixedPoint, double exact, int k) =>
        Math.Max(Math.Abs((fixedPoint.Exact / 16777216.0) - exact) - Math.Pow(2, k - 23), 0) / Math.Max(exact, 1e-9);
}
