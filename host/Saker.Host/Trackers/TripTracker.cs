using System.Globalization;
using Saker.Card;

namespace Saker.Host.Trackers;

/// <summary>Why the card halted a slot by itself or for a person (SLOT_TRIPS), and the alarm that says so. On the card's thread.</summary>
/// <param name="card">For the limits that the alarm names.</param>
/// <param name="slot">The slot.</param>
public sealed class TripTracker(ICard card, int slot)
{
    private static readonly string[] Names = ["manual", "rejects in a row", "executions without a person", "loss", "triangle in part"];

    private uint _rejects;
    private uint _fills;

    /// <summary>SLOT_TRIPS: what an earlier host left, then what the events say.</summary>
    public uint Causes { get; private set; } = card.Read(CardRegisters.SlotTripsAt(slot));

    /// <summary>Times that the slot was tripped.</summary>
    public ulong Count { get; private set; }

    /// <summary>Takes a TRIP event. True when another trip fell.</summary>
    public bool OnTrip(TripEvent e)
    {
        bool falls = (e.Trips & ~Causes) != 0;
        Count += falls ? 1ul : 0ul;
        (Causes, _rejects, _fills) = (e.Trips, e.Rejects, e.Fills);
        return falls;
    }

    /// <summary>The trips' names.</summary>
    public static IEnumerable<string> NamesOf(uint causes) => Names.Where((_, bit) => ((causes >> bit) & 1) != 0);

    /// <summary>What happened, what it means, what to do; empty: nothing stands.</summary>
    public string Problem()
    {
        if (Causes == 0)
        {
            return string.Empty;
        }

        var trips = new SlotTripsValue(Causes);
        string[] what =
        [
            trips.Manual ? "it was killed by hand" : string.Empty,
            trips.Rejects ? Text($"the venue rejected {Most(_rejects, card.Read(CardRegisters.SlotMaxRejectsAt(slot)))} of its orders in a row") : string.Empty,
            trips.Fills ? Text($"it had more executions than maxFills allows ({Most(_fills, card.Read(CardRegisters.SlotMaxFillsAt(slot)))} counted)") : string.Empty,
            trips.Loss ? "a loss reached its limit" : string.Empty,
            trips.Leg ? "a triangle of it was executed in part: compare the positions of its three slots" : string.Empty,
        ];
        return Text($"Slot {slot} is halted: {string.Join("; ", what.Where(w => w.Length != 0))}. All its orders are cancelled and it sends none; other slots go on. Look at its orders, position and settings, then clear it: saker clear-slot {slot}{(trips.Loss ? " --new-period, which counts losses from there on" : string.Empty)}.");
    }

    /// <summary>The events of an earlier host are lost: then the limit itself is named.</summary>
    private static uint Most(uint counted, uint limit) => counted == 0 ? Math.Max(limit, 1) : counted;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
