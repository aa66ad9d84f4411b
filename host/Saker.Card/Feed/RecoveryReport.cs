namespace Saker.Card.Feed;

/// <summary>What the recovery is doing.</summary>
public enum RecoveryPhase
{
    /// <summary>Nothing is missing.</summary>
    Whole,

    /// <summary>The card has not heard of a sequence, or what is missing may still come by itself.</summary>
    Waiting,

    /// <summary>Missing messages are asked for and played.</summary>
    Filling,

    /// <summary>A snapshot is being fetched.</summary>
    Fetching,

    /// <summary>The books are being loaded from it.</summary>
    Loading,

    /// <summary>A pause after failures.</summary>
    Pausing,
}

/// <summary>A way to make the books whole.</summary>
public enum RecoveryKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>The missing messages alone.</summary>
    Fill,

    /// <summary>A snapshot, and what came after it.</summary>
    Snapshot,

    /// <summary>Another session: from its snapshot or from its first message.</summary>
    Session,
}

/// <summary>A recovery that made the books whole.</summary>
/// <param name="Kind">The largest step that it took.</param>
/// <param name="Reason">What was wrong, in words.</param>
/// <param name="Duration">From the first look that saw it to the whole book.</param>
/// <param name="Messages">Messages that the host played.</param>
public sealed record RecoveryReport(RecoveryKind Kind, string Reason, TimeSpan Duration, ulong Messages);
