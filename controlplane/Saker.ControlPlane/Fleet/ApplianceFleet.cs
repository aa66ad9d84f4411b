using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Saker.Rpc;
using Saker.V1;

namespace Saker.ControlPlane.Fleet;

/// <summary>All appliances, followed in the background.</summary>
internal sealed class ApplianceFleet : BackgroundService
{
    private readonly TimeProvider _time;
    private readonly Pulse _pulse = new();

    public ApplianceFleet(Options options, TimeProvider time, ILogger<ApplianceFleet> log)
    {
        _time = time;
        Links = [.. options.Appliances.Select(a => new ApplianceLinkWorker(a.Name, a.Address, _pulse.Beat, time, log))];
    }

    public IReadOnlyList<ApplianceLinkWorker> Links { get; }

    /// <summary>Completes at the next change of any appliance.</summary>
    public Task NextChange => _pulse.Next;

    public FleetState Snapshot()
    {
        FleetState fleet = new();
        foreach (ApplianceLinkWorker worker in Links)
        {
            (ApplianceLink link, ApplianceState? state) = worker.Snapshot();
            fleet.Links.Add(link);
            if (state is not null)
            {
                // The state carries the name it has here, so that link and state belong together whatever the daemon calls itself.
                ApplianceState named = state.Clone();
                named.Name = worker.Name;
                fleet.Appliances.Add(named);
            }
        }

        fleet.UnixNs = _time.UnixNs();
        return fleet;
    }

    /// <summary>One appliance by its name; an empty name means the only one there is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="purpose">What for, for the sentence that asks which one.</param>
    /// <exception cref="RpcException">NotFound or InvalidArgument.</exception>
    public ApplianceLinkWorker Find(string name, string purpose)
    {
        if (name.Length > 0)
        {
            return Links.FirstOrDefault(l => l.Name == name)
                ?? throw new RpcException(StatusCode.NotFound, $"There is no appliance '{name}'.");
        }

        return Links.Count == 1
            ? Links[0]
            : throw new RpcException(StatusCode.InvalidArgument, $"Say which appliance {purpose}.");
    }

    public override void Dispose()
    {
        foreach (ApplianceLinkWorker link in Links)
        {
            link.Dispose();
        }

        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Links.Select(link => link.RunAsync(stoppingToken)));
}
