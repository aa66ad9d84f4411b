namespace Saker.Venue;

/// <summary>What became of a session's inbound messages.</summary>
public sealed class OuchCounters
{
    /// <summary>All messages.</summary>
    public long Received { get; internal set; }

    /// <summary>Orders accepted.</summary>
    public long Accepted { get; internal set; }

    /// <summary>Replaces carried out.</summary>
    public long Replaced { get; internal set; }

    /// <summary>Modifies carried out.</summary>
    public long Modified { get; internal set; }

    /// <summary>Canceled messages sent.</summary>
    public long Canceled { get; internal set; }

    /// <summary>Cancels answered by Cancel Reject.</summary>
    public long CancelRejected { get; internal set; }

    /// <summary>Orders and replaces rejected.</summary>
    public long Rejected { get; internal set; }

    /// <summary>Cancels, modifies and replaces that had nothing to act on.</summary>
    public long Superfluous { get; internal set; }

    /// <summary>Messages with a user reference not above the last.</summary>
    public long Repeated { get; internal set; }

    /// <summary>Messages of unknown type or wrong length.</summary>
    public long Malformed { get; internal set; }
}
