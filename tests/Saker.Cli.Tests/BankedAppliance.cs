using Saker.Rpc.Server;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Cli.Tests;

/// <summary>An appliance with two banks and no card.</summary>
internal sealed class BankedAppliance : ApplianceBase
{
    public static readonly string RunningHash = new('A', 64), StandbyHash = new('B', 64);

    public List<LoadBankRequest> Loads { get; } = [];

    public List<SwapBankRequest> Swaps { get; } = [];

    public List<ReadBankRequest> Reads { get; } = [];

    /// <summary>What a read gives.</summary>
    public ReadBankReply Bank { get; } = new();

    /// <summary>Why nothing is done.</summary>
    public string Refusal { get; set; } = string.Empty;

    public override Task<ApplianceState> GetState(GetStateRequest request, ServerCallContext context) => Task.FromResult(new ApplianceState
    {
        Kill = new KillProgress(),
        TickToOrder = new Latency(),
        Slots = { new Slot { Symbol = "BTCUSD", BankSwaps = 4, Banks = { new ParameterBank { Hash = RunningHash, Whole = true }, new ParameterBank { Hash = StandbyHash } } } },
    });

    public override Task<LoadBankReply> LoadBank(LoadBankRequest request, ServerCallContext context)
    {
        Loads.Add(request);
        return Task.FromResult(new LoadBankReply { Bank = 1, Hash = Refusal.Length == 0 ? StandbyHash : string.Empty, Refusal = Refusal });
    }

    public override Task<SwapBankReply> SwapBank(SwapBankRequest request, ServerCallContext context)
    {
        Swaps.Add(request);
        return Task.FromResult(new SwapBankReply { Swapped = Refusal.Length == 0, Running = 1, Refusal = Refusal });
    }

    public override Task<ReadBankReply> ReadBank(ReadBankRequest request, ServerCallContext context)
    {
        Reads.Add(request);
        return Task.FromResult(Refusal.Length == 0 ? Bank : new ReadBankReply { Refusal = Refusal });
    }

    public override Task WatchState(GetStateRequest request, IServerStreamWriter<ApplianceState> states, ServerCallContext context) => throw new NotSupportedException();

    public override Task<KillReply> Kill(KillRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<ArmReply> Arm(ArmRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<ActivateReply> Activate(ActivateRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<EnterOrderReply> EnterOrder(EnterOrderRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<CancelOrderReply> CancelOrder(CancelOrderRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<ModifyOrderReply> ModifyOrder(ModifyOrderRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<MassCancelReply> MassCancel(MassCancelRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<KillSlotReply> KillSlot(KillSlotRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<ClearSlotReply> ClearSlot(ClearSlotRequest request, ServerCallContext context) => throw new NotSupportedException();
}
