namespace Saker.Host.Session;

/// <summary>Numbers of the order session. Times are wall time.</summary>
public sealed record OrderSessionOptions
{
    /// <summary>Retransmission and probes; its look period is the session's.</summary>
    public RetransmissionOptions Retransmission { get; init; } = new();

    /// <summary>Window that we advertise, bytes; the card's buffer holds 4096.</summary>
    public ushort Window { get; init; } = 4096;

    /// <summary>Time from the first ARP request or SYN to the second; it doubles with each that follows (RFC 6298 5.5). The RFC's first figure is 1 s (2.1);
    /// on a line of a few microseconds an answer that has not come by then was lost.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest such time. The RFC lets it grow to 60 s and more; here <see cref="FirstPause"/> and its like follow instead, with another port.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>ARP requests, and SYNs. With six an attempt ends 9 s after the first.</summary>
    public int MostTries { get; init; } = 6;

    /// <summary>A login, and the query behind it, must have been answered within this.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Logins in a row that the venue may reject because the session is not available (S). With the pauses between them nine take 36 s: a
    /// venue drops a connection that has been silent for 15 s, so that of a host that died is gone by then.</summary>
    public int MostLogins { get; init; } = 9;

    /// <summary>The host's heartbeat: a venue wants one each second.</summary>
    public TimeSpan HeartbeatEvery { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>The card's own heartbeat when nothing was sent for so long, whole ms.</summary>
    public TimeSpan CardHeartbeatAfter { get; init; } = TimeSpan.FromMilliseconds(1000);

    /// <summary>The card's own ACK when one has been due for so long, whole µs.</summary>
    public TimeSpan CardAckAfter { get; init; } = TimeSpan.FromMicroseconds(2000);

    /// <summary>The venue sends a heartbeat each second; without any byte for so long it counts as gone.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Bytes of orders that the card may send without the host: about 20,000 orders.</summary>
    public uint OrderBytesAhead { get; init; } = 1 << 20;

    /// <summary>Pause before the first new connection after a loss; it doubles with each that fails.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest such pause.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);
}
