using Saker.Card;
using Saker.Host.Books;
using Saker.Host.Trackers;
using Saker.V1;

namespace Saker.Host.Slots;

/// <summary>One slot as the host runs it: those who follow its events, its banks, and what the contract wants of it. On the card's thread.</summary>
public sealed class HostSlot
{
    private readonly ICard _card;
    private readonly TripTracker _trips;
    private readonly LossTracker _losses;
    private readonly PaperTracker _paper;
    private readonly CashKeeper _cash;
    private readonly ILogger _log;

    /// <param name="card">The card, loaded.</param>
    /// <param name="slot">Which slot.</param>
    /// <param name="symbols">Tracked symbols, by the card's index.</param>
    /// <param name="found">What an earlier host left.</param>
    /// <param name="shared">What all slots write into.</param>
    /// <param name="check">Looks whether the card holds what was loaded.</param>
    /// <param name="log">Told of trips, losses, orders in doubt, loads and swaps.</param>
    public HostSlot(ICard card, TradedSlot slot, IReadOnlyList<TrackedSymbol> symbols, FoundCard found, SharedRecords shared, ConfigurationCheck check, ILogger log)
    {
        (_card, Slot, _log) = (card, slot, log);
        _trips = new TripTracker(card, slot.Index);
        _losses = new LossTracker(card, slot.Index, slot.Instrument);
        _cash = new CashKeeper(card.Read(CardRegisters.SlotFeeAt(slot.Index)));
        _paper = new PaperTracker(slot.Tracked);
        Tracker = new SlotTracker(slot, found.InUse, found.Slots[slot.Index].Position, _cash, shared);
        Banks = new ParameterBanks(card, slot, symbols, check, log);
    }

    /// <summary>Which slot.</summary>
    public TradedSlot Slot { get; }

    /// <summary>Follows its orders and fills.</summary>
    public SlotTracker Tracker { get; }

    /// <summary>Its banks of parameters.</summary>
    public ParameterBanks Banks { get; }

    /// <summary>Its orders.</summary>
    public OrderTracker Orders => Tracker.Orders;

    /// <summary>The host's own count of its cash since it began, price units × lots.</summary>
    public Int128 HostCash => _cash.Cash;

    /// <summary>Times that it was tripped.</summary>
    public ulong TimesTripped => _trips.Count;

    public void OnTrip(TripEvent e)
    {
        if (_trips.OnTrip(e))
        {
            _log.Tripped(e.Slot, _trips.Problem());
        }

        if (_losses.OnTrip(e))
        {
            _log.Losing(e.Slot, _losses.Warning());
        }
    }

    public void OnPaper(PaperEvent e) => _paper.OnPaper(e);

    public void OnDoubt(DoubtEvent e)
    {
        if (Tracker.OnDoubt(e))
        {
            _log.InDoubt(e.Urn, e.Slot, e.OpenQty, e.Waited * 1_024L / 1_000_000);
        }
    }

    /// <summary>Of orders that an earlier host's card sent only the card knows. Its register runs ahead of its records: while they still have to tell
    /// of fills, the last order has not ended for those who read the state.</summary>
    public int OpenOnTheCard()
    {
        int open = (int)new SlotOrdersValue(_card.Read(CardRegisters.SlotOrdersAt(Slot.Index))).Open;
        return open == 0 && FoundSlot.PositionOf(_card, Slot.Index) != Tracker.CardPosition ? 1 : open;
    }

    /// <summary>As the contract wants it. Reads the card's mode, profit and banks.</summary>
    public Slot State()
    {
        Slot state = Tracker.State();
        state.Mode = (SlotMode)(_card.Read(CardRegisters.SlotModeAt(Slot.Index)) & 7);
        state.TripCauses = _trips.Causes;
        state.Trips.Add(TripTracker.NamesOf(_trips.Causes));
        state.Problem = string.Join(' ', new[] { _trips.Problem(), _losses.Warning() }.Where(words => words.Length != 0));
        state.Loss = _losses.State();
        state.Paper = state.Mode == SlotMode.Shadow ? _paper.State() : null;
        Banks.AddTo(state);
        return state;
    }
}
