using Saker.Wire;
using Xunit;

namespace Saker.Model.Tests.Signals;

/// <summary>The gate word: closed by default, closed when unknown, closed when the book is not ok.</summary>
public sealed class SignalGateTests
{
    private static readonly SignalWindows Windows = new()
    {
        Window = 4,
        Burst = 3,
        Sample = 2,
        KFast = 1,
        KSlow = 2,
        VpinVolume = 500,
        VpinBuckets = 8,
        RefillTime = 1000,
        FlickerTime = 1000,
        FlickerQty = 1,
        IcebergTime = 100_000,
    };

    private static SignalParameters All(bool above, SignalWindows windows)
    {
        SignalParameters parameters = new() { Windows = windows };
        foreach (SignalGate gate in Enum.GetValues<SignalGate>())
        {
            parameters.With(gate, above ? 0 : 255u, above);
        }
        return parameters;
    }

    [Fact]
    public void Names_are_the_bits_of_the_contract() =>
        Assert.Equal(
            "Spread Imbalance DepthImbalance OfiUp OfiDown FlowUp FlowDown VarFast VarSlow Regime Vpin Cancels Refill Flicker IcebergBid IcebergAsk Burst Entropy",
            string.Join(' ', Enum.GetNames<SignalGate>()));

    [Fact]
    public void Parameters_that_were_never_written_close_every_gate()
    {
        SymbolSignals signals = new(new SignalParameters { Windows = Windows });
        SignalStream stream = new(101);
        for (int n = 0; n < 20_000; n++)
        {
            signals.Update(stream.Next());
            Assert.Equal(0u, signals.Gates);
        }
    }

    [Fact]
    public void Windows_that_were_never_written_leave_only_spread_and_imbalance()
    {
        const uint always = 1u << (int)SignalGate.Spread | 1u << (int)SignalGate.Imbalance | 1u << (int)SignalGate.Entropy;
        foreach (bool above in (bool[])[false, true])
        {
            SymbolSignals signals = new(All(above, default));
            SignalStream stream = new(102);
            for (int n = 0; n < 20_000; n++)
            {
                signals.Update(stream.Next());
                Assert.Equal(0u, signals.Gates & ~always);
            }
        }
    }

    [Theory]
    [InlineData(103)]
    public void Every_gate_says_yes_at_times_and_never_with_a_book_that_is_not_ok(int seed)
    {
        uint seen = 0;
        foreach (bool above in (bool[])[false, true])
        {
            SymbolSignals signals = new(All(above, Windows));
            SignalStream stream = new(seed) { Faults = 0.002 };
            bool ok = false;
            for (int n = 0; n < 60_000; n++)
            {
                SignalUpdate u = stream.Next();
                signals.Report(Depth(0, 30), Depth(1, 40));
                signals.Update(u);
                ok = u.Book is { } book ? book.Flags == 0 : ok;
                Assert.True(ok || signals.Gates == 0, $"seed {seed}, update {n}");
                seen |= signals.Gates;
            }
        }
        Assert.Equal((1u << SignalParameters.Gates) - 1, seen);
    }

    [Theory]
    [InlineData(BookFlags.Stale)]
    [InlineData(BookFlags.Halted)]
    public void A_break_makes_the_windows_unknown_and_keeps_what_counts_volume(BookFlags flags)
    {
        // Samples rare enough that the pauses of the stream do not decay all there is.
        SymbolSignals signals = new(All(true, Windows with { Sample = 12, KSlow = 4 }));
        SignalStream stream = new(104);
        Run(signals, stream, 20_000);
        SignalState s = signals.State;
        signals.Report(Depth(0, 30), Depth(1, 40));
        (uint kyle, ulong slow) = (s.Kyle.Count, s.Slow.Exact);
        Assert.True(s.Window.Known && s.BurstKnown && s.Depth.Known && s.Slow.Known && s.Entropy.Known);
        SignalUpdate last = stream.Next();
        signals.Update(last);
        signals.Update(new SignalUpdate(last.Now, null, null, new BookPart(flags, 10, 1, 11, 1)));
        Assert.False(s.Window.Known || s.BurstKnown || s.Depth.Known || s.BidIceberg.Known || s.AskIceberg.Known);
        Assert.Equal((0L, 0L), (s.Window.Ofi.Total, s.Burst.Total));
        Assert.NotEqual((0L, 0ul), (s.VolumeDelta, s.Vpin.Volume));
        Assert.InRange(s.Kyle.Count, kyle, uint.MaxValue);
        bool halted = flags == BookFlags.Halted;
        Assert.Equal((!halted, !halted), (s.Slow.Known, s.Entropy.Known));
        Assert.True(halted ? s.Slow.Exact == 0 : slow != 0 && s.Slow.Exact != 0);
    }

    [Theory]
    [InlineData(BookFlags.Empty)]
    [InlineData(BookFlags.Outside)]
    [InlineData(BookFlags.Crossed)]
    public void A_book_that_is_only_not_ok_holds_the_windows(BookFlags flags)
    {
        SymbolSignals signals = new(All(true, Windows));
        SignalStream stream = new(105);
        Run(signals, stream, 5_000);
        SignalUpdate last = stream.Next();
        signals.Update(last);
        long ofi = signals.State.Window.Ofi.Total;
        signals.Update(new SignalUpdate(last.Now, null, null, new BookPart(flags, 10, 1, 11, 1)));
        Assert.Equal((0u, true, ofi), (signals.Gates, signals.State.Window.Known, signals.State.Window.Ofi.Total));
    }

    [Fact]
    public void Other_windows_restart_and_other_thresholds_do_not()
    {
        SymbolSignals signals = new(All(true, Windows));
        SignalStream stream = new(106);
        Run(signals, stream, 5_000);
        SignalState before = signals.State;
        signals.Configure(All(false, Windows));
        Assert.Same(before, signals.State);
        signals.Configure(All(false, Windows with { KSlow = 3 }));
        Assert.Equal((0u, 0L, false), (signals.Gates, signals.State.VolumeDelta, signals.State.Window.Known));
    }

    [Fact]
    public void Threshold_that_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SignalParameters().With(SignalGate.Spread, 1 << 16, false));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SymbolSignals(new SignalParameters { Windows = new SignalWindows { Window = 32 } }));
    }

    [Fact]
    public void Nothing_is_allocated_for_an_update()
    {
        SymbolSignals signals = new(All(true, Windows));
        SignalStream stream = new(107) { Faults = 0.01 };
        SignalUpdate[] updates = [.. Enumerable.Range(0, 20_000).Select(_ => stream.Next())];
        Run(signals, updates.AsSpan(0, 5_000));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(signals, updates);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static DepthRecord Depth(byte side, uint qty) => new(0, side, 0, 5, 0, 1, 2, 3, 4, 5, qty, qty, qty, qty, qty);

    private static void Run(SymbolSignals signals, SignalStream stream, int updates)
    {
        for (int n = 0; n < updates; n++)
        {
            signals.Update(stream.Next());
        }
    }

    private static void Run(SymbolSignals signals, ReadOnlySpan<SignalUpdate> updates)
    {
        foreach (ref readonly SignalUpdate update in updates)
        {
            signals.Update(update);
        }
    }
}
