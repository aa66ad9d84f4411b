using System.Globalization;
using Saker.Card;
using Saker.Host.Trackers;

namespace Saker.Host;

/// <summary>Compares a slot's open orders on the card with the host's: quotes and orders of the desk, how many there are and what may still be bought and sold. The card's
/// registers are looked at only where nothing moved from one look to the next (<see cref="QuietLooks{T}"/>).</summary>
/// <param name="card">The card.</param>
/// <param name="slot">The slot.</param>
/// <param name="orders">The host's own count.</param>
public sealed class OrderReconciliation(ICard card, int slot, OrderTracker orders)
{
    private readonly QuietLooks<Figures> _looks = new();
    private ulong _changes = ulong.MaxValue;

    /// <summary>Looks; a tenth of a second should lie between two looks. Null: nothing differs, or it cannot be said now.</summary>
    public string? Look()
    {
        if (_changes != orders.Changes)
        {
            // While orders move the registers, slow to read on a virtual card, are left alone.
            _changes = orders.Changes;
            _looks.Moved();
            return null;
        }

        Figures host = Figures.Of(orders);
        string? difference = _looks.Differ(host, orders.Settled) ? $"{_looks.Card} (card), {host} (host)" : null;
        _looks.Seen(Figures.Of(card, slot));
        return difference;
    }

    private readonly record struct Figures(int Orders, long Buy, long Sell)
    {
        public static Figures Of(ICard card, int slot) => new(
            (int)new SlotOrdersValue(card.Read(CardRegisters.SlotOrdersAt(slot))).Open, card.Read(CardRegisters.SlotOpenBuyAt(slot)), card.Read(CardRegisters.SlotOpenSellAt(slot)));

        public static Figures Of(OrderTracker orders) => new(orders.Open, orders.OpenLots(sell: false), orders.OpenLots(sell: true));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Orders} orders, {Buy} lots to buy and {Sell} to sell");
    }
}
