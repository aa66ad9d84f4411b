using Microsoft.Extensions.Logging;
using Saker.Rpc;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.ControlPlane.Fleet;

/// <summary>Carries the kill of a slot to its appliance as a kill is carried, and the clearing of its trips, loads and swaps of its banks as an arm is.</summary>
internal sealed class SlotRelay(ApplianceFleet fleet, PersistentCall persistent, TimeProvider time, ILogger<SlotRelay> log)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    // On a virtual card each word that is written and read back takes its cycles.
    private static readonly TimeSpan BankTimeout = TimeSpan.FromSeconds(10);

    private readonly RequestMemory<KillSlotReply> _kills = new();

    /// <summary>Kills. The same request again gives the same kill's reply; one that failed is tried anew. Goes on even when the caller goes away.</summary>
    /// <exception cref="RpcException">InvalidArgument, NotFound; Unavailable: the appliance was not reached.</exception>
    public Task<KillSlotReply> KillAsync(KillSlotRequest request, string actor) =>
        // A request id that a client uses for two slots must not leave the second one running.
        _kills.OnceAsync($"{request.RequestId} {request.Appliance} {request.Slot}", () => SendAsync(request, actor));

    /// <exception cref="RpcException">InvalidArgument, NotFound, FailedPrecondition (state too old) or what the appliance answered.</exception>
    public Task<ClearSlotReply> ClearAsync(ClearSlotRequest request)
    {
        // It goes on when its caller goes away: what came of it stands in the audit then.
        return Fresh(request.Appliance, "told to clear a slot").ClearSlotAsync(request, new(Timeout));
    }

    /// <exception cref="RpcException">As of <see cref="ClearAsync"/>.</exception>
    public Task<LoadBankReply> LoadAsync(LoadBankRequest request) => Fresh(request.Appliance, "given parameters").LoadBankAsync(request, new(BankTimeout));

    /// <exception cref="RpcException">As of <see cref="ClearAsync"/>.</exception>
    public Task<SwapBankReply> SwapAsync(SwapBankRequest request) => Fresh(request.Appliance, "told to swap banks").SwapBankAsync(request, new(BankTimeout));

    /// <exception cref="RpcException">InvalidArgument, NotFound or what the appliance answered.</exception>
    public Task<ReadBankReply> ReadAsync(ReadBankRequest request) =>
        fleet.Find(request.Appliance, "the slot is of").Client.ReadBankAsync(request, new(BankTimeout));

    /// <summary>The slot's appliance, heard a moment ago.</summary>
    private ApplianceClient Fresh(string appliance, string act)
    {
        ApplianceLinkWorker link = fleet.Find(appliance, "the slot is of");
        link.RequireFresh(time, ArmRelay.Fresh, act);
        return link.Client;
    }

    private async Task<KillSlotReply> SendAsync(KillSlotRequest request, string actor)
    {
        ApplianceLinkWorker link = fleet.Find(request.Appliance, "the slot is of");
        Log.SlotKillAsked(log, request.RequestId, link.Name, request.Slot, actor, request.Source, request.Reason);
        return await persistent.SendAsync(link, request.RequestId, (client, call) => client.KillSlotAsync(request, call)).ConfigureAwait(false)
            ?? throw new RpcException(StatusCode.Unavailable,
                $"NOT KILLED: slot {request.Slot} of {link.Name}, which cannot be reached from here. Use `saker kill --slot {request.Slot}` on that machine.");
    }
}
