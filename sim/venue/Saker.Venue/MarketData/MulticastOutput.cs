namespace Saker.Venue;

/// <summary>Packets that leave at instants of their own, later than the step that made them.</summary>
public interface IDelayedOutput
{
    /// <summary>When the next one is due, simulated ns; <see cref="long.MaxValue"/> when there is none.</summary>
    long NextNs { get; }

    /// <summary>Sends what is due by an instant.</summary>
    void Deliver(long nowNs);
}

/// <summary>Puts what the feed's lines give onto the network, each line on its own socket.</summary>
public sealed class MulticastOutput(FeedLines lines, IReadOnlyList<MulticastLine> sockets) : IDelayedOutput
{
    /// <inheritdoc/>
    public long NextNs => lines.NextNs;

    /// <inheritdoc/>
    public void Deliver(long nowNs)
    {
        while (lines.TryTake(nowNs, out var packet))
        {
            sockets[packet.Line].Send(packet);
        }
    }
}
