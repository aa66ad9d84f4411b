namespace Saker.Venue;

/// <summary>Reasons of an OUCH 5.0 Rejected message that this venue gives.</summary>
public enum RejectReason : ushort
{
    /// <summary>The order may be sent.</summary>
    None = 0,

    /// <summary>Display is neither Y nor A.</summary>
    Display = 0x0003,

    /// <summary>The instrument is halted.</summary>
    Halted = 0x0007,

    /// <summary>Side is not one of B, S, T, E.</summary>
    Side = 0x0009,

    /// <summary>A cancel of the order to replace is pending.</summary>
    CancelPending = 0x000B,

    /// <summary>A least quantity without IOC, or above the quantity.</summary>
    MinQuantity = 0x000D,

    /// <summary>Time in force or capacity is not supported, a market price without IOC, or an option tag of wrong size.</summary>
    Other = 0x000F,

    /// <summary>Quantity is 0, above 999,999 or no multiple of the lot.</summary>
    Quantity = 0x0013,

    /// <summary>Only the continuous market: cross type must be N.</summary>
    Cross = 0x0014,

    /// <summary>No such instrument.</summary>
    Symbol = 0x0017,

    /// <summary>Price is 0, off tick, or above the largest price.</summary>
    Price = 0x001D,
}
