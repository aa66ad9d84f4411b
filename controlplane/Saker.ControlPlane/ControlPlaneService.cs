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
    Authenticator authenticator, ApplianceFleet fleet, KillRelay kills, ArmRelay arms, AuditLog audit, TimeProvider time) : ControlPlaneBase
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
        if (request.RequestId.Length == 0)
        {
            // A kill is never refused for its form.
            request.RequestId = Guid.NewGuid().ToString();
        }

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
        string what = $"request {request.RequestId} appliance '{request.Appliance}' causes 0x{request.CausesSeen:X}";
        try
        {
            // First the record: what cannot be recorded is not armed.
            audit.Write(session.User, "arm-asked", what);
        }
        catch (SqliteException e)
        {
            throw new RpcException(StatusCode.Unavailable, "Not armed: the audit cannot be written.", e);
        }

        ArmReply reply = await arms.ArmAsync(request, context.CancellationToken).ConfigureAwait(false);
        Record(session.User, reply.Armed ? "armed" : "arm-refused", reply.Armed ? what : $"{what}: {reply.Refusal}");
        return reply;
    }

    /// <summary>Away from the caller, who must not wait for a slow disk.</summary>
    private void Record(string actor, string action, string detail) => _ = Task.Run(() => audit.WriteOrLog(actor, action, detail));
}
