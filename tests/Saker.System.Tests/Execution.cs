using System.Text.Json.Nodes;
using Saker.Loop;
using Saker.V1;

namespace Saker.System.Tests;

/// <summary>One execution of ours, as one of the parties tells it.</summary>
/// <param name="Match">The venue's match number.</param>
/// <param name="Urn">User reference of our order.</param>
/// <param name="Symbol">What was traded.</param>
/// <param name="Sell">We sold.</param>
/// <param name="Quantity">Lots.</param>
/// <param name="Price">Price units.</param>
public sealed record Execution(ulong Match, uint Urn, string Symbol, bool Sell, long Quantity, long Price)
{
    /// <summary>The host's word.</summary>
    public static Execution Of(Fill fill) => new(fill.Match, fill.Urn, fill.Symbol, fill.Sell, fill.Quantity, fill.Price);

    /// <summary>The venue's own list, in the order in which it told us.</summary>
    public static async Task<IReadOnlyList<Execution>> OfVenueAsync(VenueControl venue) =>
        [.. (await venue.AskAsync("executions", ("user", "SAKER1")))["executions"]!.AsArray().Select(e => Of(e!))];

    private static Execution Of(JsonNode e) => new(
        e["match"]!.GetValue<ulong>(), e["urn"]!.GetValue<uint>(), e["symbol"]!.GetValue<string>(), e["side"]!.GetValue<string>() == "S",
        e["quantity"]!.GetValue<long>(), e["price"]!.GetValue<long>());
}
