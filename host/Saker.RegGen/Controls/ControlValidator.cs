using System.Globalization;
using System.Text.RegularExpressions;

namespace Saker.RegGen;

/// <summary>Ties each control to what it names: RTL line, register, test, proof, figure. All faults are collected before it throws.</summary>
internal static partial class ControlValidator
{
    private const string List = ControlReader.File;
    private static readonly string[] s_places = ["card", "host", "venue", "control plane"];

    public static void Check(ControlList list, Maps maps, SourceTree tree)
    {
        var problems = new List<MapProblem>();
        void Report(string file, string entry, string fault, string remedy) => problems.Add(new MapProblem(file, entry, fault, remedy));
        CheckNames(list, Report);
        CheckTags(list, tree, Report);
        CheckVerdicts(list, tree, Report);
        CheckCauses(list, maps.Card, Report);
        foreach (var c in list.Controls)
        {
            void Fault(string fault, string remedy) => Report(List, c.Name, fault, remedy);
            CheckRegisters(c, maps.Card, Fault);
            CheckProofs(c, tree, Fault);
            CheckReaction(c, tree, Fault);
            CheckCompleteness(c, Fault);
            foreach (var test in c.Tests)
            {
                CheckTest(test, tree, Fault);
            }
        }

        if (problems.Count > 0)
        {
            throw new MapException(problems);
        }
    }

    private static void CheckNames(ControlList list, Action<string, string, string, string> report)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var entries = list.Controls.Select(c => (c.Name, c.Where)).Concat(list.Absent.Select(a => (a.Name, a.Where)));
        foreach (var (name, where) in entries)
        {
            if (!ControlName().IsMatch(name))
            {
                report(List, name, "is not a name", "Write AREA.CONTROL in capitals, as the tag in the RTL");
            }

            if (!seen.Add(name))
            {
                report(List, name, "the id stands twice", "Rename one of them; a control is in one list only, controls or absent");
            }

            if (list.Retired.FirstOrDefault(r => r.Name == name) is { } old)
            {
                report(List, name, $"the id is retired ({old.Reason})", "Choose another; a retired id never returns");
            }

            if (where.Count == 0 || where.FirstOrDefault(w => !s_places.Contains(w)) is not null)
            {
                report(List, name, $"'where' is '{string.Join(", ", where)}'", $"Use some of: {string.Join(", ", s_places)}");
            }
        }

