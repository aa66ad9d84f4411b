using Saker.Model;

namespace Saker.Card;

/// <summary>A signal as people read it.</summary>
/// <param name="Name">As settings call it, in camel case.</param>
/// <param name="Value">Says nothing unless <paramref name="Known"/>.</param>
/// <param name="Unit">Empty: a fraction or a count.</param>
/// <param name="Known">The card has seen enough.</param>
public readonly record struct SignalReading(string Name, double Value, string Unit, bool Known);

/// <summary>What the card measures of a symbol, all of one update: docs/signals.md 8. Fractions, variances in ticks² and Kyle's slope are made here.</summary>
public sealed class SignalValues
{
    // Half ticks², Q16.16, to ticks².
    private const double TicksSquared = 4 * 65_536.0;
    private const double Bits = 65_536.0;

    private readonly uint[] _words;

    private SignalValues(uint[] words, uint gates) => (_words, Gates) = (words, gates);

    /// <summary>Bit g: the gate of <see cref="SignalGate"/> g says yes.</summary>
    public uint Gates { get; }

    /// <summary>Bit g: the signal of gate g is known.</summary>
    public uint Known => Word(SigValueIndex.Known) & ((1u << SignalParameters.Gates) - 1);

    /// <summary>The last top of book had no flag.</summary>
    public bool BookOk => Word(SigValueIndex.Known) >> 31 != 0;

    /// <summary>Card time of the update, ns; 0: there was none since the start or a restart.</summary>
    public ulong NowNs => Two(SigValueIndex.NowLo);

    /// <summary>Kyle's slope of mid moves on signed flow, ticks a lot; null: too few periods, no flow that differs, or the sums are full.</summary>
    public double? KyleSlope
    {
        get
        {
            Int128 n = Word(SigValueIndex.KyleCount), x = (long)Two(SigValueIndex.KyleXLo), y = (long)Two(SigValueIndex.KyleYLo), xy = (long)Two(SigValueIndex.KyleXyLo);
            Int128 xx = (Int128)(new UInt128(Word(SigValueIndex.KyleXx2), Two(SigValueIndex.KyleXx0)));
            Int128 of = (n * xx) - (x * x);
            return of == 0 || Word(SigValueIndex.KyleFull) != 0 ? null : (double)((n * xy) - (x * y)) / (double)of / 2;
        }
    }

    /// <summary>Every signal, in the order of the gates, then those that have none.</summary>
    public IReadOnlyList<SignalReading> Readings =>
    [
        Of("spread", SignalGate.Spread, Word(SigValueIndex.Spread), "ticks"),
        Part("imbalance", SignalGate.Imbalance, Word(SigValueIndex.BidQty), Two(SigValueIndex.BestQtyLo)),
        Part("depthImbalance", SignalGate.DepthImbalance, Two(SigValueIndex.DepthBidLo), Two(SigValueIndex.DepthBothLo)),
        Of("ofi", SignalGate.OfiUp, (long)Two(SigValueIndex.OfiLo), "lots"),
        Of("flow", SignalGate.FlowUp, (long)Two(SigValueIndex.FlowLo), "lots"),
        Of("varFast", SignalGate.VarFast, Word(SigValueIndex.VarFast) / TicksSquared, "ticks^2"),
        Of("varSlow", SignalGate.VarSlow, Word(SigValueIndex.VarSlow) / TicksSquared, "ticks^2"),
        Part("regime", SignalGate.Regime, Word(SigValueIndex.VarFast), Word(SigValueIndex.VarSlow)),
        Part("vpinTick", SignalGate.Vpin, Two(SigValueIndex.VpinTickLo), Two(SigValueIndex.VpinVolumeLo)),
        Part("vpinAggressor", SignalGate.Vpin, Two(SigValueIndex.VpinAggressorLo), Two(SigValueIndex.VpinVolumeLo)),
        Part("cancels", SignalGate.Cancels, Word(SigValueIndex.Cancels), Word(SigValueIndex.Trades)),
        Of("refill", SignalGate.Refill, Word(SigValueIndex.Refill)),
        Of("flicker", SignalGate.Flicker, Word(SigValueIndex.Flicker)),
        Part("icebergBid", SignalGate.IcebergBid, Word(SigValueIndex.BidTraded), Word(SigValueIndex.BidShown)),
        Part("icebergAsk", SignalGate.IcebergAsk, Word(SigValueIndex.AskTraded), Word(SigValueIndex.AskShown)),
        Of("burst", SignalGate.Burst, Word(SigValueIndex.Burst)),
        Of("entropy", SignalGate.Entropy, Word(SigValueIndex.Entropy) / Bits, "bits"),
        new("volumeDelta", (long)Two(SigValueIndex.DeltaLo), "lots", NowNs != 0),
        new("kyleSlope", KyleSlope ?? 0, "ticks/lot", KyleSlope is not null),
    ];

    /// <summary>Reads them.</summary>
    /// <param name="card">The card.</param>
    /// <param name="symbol">Its index of the symbol.</param>
    public static SignalValues Read(ICard card, int symbol)
    {
        card.Write(CardRegisters.SigSelect, (uint)symbol);
        uint[] words = [.. Enumerable.Range(0, CardRegisters.SigValueCount).Select(n => card.Read(CardRegisters.SigValueAt(n)))];
        return new SignalValues(words, card.Read(CardRegisters.SigGatesAt(symbol)));
    }

    private uint Word(SigValueIndex at) => _words[(int)at];

    private ulong Two(SigValueIndex low) => _words[(int)low] | ((ulong)_words[(int)low + 1] << 32);

    private SignalReading Of(string name, SignalGate gate, double value, string unit = "") => new(name, value, unit, (Known >> (int)gate & 1) != 0);

    private SignalReading Part(string name, SignalGate gate, double part, double of) => new(name, of == 0 ? 0 : part / of, string.Empty, of != 0 && (Known >> (int)gate & 1) != 0);
}
