using Saker.Wire;

namespace Saker.Card.Feed;

/// <summary>Where the fetching of a snapshot stands.</summary>
public enum SnapshotState
{
    /// <summary>None asked for.</summary>
    Idle,

    /// <summary>Under way.</summary>
    Fetching,

    /// <summary>All of it is there.</summary>
    Complete,

    /// <summary>It came to nothing: <see cref="ISnapshotSource.Failure"/> says why.</summary>
    Failed,
}

/// <summary>Fetches the state of every book at one sequence. Nothing blocks.</summary>
public interface ISnapshotSource
{
    /// <summary>Session that the snapshot must be of.</summary>
    SessionId Session { get; set; }

    /// <summary>First message that is not in the snapshot; valid when complete.</summary>
    ulong NextSequence { get; }

    /// <summary>Why it failed: one sentence.</summary>
    string Failure { get; }

    /// <summary>Begins anew; every message goes to <paramref name="into"/>.</summary>
    void Start(SnapshotMessages into);

    /// <summary>Does what can be done now.</summary>
    SnapshotState Poll();

    /// <summary>Gives up what is under way.</summary>
    void Abort();
}
