using System.Text.Json.Nodes;

namespace Saker.RegGen.Tests;

/// <summary>The repository's list of controls and the texts that it is tied to, for a test to break.</summary>
internal sealed class ControlSources
{
    private static readonly SourceTree s_repository = SourceTree.Read(Sources.Root);
    private static readonly Maps s_maps = new Sources().Read();

    public JsonNode List { get; } = JsonNode.Parse(s_repository[SourceTree.Controls]!)!;

    public Dictionary<string, string> Files { get; } = new(s_repository.Files, StringComparer.Ordinal);

    public Maps Maps { get; set; } = s_maps;

    public JsonObject Control(string name) => Sources.Named(List["controls"]!, name);

    public JsonObject Absent(string name) => Sources.Named(List["absent"]!, name);

    /// <summary>Replaces a text that must be in the file.</summary>
    public void Edit(string file, string old, string now)
    {
        Assert.Contains(old, Files[file], StringComparison.Ordinal);
        Files[file] = Files[file].Replace(old, now, StringComparison.Ordinal);
    }

    public ControlsPage Page()
    {
        Files[SourceTree.Controls] = List.ToJsonString();
        return ControlsPage.Of(new SourceTree(Files), Maps);
    }

    /// <summary>Demands that reading fails with this fault, and that it says what to do.</summary>
    public void Expect(string file, string entry, string fault, string remedy = "")
    {
        var problems = Assert.Throws<MapException>(Page).Problems;
        Assert.True(problems.Any(p => p.File == file && p.Entry == entry && p.Fault.Contains(fault, StringComparison.Ordinal) && p.Remedy.Length > 0
            && p.Remedy.Contains(remedy, StringComparison.Ordinal)), $"no '{fault}' of {file} {entry} in:\n{string.Join('\n', problems)}");
    }
}
