using System.Text.Json.Nodes;

namespace Saker.Venue;

/// <summary>
/// The requests of the control socket that are about one user of order entry: how the venue behaves towards it from now on, and what the venue does
/// to its orders, trades and connection at once, and the list of its executions. On the venue's thread; a request that is refused changes nothing.
/// </summary>
internal sealed class OrderEntryControl(Venue venue)
{
    public IEnumerable<(string Name, Action<ControlRequest, JsonObject> CarryOut)> Requests =>
    [
        ("behave", Behave),
        ("break-trade", Break),
        ("aiq-cancel", AiqCancel),
        ("priority-update", (request, _) => User(request).Session.Acts.LosePriority(Order(request))),
        ("restate", (request, _) => User(request).Session.Acts.Restate(Order(request), Letter(request, "reason", "RP"))),
        ("drop", (request, _) => Connected(request).Drop()),
        ("cut", (request, _) => Connected(request).CutNext()),
        ("end-session", EndSession),
        ("executions", Executions),
    ];

    private void Behave(ControlRequest request, JsonObject answer)
    {
        if (request.Has("plan"))
        {
            venue.SetBehaviour(BehaviourPlans.Parse(request.Text("plan")));
        }

        answer["plan"] = venue.Behaviour.ToString();
    }

    private void Break(ControlRequest request, JsonObject answer)
    {
        var session = User(request).Session;
        char reason = Letter(request, "reason", "SECX");
        ulong match = request.IsText("match", "last")
            ? session.LastMatch ?? throw new VenueException($"{request.Text("user")} has no trade that stands")
            : (ulong)request.Number("match");
        if (!session.HasTrade(match) || !venue.Breaker.Break(match, reason))
        {
            throw new VenueException($"{request.Text("user")} has no trade {match} that stands");
        }

        answer["match"] = match;
    }

    private void AiqCancel(ControlRequest request, JsonObject answer)
    {
        var order = Order(request);
        uint open = order.Order.Open;
        uint by = (uint)request.Number("quantity", open, open);
        if (by == 0 || by % order.Order.Instrument.Lot != 0)
        {
            throw new VenueException($"'quantity' is in whole lots of {order.Order.Instrument.Lot}, not {by}");
        }

        User(request).Session.Acts.AiqCancel(order, by, Letter(request, "strategy", by == open ? "OWDYowdy" : "DWOYowdy"));
    }

    private void EndSession(ControlRequest request, JsonObject answer)
    {
        foreach (var port in request.Has("user") ? [Connected(request)] : venue.Ports)
        {
            port.EndSession();
        }
    }

    private void Executions(ControlRequest request, JsonObject answer) =>
        answer["executions"] = new JsonArray([.. User(request).Session.Trades.Select(t => (JsonNode)new JsonObject
        {
            ["match"] = t.Match,
            ["urn"] = t.UserReference,
            ["symbol"] = t.Order.Instrument.Symbol,
            ["side"] = t.Order.Side == Side.Buy ? "B" : "S",
            ["quantity"] = t.Quantity,
            ["price"] = t.Price,
            ["broken"] = t.Broken,
        })]);

    private SoupPort User(ControlRequest request)
    {
        string user = request.Text("user");
        return venue.Ports.FirstOrDefault(p => p.User.Equals(user, StringComparison.OrdinalIgnoreCase)) ?? throw new VenueException($"no user '{user}'");
    }

    private SoupPort Connected(ControlRequest request)
    {
        var port = User(request);
        return port.Connection is null ? throw new VenueException($"{port.User} is not connected") : port;
    }

    private OuchOrder Order(ControlRequest request)
    {
        long reference = request.Number("urn", null, uint.MaxValue);
        return User(request).Session.Find((uint)reference) ?? throw new VenueException($"{request.Text("user")} has no open order {reference}");
    }

    /// <summary>One of some letters, of which the first is the default.</summary>
    private static char Letter(ControlRequest request, string name, string letters)
    {
        char letter = request.Letter(name, letters[0]);
        return letters.Contains(letter, StringComparison.Ordinal) ? letter : throw new VenueException($"'{name}' is one of {string.Join(' ', letters.AsEnumerable())}, not '{letter}'");
    }
}
