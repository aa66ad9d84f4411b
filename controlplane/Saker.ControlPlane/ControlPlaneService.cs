using Microsoft.Data.Sqlite;
using Saker.ControlPlane.Auth;
using Saker.ControlPlane.Fleet;
using Saker.ControlPlane.Storage;
using Saker.Rpc;
using Saker.Rpc.Server;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.ControlPlane;

/// <summary>The service of saker.v1.ControlPlane: who may do what, in which order it is recorded, and to whom it goes.</summary>
internal sealed class ControlPlaneService(
    Authenticator authenticator, ApplianceFleet fleet, KillRelay kills, ArmRelay arms, SlotRelay slots, OrderRelay orders, AuditLog audit, TimeProvider time) : ControlPlaneBase
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(1);

    public override async Task<LoginReply> Login(LoginRequest request, ServerCallContext context)
    {
        (string token, Session session) = await authenticator.LoginAsync(
            request.User, request.Password, context.Peer, context.CancellationToken).ConfigureAwait(false);
        return new() { Token = token, Role = session.Role, ExpiresUnixMs = session.Expires.ToUnixTimeMilliseconds() };
    }

    public override Task<LogoutReply> Logout(LogoutRequest request, ServerCallContext context)
    {
        authenticator.Logout(context.RequestHeaders);
        return Task.FromResult(new LogoutReply());
    }

    public override Task<FleetState> GetState(GetStateRequest request, ServerCallContext context)
    {
        authenticator.Require(context.RequestHeaders);
        return Task.FromResult(fleet.Snapshot());
    }

    public override async Task WatchState(GetStateRequest request, IServerStreamWriter<FleetState> states, ServerCallContext context)
    {
        while (true)
        {
            // At every turn: a session that ended or expired sees no more.
            authenticator.Require(context.RequestHeaders);
            Task change = fleet.NextChange;
            await states.WriteAsync(fleet.Snapshot(), context.CancellationToken).ConfigureAwait(false);
            await Task.Delay(ShortestInterval, time, context.CancellationToken).ConfigureAwait(false);
            using CancellationTokenSource changed = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
            await Task.WhenAny(change, Task.Delay(LongestInterval - ShortestInterval, time, changed.Token)).ConfigureAwait(false);
            await changed.CancelAsync().ConfigureAwait(false);
        }
    }

    public override async Task<KillReply> Kill(KillRequest request, ServerCallContext context)
    {
        Session session = authenticator.RequireOperator(context.RequestHeaders);
        request.RequestId = IdOr(request.RequestId);

        // First the kill, then the record of it: a database that is down costs the record, not the kill.
        string what = $"request {request.RequestId} from {request.Source}: {request.Reason}";
        try
        {
            KillReply reply = await kills.KillAsync(request, session.User).ConfigureAwait(false);
            Record(session.User, "kill", what);
            return reply;
        }
        catch (RpcException e)
        {
            Record(session.User, "kill-incomplete", $"{what}: {e.Detail}");
            throw;
        }
    }

    public override async Task<ArmReply> Arm(ArmRequest request, ServerCallContext context)
    {
        Session session = authenticator.RequireOperator(context.RequestHeaders);
        string what = $"request {request.RequestId} appliance '{request.Appliance}' causes 0x{request.CausesSeen:X} configuration {request.ConfigHash}";
        // What cannot be recorded is not armed.
        RecordFirst(session.User, "arm-asked", what, "Not armed");
        ArmReply reply = await arms.ArmAsync(request, context.CancellationToken).ConfigureAwait(false);
        Record(session.User, reply.Armed ? "armed" : "arm-refused", reply.Armed ? what : $"{what}: {reply.Refusal}");
        return reply;
    }

    public override async Task<ActivateReply> Activate(ActivateRequest request, ServerCallContext context)
    {
        Session session = authenticator.RequireOperator(context.RequestHeaders);
        string what = $"request {request.RequestId} appliance '{request.Appliance}'";
        // What cannot be recorded is not activated.
        RecordFirst(session.User, "activate-asked", what, "Not activated");
        ActivateReply reply = await arms.ActivateAsync(request, context.CancellationToken).ConfigureAwait(false);
        Record(session.User, reply.Active ? "activated" : "activate-refused", reply.Active ? what : $"{what}: {reply.Refusal}");
        return reply;
    }

    public override Task<KillSlotReply> KillSlot(KillSlotRequest request, ServerCallContext context)
    {
        request.RequestId = IdOr(request.RequestId);
        return LessAsync(
            context, "slot-kill", $"request {request.RequestId} from {request.Source}, appliance '{request.Appliance}' slot {request.Slot}: {request.Reason}",
            user => slots.KillAsync(request, user), reply => reply.Refusal);
    }

    public override Task<ClearSlotReply> ClearSlot(ClearSlotRequest request, ServerCallContext context) => RecordedAsync(
        context, new("slot-clear", "slot-cleared", "Not cleared"),
        $"request {request.RequestId} from {request.Source}, appliance '{request.Appliance}' slot {request.Slot}: trips 0x{request.CausesSeen:X}{(request.NewPeriod ? ", new period" : string.Empty)}",
        () => slots.ClearAsync(request), reply => reply.Cleared ? (true, string.Empty) : (false, $": {reply.Refusal}"));

    public override Task<LoadBankReply> LoadBank(LoadBankRequest request, ServerCallContext context) => RecordedAsync(
        context, new("bank-load", "bank-loaded", "Not loaded"),
        $"request {request.RequestId} from {request.Source}, appliance '{request.Appliance}' slot {request.Slot}{(request.DropFallback ? ", fallback dropped" : string.Empty)}: {request.Symbol}{string.Concat(request.Parameters.Select(p => $", {p.Name} {string.Join(' ', p.Values)}"))}",
        () => slots.LoadAsync(request), reply => reply.Refusal.Length == 0 ? (true, $": bank {reply.Bank}, hash {reply.Hash}{Dropped(reply)}") : (false, $": {reply.Refusal}{Dropped(reply)}"));

    private static string Dropped(LoadBankReply reply) => reply.FallbackDropped ? "; the slot's fallback is switched off" : string.Empty;

    public override Task<SwapBankReply> SwapBank(SwapBankRequest request, ServerCallContext context) => RecordedAsync(
        context, new("bank-swap", "bank-swapped", "Not swapped"),
        $"request {request.RequestId} from {request.Source}, appliance '{request.Appliance}' slot {request.Slot}: hash {request.Hash}",
        () => slots.SwapAsync(request), reply => reply.Swapped ? (true, $": bank {reply.Running} runs") : (false, $": {reply.Refusal}"));

    public override Task<ReadBankReply> ReadBank(ReadBankRequest request, ServerCallContext context) => LessAsync(
        context, "bank-read", $"appliance '{request.Appliance}' slot {request.Slot} bank {(request.HasBank ? request.Bank : "that runs")}",
        _ => slots.ReadAsync(request), reply => reply.Refusal);

    public override Task<EnterOrderReply> EnterOrder(EnterOrderRequest request, ServerCallContext context) => RecordedAsync(
        context, new("order", "order-sent", "Not entered"),
        $"request {request.RequestId} from {request.Source}, appliance '{request.Appliance}' slot {request.Slot}: {(request.Sell ? "sell" : "buy")} {request.Quantity} lots at {request.Price} price units{(request.Ioc ? ", immediate or cancel" : string.Empty)}",
        () => orders.EnterAsync(request), reply => reply.Sent ? (true, $": reference {reply.Urn}") : (false, $": {reply.Refusal}"));

    public override Task<CancelOrderReply> CancelOrder(CancelOrderRequest request, ServerCallContext context) => LessAsync(
        context, "cancel", $"request {request.RequestId} from {request.Source}, appliance '{request.Appliance}': order {request.Urn}",
        _ => orders.CancelAsync(request), reply => reply.Refusal, reply => reply.HasSlot ? $" of slot {reply.Slot}" : string.Empty);

    public override Task<MassCancelReply> MassCancel(MassCancelRequest request, ServerCallContext context) => LessAsync(
        context, "cancel", $"request {request.RequestId} from {request.Source}, appliance '{request.Appliance}': {request.Scope} {request.Symbol} slot {request.Slot}",
        _ => orders.CancelAsync(request), reply => reply.Refusal);

    public override Task<ModifyOrderReply> ModifyOrder(ModifyOrderRequest request, ServerCallContext context) => LessAsync(
        context, "modify", $"request {request.RequestId} from {request.Source}, appliance '{request.Appliance}': order {request.Urn} to {request.Quantity} lots in all",
        _ => orders.ModifyAsync(request), reply => reply.Refusal, reply => reply.HasSlot ? $", slot {reply.Slot}" : string.Empty);

    /// <summary>First the record that it was asked for, without which it is not done; then the act, and what came of it.</summary>
    /// <param name="outcome">Of a reply: whether it was done, and what the record says behind what was asked.</param>
    private async Task<T> RecordedAsync<T>(ServerCallContext context, Recorded words, string what, Func<Task<T>> act, Func<T, (bool Done, string Came)> outcome)
    {
        Session session = authenticator.RequireOperator(context.RequestHeaders);
        RecordFirst(session.User, $"{words.Action}-asked", what, words.Otherwise);
        try
        {
            T reply = await act().ConfigureAwait(false);
            (bool done, string came) = outcome(reply);
            Record(session.User, done ? words.Done : $"{words.Action}-refused", $"{what}{came}");
            return reply;
        }
        catch (RpcException e)
        {
            Record(session.User, $"{words.Action}-failed", $"{what}: {e.Detail}");
            throw;
        }
    }

    /// <summary>What only makes less: first the act, then the record of it, as with a kill.</summary>
    /// <param name="found">Of a reply: what the record says behind what was asked; null: nothing.</param>
    private async Task<T> LessAsync<T>(ServerCallContext context, string action, string what, Func<string, Task<T>> act, Func<T, string> refusal, Func<T, string>? found = null)
    {
        Session session = authenticator.RequireOperator(context.RequestHeaders);
        try
        {
            T reply = await act(session.User).ConfigureAwait(false);
            string told = $"{what}{found?.Invoke(reply)}";
            Record(session.User, refusal(reply).Length == 0 ? action : $"{action}-refused", refusal(reply).Length == 0 ? told : $"{told}: {refusal(reply)}");
            return reply;
        }
        catch (RpcException e)
        {
            Record(session.User, $"{action}-incomplete", $"{what}: {e.Detail}");
            throw;
        }
    }

    /// <exception cref="RpcException">Unavailable: the audit cannot be written.</exception>
    private void RecordFirst(string actor, string action, string detail, string otherwise)
    {
        try
        {
            audit.Write(actor, action, detail);
        }
        catch (SqliteException e)
        {
            throw new RpcException(StatusCode.Unavailable, $"{otherwise}: the audit cannot be written.", e);
        }
    }

    /// <summary>A kill is never refused for its form: one without an id is given one.</summary>
    private static string IdOr(string id) => id.Length != 0 ? id : Guid.NewGuid().ToString();

    /// <summary>Away from the caller, who must not wait for a slow disk.</summary>
    private void Record(string actor, string action, string detail) => _ = Task.Run(() => audit.WriteOrLog(actor, action, detail));

    /// <summary>What the audit calls an act.</summary>
    /// <param name="Action">"slot-clear": with "-asked", "-refused", "-failed".</param>
    /// <param name="Done">When it was done.</param>
    /// <param name="Otherwise">What the caller is told when it cannot be recorded.</param>
    private readonly record struct Recorded(string Action, string Done, string Otherwise);
}
