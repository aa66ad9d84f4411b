namespace Saker.Card.Feed;

/// <summary>Limits and times of the feed's recovery.</summary>
public sealed record RecoveryOptions
{
    /// <summary>Time between two looks at a healthy card.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>How long messages may be missing before the venue is asked: the other line may still bring them.</summary>
    public TimeSpan FillAfter { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Missing messages beyond which a snapshot is taken instead of a fill.</summary>
    public ulong LargestFill { get; init; } = 20_000;

    /// <summary>Messages of one request, 1..65534.</summary>
    public ushort Chunk { get; init; } = 500;

    /// <summary>Time that an answer may take; doubled at each try.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Requests for the same message before the fill is given up.</summary>
    public int FillTries { get; init; } = 5;

    /// <summary>Time that the quotes may take to be gone before the books are cleared.</summary>
    public TimeSpan QuotesGoneWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Snapshots in a row without a whole book before the pauses between them begin.</summary>
    public int SnapshotTries { get; init; } = 3;

    /// <summary>First pause after failures; doubled each time.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest pause.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long both lines must be without a good frame before another session that they carry is taken.</summary>
    public TimeSpan SessionSilence { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Time in which lines that live show where they stand (heartbeats come each second), and by which one line never lags behind the other.</summary>
    public TimeSpan HeardWithin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Snapshots in a row that make a symbol stale for the same reason before it rests.</summary>
    public int SymbolTries { get; init; } = 3;

    /// <summary>First rest of such a symbol; four times as long each time, up to an hour.</summary>
    public TimeSpan SymbolRest { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Shortest time between two moves of a symbol's window that its book did not force.</summary>
    public TimeSpan MoveEvery { get; init; } = TimeSpan.FromSeconds(30);
}
