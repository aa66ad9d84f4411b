using Saker.Rpc.Server;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Cli.Tests.Drills;

/// <summary>An appliance that quotes, is killed and armed as a drill wants it, and can be made to do it wrong.</summary>
internal sealed class DrilledAppliance(string card = "simulated") : ApplianceBase
{
    private readonly Lock _lock = new();
    private KillProgress _kill = new();

    public int Kills { get; private set; }

    public const string ConfigHash = "C0FFEE";

    public List<uint> Arms { get; } = [];

    /// <summary>The configuration that each arming named.</summary>
    public List<string> Configurations { get; } = [];

    /// <summary>What else becomes of a kill's state.</summary>
    public Action<ApplianceState>? Killed { get; set; }

    /// <summary>The latch is closed already.</summary>
    public uint StandingCauses { init => _kill = new KillProgress { Killed = true, Causes = value, CauseNames = { "something else" } }; }

    public override Task<ApplianceState> GetState(GetStateRequest request, ServerCallContext context) => Task.FromResult(State());

    public override async Task WatchState(GetStateRequest request, IServerStreamWriter<ApplianceState> states, ServerCallContext context)
    {
        while (true)
        {
            await states.WriteAsync(State(), context.CancellationToken);
            await Task.Delay(20, context.CancellationToken);
        }
    }

    public override Task<KillReply> Kill(KillRequest request, ServerCallContext context)
    {
        lock (_lock)
        {
            Kills++;
            _kill = new KillProgress
            {
                Killed = true, Causes = KillDrill.Cause, Confirmed = true, Reason = request.Reason, ClickedUnixNs = request.ClickedUnixNs,
                GateClosedUnixNs = request.ClickedUnixNs + (Kills * 1_000_000), LastCancelUnixNs = request.ClickedUnixNs + (Kills * 2_000_000),
                ConfirmedUnixNs = request.ClickedUnixNs + (Kills * 3_000_000), CauseNames = { "manual" },
            };
            return Task.FromResult(new KillReply { Causes = _kill.Causes, GateClosedUnixNs = _kill.GateClosedUnixNs });
        }
    }

    public override Task<ArmReply> Arm(ArmRequest request, ServerCallContext context)
    {
        lock (_lock)
        {
            Arms.Add(request.CausesSeen);
            Configurations.Add(request.ConfigHash);
            _kill = new KillProgress();
            return Task.FromResult(new ArmReply { Armed = true });
        }
    }

    public override Task<ActivateReply> Activate(ActivateRequest request, ServerCallContext context) => Task.FromResult(new ActivateReply { Active = true });

    public override Task<EnterOrderReply> EnterOrder(EnterOrderRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<CancelOrderReply> CancelOrder(CancelOrderRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<ModifyOrderReply> ModifyOrder(ModifyOrderRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<MassCancelReply> MassCancel(MassCancelRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<KillSlotReply> KillSlot(KillSlotRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<ClearSlotReply> ClearSlot(ClearSlotRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<LoadBankReply> LoadBank(LoadBankRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<SwapBankReply> SwapBank(SwapBankRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<ReadBankReply> ReadBank(ReadBankRequest request, ServerCallContext context) => throw new NotSupportedException();

    public override Task<ReadSignalsReply> ReadSignals(ReadSignalsRequest request, ServerCallContext context) => throw new NotSupportedException();

    private ApplianceState State()
    {
        lock (_lock)
        {
            var state = new ApplianceState { Name = "drilled", Card = card, ConfigHash = ConfigHash, Kill = _kill.Clone(), OrderEntry = new OrderEntryState(), Slots = { new Slot() } };
            if (_kill.Killed)
            {
                Killed?.Invoke(state);
            }
            else
            {
                state.Slots[0].Quotes.Add([new Order { Urn = 1, State = "live" }, new Order { Urn = 2, State = "live", Sell = true }]);
            }

            return state;
        }
    }
}
