using Saker.Rpc;
using Saker.V1;

namespace Saker.ControlPlane.Fleet;

/// <summary>Carries orders of the desk, their modifies and cancels. An order goes to one appliance whose state is fresh; what only makes less asks for no state.</summary>
internal sealed class OrderRelay(ApplianceFleet fleet, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <exception cref="RpcException">InvalidArgument, NotFound, FailedPrecondition (state too old) or what the appliance answered.</exception>
    public Task<EnterOrderReply> EnterAsync(EnterOrderRequest request)
    {
        ApplianceLinkWorker link = fleet.Find(request.Appliance, "the order is for");
        link.RequireFresh(time, ArmRelay.Fresh, "given an order");
        // It goes on when its caller goes away: whether it was sent stands in the audit then.
        return link.Client.EnterOrderAsync(request, new(Timeout));
    }

    /// <exception cref="RpcException">InvalidArgument, NotFound or what the appliance answered.</exception>
    public Task<CancelOrderReply> CancelAsync(CancelOrderRequest request) =>
        fleet.Find(request.Appliance, "the order is of").Client.CancelOrderAsync(request, new(Timeout));

    /// <exception cref="RpcException">InvalidArgument, NotFound or what the appliance answered.</exception>
    public Task<ModifyOrderReply> ModifyAsync(ModifyOrderRequest request) =>
        fleet.Find(request.Appliance, "the order is of").Client.ModifyOrderAsync(request, new(Timeout));

    /// <summary>To one appliance, or to every one. Orders open on all of them together.</summary>
    /// <exception cref="RpcException">NotFound; Unavailable: at least one was not reached; it is named, the others were told.</exception>
    public async Task<MassCancelReply> CancelAsync(MassCancelRequest request)
    {
        IReadOnlyList<ApplianceLinkWorker> links = request.Appliance.Length > 0 ? [fleet.Find(request.Appliance, "to cancel at")] : fleet.Links;
        (string Name, MassCancelReply? Reply, string Fault)[] results = await Task.WhenAll(links.Select(link => CancelAsync(link, request))).ConfigureAwait(false);
        (string Name, MassCancelReply? Reply, string Fault)[] missed = [.. results.Where(r => r.Reply is null)];
        if (missed.Length > 0)
        {
            throw new RpcException(StatusCode.Unavailable, $"NOT CANCELLED at {string.Join(", ", missed.Select(m => $"{m.Name} ({m.Fault})"))}. Kill, or use `saker cancel --all` on that machine.");
        }

        return new()
        {
            Open = (uint)results.Sum(r => r.Reply!.Open),
            Refusal = string.Join(" ", results.Where(r => r.Reply!.Refusal.Length > 0).Select(r => $"{r.Name}: {r.Reply!.Refusal}")),
        };
    }

    private static async Task<(string Name, MassCancelReply? Reply, string Fault)> CancelAsync(ApplianceLinkWorker link, MassCancelRequest request)
    {
        try
        {
            return (link.Name, await link.Client.MassCancelAsync(request, new(Timeout)).ConfigureAwait(false), string.Empty);
        }
        catch (RpcException e)
        {
            return (link.Name, null, e.Detail);
        }
    }
}
