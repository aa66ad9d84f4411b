using Saker.Rpc;
using Saker.Rpc.Client;
using Saker.Rpc.Tests;
using Saker.V1;

namespace Saker.ControlPlane.Tests;

/// <summary>What is said of an appliance that is lost, silent, or back.</summary>
public sealed class LinkTests
{
    [Fact]
    public async Task A_lost_appliance_keeps_its_last_state_and_its_age_grows_until_it_is_back()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("viewer") with { Timeout = TimeSpan.FromSeconds(30) };
        await plane.UntilAsync(call, f => f.Links[0].Connected);
        int port = plane.Hosts[0].Address.Port;
        await plane.Hosts[0].DisposeAsync();

        FleetState lost = await plane.UntilAsync(call, f => !f.Links[0].Connected && Age(f) > 1.5);
        Assert.Single(lost.Appliances);
        Assert.NotEmpty(lost.Links[0].Error);

        await using RpcTestHost again = await RpcTestHost.StartAsync(appliance, port: port);
        FleetState back = await plane.UntilAsync(call, f => f.Links[0].Connected);
        Assert.InRange(Age(back), 0, 1);
        Assert.Empty(back.Links[0].Error);
    }

    [Fact]
    public async Task A_silent_appliance_ages_is_not_armed_and_can_be_killed()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator") with { Timeout = TimeSpan.FromSeconds(30) };
        await plane.UntilAsync(call, f => f.Links[0].Connected);
        appliance.Silent = true;
        await plane.UntilAsync(call, f => Age(f) > 3.1);
        RpcException arm = await Assert.ThrowsAsync<RpcException>(() => plane.Client.ArmAsync(new() { CausesSeen = 0 }, call));
        Assert.Equal(StatusCode.FailedPrecondition, arm.Code);
        await plane.Client.KillAsync(new() { RequestId = "k" }, call);
        Assert.Single(appliance.Kills);
    }

    [Fact]
    public async Task The_watch_speaks_at_least_once_a_second_and_at_most_each_100_ms()
    {
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(new FakeAppliance());
        CallOptions call = await plane.LoginAsync("viewer");
        List<long> times = [];
        await foreach (FleetState fleet in plane.Client.WatchStateAsync(call))
        {
            times.Add(fleet.UnixNs);
            if (times.Count == 12)
            {
                break;
            }
        }

        double[] gaps = [.. times.Zip(times.Skip(1), (a, b) => (b - a) / 1e6)];
        Assert.All(gaps, gap => Assert.InRange(gap, 95, 1500));
    }

    private static double Age(FleetState fleet) => (fleet.UnixNs - fleet.Links[0].LastHeardUnixNs) / 1e9;
}
