namespace Saker.Model;

/// <summary>Which way round a triangle is taken.</summary>
public enum TriangleWay : byte
{
    /// <summary>Buys both factors, sells the slot's own symbol.</summary>
    Forward,
    /// <summary>Sells both factors, buys the slot's own symbol.</summary>
    Reverse,
}

/// <summary>Best prices of the three symbols of a triangle, price units.</summary>
public readonly record struct TrianglePrices(uint BidX, uint AskX, uint BidY, uint AskY, uint BidZ, uint AskZ);

/// <summary>When a triangle is worth taking: docs/card.md section 13.2. Exact: 128 bits hold each product.</summary>
public static class TriangleCondition
{
    /// <summary>The way that is worth it, forward first; null: neither is.</summary>
    /// <param name="q">Prices.</param>
    /// <param name="z">Parameters of the slot with TAKE 2.</param>
    public static TriangleWay? Of(in TrianglePrices q, SlotParameters z)
    {
        if (z.Theta == 0)
        {
            return null;
        }
        if (z.RateSell != 0 && q.BidZ > z.Theta && (UInt128)(q.BidZ - z.Theta) * z.RateSell >= (UInt128)q.AskX * q.AskY << z.RateShift)
        {
            return TriangleWay.Forward;
        }
        return z.RateBuy != 0 && (UInt128)q.BidX * q.BidY << z.RateShift >= ((UInt128)q.AskZ + z.Theta) * z.RateBuy ? TriangleWay.Reverse : null;
    }
}
