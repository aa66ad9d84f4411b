namespace Saker.Venue;

/// <summary>What a line's faults have done, in packets. Belongs to the venue's thread.</summary>
public sealed class FaultCounters
{
    /// <summary>Packets sent into the line.</summary>
    public long Offered { get; internal set; }

    /// <summary>Packets that came out, duplicates included.</summary>
    public long Arrived { get; internal set; }

    /// <summary>Lost by <see cref="LinePlan.Drop"/>.</summary>
    public long Dropped { get; internal set; }

    /// <summary>Lost by <see cref="FaultPlan.DropOnBoth"/>.</summary>
    public long DroppedOnBoth { get; internal set; }

    /// <summary>Lost in an outage.</summary>
    public long Outage { get; internal set; }

    /// <summary>Copies made.</summary>
    public long Duplicated { get; internal set; }

    /// <summary>Packets that another one overtook by <see cref="LinePlan.Reorder"/>.</summary>
    public long Reordered { get; internal set; }

    /// <summary>Packets that waited to be overtaken, and none came in time: late only.</summary>
    public long HeldInVain { get; internal set; }

    /// <summary>Packets with flipped bits.</summary>
    public long Corrupted { get; internal set; }

    /// <summary>Packets late by <see cref="LinePlan.Delay"/>.</summary>
    public long Delayed { get; internal set; }
}
