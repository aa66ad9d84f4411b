namespace Saker.Host.Session;

/// <summary>Pauses between a loss and the next connection: they double until a session was up.</summary>
internal sealed class Reconnection(OrderSessionOptions options, TimeProvider time)
{
    private TimeSpan _pause;
    private long _since;

    /// <summary>The present pause is over.</summary>
    public bool Over => time.GetElapsedTime(_since) >= _pause;

    /// <summary>Begins a pause and returns its length.</summary>
    public TimeSpan Next()
    {
        TimeSpan doubled = _pause == TimeSpan.Zero ? options.FirstPause : 2 * _pause;
        _pause = doubled < options.LongestPause ? doubled : options.LongestPause;
        _since = time.GetTimestamp();
        return _pause;
    }

    /// <summary>The next pause is the first again.</summary>
    public void Reset() => _pause = TimeSpan.Zero;
}
