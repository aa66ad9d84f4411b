using Microsoft.Extensions.Logging;
using Saker.Rpc;
using Saker.V1;

namespace Saker.ControlPlane.Fleet;

/// <summary>
/// Carries a kill to every appliance at once. Needs nothing but the network: no database, no state of the links.
/// A kill that was asked for goes on even when the caller goes away.
/// </summary>
internal sealed class KillRelay(ApplianceFleet fleet, PersistentCall persistent, ILogger<KillRelay> log)
{
    private readonly RequestMemory<KillReply> _kills = new();

    /// <summary>Kills. The same request id again gives the same kill's reply; one that failed is tried anew.</summary>
    /// <returns>Causes of all appliances together; the time at which the last gate closed.</returns>
    /// <exception cref="RpcException">Unavailable: at least one appliance was not reached; it is named. The others are killed.</exception>
    public Task<KillReply> KillAsync(KillRequest request, string actor) => _kills.OnceAsync(request.RequestId, () => SendAsync(request, actor));

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

    private async Task<(string Name, KillReply? Reply)> SendAsync(ApplianceLinkWorker link, KillRequest request) =>
        (link.Name, await persistent.SendAsync(link, request.RequestId, (client, call) => client.KillAsync(request, call)).ConfigureAwait(false));
}
