using System.Globalization;
using System.Text.RegularExpressions;

namespace Saker.RegGen;

/// <summary>A proof of a proofs.txt. <paramref name="Sources"/>: the files it names, harness included.</summary>
public sealed record Proof(string Name, string File, IReadOnlyList<string> Sources, string Mode);

/// <summary>A line of the RTL that says which controls it enforces.</summary>
public sealed record SafetyTag(string Control, string File, int Line);

/// <summary>The repository's texts that controls are tied to: RTL, lists of proofs, tests. Path from the root (with '/') → text.</summary>
public sealed partial class SourceTree
{
    /// <summary>The list of controls.</summary>
    public const string Controls = "hdl/regs/controls.json";

    /// <summary>The page with the generated table.</summary>
    public const string Page = "docs/controls.md";

    /// <summary>Shared types; it numbers the verdict bits.</summary>
    public const string Package = "hdl/common/saker_pkg.sv";

    private static readonly string[] s_skipped = ["bin", "obj", "node_modules"];
    /// <summary>A tree of texts.</summary>
    public SourceTree(IReadOnlyDictionary<string, string> files)
    {
        Files = files;
        Tags = [.. Of("hdl/", ".sv", ".v", ".svh").SelectMany(f => TagsOf(f.Key, f.Value, Unreadable))];
        Proofs = [.. Of("hdl/", "/formal/proofs.txt").SelectMany(f => ProofsOf(f.Key, f.Value))];
        Tests = TestsOf(Of("tests/", ".cs"));
        Verdicts = [.. VerdictBit().Matches(files.GetValueOrDefault(Package, "")).Select(m => (m.Groups[1].Value, int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)))];
        Figures = [.. Of("tests/", ".cs").SelectMany(f => DemandedFigure().Matches(f.Value)).Select(m => (m.Groups[1].Value, m.Groups[2].Value))];
    }

    /// <summary>The texts.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>Every tag of the RTL.</summary>
    public IReadOnlyList<SafetyTag> Tags { get; }

    /// <summary>Lines that speak of SAFETY and name no control: file, line.</summary>
    public ICollection<(string File, int Line)> Unreadable { get; } = [];

    /// <summary>Every proof.</summary>
    public IReadOnlyList<Proof> Proofs { get; }

    /// <summary>Project/Class → its test methods.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Tests { get; }

    /// <summary>Verdict bits, V_* and number.</summary>
    public IReadOnlyList<(string Name, int Bit)> Verdicts { get; }

    /// <summary>Figures that a test demands, with the value.</summary>
    public IReadOnlyList<(string Name, string Value)> Figures { get; }

    /// <summary>Reads what is needed of a repository.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static SourceTree Read(string root)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        void Add(string path) => files[path] = File.ReadAllText(Path.Combine(root, path));
        void Walk(string folder, Func<string, bool> wanted)
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(root, folder)).Select(Path.GetFileName).Where(f => wanted(f!)))
            {
                Add($"{folder}/{file}");
            }

            foreach (var below in Directory.EnumerateDirectories(Path.Combine(root, folder)).Select(Path.GetFileName).Where(d => !s_skipped.Contains(d)))
            {
                Walk($"{folder}/{below}", wanted);
            }
        }

        Add(Controls);
        Add(Page);
        Walk("hdl", f => f == "proofs.txt" || Path.GetExtension(f) is ".sv" or ".v" or ".svh");
        Walk("tests", f => Path.GetExtension(f) == ".cs");
        return new SourceTree(files);
    }

    /// <summary>The text of a file, or null.</summary>
    public string? this[string path] => Files.GetValueOrDefault(path);

    private IEnumerable<KeyValuePair<string, string>> Of(string folder, params string[] ends) =>
        Files.Where(f => f.Key.StartsWith(folder, StringComparison.Ordinal) && ends.Any(e => f.Key.EndsWith(e, StringComparison.Ordinal)));

    private static IEnumerable<SafetyTag> TagsOf(string file, string text, ICollection<(string File, int Line)> unreadable)
    {
        var lines = text.Split('\n');
        for (var n = 0; n < lines.Length; n++)
        {
            if (!lines[n].Contains("SAFETY", StringComparison.Ordinal))
            {
                continue;
            }

            var match = Tag().Match(lines[n]);
            if (!match.Success)
            {
                unreadable.Add((file, n + 1));
                continue;
            }

            foreach (var name in match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries))
            {
                yield return new SafetyTag(name, file, n + 1);
            }
        }
    }

    private static IEnumerable<Proof> ProofsOf(string file, string text) => text.Split('\n')
        .Where(l => l.Trim().Length > 0 && l.TrimStart()[0] != '#').Select(l => l.Split('|', StringSplitOptions.TrimEntries)).Where(p => p.Length == 4)
        .Select(p => new Proof(p[0], file, p[2].Split(' ', StringSplitOptions.RemoveEmptyEntries), p[3]));

    /// <summary>Classes stand at the line's start; a test is a method behind an attribute that ends in Fact or Theory.</summary>
    private static SortedDictionary<string, IReadOnlySet<string>> TestsOf(IEnumerable<KeyValuePair<string, string>> files)
    {
        var all = new SortedDictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var (path, text) in files)
        {
            var project = path.Split('/')[1];
            HashSet<string>? methods = null;
            var test = false;
            foreach (var line in text.Split('\n'))
            {
                if (ClassHead().Match(line) is { Success: true } head)
                {
                    methods = (HashSet<string>)(all.TryGetValue($"{project}/{head.Groups[1].Value}", out var known) ? known : all[$"{project}/{head.Groups[1].Value}"] = new HashSet<string>(StringComparer.Ordinal));
                }
                else if (TestAttribute().IsMatch(line))
                {
                    test = true;
                }
                else if (test && MethodHead().Match(line) is { Success: true } method)
                {
                    methods?.Add(method.Groups[1].Value);
                    test = false;
                }
            }
        }

        foreach (var empty in all.Where(c => c.Value.Count == 0).Select(c => c.Key).ToList())
        {
            all.Remove(empty);
        }

        return all;
    }

    [GeneratedRegex(@"//\s*SAFETY:\s*([A-Z][A-Z0-9_]*\.[A-Z][A-Z0-9_]*(?:\s*,\s*[A-Z][A-Z0-9_]*\.[A-Z][A-Z0-9_]*)*)(?=[\s:]|$)")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\b(V_[A-Z0-9_]+)\s*=\s*(\d+)\s*;")]
    private static partial Regex VerdictBit();

    [GeneratedRegex(@"\(""([a-z0-9_]+)"", ([0-9.]+)m?\)")]
    private static partial Regex DemandedFigure();

    [GeneratedRegex(@"^(?:[a-z]+ )*class (\w+)")]
    private static partial Regex ClassHead();

    [GeneratedRegex(@"^\s*\[\w*(?:Fact|Theory)\b")]
    private static partial Regex TestAttribute();

    [GeneratedRegex(@"^\s*(?:public|internal) (?:async |static )*(?:Task|ValueTask|void) (\w+)\(")]
    private static partial Regex MethodHead();
}
