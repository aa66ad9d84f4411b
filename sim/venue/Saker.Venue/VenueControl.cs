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
        ["time_ns"] = venue.Time.NowNs,
        ["next_sequence"] = venue.NextSequence,
        ["packets"] = venue.Packets.Sent,
        ["send_errors"] = venue.Packets.Errors,
        ["steps"] = venue.Loop.Steps,
        ["replayed"] = venue.Replayed,
        ["matches"] = venue.Engine?.Matches ?? 0,
        ["instruments"] = new JsonArray([.. venue.Books.Select(Book)]),
        ["participants"] = new JsonArray([.. venue.Ports.Select(Participant)]),
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

    private static JsonNode Participant(SoupPort port) => new JsonObject
    {
        ["user"] = port.User,
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
        ["open_orders"] = new JsonArray([.. port.Session.OpenOrders.Select(o => (JsonNode)new JsonObject
        {
            ["urn"] = o.UserReference,
            ["symbol"] = o.Order.Instrument.Symbol,
            ["side"] = o.Order.Side == Side.Buy ? "B" : "S",
            ["price"] = o.Order.Price,
            ["open"] = o.Order.Open,
            ["order_ref"] = o.Order.Reference,
        })]),
        ["positions"] = new JsonObject(port.Session.Account.Holdings.Select(h => new KeyValuePair<string, JsonNode?>(h.Key, Held(h.Value)))),
    };

    private static JsonObject Held(Holding holding) => new()
    {
        ["position"] = holding.Position,
        ["bought"] = holding.Bought,
        ["sold"] = holding.Sold,
        ["fills"] = holding.Fills,
        ["cash"] = (long)holding.Cash,
    };
}
