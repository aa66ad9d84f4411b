using Saker.Wire;
using Xunit;

namespace Saker.Model.Tests.Signals;

/// <summary>The gate word against the table of docs/signals.md section 3, evaluated in decimals from what the signals stand at (REFILL, ICEBERG, BURST: from a recount of the events); and what only the whole symbol shows.</summary>
public sealed class GateWordTests
{
    private static readonly SignalWindows Windows = new()
    {
        Window = 10,
        Burst = 8,
        Sample = 6,
        KFast = 2,
        KSlow = 4,
        VpinVolume = 800,
        VpinBuckets = 8,
        RefillTime = 1000,
        FlickerTime = 4000,
        FlickerQty = 500,
        IcebergTime = 100_000,
    };

    [Theory]
    [InlineData(121)]
    [InlineData(122)]
    [InlineData(123)]
    public void Every_bit_is_its_quotient_against_its_threshold(int seed)
    {
        Random random = new(seed);
        SignalParameters parameters = new() { Windows = Windows };
        SymbolSignals signals = new(parameters);
        ReferenceOrderSignals recount = new(Windows);
        SignalStream stream = new(seed) { Faults = 0.0005 };
        int yes = 0, no = 0;
        for (int n = 0; n < 10_000; n++)
        {
            DepthRecord depth = new(0, 0, 0, 5, 0, 1, 2, 3, 4, 5, (uint)random.Next(100), 1, 1, 1, 1);
            signals.Report(depth, depth with { Side = 1, Qty0 = 40 });
            (SignalGate gate, decimal? value, decimal unit) = Of(signals, recount, random.Next(SignalParameters.Gates));
            // Mostly at the last value: where the comparison turns.
            uint threshold = (uint)Math.Clamp(((value ?? 0) * unit) + random.Next(-1, 2), 0, gate is SignalGate.IcebergBid or SignalGate.IcebergAsk ? 255 : 65_535);
            bool above = random.Next(2) == 0;
            parameters.With(gate, threshold, above);
            SignalUpdate update = stream.Next();
            signals.Update(update);
            recount.Update(update);
            (_, value, _) = Of(signals, recount, (int)gate);
            bool expected = signals.Ok && value is { } v && (above ? v > threshold / unit : v < threshold / unit);
            Assert.True(expected == ((signals.Gates >> (int)gate & 1) != 0), $"seed {seed}, update {n}: {gate} {value} against {threshold / unit}, above {above}");
            yes += expected ? 1 : 0;
            no += expected ? 0 : 1;
        }
        Assert.True(yes > 1_000 && no > 1_000, $"seed {seed}: {yes} yes, {no} no");
    }

    [Fact]
    public void A_trade_that_is_not_at_the_best_starts_no_iceberg()
    {
        SymbolSignals signals = Opened();
        signals.Update(Executed(99));
        Assert.False(signals.State.BidIceberg.Known || signals.State.AskIceberg.Known);
        signals.Update(Executed(100));
        Assert.Equal((true, false, 7u, 50u), (signals.State.BidIceberg.Known, signals.State.AskIceberg.Known, signals.State.BidIceberg.Traded, signals.State.BidIceberg.Shown));
    }

    [Theory]
    [InlineData(BookFlags.Stale, 62)]
    [InlineData(BookFlags.Crossed, 63)]
    public void The_move_across_a_break_is_no_move(BookFlags flags, int moves)
    {
        SymbolSignals signals = Opened();
        for (int n = 0; n < 62; n++)
        {
            signals.Update(Book(BookFlags.None, n % 2 == 0 ? 99 : 100));
        }
        signals.Update(Book(flags, 100));
        signals.Update(Book(BookFlags.None, 98));
        for (int missing = moves; missing < 64; missing++)
        {
            Assert.False(signals.State.Entropy.Known);
            signals.Update(Book(BookFlags.None, missing % 2 == 0 ? 95 : 94));
        }
        Assert.True(signals.State.Entropy.Known);
    }

    private static SymbolSignals Opened()
    {
        SymbolSignals signals = new(new SignalParameters { Windows = Windows });
        signals.Update(Book(BookFlags.None, 100));
        return signals;
    }

    private static SignalUpdate Book(BookFlags flags, int bid) => new(1, null, null, new BookPart(flags, (ushort)bid, 50, 102, 60));

    private static SignalUpdate Executed(ushort idx) =>
        new(2, new TradePart(7, 1, true, true, false), new OrderPart(OrderKind.Execute, Side.Buy, 4, idx, true, true), new BookPart(0, 100, 50, 102, 60));

    /// <summary>Value in its own unit, null when unknown, and what the threshold counts of it.</summary>
    private static (SignalGate Gate, decimal? Value, decimal Unit) Of(SymbolSignals signals, ReferenceOrderSignals recount, int gate)
    {
        SignalState s = signals.State;
        WindowSums w = s.Window;
        (decimal? value, decimal unit) = (SignalGate)gate switch
        {
            SignalGate.Spread => (signals.Spread, 1m),
            SignalGate.Imbalance => (null, 65_536m),
            SignalGate.DepthImbalance => (Quotient(s.Depth.Known, s.Depth.Bids, s.Depth.All), 65_536m),
            SignalGate.OfiUp => (If(w.Known, Math.Max(w.Ofi.Total, 0)), 1m),
            SignalGate.OfiDown => (If(w.Known, Math.Max(-w.Ofi.Total, 0)), 1m),
            SignalGate.FlowUp => (If(w.Known, Math.Max(w.Flow.Total, 0)), 1m),
            SignalGate.FlowDown => (If(w.Known, Math.Max(-w.Flow.Total, 0)), 1m),
            SignalGate.VarFast => (If(s.Fast.Known, s.Fast.Shown), 1m),
            SignalGate.VarSlow => (If(s.Slow.Known, s.Slow.Shown), 1m),
            SignalGate.Regime => (Quotient(s.Fast.Known && s.Slow.Known, s.Fast.Shown, s.Slow.Shown), 256m),
            SignalGate.Vpin => (Quotient(s.Vpin.Known, Math.Min(s.Vpin.ByAggressor, s.Vpin.ByRule), s.Vpin.Volume), 65_536m),
            SignalGate.Cancels => (w.Trades.Total == 0 ? If(w.Known && w.Cancels.Total > 0, 1e9m) : Quotient(w.Known, w.Cancels.Total, w.Trades.Total), 16m),
            SignalGate.Refill => (If(recount.RefillKnown, recount.Refills), 1m),
            SignalGate.Flicker => (If(s.FlickerKnown, w.Flickers.Total), 1m),
            SignalGate.IcebergBid => (Quotient(recount.Iceberg(Side.Buy)), 16m),
            SignalGate.IcebergAsk => (Quotient(recount.Iceberg(Side.Sell)), 16m),
            SignalGate.Burst => (If(recount.BurstKnown, recount.Burst), 1m),
            _ => (If(s.Entropy.Known, s.Entropy.Value), 1m),
        };
        // The best's quotient is not shown exactly; BestImbalanceTests has that gate.
        return gate == (int)SignalGate.Imbalance ? Of(signals, recount, (int)SignalGate.Spread) : ((SignalGate)gate, value, unit);
    }

    private static decimal? If(bool known, decimal value) => known ? value : null;

    private static decimal? Quotient(bool known, decimal num, decimal den) => known && den != 0 ? num / den : null;

    private static decimal? Quotient((ulong Traded, ulong Shown, int Trades)? iceberg) => iceberg is { } known ? Quotient(true, known.Traded, known.Shown) : null;
}
