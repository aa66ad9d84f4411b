using Saker.Wire;

namespace Saker.Venue;

/// <summary>Terms of an order-entry order that its answers repeat.</summary>
/// <param name="SideCode">B, S, T (sell short) or E (sell short exempt).</param>
/// <param name="TimeInForce">0 day, 3 IOC, 5 GTX, E after hours; all but IOC last until cancelled here.</param>
/// <param name="Display">Y or A; both displayed.</param>
/// <param name="Capacity">A, P, R or O.</param>
/// <param name="Iso">Y or N.</param>
/// <param name="ClientOrderId">The participant's own name for the order.</param>
public readonly record struct OuchTerms(char SideCode, char TimeInForce, char Display, char Capacity, char Iso, ClOrdId ClientOrderId)
{
    /// <summary>Book side.</summary>
    public Side Side => SideCode == 'B' ? Side.Buy : Side.Sell;

    /// <summary>Whether what is not matched at once is cancelled.</summary>
    public bool ImmediateOrCancel => TimeInForce == '3';
}

/// <summary>A live order of a session.</summary>
internal sealed class OuchOrder(uint userReference, Order order, OuchTerms terms, uint executedBefore)
{
    public uint UserReference { get; } = userReference;

    public Order Order { get; set; } = order;

    public OuchTerms Terms { get; set; } = terms;

    /// <summary>Executed since the first order of its chain of replaces.</summary>
    public uint Executed { get; set; } = executedBefore;

    /// <summary>A cancel of it was answered by Cancel Pending and is still to come.</summary>
    public bool CancelPending { get; set; }
}
