using Saker.V1;

namespace Saker.Rpc.Services;

/// <summary>The methods of <c>saker.v1.Appliance</c>.</summary>
public static class ApplianceMethods
{
    /// <summary>Full name of the service.</summary>
    public const string Service = "saker.v1.Appliance";

    /// <summary>GetState</summary>
    public static readonly RpcMethod<GetStateRequest, ApplianceState> GetState =
        new(RpcMethodKind.Unary, Service, nameof(GetState), GetStateRequest.Parser, ApplianceState.Parser);

    /// <summary>WatchState</summary>
    public static readonly RpcMethod<GetStateRequest, ApplianceState> WatchState =
        new(RpcMethodKind.ServerStreaming, Service, nameof(WatchState), GetStateRequest.Parser, ApplianceState.Parser);

    /// <summary>Kill</summary>
    public static readonly RpcMethod<KillRequest, KillReply> Kill =
        new(RpcMethodKind.Unary, Service, nameof(Kill), KillRequest.Parser, KillReply.Parser);

    /// <summary>Arm</summary>
    public static readonly RpcMethod<ArmRequest, ArmReply> Arm =
        new(RpcMethodKind.Unary, Service, nameof(Arm), ArmRequest.Parser, ArmReply.Parser);

    /// <summary>Activate</summary>
    public static readonly RpcMethod<ActivateRequest, ActivateReply> Activate =
        new(RpcMethodKind.Unary, Service, nameof(Activate), ActivateRequest.Parser, ActivateReply.Parser);

    /// <summary>EnterOrder</summary>
    public static readonly RpcMethod<EnterOrderRequest, EnterOrderReply> EnterOrder =
        new(RpcMethodKind.Unary, Service, nameof(EnterOrder), EnterOrderRequest.Parser, EnterOrderReply.Parser);

    /// <summary>CancelOrder</summary>
    public static readonly RpcMethod<CancelOrderRequest, CancelOrderReply> CancelOrder =
        new(RpcMethodKind.Unary, Service, nameof(CancelOrder), CancelOrderRequest.Parser, CancelOrderReply.Parser);

    /// <summary>ModifyOrder</summary>
    public static readonly RpcMethod<ModifyOrderRequest, ModifyOrderReply> ModifyOrder =
        new(RpcMethodKind.Unary, Service, nameof(ModifyOrder), ModifyOrderRequest.Parser, ModifyOrderReply.Parser);

    /// <summary>MassCancel</summary>
    public static readonly RpcMethod<MassCancelRequest, MassCancelReply> MassCancel =
        new(RpcMethodKind.Unary, Service, nameof(MassCancel), MassCancelRequest.Parser, MassCancelReply.Parser);

    /// <summary>KillSlot</summary>
    public static readonly RpcMethod<KillSlotRequest, KillSlotReply> KillSlot =
        new(RpcMethodKind.Unary, Service, nameof(KillSlot), KillSlotRequest.Parser, KillSlotReply.Parser);

    /// <summary>ClearSlot</summary>
    public static readonly RpcMethod<ClearSlotRequest, ClearSlotReply> ClearSlot =
        new(RpcMethodKind.Unary, Service, nameof(ClearSlot), ClearSlotRequest.Parser, ClearSlotReply.Parser);

    /// <summary>LoadBank</summary>
    public static readonly RpcMethod<LoadBankRequest, LoadBankReply> LoadBank =
        new(RpcMethodKind.Unary, Service, nameof(LoadBank), LoadBankRequest.Parser, LoadBankReply.Parser);

    /// <summary>SwapBank</summary>
    public static readonly RpcMethod<SwapBankRequest, SwapBankReply> SwapBank =
        new(RpcMethodKind.Unary, Service, nameof(SwapBank), SwapBankRequest.Parser, SwapBankReply.Parser);

    /// <summary>ReadBank</summary>
    public static readonly RpcMethod<ReadBankRequest, ReadBankReply> ReadBank =
        new(RpcMethodKind.Unary, Service, nameof(ReadBank), ReadBankRequest.Parser, ReadBankReply.Parser);

    /// <summary>ReadSignals</summary>
    public static readonly RpcMethod<ReadSignalsRequest, ReadSignalsReply> ReadSignals =
        new(RpcMethodKind.Unary, Service, nameof(ReadSignals), ReadSignalsRequest.Parser, ReadSignalsReply.Parser);
}
