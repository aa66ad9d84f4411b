namespace Saker.Card.Feed;

/// <summary>Pauses that double from the first to the longest.</summary>
internal sealed class Backoff(RecoveryOptions options, TimeProvider time)
{
    private TimeSpan _pause;
    private long _since;

    /// <summary>The present pause is over.</summary>
    public bool Over => time.GetElapsedTime(_since) >= _pause;

    /// <summary>Begins a pause and returns its length.</summary>
    public TimeSpan Next()
    {
        TimeSpan doubled = _pause * 2;
        _pause = _pause == TimeSpan.Zero ? options.FirstPause : doubled < options.LongestPause ? doubled : options.LongestPause;
        _since = time.GetTimestamp();
        return _pause;
    }

    /// <summary>The next pause is the first again.</summary>
    public void Reset() => _pause = TimeSpan.Zero;
}
