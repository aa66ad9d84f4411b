using Saker.Card.Feed;

namespace Saker.Host.Feed;

/// <summary>What the card listens to and whom the host may ask for what is missing.</summary>
/// <param name="Lines">Addresses and session.</param>
/// <param name="HasB">Line B is connected.</param>
/// <param name="Retransmitter">Re-request server; null: none.</param>
/// <param name="Snapshots">Snapshot server; null: none.</param>
/// <param name="Options">Limits; null: the usual ones.</param>
public sealed record FeedSetup(FeedPair Lines, bool HasB, IRetransmitter? Retransmitter, ISnapshotSource? Snapshots, RecoveryOptions? Options = null) : IDisposable
{
    /// <summary>As the command line says.</summary>
    /// <exception cref="HostException">No way to a server.</exception>
    public static FeedSetup Of(DaemonOptions options)
    {
        var lines = new FeedPair(
            Daemon.Ip(options.Feed.Address), (ushort)options.Feed.Port,
            options.FeedB is { } b ? Daemon.Ip(b.Address) : default, (ushort)(options.FeedB?.Port ?? 0), options.Session) { Market = options.Market };
        try
        {
            return new FeedSetup(
                lines, options.FeedB is not null,
                options.Rerequest is { } server ? new UdpRetransmitter(server) : null,
                options.Glimpse is { } glimpse ? new GlimpseClient(glimpse, new GlimpseOptions { User = options.User, Password = options.Password }, TimeProvider.System) : null);
        }
        catch (System.Net.Sockets.SocketException e)
        {
            throw new HostException($"The re-request server {options.Rerequest} cannot be reached: {e.Message}. Without it what both lines lose cannot be filled. Correct --rerequest or leave it out.", e);
        }
    }

    public void Dispose()
    {
        (Retransmitter as IDisposable)?.Dispose();
        (Snapshots as IDisposable)?.Dispose();
    }
}
