using System.Globalization;

namespace Saker.Venue;

/// <summary>The words of a fault plan's text. Every error is one sentence that names the item.</summary>
internal static class FaultText
{
    private const long MostNs = 86_400_000_000_000;

    private static readonly (string Unit, long Ns)[] Units = [("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000)];

    public static IEnumerable<(string Key, string Value)> Items(string text)
    {
        foreach (string item in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int at = item.IndexOf('=', StringComparison.Ordinal);
            yield return at > 0 ? (item[..at], item[(at + 1)..]) : throw new FormatException($"faults: '{item}' is not KEY=VALUE");
        }
    }

    /// <summary>0.01, or 0.01@2s..3s.</summary>
    public static Chance Chance(string key, string text)
    {
        string[] parts = text.Split('@', 2);
        if (!double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double p) || p is not (>= 0 and <= 1))
        {
            throw new FormatException($"faults: {key}={text}: a probability is 0..1, with @FROM..TO for a window");
        }

        return new Chance(p, parts.Length == 1 ? TimeWindow.Always : Window(key, parts[1]));
    }

    /// <summary>2s..2500ms; the end may be left out.</summary>
    public static TimeWindow Window(string key, string text)
    {
        string[] ends = text.Split("..", 2);
        if (ends.Length == 2 && TryDuration(ends[0], out long from) && (ends[1].Length == 0 || TryDuration(ends[1], out _)))
        {
            long to = ends[1].Length == 0 ? long.MaxValue : Parsed(ends[1]);
            if (from < to)
            {
                return new TimeWindow(from, to);
            }
        }

        throw new FormatException($"faults: {key}={text}: a window is FROM..TO with units ns, us, ms or s, as in 2s..2500ms");
    }

    /// <summary>15, or 15..200, microseconds.</summary>
    public static DelayRange Range(string key, string text)
    {
        string[] ends = text.Split("..", 2);
        if (TryDuration(ends[0] + "us", out long least) && TryDuration(ends[^1] + "us", out long most) && least <= most)
        {
            return new DelayRange(least, most);
        }

        throw new FormatException($"faults: {key}={text}: microseconds, N or N..M, at most a day");
    }

    public static string Microseconds(long ns) => ((decimal)ns / 1000).ToString("0.###", CultureInfo.InvariantCulture);

    public static string Duration(long ns)
    {
        if (ns == long.MaxValue)
        {
            return "";
        }

        var (unit, size) = Units.Last(u => ns % u.Ns == 0);
        return (ns / size).ToString(CultureInfo.InvariantCulture) + unit;
    }

    private static long Parsed(string text) => TryDuration(text, out long ns) ? ns : 0;

    private static bool TryDuration(string text, out long ns)
    {
        ns = 0;
        string unit = text.TrimStart("0123456789.".ToCharArray());
        long size = Units.FirstOrDefault(u => u.Unit == unit).Ns;
        if (size == 0 || !decimal.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            || value > MostNs / size)
        {
            return false;
        }

        ns = (long)(value * size);
        return true;
    }
}
