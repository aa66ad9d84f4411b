using Saker.Rpc.Client;
using Saker.V1;

namespace Saker.Rpc.Services;

/// <summary>Client side of <c>saker.v1.ControlPlane</c>. Every method throws <see cref="RpcException"/> when the call does not end Ok. Thread-safe.</summary>
public sealed class ControlPlaneClient(RpcChannel channel)
{
    /// <summary>The metadata that carry a token.</summary>
    public static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    /// <summary>Password to token.</summary>
    public Task<LoginReply> LoginAsync(LoginRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.Login, request, call);

    /// <summary>Forgets the token.</summary>
    public Task<LogoutReply> LogoutAsync(CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.Logout, new LogoutRequest(), call);

    /// <summary>The fleet now.</summary>
    public Task<FleetState> GetStateAsync(CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.GetState, new GetStateRequest(), call);

    /// <summary>The fleet now, then at every change, until cancelled.</summary>
    public IAsyncEnumerable<FleetState> WatchStateAsync(CallOptions call = default) =>
        channel.ServerStreamingAsync(ControlPlaneMethods.WatchState, new GetStateRequest(), call);

    /// <summary>Kills every appliance.</summary>
    public Task<KillReply> KillAsync(KillRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.Kill, request, call);

    /// <summary>Arms for exactly the causes seen.</summary>
    public Task<ArmReply> ArmAsync(ArmRequest request, CallOptions call = default) =>
        channel.UnaryAsync(ControlPlaneMethods.Arm, request, call);
}
