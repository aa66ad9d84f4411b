using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Saker.Rpc;
using Saker.Rpc.Client;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.ControlPlane.Fleet;

/// <summary>
/// Carries a kill to every appliance at once. Needs nothing but the network: no database, no state of the links.
/// A kill that was asked for goes on even when the caller goes away.
/// </summary>
internal sealed class KillRelay(ApplianceFleet fleet, TimeProvider time, ILogger<KillRelay> log)
{
    private const int Remembered = 1000;
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    // With the last attempt 4 s at most, so that callers who wait 5 s are told which appliance was missed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    private readonly ConcurrentDictionary<string, Lazy<Task<KillReply>>> _kills = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    /// <summary>Kills. The same request id again gives the same kill's reply; one that failed is tried anew.</summary>
    /// <returns>Causes of all appliances together; the time at which the last gate closed.</returns>
    /// <exception cref="RpcException">Unavailable: at least one appliance was not reached; it is named. The others are killed.</exception>
    public async Task<KillReply> KillAsync(KillRequest request, string actor)
    {
        string id = request.RequestId;
        Lazy<Task<KillReply>> kill = _kills.GetOrAdd(id, key =>
        {
            _order.Enqueue(key);
            return new(() => SendAsync(request, actor));
        });
        try
        {
            return await kill.Value.ConfigureAwait(false);
        }
        catch (RpcException)
        {
            _kills.TryRemove(new(id, kill));
            throw;
        }
        finally
        {
            while (_order.Count > Remembered && _order.TryDequeue(out string? oldest))
            {
                _kills.TryRemove(oldest, out _);
            }
        }
    }

    private async Task<KillReply> SendAsync(KillRequest request, string actor)
    {
        Log.KillAsked(log, request.RequestId, actor, request.Source, request.Reason);
        if (fleet.Links.Count == 0)
        {
            throw new RpcException(StatusCode.Unavailable, "This control plane has no appliance.");
        }

        (string Name, KillReply? Reply)[] results = await Task.WhenAll(
            fleet.Links.Select(link => SendAsync(link, request))).ConfigureAwait(false);
        string[] missed = [.. results.Where(r => r.Reply is null).Select(r => r.Name)];
        if (missed.Length > 0)
        {
            throw new RpcException(StatusCode.Unavailable,
                $"NOT KILLED: {string.Join(", ", missed)} cannot be reached from here. Use `saker kill` on that machine.");
        }

        return new()
        {
            Causes = results.Aggregate(0u, (all, r) => all | r.Reply!.Causes),
            GateClosedUnixNs = results.Max(r => r.Reply!.GateClosedUnixNs),
        };
    }

    private async Task<(string Name, KillReply? Reply)> SendAsync(ApplianceLinkWorker link, KillRequest request)
    {
        long start = time.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return (link.Name, attempt == 1 ? await link.Client.KillAsync(request, new(Attempt)).ConfigureAwait(false) : await AnewAsync(link, request).ConfigureAwait(false));
            }
            catch (RpcException e)
            {
                Log.KillNotReached(log, request.RequestId, link.Name, attempt, e.Message);
            }

            if (time.GetElapsedTime(start) > Patience)
            {
                return (link.Name, null);
            }

            await Task.Delay(Pause, time).ConfigureAwait(false);
        }
    }

    /// <summary>Over a connection of its own: the first one may be open and dead.</summary>
    private static async Task<KillReply> AnewAsync(ApplianceLinkWorker link, KillRequest request)
    {
        using RpcChannel channel = new(link.Address, new() { ConnectTimeout = Attempt });
        return await new ApplianceClient(channel).KillAsync(request, new(Attempt)).ConfigureAwait(false);
    }
}
