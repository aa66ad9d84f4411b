namespace Saker.Venue;

/// <summary>Breaks trades: with every participant that had a side of one, and on the tape of the simulated market.</summary>
internal sealed class TradeBreaker
{
    private readonly IReadOnlyList<OuchSession> _sessions;
    private readonly Action<string, ulong>? _tape;

    /// <param name="sessions">All participants.</param>
    /// <param name="tape">Publishes that the trade of a symbol is broken; null while a capture is replayed, whose stream is its own.</param>
    public TradeBreaker(IReadOnlyList<OuchSession> sessions, Action<string, ulong>? tape)
    {
        _sessions = sessions;
        _tape = tape;
        foreach (var session in sessions)
        {
            session.BreakDue += match => Break(match, 'S');
        }
    }

    /// <summary>Breaks a trade; one that no participant had, or that is broken already, is left alone. True when it was broken now.</summary>
    /// <param name="match">Match number.</param>
    /// <param name="reason">E erroneous, C consent, S supervisory, X external.</param>
    public bool Break(ulong match, char reason)
    {
        string? symbol = null;
        foreach (var session in _sessions)
        {
            symbol = session.Break(match, reason) ?? symbol;
        }

        if (symbol is not null)
        {
            _tape?.Invoke(symbol, match);
        }

        return symbol is not null;
    }
}
