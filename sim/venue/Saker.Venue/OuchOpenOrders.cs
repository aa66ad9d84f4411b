namespace Saker.Venue;

/// <summary>A session's live orders, found by user reference and by the matcher's order.</summary>
internal sealed class OuchOpenOrders
{
    private readonly SortedDictionary<uint, OuchOrder> _byReference = [];
    private readonly Dictionary<Order, OuchOrder> _byOrder = [];

    /// <summary>All, by user reference.</summary>
    public IReadOnlyCollection<OuchOrder> All => _byReference.Values;

    /// <summary>The owner's side of an order that is open.</summary>
    public OuchOrder this[Order order] => _byOrder[order];

    public OuchOrder? Find(uint reference) => _byReference.GetValueOrDefault(reference);

    public OuchOrder Add(OuchOrder open)
    {
        _byReference.Add(open.UserReference, open);
        _byOrder.Add(open.Order, open);
        return open;
    }

    /// <summary>Gives an open order another order of the matcher in place of its own.</summary>
    public void Exchange(OuchOrder open, Order order)
    {
        _byOrder.Remove(open.Order);
        open.Order = order;
        _byOrder.Add(order, open);
    }

    public void Remove(OuchOrder open)
    {
        _byReference.Remove(open.UserReference);
        _byOrder.Remove(open.Order);
    }
}
