using Saker.Rpc;
using Saker.Rpc.Client;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Console;

/// <summary>What a person may do. Each returns null when done, else one sentence.</summary>
public sealed class Actions(ControlPlaneClient client, TimeProvider time)
{
    /// <summary>Kills every appliance.</summary>
    public Task<string?> KillAsync(Session session, string reason) => GuardedAsync(() => client.KillAsync(
        new KillRequest { RequestId = Guid.NewGuid().ToString(), Reason = reason, ClickedUnixNs = Now(), Source = "console" }, Call(session)));

    /// <summary>Cancels every open order of every appliance; a slot that is ACTIVE may quote again.</summary>
    public async Task<string?> CancelAllAsync(Session session)
    {
        MassCancelReply? reply = null;
        string? fault = await GuardedAsync(async () => reply = await client.MassCancelAsync(
            new MassCancelRequest { RequestId = Guid.NewGuid().ToString(), Source = "console", Scope = CancelScope.All }, Call(session)));
        return fault ?? (reply!.Refusal.Length == 0 ? null : reply.Refusal);
    }

    /// <summary>Opens the latch for exactly the causes that the person saw.</summary>
    public async Task<string?> ArmAsync(Session session, uint causes, uint nonce, string configHash)
    {
        ArmReply? reply = null;
        string? fault = await GuardedAsync(async () => reply = await client.ArmAsync(new ArmRequest { RequestId = Guid.NewGuid().ToString(), CausesSeen = causes, Nonce = nonce, ConfigHash = configHash }, Call(session)));
        return fault ?? (reply!.Armed ? null : reply.Refusal);
    }

    /// <summary>Lets every order leave again: the second act, for the state that the person saw.</summary>
    public async Task<string?> ActivateAsync(Session session, uint nonce)
    {
        ActivateReply? reply = null;
        string? fault = await GuardedAsync(async () => reply = await client.ActivateAsync(new ActivateRequest { RequestId = Guid.NewGuid().ToString(), Nonce = nonce }, Call(session)));
        return fault ?? (reply!.Active ? null : reply.Refusal);
    }

    /// <summary>Halts one slot; others go on.</summary>
    public async Task<string?> KillSlotAsync(Session session, string appliance, int slot)
    {
        KillSlotReply? reply = null;
        string? fault = await GuardedAsync(async () => reply = await client.KillSlotAsync(
            new KillSlotRequest { RequestId = Guid.NewGuid().ToString(), Source = "console", Reason = "console", Appliance = appliance, Slot = (uint)slot }, Call(session)));
        return fault ?? (reply!.Refusal.Length == 0 ? null : reply.Refusal);
    }

    /// <summary>Clears exactly the trips that the person saw.</summary>
    public async Task<string?> ClearSlotAsync(Session session, string appliance, int slot, uint trips, bool newPeriod)
    {
        ClearSlotReply? reply = null;
        string? fault = await GuardedAsync(async () => reply = await client.ClearSlotAsync(
            new ClearSlotRequest { RequestId = Guid.NewGuid().ToString(), Source = "console", Appliance = appliance, Slot = (uint)slot, CausesSeen = trips, NewPeriod = newPeriod }, Call(session)));
        return fault ?? (reply!.Cleared ? null : reply.Refusal);
    }

    private static CallOptions Call(Session session) => new(TimeSpan.FromSeconds(5), ControlPlaneClient.Bearer(session.Token));

    private static async Task<string?> GuardedAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (RpcException e)
        {
            return e.Detail;
        }
    }

    private long Now() => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
}
