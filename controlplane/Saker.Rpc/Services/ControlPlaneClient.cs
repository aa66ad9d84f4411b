using Saker.Rpc.Client;
using Saker.V1;

namespace Saker.Rpc.Services;

/// <summary>Client side of <c>saker.v1.ControlPlane</c>. Every method throws <see cref="RpcException"/> when the call does not end Ok. Thread-safe.</summary>
public sealed class ControlPlaneClient(RpcChannel channel)
{
    /// <summary>The metadata that carry a token.</summary>
    public static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    /// <summary>Password to token.</summary>
    public Task<LoginReply> LoginAsync(LoginRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.Login, request, call);

    /// <summary>Forgets the token.</summary>
    public Task<LogoutReply> LogoutAsync(CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.Logout, new LogoutRequest(), call);

    /// <summary>The fleet now.</summary>
    public Task<FleetState> GetStateAsync(CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.GetState, new GetStateRequest(), call);

    /// <summary>The fleet now, then at every change, until cancelled.</summary>
    public IAsyncEnumerable<FleetState> WatchStateAsync(CallOptions call = default) =>
        channel.ServerStreamingAsync(ControlPlaneMethods.WatchState, new GetStateRequest(), call);

    /// <summary>Kills every appliance.</summary>
    public Task<KillReply> KillAsync(KillRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.Kill, request, call);

    /// <summary>Arms for exactly the causes seen.</summary>
    public Task<ArmReply> ArmAsync(ArmRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.Arm, request, call);

    /// <summary>Makes a reducing appliance active.</summary>
    public Task<ActivateReply> ActivateAsync(ActivateRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.Activate, request, call);

    /// <summary>Enters an order of the desk; returns when it is sent or refused.</summary>
    public Task<EnterOrderReply> EnterOrderAsync(EnterOrderRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.EnterOrder, request, call);

    /// <summary>Has an order of the desk cancelled.</summary>
    public Task<CancelOrderReply> CancelOrderAsync(CancelOrderRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.CancelOrder, request, call);

    /// <summary>Has an order of the desk made smaller; returns when that has left or was refused.</summary>
    public Task<ModifyOrderReply> ModifyOrderAsync(ModifyOrderRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.ModifyOrder, request, call);

    /// <summary>Has every open order of a scope cancelled.</summary>
    public Task<MassCancelReply> MassCancelAsync(MassCancelRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.MassCancel, request, call);

    /// <summary>Halts one slot of one appliance.</summary>
    public Task<KillSlotReply> KillSlotAsync(KillSlotRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.KillSlot, request, call);

    /// <summary>Clears exactly the trips seen.</summary>
    public Task<ClearSlotReply> ClearSlotAsync(ClearSlotRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.ClearSlot, request, call);

    /// <summary>Loads parameters into the bank of a slot that does not run.</summary>
    public Task<LoadBankReply> LoadBankAsync(LoadBankRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.LoadBank, request, call);

    /// <summary>Has the other bank of a slot run, if its hash is the one named.</summary>
    public Task<SwapBankReply> SwapBankAsync(SwapBankRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.SwapBank, request, call);

    /// <summary>Reads a bank from the card.</summary>
    public Task<ReadBankReply> ReadBankAsync(ReadBankRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.ReadBank, request, call);
}
