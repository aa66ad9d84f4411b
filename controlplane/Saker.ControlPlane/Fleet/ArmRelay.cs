using Saker.Rpc;
using Saker.V1;

namespace Saker.ControlPlane.Fleet;

/// <summary>Carries an arm, or an activation, to one appliance, and only while its state is fresh.</summary>
internal sealed class ArmRelay(ApplianceFleet fleet, TimeProvider time)
{
    /// <summary>Nobody arms on what was seen longer ago than this.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <exception cref="RpcException">InvalidArgument, NotFound, FailedPrecondition (state too old) or what the appliance answered.</exception>
    public Task<ArmReply> ArmAsync(ArmRequest request, CancellationToken cancel)
    {
        ApplianceLinkWorker link = fleet.Find(request.Appliance, "to arm");
        link.RequireFresh(time, Fresh, "armed");
        return link.Client.ArmAsync(request, new(Timeout, Cancel: cancel));
    }

    /// <exception cref="RpcException">As of <see cref="ArmAsync"/>.</exception>
    public Task<ActivateReply> ActivateAsync(ActivateRequest request, CancellationToken cancel)
    {
        ApplianceLinkWorker link = fleet.Find(request.Appliance, "to activate");
        link.RequireFresh(time, Fresh, "activated");
        return link.Client.ActivateAsync(request, new(Timeout, Cancel: cancel));
    }
}
