namespace Saker.Host.Session;

/// <summary>Numbers of <see cref="Retransmission"/>. Times are wall time.</summary>
public sealed record RetransmissionOptions
{
    /// <summary>Time between two looks at the card: the clock granularity G of RFC 6298.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMilliseconds(15);

    /// <summary>Timeout before the first round trip was measured (RFC 6298 2.1).</summary>
    public TimeSpan InitialTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Least timeout. RFC 6298 (2.4) says one second; kernels take 200 ms, because that is longer than any peer delays its ACK,
    /// and an order that waits a second for its second transmission is worth nothing.</summary>
    public TimeSpan LeastTimeout { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Greatest timeout, and greatest time between two probes of a closed window (RFC 6298 2.5: 60 s or more).</summary>
    public TimeSpan GreatestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Duplicate ACKs that mean a loss (RFC 5681).</summary>
    public uint DuplicateAcks { get; init; } = 3;

    /// <summary>Tries of one thing, without progress, after which the peer counts as gone. 5 from 200 ms on end after 12.6 s; a SoupBinTCP
    /// server gives up a client that it has not heard for 15 s.</summary>
    public int MostTries { get; init; } = 5;

    /// <summary>Nothing heard for so long, with nothing under way: the first keep-alive probe. The venue's heartbeats come every second.</summary>
    public TimeSpan KeepAliveAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time from one keep-alive probe to the next.</summary>
    public TimeSpan KeepAliveEvery { get; init; } = TimeSpan.FromSeconds(2);
}
