using System.Globalization;
using Saker.Card;
using Saker.V1;

namespace Saker.Host.Trackers;

/// <summary>How far a slot's losses have come, as the card judges them (SLOT_LOSS, SLOT_PNL), and the warning that says so. On the card's thread.</summary>
/// <param name="card">Whose profit is read.</param>
/// <param name="slot">The slot.</param>
/// <param name="instrument">What its money is counted in.</param>
public sealed class LossTracker(ICard card, int slot, Instrument instrument)
{
    private static readonly int[] Percent = [0, 50, 75, 85, 90, 95, 100];

    private SlotLossValue _loss = new(card.Read(CardRegisters.SlotLossAt(slot)));

    /// <summary>Takes a TRIP event. True when a loss came to a higher level, or the money is known no more.</summary>
    public bool OnTrip(TripEvent e)
    {
        SlotLossValue before = _loss;
        _loss = new SlotLossValue(e.Loss);
        return _loss.Loss > before.Loss || _loss.Drawdown > before.Drawdown || _loss.Rolling > before.Rolling || (_loss.Unknown && !before.Unknown);
    }

    /// <summary>What the losses mean, in words; empty: none has come to half of its limit.</summary>
    public string Warning()
    {
        if (_loss.Unknown)
        {
            return Text($"Slot {slot}: the card no longer knows its money, because an execution's price or the position left its range. It stays halted until the card is reset.");
        }

        string[] what =
        [
            _loss.Loss == 0 ? string.Empty : Text($"{Percent[_loss.Loss]} % of the daily loss"),
            _loss.Drawdown == 0 ? string.Empty : Text($"{Percent[_loss.Drawdown]} % of the drawdown"),
            _loss.Rolling == 0 ? string.Empty : Text($"{Percent[_loss.Rolling]} % of the rolling loss"),
            _loss.Unmarked ? "a position without a mark" : string.Empty,
        ];
        string said = string.Join(", ", what.Where(w => w.Length != 0));
        return said.Length == 0 ? string.Empty : Text($"Slot {slot} has {said}{(_loss.Reduce ? ": only orders that lower its position leave" : string.Empty)}.");
    }

    /// <summary>As the contract wants it, with the card's profit of this moment.</summary>
    public SlotLoss State() => new()
    {
        Pnl = instrument.Money((long)card.ReadSteady(CardRegisters.SlotPnlLoAt(slot), CardRegisters.SlotPnlHiAt(slot))),
        DailyPercent = (uint)Percent[_loss.Loss],
        DrawdownPercent = (uint)Percent[_loss.Drawdown],
        RollingPercent = (uint)Percent[_loss.Rolling],
        Reducing = _loss.Reduce,
        Unmarked = _loss.Unmarked,
        Unknown = _loss.Unknown,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
