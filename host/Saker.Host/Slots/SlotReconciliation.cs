using System.Globalization;
using Saker.Card;

namespace Saker.Host.Slots;

/// <summary>Whether card and host count the same for one slot: position, open orders, cash. On the card's thread.</summary>
/// <param name="card">The card.</param>
/// <param name="slot">The host's own count.</param>
/// <param name="foundInUse">An earlier host used the card: of its orders only the card knows, and what cash it left is to be found out.</param>
public sealed class SlotReconciliation(ICard card, HostSlot slot, bool foundInUse)
{
    private readonly OrderReconciliation? _orders = foundInUse ? null : new(card, slot.Slot.Index, slot.Orders);
    private readonly CashReconciliation _cash = new(card, slot.Slot.Index, foundInUse ? null : Int128.Zero);

    /// <summary>What the records say; may be asked at any time. Null: no difference.</summary>
    public string? Records() => slot.Tracker.HostPosition == slot.Tracker.CardPosition && slot.Orders.Forgotten == 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"position {slot.Tracker.HostPosition} (host) and {slot.Tracker.CardPosition} (card), {slot.Orders.Forgotten} orders forgotten");

    /// <summary>Looks at the card's registers; a tenth of a second should lie between two looks. Null: nothing differs, or it cannot be said now.</summary>
    public string? Registers() => (_orders?.Look(), _cash.Look(slot.HostCash)) switch
    {
        (null, null) => null,
        ({ } orders, null) => orders,
        (null, { } cash) => $"cash {cash}",
        ({ } orders, { } cash) => $"{orders}; cash {cash}",
    };
}