        foreach (var a in list.Absent.Where(a => !a.Sentence.EndsWith('.')))
        {
            report(List, a.Name, "'sentence' is no sentence", "Say why it is absent and what stands in its place, with a full stop");
        }
    }

    private static void CheckTags(ControlList list, SourceTree tree, Action<string, string, string, string> report)
    {
        var controls = list.Controls.ToLookup(c => c.Name);
        foreach (var (file, line) in tree.Unreadable)
        {
            report(file, $"line {line}", "the tag names no control", "Write // SAFETY: AREA.CONTROL, several with commas between");
        }

        foreach (var tag in tree.Tags)
        {
            var at = $"line {tag.Line}";
            if (list.Absent.Any(a => a.Name == tag.Control))
            {
                report(tag.File, at, $"enforces {tag.Control}, which is listed as absent", $"Move its row in {SourceTree.Controls} from absent to controls");
            }
            else if (!controls.Contains(tag.Control))
            {
                report(tag.File, at, $"no control is named {tag.Control}", Nearest.Hint(tag.Control, list.Controls.Select(c => c.Name))
                    + $"A new control needs a row in {SourceTree.Controls}");
            }
            else if (!controls[tag.Control].Any(c => c.Tags.Contains(tag.File)))
            {
                report(tag.File, at, $"{tag.Control} does not list this file", $"Add \"{tag.File}\" to its 'tags' in {SourceTree.Controls}");
            }
        }

        foreach (var c in list.Controls)
        {
            foreach (var file in c.Tags.Where(f => !tree.Tags.Any(t => t.Control == c.Name && t.File == f)))
            {
                report(List, c.Name, tree[file] == null ? $"file '{file}' does not exist" : $"{file} has no tag of it",
                    $"Put // SAFETY: {c.Name} at the line that enforces it, or correct 'tags'");
            }

            if (c.OfTheCard && c.Tags.Count == 0)
            {
                report(List, c.Name, "is of the card and names no line", "List in 'tags' the RTL files that hold its SAFETY tag");
            }
        }
    }

    private static void CheckVerdicts(ControlList list, SourceTree tree, Action<string, string, string, string> report)
    {
        foreach (var (name, bit) in tree.Verdicts)
        {
            var owners = list.Controls.Where(c => c.Verdict == name).Select(c => c.Name).ToList();
            if (owners.Count != 1)
            {
                report(SourceTree.Package, name, owners.Count == 0 ? "no control owns this verdict bit" : $"{string.Join(" and ", owners)} both own this verdict bit",
                    $"Give one control of {SourceTree.Controls} \"verdict\": \"{name}\"");
            }

            if (list.Retired.FirstOrDefault(r => r.Name == name || r.Verdict == bit) is { } old)
            {
                report(SourceTree.Package, name, $"bit {bit} or its name is retired ({old.Name}: {old.Reason})", "Choose another; a retired bit never returns");
            }
        }

        foreach (var c in list.Controls.Where(c => c.Verdict.Length > 0 && tree.Verdicts.All(v => v.Name != c.Verdict)))
        {
            report(List, c.Name, $"verdict bit {c.Verdict} does not exist", Nearest.Hint(c.Verdict, tree.Verdicts.Select(v => v.Name)) + $"The bits are V_* of {SourceTree.Package}");
        }
    }

    private static void CheckCauses(ControlList list, CardMap card, Action<string, string, string, string> report)
    {
        var causes = card.Registers.FirstOrDefault(r => r.Name == "KILL_CAUSES")?.Fields.Select(f => f.Name).ToList() ?? [];
        var owned = list.Controls.SelectMany(c => c.Causes.Select(x => (Cause: x, c.Name))).Concat(list.Absent.SelectMany(a => a.Causes.Select(x => (Cause: x, a.Name)))).ToList();
        foreach (var (cause, name) in owned.Where(o => !causes.Contains(o.Cause)))
        {
            report(List, name, $"kill cause {cause} does not exist", Nearest.Hint(cause, causes) + "The causes are the fields of KILL_CAUSES in card.json");
        }

        foreach (var cause in causes.Where(c => owned.All(o => o.Cause != c)))
        {
            report("card.json", $"KILL_CAUSES.{cause}", "no control names this kill cause", $"Add it to 'causes' of the control that sets it, in {SourceTree.Controls}");
        }
    }

    private static void CheckRegisters(Control c, CardMap card, Action<string, string> fault)
    {
        foreach (var name in c.Registers)
        {
            var parts = name.Split('.', 2);
            var register = card.Registers.FirstOrDefault(r => r.Name == parts[0]);
            var fields = card.Registers.FirstOrDefault(r => r.Name == (register?.FieldsOf ?? parts[0]));
            var below = (fields?.Fields.Select(f => f.Name) ?? []).Concat(register?.Index.Select(x => x.Name) ?? []).ToList();
            if (register == null)
            {
                fault($"register {parts[0]} does not exist", Nearest.Hint(parts[0], card.Registers.Select(r => r.Name)) + "Registers are those of card.json");
            }
            else if (parts.Length == 2 && !below.Contains(parts[1]))
            {
                fault($"register {parts[0]} has no {parts[1]}", Nearest.Hint(parts[1], below) + "Name a field or element of it in card.json");
            }
        }
    }

    private static void CheckProofs(Control c, SourceTree tree, Action<string, string> fault)
    {
        foreach (var name in c.Proofs)
        {
            var parts = name.Split(':', 2);
            var proof = tree.Proofs.FirstOrDefault(p => p.Name == parts[0]);
            if (proof == null)
            {
                fault($"proof {parts[0]} does not exist", Nearest.Hint(parts[0], tree.Proofs.Select(p => p.Name)) + "Proofs are named in hdl/*/formal/proofs.txt");
            }
            else if (parts.Length == 2 && !proof.Sources.Any(f => NumberedProperty(tree[f] ?? "", parts[1])))
            {
                fault($"proof {parts[0]} has no property ({parts[1]})", $"Its harness numbers them in comments: // ({parts[1]}) what holds; leave the number out where it does not");
            }
        }
    }

    private static bool NumberedProperty(string text, string number) =>
        text.Split('\n').Any(l => l.IndexOf("//", StringComparison.Ordinal) is >= 0 and var at && l.IndexOf($"({number})", at, StringComparison.Ordinal) >= 0);

    private static void CheckTest(string name, SourceTree tree, Action<string, string> fault)
    {
        var parts = name.Split('.');
        // The project's name has dots of its own; the class stands behind the slash.
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var dot = slash < 0 ? -1 : name.IndexOf('.', slash);
        var type = dot < 0 ? name : name[..dot];
        if (slash < 0 || parts.Length < 2)
        {
            fault($"test '{name}' names no project", "Write Project/Class.Method or Project/Class, as Saker.Card.Tests/KillTests.RingOff_Kills");
        }
        else if (!tree.Tests.TryGetValue(type, out var methods))
        {
            fault($"test class {type} does not exist, or has no test", Nearest.Hint(type, tree.Tests.Keys) + "Tests are looked for in tests/PROJECT/**/*.cs, classes at the line's start");
        }
        else if (dot >= 0 && !methods.Contains(name[(dot + 1)..]))
        {
            fault($"test {name} does not exist, or has no [Fact] or [Theory]", Nearest.Hint(name[(dot + 1)..], methods) + $"{type} has {methods.Count} tests");
        }
    }

    private static void CheckReaction(Control c, SourceTree tree, Action<string, string> fault)
    {
        foreach (var m in c.Measured)
        {
            if (m.Test.Length > 0)
            {
                CheckTest(m.Test, tree, fault);
                continue;
            }

            var demanded = tree.Figures.Where(f => f.Name == m.Figure).Select(f => f.Value).ToList();
            if (demanded.Count == 0)
            {
                fault($"no test demands the figure {m.Figure}", Nearest.Hint(m.Figure, tree.Figures.Select(f => f.Name)) + "Figures are demanded as (\"name\", value), see FigureTests");
            }
            else if (!demanded.Any(v => decimal.TryParse(m.Value, CultureInfo.InvariantCulture, out var value) && value == decimal.Parse(v, CultureInfo.InvariantCulture)))
            {
                fault($"says {m.Figure} is {m.Value}, its test demands {string.Join(" or ", demanded)}", "Correct the value");
            }
        }
    }

    private static void CheckCompleteness(Control c, Action<string, string> fault)
    {
        if (c.Tests.Count == 0)
        {
            fault("no test shows it", "Name one in 'tests', or move the row to absent with a sentence");
        }

        if (c.Shortfall.Length > 0 && !c.Shortfall.EndsWith('.'))
        {
            fault("'shortfall' is no sentence", "Say where it is less than asked for and what stands in its place, with a full stop");
        }

        if (c.Shortfall.Length == 0 && c.OfTheCard && c.Proofs.Count == 0)
        {
            fault("is of the card and has neither proof nor shortfall", "Name a proof, or say in 'shortfall' why there is none and what shows it instead");
        }

        if (c.Shortfall.Length == 0 && c.Goal.Length > 0 && c.Measured.Count == 0)
        {
            fault("has a goal for its reaction, but nothing measures it", "Add 'measured', or say in 'shortfall' why there is none");
        }
    }

    [GeneratedRegex(@"^[A-Z][A-Z0-9_]*\.[A-Z][A-Z0-9_]*$")]
    private static partial Regex ControlName();
}
