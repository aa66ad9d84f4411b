namespace Saker.Host.Feed;

/// <summary>Makes one time line of message timestamps, which are ns since midnight and start again from zero there.</summary>
public sealed class MessageDay
{
    private const long DayNs = 86_400_000_000_000;
    private const long HalfDayNs = DayNs / 2;

    private long _newest = -1;

    /// <summary>The timestamp's place, ns since the midnight before the first message. A step back of half a day or more is a midnight;
    /// a smaller one, or a message of the day before that comes late, is only out of order.</summary>
    /// <param name="timestamp">ns since midnight.</param>
    public long Of(ulong timestamp)
    {
        long time = (long)timestamp;
        if (_newest < 0)
        {
            _newest = time;
            return time;
        }

        long day = _newest / DayNs;
        long placed = (day * DayNs) + time;
        if (_newest - placed >= HalfDayNs)
        {
            placed += DayNs;
        }
        else if (placed - _newest >= HalfDayNs && day > 0)
        {
            placed -= DayNs;
        }

        _newest = Math.Max(_newest, placed);
        return placed;
    }

    /// <summary>Another session begins: its first message sets the day anew.</summary>
    public void Restart() => _newest = -1;
}
