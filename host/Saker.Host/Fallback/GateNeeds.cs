using Saker.Model;

namespace Saker.Host.Fallback;

/// <summary>What a gate needs of the signals' settings before it can ever say yes: its threshold, and what its signal is measured with (docs/signals.md 3 and 4).</summary>
internal static class GateNeeds
{
    /// <summary>The first setting that is not given, by its name; null: none is missing.</summary>
    /// <param name="gate">A name of <see cref="SignalSettings.GateNames"/>.</param>
    /// <param name="s">Of the symbol.</param>
    public static string? Missing(string gate, SignalSettings s)
    {
        if (!s.Gates.ContainsKey(gate))
        {
            return $"threshold gates.{gate}";
        }

        (string Name, long Value)[] needed = SignalSettings.GateNames[gate] switch
        {
            SignalGate.OfiUp or SignalGate.OfiDown or SignalGate.FlowUp or SignalGate.FlowDown or SignalGate.Cancels => [("window", s.Window)],
            SignalGate.VarFast => [("sample", s.Sample), ("kFast", s.KFast)],
            SignalGate.VarSlow => [("sample", s.Sample), ("kSlow", s.KSlow)],
            SignalGate.Regime => [("sample", s.Sample), ("kFast", s.KFast), ("kSlow", s.KSlow)],
            SignalGate.Vpin => [("vpinVolume", s.VpinVolume), ("vpinBuckets", s.VpinBuckets)],
            SignalGate.Refill => [("window", s.Window), ("refillTime", s.RefillTime)],
            SignalGate.Flicker => [("window", s.Window), ("flickerTime", s.FlickerTime), ("flickerQty", s.FlickerQty)],
            SignalGate.IcebergBid or SignalGate.IcebergAsk => [("icebergTime", s.IcebergTime)],
            SignalGate.Burst => [("burst", s.Burst)],
            _ => [],
        };
        return needed.Where(n => n.Value == 0).Select(n => n.Name).FirstOrDefault();
    }
}
