namespace Saker.Venue;

/// <summary>Which orders the venue accepts. Checks in the order of the message's fields; the first that fails is the reason.</summary>
internal static class OuchRules
{
    public const uint MaxQuantity = 999_999;

    /// <summary>200,000.0000 and above, and 0x7FFFFFFF, mean market.</summary>
    public const long MarketPrice = 2_000_000_000;

    public static RejectReason Check(
        in OuchTerms terms, in OuchOptions options, long quantity, long price, Instrument? instrument, char cross, IMatcher matcher)
    {
        if (terms.SideCode is not ('B' or 'S' or 'T' or 'E'))
        {
            return RejectReason.Side;
        }

        if (instrument is null)
        {
            return RejectReason.Symbol;
        }

        if (quantity is 0 or > MaxQuantity || quantity % instrument.Lot != 0)
        {
            return RejectReason.Quantity;
        }

        bool market = price >= MarketPrice;
        if (!market && !instrument.IsValidPrice(price))
        {
            return RejectReason.Price;
        }

        if (terms.TimeInForce is not ('0' or '3' or '5' or 'E') || terms.Capacity is not ('A' or 'P' or 'R' or 'O')
            || (market && !terms.ImmediateOrCancel))
        {
            return RejectReason.Other;
        }

        if (terms.Display is not ('Y' or 'A'))
        {
            return RejectReason.Display;
        }

        if (cross != 'N')
        {
            return RejectReason.Cross;
        }

        if (options.WrongTag != 0)
        {
            return RejectReason.Other;
        }

        // Only an order that does not rest can have a least quantity: one that rests would have to be kept from smaller trades.
        if (options.MinQuantity != 0 && (!terms.ImmediateOrCancel || options.MinQuantity > (ulong)quantity))
        {
            return RejectReason.MinQuantity;
        }

        return matcher.IsTrading(instrument) ? RejectReason.None : RejectReason.Halted;
    }

    /// <summary>The limit to match at: that of the message, or without bound for a market order.</summary>
    public static long Limit(long price, Side side) => price < MarketPrice ? price : side == Side.Buy ? Instrument.MaxPrice : 1;
}
