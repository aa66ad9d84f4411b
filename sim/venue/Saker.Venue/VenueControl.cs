using System.Text.Json.Nodes;

namespace Saker.Venue;

/// <summary>
/// The requests of the control socket, on the venue's thread: <c>cmd</c> (or <c>op</c>) names one of <see cref="Names"/>, the other fields are its
/// own. sim/venue/README.md lists them.
/// </summary>
internal sealed class VenueControl
{
    private readonly Venue _venue;
    private readonly VenueStatus _status;
    private readonly Dictionary<string, Action<ControlRequest, JsonObject>> _requests;

    public VenueControl(Venue venue)
    {
        _venue = venue;
        _status = new VenueStatus(venue);
        _requests = new(StringComparer.Ordinal)
        {
            ["status"] = (_, answer) => _status.Write(answer),
            ["stop-flow"] = (_, _) => venue.Loop.StopFlow(),
            ["shutdown"] = (_, _) => venue.Stop(),
            ["faults"] = Faults,
            ["halt"] = (r, _) => States(r, r.Letter("state", 'H'), r.Text("reason", "")),
            ["resume"] = (r, _) => States(r, 'T', ""),
            ["operational-halt"] = (r, _) => Desk.OperationalHalt(r.Text("symbol"), r.Letter("market", 'Q'), r.Letter("action", 'H')),
            ["luld"] = (r, _) => Desk.Collar(
                r.Text("symbol"), r.Number("reference"), r.Number("upper"), r.Number("lower"), (uint)r.Number("extension", 0, uint.MaxValue)),
            ["mwcb-levels"] = (r, _) => Desk.BreakerLevels(r.Number("level1"), r.Number("level2"), r.Number("level3")),
            ["mwcb"] = (r, _) => Desk.Breach((int)r.Number("level", null, 3)),
            ["ipo"] = (r, _) => Desk.Ipo(r.Text("symbol"), (uint)r.Number("release_time", null, uint.MaxValue), r.Letter("qualifier", 'A'), r.Number("price")),
            ["cross"] = (r, answer) => answer["match"] = Desk.Cross(r.Text("symbol"), (ulong)r.Number("shares"), r.Number("price"), r.Letter("type", 'O')),
            ["trade"] = (r, answer) => answer["match"] = Desk.HiddenTrade(r.Text("symbol"), (uint)r.Number("shares", null, uint.MaxValue), r.Number("price")),
            ["broken"] = (r, _) => Desk.Break(r.Text("symbol"), (ulong)r.Number("match")),
            ["jump"] = (r, _) => Desk.Jump(r.Text("symbol"), r.Number("price")),
            ["session"] = Session,
        };
        foreach (var (name, carryOut) in new OrderEntryControl(venue).Requests)
        {
            _requests.Add(name, carryOut);
        }
    }

    /// <summary>What can be asked for.</summary>
    public IEnumerable<string> Names => _requests.Keys;

    private MarketDesk Desk => _venue.Desk ?? throw new VenueException("a capture is replayed: what happens in its market is its own");

    public JsonObject Handle(JsonObject request)
    {
        var asked = new ControlRequest(request);
        string name = asked.Text("cmd", asked.Text("op", ""));
        if (!_requests.TryGetValue(name, out var carryOut))
        {
            return ControlServer.Error($"unknown cmd '{name}': {string.Join(", ", Names)}");
        }

        var answer = new JsonObject { ["ok"] = true };
        carryOut(asked, answer);
        return answer;
    }

    private void Faults(ControlRequest request, JsonObject answer)
    {
        if (request.Has("plan"))
        {
            _venue.Feed.SetFaults(FaultPlan.Parse(request.Text("plan")));
        }

        _status.WriteFaults(answer);
    }

    private void States(ControlRequest request, char state, string reason)
    {
        string symbol = request.Text("symbol", "");
        string[] symbols = symbol == "*" ? [.. _venue.Books.Select(b => b.Instrument.Symbol)] : [symbol];
        foreach (string one in symbols)
        {
            Desk.SetState(one, state, reason);
        }
    }

    private void Session(ControlRequest request, JsonObject answer)
    {
        var desk = Desk;
        _venue.Loop.OpenMarket();
        desk.RollSession(request.Text("name"), request.Has("instruments") ? InstrumentFile.Load(request.Text("instruments")) : null);
        answer["session"] = _venue.Session;
        answer["next_sequence"] = _venue.Feed.Store.NextSequence;
    }
}
