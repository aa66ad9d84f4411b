using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The part of the twin that follows TRIP records: each trip has its cause, each change of SLOT_TRIPS its record (docs/card.md sections 8.1 and 8.2). Limits of
/// losses stay open: all that is told of them is a position without a mark (8.5).</summary>
internal sealed class TwinTrips(OrderState orders)
{
    private readonly List<HostAct> _acts = [];

    /// <summary>SLOT_TRIPS as the card told them last.</summary>
    public TripCauses Told { get; private set; }

    /// <summary>SLOT_LOSS as the card told it last; the twin begins after the limits were opened.</summary>
    public SlotLossValue Loss { get; private set; }

    /// <summary>Trips by cause.</summary>
    public SortedDictionary<TripCauses, long> Found { get; } = [];

    /// <summary>The host kills or clears the slot about now.</summary>
    public void Begin(HostAct act)
    {
        if (act is KillSlotAct or ClearSlotAct)
        {
            _acts.Add(act);
        }
    }

    public void End(HostAct act)
    {
        if (_acts.Remove(act) && act is KillSlotAct)
        {
            Assert.True(Told.HasFlag(TripCauses.Manual), $"no TRIP of {act}");
        }
    }

    /// <summary>A TRIP record.</summary>
    public void Take(uint cycle, TripEvent trip)
    {
        SlotTrips model = orders.Trips(0);
        var card = (TripCauses)trip.Trips;
        string where = $"TRIP of cycle {cycle}: {card}, rejects {trip.Rejects}, fills {trip.Fills}; the model has {model.Causes}, {model.Rejects}, {model.Fills}";
        var loss = new SlotLossValue(trip.Loss);
        Assert.True(card != Told || loss != Loss, $"nothing changed; {where}");
        Assert.True(loss.Raw is 0 || loss == new SlotLossValue(0).WithUnmarked(true).WithReduce(true), $"SLOT_LOSS {loss}; {where}");
        Loss = loss;
        if (card == Told)
        {
            return;
        }

        if (card == TripCauses.None)
        {
            ClearSlotAct? clear = _acts.OfType<ClearSlotAct>().FirstOrDefault(a => a.Causes == model.Causes);
            Assert.True(clear is not null, $"nobody cleared it; {where}");
            Assert.True(model.Clear((uint)clear.Causes), where);
        }
        else if ((card & ~Told).HasFlag(TripCauses.Manual))
        {
            Assert.True(_acts.Exists(a => a is KillSlotAct), $"nobody killed the slot; {where}");
            model.Kill();
            orders.Mark(0);
        }

        Assert.True(card == model.Causes && trip.Rejects == model.Rejects, where);
        Assert.True(trip.Fills == model.Fills || model.Limits.FillsNs != 0, where);
        foreach (TripCauses cause in Enum.GetValues<TripCauses>().Where(c => c != TripCauses.None && (card & ~Told).HasFlag(c)))
        {
            Found[cause] = Found.GetValueOrDefault(cause) + 1;
        }

        Told = card;
    }

    /// <summary>Nothing moves: every trip of the model was told.</summary>
    public void Rest() => Assert.True(Told == orders.Trips(0).Causes, $"the model's trips are {orders.Trips(0).Causes}, the card told {Told}");
}
