using System.Text;

namespace Saker.RegGen;

/// <summary>Writes the tables of <c>docs/controls.md</c> between its two markers; the prose around them is people's.</summary>
internal static class ControlsEmitter
{
    /// <summary>Line that the tables follow.</summary>
    public const string Begin = "<!-- Generated from hdl/regs/controls.json by `make regs`: begin -->";

    /// <summary>Line that follows the tables.</summary>
    public const string End = "<!-- Generated: end -->";

    /// <summary>The page with today's tables.</summary>
    /// <exception cref="MapException">The markers are not there once each, in order.</exception>
    public static string Emit(string page, ControlList list, SourceTree tree)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin || page.LastIndexOf(Begin, StringComparison.Ordinal) != begin || page.LastIndexOf(End, StringComparison.Ordinal) != end
            ? throw new MapException(SourceTree.Page, "markers", "the lines that enclose the tables are not there once each", $"Put '{Begin}' and '{End}' where the tables belong")
            : page[..(begin + Begin.Length)] + "\n" + Tables(list, tree) + page[end..];
    }

    private static string Tables(ControlList list, SourceTree tree)
    {
        var md = new StringBuilder();
        void Line(string text = "") => md.Append(text).Append('\n');
        var linked = list.Controls.Count(c => c.Linked);
        Line();
        Line(list.Description);
        Line();
        Line($"{list.Controls.Count} controls are there, {linked} of them linked to all that must show them; {list.Absent.Count} are asked for and absent: `{list.Figure}`.");
        Line();
        Line("## What they do");
        Line();
        Line("| control | trigger | action | where | registers | after reset |");
        Line("|---|---|---|---|---|---|");
        foreach (var c in list.Controls)
        {
            var name = $"**{c.Title}**<br>`{c.Name}`" + (c.Verdict.Length > 0 ? $"<br>{c.Verdict}" : "") + string.Concat(c.Causes.Select(x => $"<br>cause {x}"));
            Row(name, c.Trigger, c.Action, string.Join(", ", c.Where), string.Join(", ", c.Registers), (c.Default + " " + c.Unit).TrimEnd());
        }

        Line();
        Line("## What shows them");
        Line();
        Line("| control | RTL lines (tag) | tests | proofs | reaction: asked for | shown |");
        Line("|---|---|---|---|---|---|");
        foreach (var c in list.Controls)
        {
            Row($"`{c.Name}`", Stack(c.Tags), Stack(c.Tests.Select(Short)), Stack(c.Proofs.Select(p => Spoken(p, tree))), c.Goal, Stack(c.Measured.Select(Spoken)));
        }

        Line();
        Line("## Less than asked for");
        Line();
        foreach (var c in list.Controls.Where(c => c.Shortfall.Length > 0))
        {
            Line($"- `{c.Name}`: {c.Shortfall}");
        }

        Line();
        Line("## Asked for and absent");
        Line();
        Line("| control | where | in its place |");
        Line("|---|---|---|");
        foreach (var a in list.Absent)
        {
            Row($"**{a.Title}**<br>`{a.Name}`" + string.Concat(a.Causes.Select(x => $"<br>cause {x}")), string.Join(", ", a.Where), a.Sentence);
        }

        if (list.Retired.Count > 0)
        {
            Line();
            Line("## Retired");
            Line();
            foreach (var r in list.Retired)
            {
                Line($"- {r.Name}{(r.Verdict is { } n ? $" (bit {n})" : "")}: {r.Reason}");
            }
        }

        Line();
        return md.ToString();

        void Row(params string[] cells) => Line("| " + string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal))) + " |");
    }

    private static string Stack(IEnumerable<string> lines) => string.Join("<br>", lines);

    /// <summary>Saker.Card.Tests/KillTests → Card/KillTests.</summary>
    private static string Short(string test) => test.Replace("Saker.", "", StringComparison.Ordinal).Replace(".Tests/", "/", StringComparison.Ordinal);

    /// <summary>risk_gate:6 → risk_gate (6), induction 4.</summary>
    private static string Spoken(string proof, SourceTree tree)
    {
        var parts = proof.Split(':', 2);
        return parts[0] + (parts.Length == 2 ? $" ({parts[1]})" : "") + ", " + tree.Proofs.First(p => p.Name == parts[0]).Mode;
    }

    private static string Spoken(Measured m) =>
        $"{(m.What.Length > 0 ? m.What + ": " : "")}{(m.Value + " " + m.Unit).TrimEnd()} ({(m.Figure.Length > 0 ? m.Figure : Short(m.Test))})";
}
