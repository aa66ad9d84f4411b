using System.Text.Json;

namespace Saker.RegGen;

/// <summary>Reads controls.json. Shape faults stop it at once; what the words refer to is <see cref="ControlValidator"/>'s.</summary>
public static class ControlReader
{
    /// <summary>Its name in error texts.</summary>
    public const string File = "controls.json";

    /// <summary>Reads the list from a JSON text.</summary>
    /// <exception cref="MapException">The text is malformed.</exception>
    public static ControlList Read(string text)
    {
        using var document = MapReader.Parse(File, text);
        var top = new JsonEntry(File, "file", document.RootElement, "block", "description", "retired", "controls", "absent");
        return new ControlList(top.Text("description"), top.List("retired", ReadRetired), top.List("controls", ReadControl), top.List("absent", ReadAbsent));
    }

    private static RetiredControl ReadRetired(string at, JsonElement x)
    {
        var r = new JsonEntry(File, at, x, "name", "verdict", "reason");
        return new RetiredControl(r.Text("name"), r.Has("verdict") ? r.Int("verdict") : null, r.Text("reason"));
    }

    private static Control ReadControl(string at, JsonElement x)
    {
        var c = new JsonEntry(File, at, x, "name", "title", "trigger", "action", "where", "verdict", "causes", "registers", "default", "unit",
            "tags", "tests", "proofs", "reaction", "shortfall");
        var reaction = new JsonEntry(File, c.Entry + ".reaction", c.Raw("reaction"), "goal", "measured");
        return new Control(c.Text("name"), c.Text("title"), c.Text("trigger"), c.Text("action"), c.Texts("where"), c.Text("verdict", ""),
            c.Texts("causes"), c.Texts("registers"), c.Text("default"), c.Text("unit", ""), c.Texts("tags"), c.Texts("tests"), c.Texts("proofs"),
            reaction.Text("goal", ""), reaction.Has("measured") ? reaction.List("measured", ReadMeasured) : [], c.Text("shortfall", ""));
    }

    private static Measured ReadMeasured(string at, JsonElement x)
    {
        var m = new JsonEntry(File, at, x, "figure", "test", "value", "unit", "what");
        return m.Has("figure") == m.Has("test")
            ? throw m.Fault("names not exactly one of 'figure' and 'test'", "Name the figure that a test demands, or the test that holds the bound")
            : new Measured(m.Text("figure", ""), m.Text("test", ""), m.Text("value"), m.Text("unit", ""), m.Text("what", ""));
    }

    private static AbsentControl ReadAbsent(string at, JsonElement x)
    {
        var a = new JsonEntry(File, at, x, "name", "title", "where", "causes", "sentence");
        return new AbsentControl(a.Text("name"), a.Text("title"), a.Texts("where"), a.Texts("causes"), a.Text("sentence"));
    }
}
