using System.Collections.Concurrent;
using Saker.Rpc.Server;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.ControlPlane.Tests;

/// <summary>An appliance that speaks every 50 ms unless it is made silent, and remembers what it was asked.</summary>
internal sealed class FakeAppliance : ApplianceBase
{
    private uint _causes;
    private uint _trips;

    public ConcurrentQueue<KillRequest> Kills { get; } = new();

    public ConcurrentQueue<ArmRequest> Arms { get; } = new();

    public const uint Nonce = 77;

    public ConcurrentQueue<ActivateRequest> Activations { get; } = new();

    public ConcurrentQueue<EnterOrderRequest> Orders { get; } = new();

    public ConcurrentQueue<CancelOrderRequest> Cancels { get; } = new();

    public ConcurrentQueue<ModifyOrderRequest> Modifies { get; } = new();

    public ConcurrentQueue<MassCancelRequest> MassCancels { get; } = new();

    public ConcurrentQueue<KillSlotRequest> SlotKills { get; } = new();

    public ConcurrentQueue<ClearSlotRequest> SlotClears { get; } = new();

    /// <summary>The hash of the bank that does not run.</summary>
    public static readonly string BankHash = new('B', 64);

    public ConcurrentQueue<LoadBankRequest> Loads { get; } = new();

    public ConcurrentQueue<SwapBankRequest> Swaps { get; } = new();

    public ConcurrentQueue<ReadBankRequest> Reads { get; } = new();

    /// <summary>When set, the streams stay open and say nothing more.</summary>
    public volatile bool Silent;

    public override Task<ApplianceState> GetState(GetStateRequest request, ServerCallContext context) => Task.FromResult(State());

    public override async Task WatchState(GetStateRequest request, IServerStreamWriter<ApplianceState> states, ServerCallContext context)
    {
        while (true)
        {
            if (!Silent)
            {
                await states.WriteAsync(State(), context.CancellationToken);
            }

            await Task.Delay(50, context.CancellationToken);
        }
    }

    public override Task<KillReply> Kill(KillRequest request, ServerCallContext context)
    {
        Kills.Enqueue(request);
        _causes |= 2;
        return Task.FromResult(new KillReply { Causes = 2, GateClosedUnixNs = 1000 + Kills.Count });
    }

    public override Task<ArmReply> Arm(ArmRequest request, ServerCallContext context)
    {
        Arms.Enqueue(request);
        bool armed = request.CausesSeen == _causes;
        if (armed)
        {
            _causes = 0;
        }

        return Task.FromResult(new ArmReply { Armed = armed, Refusal = armed ? "" : "other causes stand" });
    }

    public override Task<ActivateReply> Activate(ActivateRequest request, ServerCallContext context)
    {
        Activations.Enqueue(request);
        bool active = request.Nonce == Nonce && _causes == 0;
        return Task.FromResult(new ActivateReply { Active = active, Refusal = active ? "" : "an earlier state" });
    }

    public override Task<EnterOrderReply> EnterOrder(EnterOrderRequest request, ServerCallContext context)
    {
        Orders.Enqueue(request);
        return Task.FromResult(_causes == 0 ? new EnterOrderReply { Sent = true, Urn = 17 } : new EnterOrderReply { Refusal = "killed" });
    }

    public override Task<CancelOrderReply> CancelOrder(CancelOrderRequest request, ServerCallContext context)
    {
        Cancels.Enqueue(request);
        return Task.FromResult(request.Urn == 17 ? new CancelOrderReply { Marked = true, Slot = 1 } : new CancelOrderReply { Refusal = "not open" });
    }

    public override Task<ModifyOrderReply> ModifyOrder(ModifyOrderRequest request, ServerCallContext context)
    {
        Modifies.Enqueue(request);
        return Task.FromResult(request.Urn == 17 ? new ModifyOrderReply { Sent = true, Slot = 1 } : new ModifyOrderReply { Refusal = "20 lots in all" });
    }

    public override Task<MassCancelReply> MassCancel(MassCancelRequest request, ServerCallContext context)
    {
        MassCancels.Enqueue(request);
        return Task.FromResult(new MassCancelReply { Open = 3 });
    }

    public override Task<KillSlotReply> KillSlot(KillSlotRequest request, ServerCallContext context)
    {
        SlotKills.Enqueue(request);
        if (request.Slot != 0)
        {
            return Task.FromResult(new KillSlotReply { Refusal = "no such slot" });
        }

        _trips |= 1;
        return Task.FromResult(new KillSlotReply { TripCauses = _trips });
    }

    public override Task<ClearSlotReply> ClearSlot(ClearSlotRequest request, ServerCallContext context)
    {
        SlotClears.Enqueue(request);
        bool cleared = request.CausesSeen == _trips;
        _trips = cleared ? 0 : _trips;
        return Task.FromResult(new ClearSlotReply { Cleared = cleared, Refusal = cleared ? "" : "other trips stand" });
    }

    public override Task<LoadBankReply> LoadBank(LoadBankRequest request, ServerCallContext context)
    {
        Loads.Enqueue(request);
        return Task.FromResult(request.Symbol == "BTCUSD" ? new LoadBankReply { Bank = 1, Hash = BankHash, FallbackDropped = request.DropFallback } : new LoadBankReply { Refusal = "another symbol" });
    }

    public override Task<SwapBankReply> SwapBank(SwapBankRequest request, ServerCallContext context)
    {
        Swaps.Enqueue(request);
        return Task.FromResult(request.Hash == BankHash ? new SwapBankReply { Swapped = true, Running = 1 } : new SwapBankReply { Refusal = "another hash" });
    }

    public override Task<ReadBankReply> ReadBank(ReadBankRequest request, ServerCallContext context)
    {
        Reads.Enqueue(request);
        return Task.FromResult(new ReadBankReply { Bank = request.Bank, HashRead = BankHash });
    }

    public override Task<ReadSignalsReply> ReadSignals(ReadSignalsRequest request, ServerCallContext context) => throw new NotSupportedException();

    private ApplianceState State() => new() { Name = "self", Kill = new() { Killed = _causes != 0, Causes = _causes }, Slots = { new Slot { TripCauses = _trips } } };
}
