using Saker.Rpc;
using Saker.V1;

namespace Saker.ControlPlane.Fleet;

/// <summary>Carries an arm to one appliance, and only while its state is fresh.</summary>
internal sealed class ArmRelay(ApplianceFleet fleet, TimeProvider time)
{
    /// <summary>Nobody arms on what was seen longer ago than this.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <exception cref="RpcException">InvalidArgument, NotFound, FailedPrecondition (state too old) or what the appliance answered.</exception>
    public Task<ArmReply> ArmAsync(ArmRequest request, CancellationToken cancel)
    {
        ApplianceLinkWorker link = Find(request.Appliance);
        (ApplianceLink state, _) = link.Snapshot();
        TimeSpan age = TimeSpan.FromTicks((time.UnixNs() - state.LastHeardUnixNs) / 100);
        if (!state.Connected || age > Fresh)
        {
            throw new RpcException(StatusCode.FailedPrecondition, $"{link.Name} was last heard too long ago to be armed from here.");
        }

        return link.Client.ArmAsync(request, new(Timeout, Cancel: cancel));
    }

    private ApplianceLinkWorker Find(string name)
    {
        if (name.Length > 0)
        {
            return fleet.Links.FirstOrDefault(l => l.Name == name)
                ?? throw new RpcException(StatusCode.NotFound, $"There is no appliance '{name}'.");
        }

        return fleet.Links.Count == 1
            ? fleet.Links[0]
            : throw new RpcException(StatusCode.InvalidArgument, "Say which appliance to arm.");
    }
}
