namespace Saker.Model;

/// <summary>Bits of the gate word, in its order: docs/signals.md section 3.</summary>
public enum SignalGate
{
    Spread,
    Imbalance,
    DepthImbalance,
    OfiUp,
    OfiDown,
    FlowUp,
    FlowDown,
    VarFast,
    VarSlow,
    Regime,
    Vpin,
    Cancels,
    Refill,
    Flicker,
    IcebergBid,
    IcebergAsk,
    Burst,
    Entropy,
}

/// <summary>Collects the gate word of an update.</summary>
internal struct GateWord(SignalParameters parameters)
{
    /// <summary>Bit g is set when gate g says yes.</summary>
    public uint Bits { get; private set; }

    /// <summary>Judges num / den, in units of the threshold, without a division. An unknown value is a no.</summary>
    public void Judge(SignalGate gate, bool known, UInt128 num, ulong den = 1)
    {
        UInt128 limit = (UInt128)parameters.Threshold(gate) * den;
        bool yes = known && (parameters.IsAbove(gate) ? num > limit : num < limit);
        Bits |= yes ? 1u << (int)gate : 0;
    }

    /// <summary>Judges what of a signed value is above zero, and what is below.</summary>
    public void JudgeSigned(SignalGate up, SignalGate down, bool known, long value)
    {
        Judge(up, known, (UInt128)Math.Max(value, 0));
        Judge(down, known, (UInt128)Math.Max(-value, 0));
    }
}
