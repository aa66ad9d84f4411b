using Saker.Rpc.Client;
using Saker.V1;

namespace Saker.Rpc.Services;

/// <summary>Client side of <c>saker.v1.Appliance</c>. Every method throws <see cref="RpcException"/> when the call does not end Ok. Thread-safe.</summary>
public sealed class ApplianceClient(RpcChannel channel)
{
    /// <summary>The state now.</summary>
    public Task<ApplianceState> GetStateAsync(CallOptions call = default) =>
        channel.UnaryAsync(ApplianceMethods.GetState, new GetStateRequest(), call);

    /// <summary>The state now, then at every change, until cancelled.</summary>
    public IAsyncEnumerable<ApplianceState> WatchStateAsync(CallOptions call = default) =>
        channel.ServerStreamingAsync(ApplianceMethods.WatchState, new GetStateRequest(), call);

    /// <summary>Closes the latch; returns when it is closed.</summary>
    public Task<KillReply> KillAsync(KillRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ApplianceMethods.Kill, request, call);

    /// <summary>Opens the latch for exactly the causes seen.</summary>
    public Task<ArmReply> ArmAsync(ArmRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ApplianceMethods.Arm, request, call);

    /// <summary>Makes a reducing appliance active.</summary>
    public Task<ActivateReply> ActivateAsync(ActivateRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ApplianceMethods.Activate, request, call);

    /// <summary>Enters an order of the desk; returns when it is sent or refused.</summary>
    public Task<EnterOrderReply> EnterOrderAsync(EnterOrderRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ApplianceMethods.EnterOrder, request, call);

    /// <summary>Has an order of the desk cancelled.</summary>
    public Task<CancelOrderReply> CancelOrderAsync(CancelOrderRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ApplianceMethods.CancelOrder, request, call);

    /// <summary>Has an order of the desk made smaller; returns when that has left or was refused.</summary>
    public Task<ModifyOrderReply> ModifyOrderAsync(ModifyOrderRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ApplianceMethods.ModifyOrder, request, call);

    /// <summary>Has every open order of a scope cancelled.</summary>
    public Task<MassCancelReply> MassCancelAsync(MassCancelRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ApplianceMethods.MassCancel, request, call);

    /// <summary>Halts one slot.</summary>
    public Task<KillSlotReply> KillSlotAsync(KillSlotRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ApplianceMethods.KillSlot, request, call);

    /// <summary>Clears exactly the trips seen.</summary>
    public Task<ClearSlotReply> ClearSlotAsync(ClearSlotRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ApplianceMethods.ClearSlot, request, call);

    /// <summary>Loads parameters into the bank of a slot that does not run.</summary>
    public Task<LoadBankReply> LoadBankAsync(LoadBankRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ApplianceMethods.LoadBank, request, call);

    /// <summary>Has the other bank of a slot run, if its hash is the one named.</summary>
    public Task<SwapBankReply> SwapBankAsync(SwapBankRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ApplianceMethods.SwapBank, request, call);

    /// <summary>Reads a bank from the card.</summary>
    public Task<ReadBankReply> ReadBankAsync(ReadBankRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ApplianceMethods.ReadBank, request, call);

    /// <summary>Reads what the card measures of a symbol.</summary>
    public Task<ReadSignalsReply> ReadSignalsAsync(ReadSignalsRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ApplianceMethods.ReadSignals, request, call);
}
