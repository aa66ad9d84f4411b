using Saker.Host.Trackers;
using Saker.V1;

namespace Saker.Host.Slots;

/// <summary>All slots that this host runs, by number, and what is told of them together. On the card's thread.</summary>
/// <param name="slots">By number, from 0 on.</param>
/// <param name="shared">What they write into together.</param>
public sealed class SlotBoard(IReadOnlyList<HostSlot> slots, SharedRecords shared)
{
    private const int MostOrders = 50;

    /// <summary>By number.</summary>
    public IReadOnlyList<HostSlot> All => slots;

    /// <summary>Orders not known to be dead.</summary>
    public int Open => slots.Sum(s => s.Orders.Open);

    /// <summary>The slot of this number; null: this host does not run it.</summary>
    public HostSlot? At(uint slot) => slot < slots.Count ? slots[(int)slot] : null;

    /// <summary>The slot whose order has this reference; null: none is known.</summary>
    public HostSlot? HolderOf(uint urn) => urn == 0 ? null : slots.FirstOrDefault(s => s.Orders[urn].Urn == urn);

    /// <summary>Why there is no slot of this number.</summary>
    public string NoSlot(uint slot) => $"There is no slot {slot} here: this host runs {string.Join(", ", slots.Select(s => $"{s.Slot.Index} ({s.Slot.Name})"))}.";

    /// <summary>Adds what the contract wants of slots, orders and fills.</summary>
    public void AddTo(ApplianceState state)
    {
        state.TickToOrder = shared.Latency.State();
        state.Slots.Add(slots.Select(s => s.State()));
        state.Orders.Add(slots.SelectMany(s => s.Tracker.Newest(MostOrders)).OrderByDescending(o => o.Urn).Take(MostOrders));
        state.Fills.Add(shared.Fills.Newest());
        state.Counters.Add(new Counter { Name = "fills", Value = shared.Fills.Count });
        state.Counters.Add(new Counter { Name = "slot_trips", Value = slots.Aggregate(0UL, (sum, s) => sum + s.TimesTripped) });
        state.Counters.Add(new Counter { Name = "slot_falls", Value = slots.Aggregate(0UL, (sum, s) => sum + s.Banks.Falls) });
        state.Counters.Add(Enumerable.Range(0, VerdictNames.Count).Select(bit => new Counter { Name = "refused_" + VerdictNames.Of(bit), Value = slots.Aggregate(0UL, (sum, s) => sum + s.Tracker.RefusedBy(bit)) }));
    }
}
