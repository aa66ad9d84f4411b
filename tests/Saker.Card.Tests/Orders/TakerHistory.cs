using Saker.Model;

namespace Saker.Card.Tests.Orders;

/// <summary>The last steps of a replay, for the message of a difference.</summary>
internal sealed class TakerHistory
{
    private const int Length = 40;
    private readonly Queue<string> _steps = new();

    public void Add(string what, byte[] record)
    {
        _steps.Enqueue($"{what} {Told(record)}");
        if (_steps.Count > Length)
        {
            _steps.Dequeue();
        }
    }

    public override string ToString() => string.Join('\n', _steps);

    private static string Told(byte[] record) => (EventType)record[4] switch
    {
        EventType.Book => CardRecords.Book(record).ToString(),
        EventType.Quote => TakerQuote.Read(record).Quote.ToString(),
        EventType.Order => TakerOrder.Read(record).ToString(),
        EventType.Venue => $"{(char)new VenueEvent(record).Mtype} {(char)new VenueEvent(record).Code} slot {new VenueEvent(record).Slot} side {new VenueEvent(record).Side} urn {new VenueEvent(record).Urn} qty {new VenueEvent(record).Qty}",
        EventType.Trip => $"slot {new TripEvent(record).Slot} {(TripCauses)new TripEvent(record).Trips} {new SlotLossValue(new TripEvent(record).Loss)}",
        _ => string.Empty,
    };
}
