using System.Collections.Concurrent;
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
        CallOptions call = await plane.LoginAsync("viewer");
        await plane.UntilAsync(call, f => f.Links[0].Connected);
        int port = plane.Hosts[0].Address.Port;
        await plane.Hosts[0].DisposeAsync();

        FleetState lost = await plane.UntilAsync(call, f => !f.Links[0].Connected && Age(f) > 1.5);
        Assert.Single(lost.Appliances);
        Assert.NotEmpty(lost.Links[0].Error);

        await using RpcTestHost again = await RpcTestHost.StartAsync(appliance, port: port);
        FleetState back = await plane.UntilAsync(call, f => f.Links[0].Connected);
        Assert.True(Age(back) < Age(lost), $"{Age(back)} s after {Age(lost)} s");
        Assert.Empty(back.Links[0].Error);
    }

    [Fact]
    public async Task A_silent_appliance_ages_is_not_armed_and_can_be_killed()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.UntilAsync(call, f => f.Links[0].Connected);
        appliance.Silent = true;
        await plane.UntilAsync(call, f => Age(f) > 3.1);
        RpcException arm = await Assert.ThrowsAsync<RpcException>(() => plane.Client.ArmAsync(new() { CausesSeen = 0 }, call));
        Assert.Equal(StatusCode.FailedPrecondition, arm.Code);
        await plane.Client.KillAsync(new() { RequestId = "k" }, call);
        Assert.Single(appliance.Kills);
    }

    [Fact]
    public async Task The_watch_speaks_at_most_each_100_ms_and_never_waits_longer_than_a_second()
    {
        WaitsAsked time = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(time, new FakeAppliance());
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

        // How late a busy machine wakes up is not ours to promise: what is promised is what was asked of the clock.
        Assert.All(times.Zip(times.Skip(1), (a, b) => (b - a) / 1e6), gap => Assert.True(gap > 95, $"{gap} ms between two states"));
        Assert.True(time.Waits.Count(w => w == TimeSpan.FromMilliseconds(100)) >= 11, string.Join(' ', time.Waits));
        Assert.True(time.Waits.Count(w => w == TimeSpan.FromMilliseconds(900)) >= 11, string.Join(' ', time.Waits));
    }

    private static double Age(FleetState fleet) => (fleet.UnixNs - fleet.Links[0].LastHeardUnixNs) / 1e9;

    /// <summary>The system's clock, which notes every wait that was asked of it.</summary>
    private sealed class WaitsAsked : TimeProvider
    {
        private readonly ConcurrentQueue<TimeSpan> _waits = new();

        public IReadOnlyCollection<TimeSpan> Waits => _waits;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _waits.Enqueue(dueTime);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
