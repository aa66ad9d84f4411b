using Saker.Model;

namespace Saker.Card;

/// <summary>The SIG_* registers of one symbol: docs/signals.md 5.</summary>
public static class SignalRegisters
{
    /// <summary>Register of each gate's threshold, symbol 0.</summary>
    private static readonly uint[] Thresholds =
    [
        CardRegisters.SigTSpread, CardRegisters.SigTImbalance, CardRegisters.SigTDepthImbalance, CardRegisters.SigTOfiUp, CardRegisters.SigTOfiDown,
        CardRegisters.SigTFlowUp, CardRegisters.SigTFlowDown, CardRegisters.SigTVarFast, CardRegisters.SigTVarSlow, CardRegisters.SigTRegime,
        CardRegisters.SigTVpin, CardRegisters.SigTCancels, CardRegisters.SigTRefill, CardRegisters.SigTFlicker, CardRegisters.SigTIcebergBid,
        CardRegisters.SigTIcebergAsk, CardRegisters.SigTBurst, CardRegisters.SigTEntropy,
    ];

    /// <summary>Writes all of them. The card looks at them within a few cycles.</summary>
    public static void Write(ICard card, int symbol, SignalParameters parameters, bool sideOfP)
    {
        SignalWindows w = parameters.Windows;
        card.Write(CardRegisters.SigWindowAt(symbol), w.Window);
        card.Write(CardRegisters.SigBurstAt(symbol), w.Burst);
        card.Write(CardRegisters.SigSampleAt(symbol), w.Sample);
        card.Write(CardRegisters.SigKFastAt(symbol), w.KFast);
        card.Write(CardRegisters.SigKSlowAt(symbol), w.KSlow);
        card.Write(CardRegisters.SigVpinVolumeAt(symbol), w.VpinVolume);
        card.Write(CardRegisters.SigVpinBucketsAt(symbol), w.VpinBuckets);
        card.Write(CardRegisters.SigRefillTimeAt(symbol), w.RefillTime);
        card.Write(CardRegisters.SigFlickerTimeAt(symbol), w.FlickerTime);
        card.Write(CardRegisters.SigIcebergTimeAt(symbol), w.IcebergTime);
        card.Write(CardRegisters.SigFlickerQtyAt(symbol), w.FlickerQty);
        card.Write(CardRegisters.SigPSideAt(symbol), sideOfP ? 1u : 0u);
        uint above = 0;
        for (int g = 0; g < SignalParameters.Gates; g++)
        {
            above |= parameters.IsAbove((SignalGate)g) ? 1u << g : 0;
            card.Write(Thresholds[g] + (uint)(symbol * sizeof(uint)), parameters.Threshold((SignalGate)g));
        }

        card.Write(CardRegisters.SigAboveAt(symbol), above);
    }
}
