using Saker.Model;

namespace Saker.Card.Tests.Signals;

/// <summary>Thresholds close to what the signals stand at, so that gates open and close all the time.</summary>
internal static class SignalThresholds
{
    public static SignalParameters Near(SymbolSignals signals, SignalWindows windows, Random random)
    {
        SignalParameters parameters = new() { Windows = windows };
        for (int g = 0; g < SignalParameters.Gates; g++)
        {
            ulong most = SignalParameters.Most((SignalGate)g);
            ulong value = Math.Min(Value(signals, (SignalGate)g), most);
            // Equal to the value now and then: neither above nor below.
            long threshold = random.Next(4) switch
            {
                0 => (long)value,
                1 => (long)value + random.Next(-2, 3),
                2 => (long)(value * (random.NextDouble() + 0.5)),
                _ => (long)(value * ((random.NextDouble() * 0.1) + 0.95)),
            };
            parameters.With((SignalGate)g, (uint)Math.Clamp(threshold, 0, (long)most), random.Next(2) == 0);
        }

        return parameters;
    }

    private static ulong Value(SymbolSignals signals, SignalGate gate)
    {
        SignalState s = signals.State;
        return gate switch
        {
            SignalGate.Spread => signals.Spread,
            SignalGate.Imbalance => signals.Imbalance,
            SignalGate.DepthImbalance => Quotient(s.Depth.Bids << 16, s.Depth.All),
            SignalGate.OfiUp => (ulong)Math.Max(s.Window.Ofi.Total, 0),
            SignalGate.OfiDown => (ulong)Math.Max(-s.Window.Ofi.Total, 0),
            SignalGate.FlowUp => (ulong)Math.Max(s.Window.Flow.Total, 0),
            SignalGate.FlowDown => (ulong)Math.Max(-s.Window.Flow.Total, 0),
            SignalGate.VarFast => s.Fast.Shown,
            SignalGate.VarSlow => s.Slow.Shown,
            SignalGate.Regime => Quotient((ulong)s.Fast.Shown << 8, s.Slow.Shown),
            SignalGate.Vpin => Quotient(s.Vpin.Lower << 16, s.Vpin.Volume),
            SignalGate.Cancels => Quotient((ulong)s.Window.Cancels.Total << 4, (ulong)s.Window.Trades.Total),
            SignalGate.Refill => (ulong)s.Window.Refills.Total,
            SignalGate.Flicker => (ulong)s.Window.Flickers.Total,
            SignalGate.IcebergBid => Quotient((ulong)s.BidIceberg.Traded << 4, s.BidIceberg.Shown),
            SignalGate.IcebergAsk => Quotient((ulong)s.AskIceberg.Traded << 4, s.AskIceberg.Shown),
            SignalGate.Burst => (ulong)s.Burst.Total,
            _ => s.Entropy.Value,
        };
    }

    private static ulong Quotient(ulong num, ulong den) => den == 0 ? 0 : num / den;
}
