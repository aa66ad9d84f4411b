using System.Globalization;

namespace Saker.Cli;

/// <summary>What a drill measured, as a table of percentiles in milliseconds.</summary>
public static class DrillReport
{
    private static readonly int[] Percents = [50, 90, 99, 100];

    /// <summary>The lines: a heading, then one for each leg.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<DrilledKill> kills)
    {
        yield return $"{"ms after the click",-20}{"p50",10}{"p90",10}{"p99",10}{"max",10}{"kills",8}";
        yield return Line("gate closed", [.. kills.Select(k => k.GateNs)]);
        yield return Line("last cancel sent", [.. kills.Select(k => k.LastCancelNs).OfType<long>()]);
        yield return Line("confirmed", [.. kills.Select(k => k.ConfirmedNs)]);
    }

    /// <summary>The smallest sample that is not below so many of a hundred (nearest rank).</summary>
    /// <param name="samples">In any order; at least one.</param>
    /// <param name="percent">1..100; 100 is the greatest sample.</param>
    public static long Percentile(IReadOnlyList<long> samples, int percent) =>
        samples.Order().ElementAt((int)Math.Ceiling(samples.Count * percent / 100.0) - 1);

    private static string Line(string leg, IReadOnlyList<long> samples) => samples.Count == 0
        ? $"{leg,-20}{"no sample",40}{0,8}"
        : string.Create(CultureInfo.InvariantCulture, $"{leg,-20}{string.Concat(Percents.Select(p => (Percentile(samples, p) / 1e6).ToString("0.000", CultureInfo.InvariantCulture).PadLeft(10)))}{samples.Count,8}");
}
