using System.Globalization;

namespace Saker.Cli;

/// <summary>Says on standard error what a capture does not hold.</summary>
internal static class GapReport
{
    public static void Write(TextWriter to, SourceGaps gaps)
    {
        void Line(FormattableString text) => to.Write($"saker: {text.ToString(CultureInfo.InvariantCulture)}\n");
        if (!gaps.Sequenced)
        {
            Line($"a BinaryFILE carries no sequence numbers: whether messages are missing cannot be seen.");
            return;
        }

        foreach (Gap gap in gaps.First)
        {
            Line($"gap: session {gap.Session}, first missing sequence {gap.First}, {gap.Count} missing");
        }

        if (gaps.Count > gaps.First.Count)
        {
            Line($"{gaps.Count - gaps.First.Count} more gaps");
        }

        Line($"{gaps.Count} gaps, {gaps.Missing} messages missing, {gaps.Duplicates} came twice, {gaps.Sessions} sessions");
    }
}
