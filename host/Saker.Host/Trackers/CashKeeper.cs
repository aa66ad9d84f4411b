namespace Saker.Host.Trackers;

/// <summary>Cash of one slot from its executions, as the card counts it (docs/card.md 8.5): price units × lots, after fees. Compared with the card's.</summary>
/// <param name="fee">SLOT_FEE: price units a lot.</param>
public sealed class CashKeeper(uint fee)
{
    /// <summary>Since this host began.</summary>
    public Int128 Cash { get; private set; }

    /// <summary>Books one fill.</summary>
    public void Fill(bool sell, long price, long quantity) => Cash += Of(sell, price, quantity);

    /// <summary>Takes back one that the venue broke.</summary>
    public void Break(bool sell, long price, long quantity) => Cash -= Of(sell, price, quantity);

    private Int128 Of(bool sell, long price, long quantity) => (Int128)quantity * (sell ? price - fee : -(price + fee));
}
