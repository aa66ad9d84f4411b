namespace Saker.Model;

/// <summary>Index of each feed counter (CNT_FEED).</summary>
public enum FeedCounter
{
    Frames,
    BadFcs,
    Runt,
    Oversize,
    XgmiiError,
    NotIpv4,
    BadIp,
    NotUdp,
    NotOurs,
    BadUdp,
    WrongSession,
    Heartbeat,
    EndOfSession,
    Duplicate,
    Gap,
    Truncated,
    Packets,
    Messages,
    UnknownType,
    BadLength,
    Untracked,
    BookMessages,
    IgnoredStale,
    AfterGap,
}

/// <summary>The card's wrapping 32-bit feed counters.</summary>
public sealed class FeedCounters
{
    public const int Count = 24;
    private readonly uint[] _values = new uint[Count];

    public uint this[FeedCounter counter] => _values[(int)counter];

    /// <summary>All of them, in register order.</summary>
    public ReadOnlySpan<uint> Values => _values;

    internal void Add(FeedCounter counter, uint by = 1) => _values[(int)counter] += by;
}
