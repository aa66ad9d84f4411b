namespace Saker.Model;

/// <summary>When an order is in doubt: docs/card.md section 7.3. Embedded in every order that can be.</summary>
public struct Doubt
{
    /// <summary>Unit of ORDER_TIMEOUT.LIMIT, ns.</summary>
    public const ulong UnitNs = 1_024;

    /// <summary>Cycles within which an order that is in doubt is found.</summary>
    public const uint FoundWithin = 600;

    /// <summary>Card time at which the last message for the order left, ns.</summary>
    public ulong LeftNs;

    /// <summary>The order is in doubt and was told so.</summary>
    public bool Stands;

    /// <summary>Time since the last message left, in whole steps of <see cref="UnitNs"/> of the card's time.</summary>
    public readonly uint Waited(ulong nowNs) => (uint)((nowNs / UnitNs) - (LeftNs / UnitNs));

    /// <summary>A pending order comes to be in doubt at this time.</summary>
    /// <param name="limit">ORDER_TIMEOUT.LIMIT; 0: never.</param>
    /// <param name="nowNs">Card time, ns.</param>
    public readonly bool Due(uint limit, ulong nowNs) => limit != 0 && !Stands && Waited(nowNs) >= limit;
}
