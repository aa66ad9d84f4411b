using System.Text.Json.Nodes;

namespace Saker.Venue;

/// <summary>The requests of the control socket: status, stop-flow, halt, resume, shutdown. On the venue's thread.</summary>
internal sealed class VenueControl(Venue venue)
{
    public JsonObject Handle(JsonObject request)
    {
        string command = request["cmd"]?.GetValue<string>() ?? "";
        switch (command)
        {
            case "status":
                return Status();
            case "stop-flow":
                venue.Loop.StopFlow();
                return Ok();
            case "halt" or "resume":
                string symbol = request["symbol"]?.GetValue<string>() ?? "";
                var instrument = venue.Books.Select(b => b.Instrument).FirstOrDefault(i => i.Symbol == symbol);
                if (instrument is null)
                {
                    return ControlServer.Error($"no instrument '{symbol}'");
                }

                venue.SetTrading(instrument, command == "resume");
                return Ok();
            case "shutdown":
                venue.Stop();
                return Ok();
            default:
                return ControlServer.Error($"unknown cmd '{command}': status, stop-flow, halt, resume, shutdown");
        }
    }

    private static JsonObject Ok() => new() { ["ok"] = true };

    private JsonObject Status() => new()
    {
        ["ok"] = true,
        ["state"] = venue.Loop.Flowing ? "running" : venue.Loop.Finished ? "finished" : "waiting",
        ["flow_stopped"] = venue.Loop.Finished,
        ["time_ns"] = venue.Time.NowNs,
        ["next_sequence"] = venue.NextSequence,
        ["packets"] = venue.Packets.Sent,
        ["send_errors"] = venue.Packets.Errors,
        ["steps"] = venue.Loop.Steps,
        ["replayed"] = venue.Replayed,
        ["matches"] = venue.Engine?.Matches ?? 0,
        ["instruments"] = new JsonArray([.. venue.Books.Select(Book)]),
        ["participants"] = new JsonObject(venue.Ports.Select(p => KeyValuePair.Create(p.User, Participant(p)))),
    };

    private static JsonNode Book(OrderBook book) => new JsonObject
    {
        ["symbol"] = book.Instrument.Symbol,
        ["locate"] = book.Instrument.Locate,
        ["trading"] = book.Trading,
        ["bid"] = book.Bids.Best?.Price,
        ["bid_quantity"] = book.Bids.Best?.Quantity ?? 0,
        ["ask"] = book.Asks.Best?.Price,
        ["ask_quantity"] = book.Asks.Best?.Quantity ?? 0,
        ["bid_levels"] = book.Bids.LevelCount,
        ["ask_levels"] = book.Asks.LevelCount,
        ["orders"] = book.Bids.OrderCount + book.Asks.OrderCount,
    };

    private static JsonNode? Participant(SoupPort port) => new JsonObject
    {
        ["connected"] = port.Connection is not null,
        ["last_urn"] = port.Session.LastUserReference,
        ["sequenced"] = port.Session.Messages.Count,
        ["received"] = port.Session.Counters.Received,
        ["accepted"] = port.Session.Counters.Accepted,
        ["replaced"] = port.Session.Counters.Replaced,
        ["canceled"] = port.Session.Counters.Canceled,
        ["rejected"] = port.Session.Counters.Rejected,
        ["superfluous"] = port.Session.Counters.Superfluous,
        ["repeated"] = port.Session.Counters.Repeated,
        ["malformed"] = port.Session.Counters.Malformed,
        ["fills"] = port.Session.Account.Fills,
        ["open_orders"] = port.Session.OpenOrders.Count(),
        ["orders"] = new JsonArray([.. port.Session.OpenOrders.Select(o => (JsonNode)new JsonObject
        {
            ["urn"] = o.UserReference,
            ["symbol"] = o.Order.Instrument.Symbol,
            ["side"] = o.Order.Side == Side.Buy ? "B" : "S",
            ["price"] = o.Order.Price,
            ["open"] = o.Order.Open,
            ["order_ref"] = o.Order.Reference,
        })]),
        ["positions"] = BySymbol(port, h => h.Position),
        ["bought"] = BySymbol(port, h => h.Bought),
        ["sold"] = BySymbol(port, h => h.Sold),
        ["executions"] = BySymbol(port, h => h.Fills),
        ["cash"] = BySymbol(port, h => (long)h.Cash),
    };

    private static JsonObject BySymbol(SoupPort port, Func<Holding, long> value) =>
        new(port.Session.Account.Holdings.Select(h => KeyValuePair.Create(h.Key, (JsonNode?)value(h.Value))));
}
