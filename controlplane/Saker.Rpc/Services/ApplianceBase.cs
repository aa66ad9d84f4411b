using Saker.Rpc.Server;
using Saker.V1;

namespace Saker.Rpc.Services;

/// <summary>Server side of <c>saker.v1.Appliance</c>; see the .proto for what each method promises. Handlers run concurrently.</summary>
public abstract class ApplianceBase : RpcService
{
    /// <summary>Registers the methods.</summary>
    protected ApplianceBase()
    {
        Unary(ApplianceMethods.GetState, GetState);
        ServerStreaming(ApplianceMethods.WatchState, WatchState);
        Unary(ApplianceMethods.Kill, Kill);
        Unary(ApplianceMethods.Arm, Arm);
        Unary(ApplianceMethods.Activate, Activate);
        Unary(ApplianceMethods.EnterOrder, EnterOrder);
        Unary(ApplianceMethods.CancelOrder, CancelOrder);
        Unary(ApplianceMethods.ModifyOrder, ModifyOrder);
        Unary(ApplianceMethods.MassCancel, MassCancel);
        Unary(ApplianceMethods.KillSlot, KillSlot);
        Unary(ApplianceMethods.ClearSlot, ClearSlot);
        Unary(ApplianceMethods.LoadBank, LoadBank);
        Unary(ApplianceMethods.SwapBank, SwapBank);
        Unary(ApplianceMethods.ReadBank, ReadBank);
        Unary(ApplianceMethods.ReadSignals, ReadSignals);
    }

    /// <summary>The state now.</summary>
    public abstract Task<ApplianceState> GetState(GetStateRequest request, ServerCallContext context);

    /// <summary>The state now, then at every change.</summary>
    public abstract Task WatchState(GetStateRequest request, IServerStreamWriter<ApplianceState> states, ServerCallContext context);

    /// <summary>Closes the latch; returns when it is closed.</summary>
    public abstract Task<KillReply> Kill(KillRequest request, ServerCallContext context);

    /// <summary>Opens the latch for exactly the causes seen.</summary>
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

    /// <summary>Halts one slot.</summary>
    public abstract Task<KillSlotReply> KillSlot(KillSlotRequest request, ServerCallContext context);

    /// <summary>Clears exactly the trips seen.</summary>
    public abstract Task<ClearSlotReply> ClearSlot(ClearSlotRequest request, ServerCallContext context);

    /// <summary>Loads parameters into the bank of a slot that does not run.</summary>
    public abstract Task<LoadBankReply> LoadBank(LoadBankRequest request, ServerCallContext context);

    /// <summary>Has the other bank of a slot run, if its hash is the one named.</summary>
    public abstract Task<SwapBankReply> SwapBank(SwapBankRequest request, ServerCallContext context);

    /// <summary>Reads a bank from the card.</summary>
    public abstract Task<ReadBankReply> ReadBank(ReadBankRequest request, ServerCallContext context);

    /// <summary>Reads what the card measures of a symbol.</summary>
    public abstract Task<ReadSignalsReply> ReadSignals(ReadSignalsRequest request, ServerCallContext context);
}
