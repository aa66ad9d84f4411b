using Saker.Rpc;
using Xunit;

namespace Saker.ControlPlane.Tests;

/// <summary>What the tests of the relayed calls ask of the control plane.</summary>
internal static class PlaneChecks
{
    private const int Looks = 100;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>The call is refused with this code; returns what was said.</summary>
    public static async Task<RpcException> DeniedAsync(Func<Task> call, StatusCode code)
    {
        RpcException e = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(code, e.Code);
        return e;
    }

    /// <summary>The audit comes to hold such a record of the operator.</summary>
    public static async Task RecordedAsync(ControlPlaneFixture plane, string action, string detail)
    {
        bool Found() => plane.Audit.Read().Any(r => r.Actor == "operator" && r.Action == action && r.Detail.Contains(detail, StringComparison.Ordinal));
        for (int look = 0; look < Looks && !Found(); look++)
        {
            await Task.Delay(BetweenLooks);
        }

        Assert.True(Found(), $"No record '{action}' with '{detail}' within {Looks * BetweenLooks.TotalSeconds} s.");
    }
}
