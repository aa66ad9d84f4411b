using System.Text.Json.Nodes;

namespace Saker.Venue;

/// <summary>The venue's state as the control socket tells it. On the venue's thread.</summary>
internal sealed class VenueStatus(Venue venue)
{
    public void Write(JsonObject answer)
    {
        answer["state"] = venue.Loop.Flowing ? "running" : venue.Loop.Finished ? "finished" : "waiting";
        answer["flow_stopped"] = venue.Loop.Finished;
        answer["time_ns"] = venue.Time.NowNs;
        answer["session"] = venue.Session;
        answer["next_sequence"] = venue.NextSequence;
        answer["packets"] = venue.Sockets[0].Sent;
        answer["send_errors"] = venue.Sockets.Sum(s => s.Errors);
        answer["steps"] = venue.Loop.Steps;
        answer["replayed"] = venue.Replayed;
        answer["matches"] = venue.Engine?.Matches ?? 0;
        WriteFaults(answer);
        answer["rerequest"] = Rerequest();
        answer["snapshots"] = venue.Snapshots.Served;
        answer["instruments"] = new JsonArray([.. venue.Books.Select(Book)]);
        answer["participants"] = new JsonObject(venue.Ports.Select(p => KeyValuePair.Create(p.User, Participant(p))));
    }

    /// <summary>The plan in force and what the lines have done.</summary>
    public void WriteFaults(JsonObject answer)
    {
        answer["plan"] = venue.Feed.Lines.Plan.ToString();
        answer["lines"] = new JsonArray([.. venue.Feed.Lines.Lines.Zip(venue.Sockets, (line, socket) => Line(line.Counters, socket))]);
    }

    private static JsonNode Line(FaultCounters counters, MulticastLine socket) => new JsonObject
    {
        ["group"] = socket.Group.ToString(),
        ["sent"] = socket.Sent,
        ["errors"] = socket.Errors,
        ["offered"] = counters.Offered,
        ["arrived"] = counters.Arrived,
        ["dropped"] = counters.Dropped,
        ["dropped_on_both"] = counters.DroppedOnBoth,
        ["outage"] = counters.Outage,
        ["duplicated"] = counters.Duplicated,
        ["reordered"] = counters.Reordered,
        ["held_in_vain"] = counters.HeldInVain,
        ["corrupted"] = counters.Corrupted,
        ["delayed"] = counters.Delayed,
    };

    private static JsonNode Book(OrderBook book) => new JsonObject
    {
        ["symbol"] = book.Instrument.Symbol,
        ["locate"] = book.Instrument.Locate,
        ["trading"] = book.Trading,
        ["state"] = book.State.ToString(),
        ["operational_halt"] = book.OperationalHalt,
        ["bid"] = book.Bids.Best?.Price,
        ["bid_quantity"] = book.Bids.Best?.Quantity ?? 0,
        ["ask"] = book.Asks.Best?.Price,
        ["ask_quantity"] = book.Asks.Best?.Quantity ?? 0,
        ["bid_levels"] = book.Bids.LevelCount,
        ["ask_levels"] = book.Asks.LevelCount,
        ["orders"] = book.Bids.OrderCount + book.Asks.OrderCount,
    };

    private JsonNode? Participant(SoupPort port) => new JsonObject
    {
        ["connected"] = port.Connection is not null,
        ["logins_rejected"] = port.LoginsRejected,
        ["last_urn"] = port.Session.LastUserReference,
        ["sequenced"] = port.Session.Messages.Count,
        ["received"] = port.Session.Counters.Received,
        ["accepted"] = port.Session.Counters.Accepted,
        ["replaced"] = port.Session.Counters.Replaced,
        ["modified"] = port.Session.Counters.Modified,
        ["canceled"] = port.Session.Counters.Canceled,
        ["cancel_rejected"] = port.Session.Counters.CancelRejected,
        ["rejected"] = port.Session.Counters.Rejected,
        ["superfluous"] = port.Session.Counters.Superfluous,
        ["repeated"] = port.Session.Counters.Repeated,
        ["malformed"] = port.Session.Counters.Malformed,
        ["fills"] = port.Session.Account.Fills,
        ["broken"] = port.Session.Account.Broken,
        ["last_match"] = port.Session.LastMatch,
        ["behave"] = venue.Behaviour.TextOf(port.User),
        ["held"] = port.Held,
        ["open_orders"] = port.Session.OpenOrders.Count(),
        ["orders"] = new JsonArray([.. port.Session.Orders.Select(o => (JsonNode)new JsonObject
        {
            ["urn"] = o.UserReference,
            ["symbol"] = o.Order.Instrument.Symbol,
            ["side"] = o.Order.Side == Side.Buy ? "B" : "S",
            ["price"] = o.Order.Price,
            ["open"] = o.Order.Open,
            ["order_ref"] = o.Order.Reference,
            ["side_code"] = o.Terms.SideCode.ToString(),
            ["clordid"] = o.Terms.ClientOrderId.ToString(),
            ["executed"] = o.Executed,
            ["cancel_pending"] = o.CancelPending,
        })]),
        ["positions"] = BySymbol(port, h => h.Position),
        ["bought"] = BySymbol(port, h => h.Bought),
        ["sold"] = BySymbol(port, h => h.Sold),
        ["executions"] = BySymbol(port, h => h.Fills),
        ["broken_trades"] = BySymbol(port, h => h.Broken),
        ["cash"] = BySymbol(port, h => (long)h.Cash),
    };

    private static JsonObject BySymbol(SoupPort port, Func<Holding, long> value) =>
        new(port.Session.Account.Holdings.Select(h => KeyValuePair.Create(h.Key, (JsonNode?)value(h.Value))));

    private JsonObject Rerequest()
    {
        var counters = venue.Feed.Store.Counters;
        return new JsonObject
        {
            ["first_kept"] = venue.Feed.Store.FirstKept,
            ["answered"] = counters.Answered,
            ["messages"] = counters.Messages,
            ["malformed"] = counters.Malformed,
            ["other_session"] = counters.OtherSession,
            ["too_old"] = counters.TooOld,
            ["beyond_end"] = counters.BeyondEnd,
            ["overrun"] = venue.RerequestOverrun,
        };
    }
}
