using System.Text.Json.Nodes;
using Saker.TestKit;

namespace Saker.System.Tests;

/// <summary>The default slot with other values, as a file for a run.</summary>
internal static class SlotFile
{
    private const int Wide = 10 * 256;

    /// <summary>Quotes ten ticks from the middle: the best prices are others', so that an order of the desk that takes them meets none of ours.</summary>
    /// <param name="test">Name of the run.</param>
    public static string WideQuotes(string test) => With(test, ("halfBid", Wide), ("halfAsk", Wide));

    /// <summary>The default slot, called main, and another one that differs from it in what its entry says.</summary>
    /// <param name="test">Name of the run.</param>
    /// <param name="second">The second slot's entry.</param>
    public static string Two(string test, string second) => With(test, ("slots", new JsonArray(new JsonObject { ["name"] = "main" }, JsonNode.Parse(second))));

    /// <summary>These values, all others the default's.</summary>
    /// <param name="test">Name of the run.</param>
    /// <param name="values">By the file's names.</param>
    public static string With(string test, params (string Name, JsonNode? Value)[] values) =>
        SlotDocument.Write(Path.Combine(Places.RepositoryRoot, "build", "system-tests", $"{test}-slot.json"), values);
}
