using Saker.Rpc;
using Saker.Rpc.Server;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Host.Service;

/// <summary>The appliance's side of the contract: state out; kill, arm and orders in.</summary>
public sealed class ApplianceService(StateStore store, CardCommands commands, ICardControl control, TimeProvider time) : ApplianceBase
{
    private static readonly TimeSpan Fastest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(1);

    public override Task<ApplianceState> GetState(GetStateRequest request, ServerCallContext context) => Task.FromResult(store.Current);

    public override async Task WatchState(GetStateRequest request, IServerStreamWriter<ApplianceState> states, ServerCallContext context)
    {
        CancellationToken cancel = context.CancellationToken;
        while (!cancel.IsCancellationRequested)
        {
            Task changed = store.Changed;
            await states.WriteAsync(store.Current, cancel).ConfigureAwait(false);
            await Task.Delay(Fastest, time, cancel).ConfigureAwait(false);
            await Task.WhenAny(changed, Task.Delay(Slowest - Fastest, time, cancel)).ConfigureAwait(false);
        }
    }

    /// <summary>A kill is idempotent by nature: closing a closed latch changes nothing, so a repeated request id needs no memory.</summary>
    public override async Task<KillReply> Kill(KillRequest request, ServerCallContext context)
    {
        (uint causes, long closed) = await commands.RunAsync(() => control.Kill(request)).ConfigureAwait(false);
        return new KillReply { Causes = causes, GateClosedUnixNs = closed };
    }

    public override async Task<ArmReply> Arm(ArmRequest request, ServerCallContext context)
    {
        if (request.CausesSeen == 0)
        {
            throw new RpcException(StatusCode.InvalidArgument, "Arming names the kill causes that were seen; zero names none.");
        }

        string? refusal = await commands.RunAsync(() => control.Arm(request.CausesSeen, request.Nonce, request.ConfigHash)).ConfigureAwait(false);
        return new ArmReply { Armed = refusal is null, Refusal = refusal ?? string.Empty };
    }

    public override async Task<ActivateReply> Activate(ActivateRequest request, ServerCallContext context)
    {
        string? refusal = await commands.RunAsync(() => control.Activate(request.Nonce)).ConfigureAwait(false);
        return new ActivateReply { Active = refusal is null, Refusal = refusal ?? string.Empty };
    }

    public override Task<EnterOrderReply> EnterOrder(EnterOrderRequest request, ServerCallContext context) => request.RequestId.Length != 0
        ? commands.RunAsync(() => control.EnterOrder(request))
        : throw new RpcException(StatusCode.InvalidArgument, "An order needs a request id: without one a repeated request would be a second order.");

    /// <summary>Cancels are idempotent by nature, as kills are.</summary>
    public override Task<CancelOrderReply> CancelOrder(CancelOrderRequest request, ServerCallContext context) => commands.RunAsync(() => control.CancelOrder(request));

    /// <summary>Idempotent too: the second one makes nothing smaller, and is refused.</summary>
    public override Task<ModifyOrderReply> ModifyOrder(ModifyOrderRequest request, ServerCallContext context) => commands.RunAsync(() => control.ModifyOrder(request));

    public override Task<MassCancelReply> MassCancel(MassCancelRequest request, ServerCallContext context) => commands.RunAsync(() => control.MassCancel(request));

    /// <summary>Halting a halted slot changes nothing, and a cleared one has nothing left to clear: repeated requests need no memory.</summary>
    public override Task<KillSlotReply> KillSlot(KillSlotRequest request, ServerCallContext context) => commands.RunAsync(() => control.KillSlot(request));

    public override Task<ClearSlotReply> ClearSlot(ClearSlotRequest request, ServerCallContext context) => request.CausesSeen != 0
        ? commands.RunAsync(() => control.ClearSlot(request))
        : throw new RpcException(StatusCode.InvalidArgument, "Clearing names the trips that were seen; zero names none.");

    public override Task<LoadBankReply> LoadBank(LoadBankRequest request, ServerCallContext context) => request.RequestId.Length != 0
        ? commands.RunAsync(() => control.LoadBank(request))
        : throw new RpcException(StatusCode.InvalidArgument, "A load needs a request id: after a swap a repeated request would load the other bank too.");

    public override Task<SwapBankReply> SwapBank(SwapBankRequest request, ServerCallContext context) => request.RequestId.Length != 0
        ? commands.RunAsync(() => control.SwapBank(request))
        : throw new RpcException(StatusCode.InvalidArgument, "A swap needs a request id, so that a repeated request gets the first one's reply.");

    public override Task<ReadBankReply> ReadBank(ReadBankRequest request, ServerCallContext context) => commands.RunAsync(() => control.ReadBank(request));

    public override Task<ReadSignalsReply> ReadSignals(ReadSignalsRequest request, ServerCallContext context) => commands.RunAsync(() => control.ReadSignals(request));
}
