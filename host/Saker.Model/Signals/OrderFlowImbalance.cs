namespace Saker.Model;

/// <summary>Order-flow imbalance of the best quotes: docs/signals.md section 4.3; R. Cont, A. Kukanov, S. Stoikov, The Price Impact of Order Book Events, 2014.</summary>
public static class OrderFlowImbalance
{
    /// <summary>What one change of the top of book contributes, lots: above 0 for pressure to buy. Both books are ok. 34 bits signed.</summary>
    public static long Of(in BookPart before, in BookPart after) =>
        (after.BidIdx >= before.BidIdx ? after.BidQty : 0L)
        - (after.BidIdx <= before.BidIdx ? before.BidQty : 0L)
        - (after.AskIdx <= before.AskIdx ? after.AskQty : 0L)
        + (after.AskIdx >= before.AskIdx ? before.AskQty : 0L);
}

/// <summary>Signed trade flow since the start: cumulative volume delta, docs/signals.md section 4.4.</summary>
public static class TradeFlow
{
    /// <summary>Signed lots of a trade; 0 without a known aggressor.</summary>
    public static long Signed(in TradePart trade) => !trade.Known ? 0 : trade.Buy ? trade.Qty : -(long)trade.Qty;

    /// <summary>Adds to a sum of 64 bits that stays at its end.</summary>
    public static long AddTo(long delta, long signed) => (long)Int128.Clamp((Int128)delta + signed, long.MinValue, long.MaxValue);
}
