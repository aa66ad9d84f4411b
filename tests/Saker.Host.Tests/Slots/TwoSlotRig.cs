using System.Text.Json.Nodes;
using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.TestKit;
using Saker.V1;

namespace Saker.Host.Tests.Slots;

/// <summary>A host of two slots of different symbols on a scripted card of three, and the card's records by slot.</summary>
internal sealed class TwoSlotRig : IDisposable
{
    public const int Main = 0, Twin = 1, Unused = 2;
    public const uint MainQty = 20, TwinQty = 7;

    private readonly string _path = Path.GetTempFileName();

    /// <param name="found">Changes the card before the host starts.</param>
    /// <param name="twin">The second slot's entry; null: of ETHUSD, in the mode active.</param>
    public TwoSlotRig(Action<ScriptedCard>? found = null, string? twin = null)
    {
        JsonArray slots = [JsonNode.Parse("""{ "name": "main" }"""), JsonNode.Parse(twin ?? """{ "name": "twin", "symbol": "ETHUSD", "qty": 7 }""")];
        Host = new SessionRig(
            card =>
            {
                card[CardRegisters.Caps] = new CapsValue(card[CardRegisters.Caps]).WithNumSlots(3).Raw;
                found?.Invoke(card);
            },
            settings: SlotDocument.Write(_path, ("slots", slots)));
    }

    public SessionRig Host { get; }

    public ScriptedCard Card => Host.Card;

    public Appliance Appliance => Host.Appliance;

    public ApplianceState State() => Appliance.State("test", []);

    public void Order(int slot, uint urn, bool sell = false, bool desk = false, uint verdict = 0)
    {
        byte[] record = new byte[OrderEvent.Size];
        _ = new OrderEventWriter(record)
        {
            Slot = (uint)slot, Urn = urn, Sent = verdict == 0 ? 1u : 0u, Action = 1, Side = sell ? 1u : 0u, Qty = 20, OpenQty = 20, Price = 1_000_000, Desk = desk ? 1u : 0u, Verdict = (ushort)verdict,
        };
        Appliance.OnOrder(new OrderEvent(record));
    }

    public void Venue(int slot, char type, uint urn, uint quantity, int position, ulong match = 0, bool sell = false, bool known = true)
    {
        byte[] record = new byte[VenueEvent.Size];
        _ = new VenueEventWriter(record)
        {
            Slot = (uint)slot, Mtype = (byte)type, Urn = urn, Known = known ? 1u : 0u, Side = sell ? 1u : 0u, Qty = quantity, Code = (byte)'L', Price = 1_000_000, ExtRef = match, Position = position,
        };
        Appliance.OnVenue(new VenueEvent(record));
    }

    public void Trip(int slot, uint trips, uint loss = 0)
    {
        byte[] record = new byte[TripEvent.Size];
        _ = new TripEventWriter(record) { Slot = (uint)slot, Trips = trips, Loss = loss };
        Appliance.OnTrip(new TripEvent(record));
    }

    public void Dispose()
    {
        Card.Dispose();
        File.Delete(_path);
    }
}
