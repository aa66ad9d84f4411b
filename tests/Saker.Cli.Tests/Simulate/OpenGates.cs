using Saker.Model;

namespace Saker.Cli.Tests.Simulate;

/// <summary>Thresholds at which gates open and close on a capture, and orders show it: found with the model.</summary>
internal sealed class OpenGates
{
    private readonly string _capture;
    private readonly SimulationRequest _plain;
    private readonly SignalWindows _windows;

    /// <param name="capture">What is played.</param>
    /// <param name="plain">What needs no gate.</param>
    /// <param name="windows">Of the signals.</param>
    public OpenGates(string capture, SimulationRequest plain, SignalWindows windows) => (_capture, _plain, _windows) = (capture, plain, windows);

    /// <summary>Settings by which each gate of the mask, when the bid needs it alone, makes another order list than no gate and than one that is always closed.</summary>
    /// <param name="mask">Bits of the gate word.</param>
    /// <param name="random">Chooses among the thresholds that do.</param>
    public SignalParameters Find(uint mask, Random random)
    {
        string open = Run(_plain).Hash, closed = Run(Needing(1u << (int)SignalGate.Spread, new SignalParameters())).Hash;
        var found = new SignalParameters { Windows = _windows };
        foreach (SignalGate gate in Enum.GetValues<SignalGate>().Where(g => (mask >> (int)g & 1) != 0))
        {
            (uint Threshold, bool Above, int Records)[] all = [.. Thresholds(gate)
                .Select(t => (t.Threshold, t.Above, Run: Run(Needing(1u << (int)gate, new SignalParameters { Windows = _windows }.With(gate, t.Threshold, t.Above)))))
                .Where(t => t.Run.Hash != open && t.Run.Hash != closed)
                .Select(t => (t.Threshold, t.Above, t.Run.Paper.Count))];
            if (all.Length == 0)
            {
                throw new InvalidOperationException($"{gate} opens and closes at no threshold.");
            }

            // One of those at which it does so most often.
            (uint threshold, bool above, _) = all.OrderByDescending(t => t.Records).Take(3).ElementAt(random.Next(Math.Min(3, all.Length)));
            found.With(gate, threshold, above);
        }

        return found;
    }

    /// <summary>From 0 on, each twice the one before; of the entropy, which is near its greatest value, from there down.</summary>
    private static IEnumerable<(uint Threshold, bool Above)> Thresholds(SignalGate gate) =>
        from log2 in Enumerable.Range(0, 33)
        let up = (1ul << log2) - 1
        let threshold = gate == SignalGate.Entropy ? SignalParameters.Most(gate) / 2 - Math.Min(up, SignalParameters.Most(gate) / 2) : up
        where threshold <= SignalParameters.Most(gate)
        from above in (bool[])[false, true]
        select ((uint)threshold, above);

    private SimulationRequest Needing(uint mask, SignalParameters signals) => _plain with { Parameters = _plain.Parameters with { NeedBid = mask }, Signals = signals };

    private EngineRun Run(SimulationRequest request) => EngineRun.Of(new ModelSimulationEngine(), _capture, request);
}
