using Saker.Rpc.Server;
using Saker.V1;

namespace Saker.Rpc.Services;

/// <summary>Server side of <c>saker.v1.ControlPlane</c>; see the .proto for what each method promises. Handlers run concurrently.</summary>
public abstract class ControlPlaneBase : RpcService
{
    /// <summary>Registers the methods.</summary>
    protected ControlPlaneBase()
    {
        Unary(ControlPlaneMethods.Login, Login);
        Unary(ControlPlaneMethods.Logout, Logout);
        Unary(ControlPlaneMethods.GetState, GetState);
        ServerStreaming(ControlPlaneMethods.WatchState, WatchState);
        Unary(ControlPlaneMethods.Kill, Kill);
        Unary(ControlPlaneMethods.Arm, Arm);
        Unary(ControlPlaneMethods.Activate, Activate);
        Unary(ControlPlaneMethods.EnterOrder, EnterOrder);
        Unary(ControlPlaneMethods.CancelOrder, CancelOrder);
        Unary(ControlPlaneMethods.ModifyOrder, ModifyOrder);
        Unary(ControlPlaneMethods.MassCancel, MassCancel);
        Unary(ControlPlaneMethods.KillSlot, KillSlot);
        Unary(ControlPlaneMethods.ClearSlot, ClearSlot);
        Unary(ControlPlaneMethods.LoadBank, LoadBank);
        Unary(ControlPlaneMethods.SwapBank, SwapBank);
        Unary(ControlPlaneMethods.ReadBank, ReadBank);
    }

    /// <summary>Password to token.</summary>
    public abstract Task<LoginReply> Login(LoginRequest request, ServerCallContext context);

    /// <summary>Forgets the token.</summary>
    public abstract Task<LogoutReply> Logout(LogoutRequest request, ServerCallContext context);

    /// <summary>The fleet now.</summary>
    public abstract Task<FleetState> GetState(GetStateRequest request, ServerCallContext context);

    /// <summary>The fleet now, then at every change.</summary>
    public abstract Task WatchState(GetStateRequest request, IServerStreamWriter<FleetState> states, ServerCallContext context);

    /// <summary>Kills every appliance.</summary>
    public abstract Task<KillReply> Kill(KillRequest request, ServerCallContext context);

    /// <summary>Arms for exactly the causes seen.</summary>
    public abstract Task<ArmReply> Arm(ArmRequest request, ServerCallContext context);

    /// <summary>Makes a reducing appliance active.</summary>
    public abstract Task<ActivateReply> Activate(ActivateRequest request, ServerCallContext context);

    /// <summary>Enters an order of the desk; returns when it is sent or refused.</summary>
    public abstract Task<EnterOrderReply> EnterOrder(EnterOrderRequest request, ServerCallContext context);

    /// <summary>Has an order of the desk cancelled.</summary>
    public abstract Task<CancelOrderReply> CancelOrder(CancelOrderRequest request, ServerCallContext context);

    /// <summary>Has an order of the desk made smaller; returns when that has left or was refused.</summary>
    public abstract Task<ModifyOrderReply> ModifyOrder(ModifyOrderRequest request, ServerCallContext context);

    /// <summary>Has every open order of a scope cancelled.</summary>
    public abstract Task<MassCancelReply> MassCancel(MassCancelRequest request, ServerCallContext context);

    /// <summary>Halts one slot of one appliance.</summary>
    public abstract Task<KillSlotReply> KillSlot(KillSlotRequest request, ServerCallContext context);

    /// <summary>Clears exactly the trips seen.</summary>
    public abstract Task<ClearSlotReply> ClearSlot(ClearSlotRequest request, ServerCallContext context);

    /// <summary>Loads parameters into the bank of a slot that does not run.</summary>
    public abstract Task<LoadBankReply> LoadBank(LoadBankRequest request, ServerCallContext context);

    /// <summary>Has the other bank of a slot run, if its hash is the one named.</summary>
    public abstract Task<SwapBankReply> SwapBank(SwapBankRequest request, ServerCallContext context);

    /// <summary>Reads a bank from the card.</summary>
    public abstract Task<ReadBankReply> ReadBank(ReadBankRequest request, ServerCallContext context);
}
