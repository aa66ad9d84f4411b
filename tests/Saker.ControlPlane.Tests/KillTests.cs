using Saker.Rpc;
using Saker.Rpc.Client;
using Saker.V1;

namespace Saker.ControlPlane.Tests;

public sealed class KillTests
{
    [Fact]
    public async Task A_kill_reaches_every_appliance_and_is_recorded()
    {
        FakeAppliance one = new();
        FakeAppliance two = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(one, two);
        CallOptions call = await plane.LoginAsync("operator");
        KillReply reply = await plane.Client.KillAsync(
            new() { RequestId = "k1", Reason = "test", ClickedUnixNs = 42, Source = "console" }, call);
        Assert.Equal((2u, 1001), (reply.Causes, reply.GateClosedUnixNs));
        foreach (FakeAppliance appliance in new[] { one, two })
        {
            KillRequest seen = Assert.Single(appliance.Kills);
            Assert.Equal(("k1", "test", 42, "console"), (seen.RequestId, seen.Reason, seen.ClickedUnixNs, seen.Source));
        }

        await EventuallyAsync(() => plane.Audit.Read().Any(r => r is { Actor: "operator", Action: "kill" } && r.Detail.Contains("k1", StringComparison.Ordinal)));
        FleetState fleet = await plane.UntilAsync(call, f => f.Appliances.Count == 2 && f.Appliances.All(a => a.Kill.Killed));
        Assert.Equal(["a0", "a1"], fleet.Appliances.Select(a => a.Name));
    }

    [Fact]
    public async Task The_same_request_is_one_kill_and_another_is_another()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        KillReply[] same = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => plane.Client.KillAsync(new() { RequestId = "k" }, call)));
        Assert.Single(same.Distinct());
        Assert.Single(appliance.Kills);
        await plane.Client.KillAsync(new() { RequestId = "k2" }, call);
        await plane.Client.KillAsync(new(), call);
        Assert.Equal(3, appliance.Kills.Count);
        Assert.NotEmpty(appliance.Kills.Last().RequestId);
    }

    [Fact]
    public async Task A_kill_works_while_the_database_is_down_but_an_arm_does_not()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.UntilAsync(call, f => f.Appliances.Count == 1);
        plane.BreakDatabase();
        await plane.Client.KillAsync(new() { RequestId = "k" }, call);
        Assert.Single(appliance.Kills);
        RpcException arm = await Assert.ThrowsAsync<RpcException>(() => plane.Client.ArmAsync(new() { CausesSeen = 2 }, call));
        Assert.Equal(StatusCode.Unavailable, arm.Code);
        Assert.Empty(appliance.Arms);
        RpcException login = await Assert.ThrowsAsync<RpcException>(() => plane.LoginAsync("operator"));
        Assert.Equal(StatusCode.Unavailable, login.Code);
    }

    [Fact]
    public async Task An_appliance_out_of_reach_is_named_and_the_others_are_killed()
    {
        FakeAppliance here = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(here, new FakeAppliance());
        CallOptions call = await plane.LoginAsync("operator");
        await plane.Hosts[1].DisposeAsync();
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => plane.Client.KillAsync(new() { RequestId = "k" }, call with { Timeout = TimeSpan.FromSeconds(5) }));
        Assert.Equal(StatusCode.Unavailable, e.Code);
        Assert.Contains("a1", e.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("a0", e.Detail, StringComparison.Ordinal);
        Assert.Single(here.Kills);
        await EventuallyAsync(() => plane.Audit.Read().Any(r => r.Action == "kill-incomplete"));
    }

    [Fact]
    public async Task An_arm_needs_the_causes_that_stand_and_is_recorded_before_and_after()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.Client.KillAsync(new() { RequestId = "k" }, call);
        await plane.UntilAsync(call, f => f.Appliances.Any(a => a.Kill.Killed));
        ArmReply wrong = await plane.Client.ArmAsync(new() { CausesSeen = 3 }, call);
        Assert.Equal((false, "other causes stand"), (wrong.Armed, wrong.Refusal));
        Assert.Equal("an earlier state", (await plane.Client.ActivateAsync(new() { Nonce = FakeAppliance.Nonce }, call)).Refusal);
        Assert.True((await plane.Client.ArmAsync(new() { CausesSeen = 2, Appliance = "a0", Nonce = 5, ConfigHash = "C0FFEE" }, call)).Armed);
        Assert.Equal((5u, "C0FFEE"), (appliance.Arms.Last().Nonce, appliance.Arms.Last().ConfigHash));
        Assert.True((await plane.Client.ActivateAsync(new() { Nonce = FakeAppliance.Nonce, Appliance = "a0" }, call)).Active);
        RpcException unknown = await Assert.ThrowsAsync<RpcException>(() => plane.Client.ArmAsync(new() { Appliance = "zz" }, call));
        Assert.Equal(StatusCode.NotFound, unknown.Code);
        Assert.Contains(plane.Audit.Read(), r => r.Action == "arm-asked" && r.Detail.Contains("configuration C0FFEE", StringComparison.Ordinal));
        await EventuallyAsync(() => plane.Audit.Read().Select(r => r.Action).Intersect(["arm-asked", "arm-refused", "armed", "activate-asked", "activate-refused", "activated"]).Count() == 6);
    }

    [Fact]
    public async Task With_several_appliances_an_arm_must_say_which()
    {
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(new FakeAppliance(), new FakeAppliance());
        CallOptions call = await plane.LoginAsync("operator");
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => plane.Client.ArmAsync(new() { CausesSeen = 2 }, call));
        Assert.Equal(StatusCode.InvalidArgument, e.Code);
    }

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        for (int i = 0; i < 100 && !condition(); i++)
        {
            await Task.Delay(50);
        }

        Assert.True(condition(), "It did not come to pass within 5 s.");
    }
}
