namespace Saker.Venue;

/// <summary>
/// What order entry needs of a market: the matching engine of the simulated market, or the shadow of a replayed capture.
/// One thread. Fills are told to the orders' owners before a call returns.
/// </summary>
public interface IMatcher
{
    /// <summary>A fresh order reference number.</summary>
    ulong NextReference();

    /// <summary>The instrument of a symbol (without padding), or null.</summary>
    Instrument? Find(string symbol);

    /// <summary>False while the instrument is halted.</summary>
    bool IsTrading(Instrument instrument);

    /// <summary>Whether an order would trade at once.</summary>
    bool WouldMatch(Instrument instrument, Side side, long limit);

    /// <summary>Whether an order would trade at least so much at once.</summary>
    bool CanFill(Instrument instrument, Side side, long limit, uint quantity);

    /// <summary>
    /// Matches an order; what is left rests unless <paramref name="immediateOrCancel"/>, in which case it stays in
    /// <see cref="Order.Open"/> of an order that does not rest, for the caller to cancel.
    /// </summary>
    void Submit(Order order, bool immediateOrCancel);

    /// <summary>Lowers the open quantity of a resting order, keeping its place; at 0 it leaves the book.</summary>
    /// <param name="order">A resting order.</param>
    /// <param name="open">New open quantity, below the present one.</param>
    void Reduce(Order order, uint open);

    /// <summary>Takes a resting order out and submits another in its stead, as one act; the new one has no priority.</summary>
    void Replace(Order order, Order replacement, bool immediateOrCancel);
}
