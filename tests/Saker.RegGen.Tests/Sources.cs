using System.Reflection;
using System.Text.Json.Nodes;

namespace Saker.RegGen.Tests;

/// <summary>The repository's maps as JSON trees that a test changes before reading them.</summary>
internal sealed class Sources
{
    public static string Root { get; } = typeof(Sources).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepositoryRoot").Value!;

    public JsonNode Card { get; } = Load("card.json");

    public JsonNode Params { get; } = Load("params.json");

    public JsonNode Events { get; } = Load("events.json");

    public static string Text(string file) => File.ReadAllText(Path.Combine(Root, "hdl", "regs", file));

    public Maps Read() => MapReader.Read(Card.ToJsonString(), Params.ToJsonString(), Events.ToJsonString());

    /// <summary>The faults that reading gives.</summary>
    public IReadOnlyList<MapProblem> Problems() => Assert.Throws<MapException>(Read).Problems;

    public JsonObject Register(string name) => Named(Card["registers"]!, name);

    public JsonObject Param(string name) => Named(Params["params"]!, name);

    public JsonObject Event(string name) => Named(Events["events"]!, name);

    public static JsonObject Named(JsonNode list, string name) => list.AsArray().Select(x => x!.AsObject()).Single(x => (string?)x["name"] == name);

    private static JsonNode Load(string file) => JsonNode.Parse(Text(file))!;
}
