using Saker.Card;

namespace Saker.Host;

/// <summary>Reads the card's records and then lets the feed's keeper act. The order is the point: when the books change under the records,
/// every record of the old ones must have been read.</summary>
/// <param name="ring">The ring; this is its only reader.</param>
/// <param name="appliance">Takes the records.</param>
public sealed class CardTurn(EventRing ring, Appliance appliance)
{
    private const int BatchRecords = 4096;

    private readonly EventPump _pump = new(ring, appliance);

    /// <summary>One turn. True when something moved, so that the next one is due at once.</summary>
    public bool Run()
    {
        int records = _pump.Drain(BatchRecords);
        bool moved = records < BatchRecords && appliance.Feed.Turn();
        ring.Acknowledge();
        return moved || records != 0;
    }
}
