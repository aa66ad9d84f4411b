namespace Saker.Venue;

/// <summary>Told of every fill of the orders it owns, in the order in which they happen, on the venue's thread.</summary>
public interface IOrderOwner
{
    /// <summary>
    /// <paramref name="order"/> traded. Its <see cref="Order.Open"/> is already reduced; at zero it has left the book.
    /// </summary>
    /// <param name="order">The order that traded.</param>
    /// <param name="quantity">Quantity units, at least 1.</param>
    /// <param name="price">Price units.</param>
    /// <param name="match">Match number, the same for both sides.</param>
    /// <param name="added">True for the resting side, false for the aggressor.</param>
    void OnFill(Order order, uint quantity, long price, ulong match, bool added);

    /// <summary>The venue took a resting order out of the book of its own accord: its instrument is no longer traded.</summary>
    /// <param name="order">The order; nothing of it is open any more.</param>
    /// <param name="quantity">What was open.</param>
    void OnCancelled(Order order, uint quantity);
}

/// <summary>An order at the venue. Mutable; belongs to the venue's thread.</summary>
public sealed class Order(ulong reference, IOrderOwner owner, Instrument instrument, Side side, long price, uint quantity)
{
    /// <summary>Order reference number, unique in the venue.</summary>
    public ulong Reference { get; } = reference;

    /// <summary>Who is told of its fills.</summary>
    public IOrderOwner Owner { get; } = owner;

    /// <summary>What it trades.</summary>
    public Instrument Instrument { get; } = instrument;

    /// <summary>Side.</summary>
    public Side Side { get; } = side;

    /// <summary>Limit in price units.</summary>
    public long Price { get; } = price;

    /// <summary>Quantity not yet executed or cancelled.</summary>
    public uint Open { get; internal set; } = quantity;

    /// <summary>True while it stands in the book.</summary>
    public bool Resting { get; internal set; }

    /// <summary>The level it stands in; null when it does not rest in a matching engine's book.</summary>
    internal PriceLevel? Level { get; set; }

    /// <summary>Its place in the level's queue.</summary>
    internal LinkedListNode<Order>? Node { get; set; }

    /// <summary>The owner's own number for it.</summary>
    internal int OwnerTag { get; set; }

    /// <summary>Order of arrival in a shadow book, captured and participants' orders counted together.</summary>
    internal int Arrival { get; set; }
}
