namespace Saker.Model;

/// <summary>Constants of the skipped periods' decay: docs/signals.md section 4.5.</summary>
public static class DecayTable
{
    /// <summary>Entries of <see cref="Mantissa"/>: steps of an octave.</summary>
    public const int Steps = 1024;
    /// <summary>Fraction bits of <see cref="Mantissa"/>.</summary>
    public const int MantissaBits = 23;
    /// <summary>Fraction bits of <see cref="Octaves"/>.</summary>
    public const int OctaveBits = 31;
    /// <summary>Bits of an octave's fraction that are carried instead of applied.</summary>
    public const int CarriedBits = 21;

    private static readonly uint[] OctavesOf =
        [0, .. Enumerable.Range(1, 15).Select(k => (uint)Math.Floor(-Math.Log2(1 - Math.Pow(2, -k)) * (1L << OctaveBits)))];

    private static readonly uint[] Mantissas =
        [.. Enumerable.Range(0, Steps).Select(i => (uint)Math.Round(Math.Pow(2, -i / (double)Steps) * (1 << MantissaBits)))];

    /// <summary>−log2(1 − 2^-k) in Q1.31: octaves that a period without a move takes off. k = 1..15.</summary>
    public static uint Octaves(int k) => OctavesOf[k];

    /// <summary>2^(−step / 1,024) in Q1.23.</summary>
    public static uint Mantissa(int step) => Mantissas[step];
}
