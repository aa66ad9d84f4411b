namespace Saker.RegGen;

/// <summary>What was probably meant, for error texts.</summary>
internal static class Nearest
{
    /// <summary>"Did you mean X? " for the nearest of the known names, or nothing when none is near.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        var best = known.Select(k => (Name: k, Far: Distance(name, k))).OrderBy(k => k.Far).ThenBy(k => k.Name, StringComparer.Ordinal).FirstOrDefault();
        return best.Name != null && best.Far <= Math.Max(2, name.Length / 3) ? $"Did you mean {best.Name}? " : "";
    }

    /// <summary>Letters to change, add or remove (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
