using Saker.Rpc.Server;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Rpc.Tests;

/// <summary>An appliance whose methods behave as the tests need: answers, fails, waits, ignores its token, and says what it saw.</summary>
internal sealed class ProbeService : ApplianceBase
{
    /// <summary>A call has arrived and waits for its cancellation.</summary>
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource CancellationSeen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DateTimeOffset? DeadlineSeen { get; private set; }

    public override Task<ApplianceState> GetState(GetStateRequest request, ServerCallContext context)
    {
        DeadlineSeen = context.Deadline;
        ApplianceState state = new() { Name = "probe", Note = context.RequestHeaders.Get("x-echo") ?? "" };
        if (context.RequestHeaders.GetBytes("x-size-bin") is { } size)
        {
            state.Note = new string('n', BitConverter.ToInt32(size));
        }

        context.ResponseTrailers.Add("x-trailer", "carried");
        return Task.FromResult(state);
    }

    /// <summary>Three states; then, unless told to end, waits for its cancellation.</summary>
    public override async Task WatchState(GetStateRequest request, IServerStreamWriter<ApplianceState> states, ServerCallContext context)
    {
        for (int i = 0; i < 3; i++)
        {
            await states.WriteAsync(new ApplianceState { Name = "probe", UnixNs = i }, context.CancellationToken);
        }

        switch (context.RequestHeaders.Get("x-then"))
        {
            case "end":
                return;
            case "fail":
                throw new RpcException(StatusCode.DataLoss, "after three");
            default:
                await WaitAsync(context.CancellationToken);
                return;
        }
    }

    public override async Task<KillReply> Kill(KillRequest request, ServerCallContext context)
    {
        switch (request.Reason)
        {
            case "wait":
                await WaitAsync(context.CancellationToken);
                break;
            case "deaf":
                await Release.Task;
                break;
            case "crash":
                throw new InvalidOperationException("not for the caller's eyes");
        }

        return new KillReply { Causes = 2, GateClosedUnixNs = request.ClickedUnixNs };
    }

    public override Task<ArmReply> Arm(ArmRequest request, ServerCallContext context) =>
        throw new RpcException(StatusCode.FailedPrecondition, "Ärger: 100 % nicht bereit\n");

    public override Task<ActivateReply> Activate(ActivateRequest request, ServerCallContext context) => throw new NotSupportedException();

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

    private async Task WaitAsync(CancellationToken cancel)
    {
        Waiting.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancel);
        }
        catch (OperationCanceledException)
        {
            CancellationSeen.TrySetResult();
            throw;
        }
    }
}
