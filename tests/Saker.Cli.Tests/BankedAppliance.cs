using Saker.Rpc.Server;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Cli.Tests;

/// <summary>An appliance with two slots, whose first one has two banks, and no card.</summary>
internal sealed class BankedAppliance : ApplianceBase
{
    public static readonly string RunningHash = new('A', 64), StandbyHash = new('B', 64);

    /// <summary>Of the second slot.</summary>
    public SlotFallback? Fallback { get; set; }

    public List<LoadBankRequest> Loads { get; } = [];

    public List<SwapBankRequest> Swaps { get; } = [];

    public List<ReadBankRequest> Reads { get; } = [];

    /// <summary>What a read gives.</summary>
    public ReadBankReply Bank { get; } = new();

    /// <summary>What its card measures, of one symbol.</summary>
    public ReadSignalsReply Signals { get; } = new();

    /// <summary>Symbols whose signals were asked for.</summary>
    public List<string> SignalsOf { get; } = [];

    /// <summary>Why nothing is done.</summary>
    public string Refusal { get; set; } = string.Empty;

    public override Task<ApplianceState> GetState(GetStateRequest request, ServerCallContext context) => Task.FromResult(new ApplianceState
    {
        Kill = new KillProgress(),
        TickToOrder = new Latency(),
        Slots =
        {
            new Slot
            {
                Name = "main", Symbol = "BTCUSD", BankSwaps = 4, Banks = { new ParameterBank { Hash = RunningHash, Whole = true }, new ParameterBank { Hash = StandbyHash } }, Refused = 3,
                RefusedBy = { new Counter { Name = "collar", Value = 1 }, new Counter { Name = "throttle", Value = 2 } },
            },
            new Slot { Index = 1, Name = "twin", Symbol = "ETHUSD", Position = -5, PositionHost = -5, TripCauses = 1, Trips = { "manual" }, Fallback = Fallback, Desk = { new Order { Urn = 9, Symbol = "ETHUSD", Slot = 1, State = "live" } } },
        },
        Books = { new Book { Instrument = new Instrument { Symbol = "ETHUSD", PriceDecimals = 2, Tick = 1 } } },
    });

    public List<KillSlotRequest> Kills { get; } = [];

    public List<ClearSlotRequest> Clears { get; } = [];

    public List<MassCancelRequest> MassCancels { get; } = [];

    public List<EnterOrderRequest> Orders { get; } = [];

    public override Task<LoadBankReply> LoadBank(LoadBankRequest request, ServerCallContext context)
    {
        Loads.Add(request);
        return Task.FromResult(new LoadBankReply { Bank = 1, Hash = Refusal.Length == 0 ? StandbyHash : string.Empty, Refusal = Refusal, FallbackDropped = request.DropFallback });
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

    public override Task<ReadSignalsReply> ReadSignals(ReadSignalsRequest request, ServerCallContext context)
    {
        SignalsOf.Add(request.Symbol);
        return Task.FromResult(request.Symbol == Signals.Symbol ? Signals : new ReadSignalsReply { Refusal = $"'{request.Symbol}' is not tracked" });
    }

    public override Task WatchState(GetStateRequest request, IServerStreamWriter<ApplianceState> states, ServerCallContext context) => throw new NotSupportedException();

    public override Task<KillReply> Kill(KillRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<ArmReply> Arm(ArmRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<ActivateReply> Activate(ActivateRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<EnterOrderReply> EnterOrder(EnterOrderRequest request, ServerCallContext context)
    {
        Orders.Add(request);
        return Task.FromResult(new EnterOrderReply { Sent = true, Urn = 17 });
    }

    public override Task<CancelOrderReply> CancelOrder(CancelOrderRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<ModifyOrderReply> ModifyOrder(ModifyOrderRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<MassCancelReply> MassCancel(MassCancelRequest request, ServerCallContext context)
    {
        MassCancels.Add(request);
        return Task.FromResult(new MassCancelReply { Open = 3 });
    }

    public override Task<KillSlotReply> KillSlot(KillSlotRequest request, ServerCallContext context)
    {
        Kills.Add(request);
        return Task.FromResult(new KillSlotReply { TripCauses = 1 });
    }

    public override Task<ClearSlotReply> ClearSlot(ClearSlotRequest request, ServerCallContext context)
    {
        Clears.Add(request);
        return Task.FromResult(new ClearSlotReply { Cleared = true });
    }
}
