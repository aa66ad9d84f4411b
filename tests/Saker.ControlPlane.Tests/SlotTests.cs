using Saker.Rpc;
using Saker.Rpc.Client;
using Saker.V1;
using static Saker.ControlPlane.Tests.PlaneChecks;

namespace Saker.ControlPlane.Tests;

/// <summary>Killing and clearing one slot: the first always works and is recorded after, the second is recorded first and names what was seen.</summary>
public sealed class SlotTests
{
    [Fact]
    public async Task A_slots_kill_reaches_the_appliance_that_is_named_and_is_recorded()
    {
        FakeAppliance one = new();
        FakeAppliance two = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(one, two);
        CallOptions call = await plane.LoginAsync("operator");
        await DeniedAsync(() => plane.Client.KillSlotAsync(new() { RequestId = "s0" }, call), StatusCode.InvalidArgument);
        await DeniedAsync(() => plane.Client.KillSlotAsync(new() { RequestId = "s0", Appliance = "zz" }, call), StatusCode.NotFound);
        KillSlotReply reply = await plane.Client.KillSlotAsync(new() { RequestId = "s1", Appliance = "a1", Source = "console", Reason = "test" }, call);
        Assert.Equal((1u, string.Empty), (reply.TripCauses, reply.Refusal));
        Assert.Empty(one.SlotKills);
        KillSlotRequest seen = Assert.Single(two.SlotKills);
        Assert.Equal(("s1", "console", 0u, "test"), (seen.RequestId, seen.Source, seen.Slot, seen.Reason));
        await RecordedAsync(plane, "slot-kill", "s1");
        FleetState fleet = await plane.UntilAsync(call, f => f.Appliances.Any(a => a.Name == "a1" && a.Slots[0].TripCauses == 1));
        Assert.All(fleet.Appliances, a => Assert.False(a.Kill.Killed));

        Assert.Equal("no such slot", (await plane.Client.KillSlotAsync(new() { RequestId = "s2", Appliance = "a1", Slot = 9 }, call)).Refusal);
        await RecordedAsync(plane, "slot-kill-refused", "no such slot");
    }

    [Fact]
    public async Task The_same_request_is_one_kill_and_no_id_or_another_slot_is_another()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => plane.Client.KillSlotAsync(new() { RequestId = "s" }, call)));
        Assert.Single(appliance.SlotKills);
        await plane.Client.KillSlotAsync(new() { RequestId = "s", Slot = 1 }, call);
        await plane.Client.KillSlotAsync(new(), call);
        Assert.Equal([0u, 1u, 0u], appliance.SlotKills.Select(k => k.Slot));
        Assert.NotEmpty(appliance.SlotKills.Last().RequestId);
    }

    [Fact]
    public async Task A_clear_needs_the_trips_that_stand_and_is_recorded_before_and_after()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.Client.KillSlotAsync(new() { RequestId = "s" }, call);
        await plane.UntilAsync(call, f => f.Appliances.Any(a => a.Slots[0].TripCauses == 1));
        ClearSlotReply wrong = await plane.Client.ClearSlotAsync(new() { RequestId = "c1", CausesSeen = 3 }, call);
        Assert.Equal((false, "other trips stand"), (wrong.Cleared, wrong.Refusal));
        await RecordedAsync(plane, "slot-clear-refused", "trips 0x3: other trips stand");
        Assert.True((await plane.Client.ClearSlotAsync(new() { RequestId = "c2", CausesSeen = 1, Appliance = "a0" }, call)).Cleared);
        await RecordedAsync(plane, "slot-clear-asked", "c2");
        await RecordedAsync(plane, "slot-cleared", "c2");
        await DeniedAsync(() => plane.Client.ClearSlotAsync(new() { Appliance = "zz", CausesSeen = 1 }, call), StatusCode.NotFound);
        Assert.Equal([3u, 1u], appliance.SlotClears.Select(c => c.CausesSeen));
    }

    [Fact]
    public async Task Without_the_database_a_slot_is_killed_but_not_cleared()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.UntilAsync(call, f => f.Appliances.Count == 1);
        plane.BreakDatabase();
        Assert.Equal(1u, (await plane.Client.KillSlotAsync(new() { RequestId = "s" }, call)).TripCauses);
        await DeniedAsync(() => plane.Client.ClearSlotAsync(new() { CausesSeen = 1 }, call), StatusCode.Unavailable);
        Assert.Empty(appliance.SlotClears);
    }

    [Fact]
    public async Task Nothing_is_cleared_on_what_was_seen_too_long_ago_but_a_slot_is_killed()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.UntilAsync(call, f => f.Appliances.Count == 1);
        appliance.Silent = true;
        await plane.UntilAsync(call, f => !f.Links[0].Connected || f.UnixNs - f.Links[0].LastHeardUnixNs > 3_500_000_000);
        await plane.Client.KillSlotAsync(new() { RequestId = "s" }, call);
        Assert.Single(appliance.SlotKills);
        await DeniedAsync(() => plane.Client.ClearSlotAsync(new() { RequestId = "c", CausesSeen = 1 }, call), StatusCode.FailedPrecondition);
        Assert.Empty(appliance.SlotClears);
        await RecordedAsync(plane, "slot-clear-failed", "c");
    }

    [Fact]
    public async Task An_appliance_out_of_reach_is_named()
    {
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(new FakeAppliance());
        CallOptions call = await plane.LoginAsync("operator");
        await plane.Hosts[0].DisposeAsync();
        RpcException missed = await DeniedAsync(() => plane.Client.KillSlotAsync(new() { RequestId = "s" }, call), StatusCode.Unavailable);
        Assert.Contains("NOT KILLED: slot 0 of a0", missed.Detail, StringComparison.Ordinal);
        await RecordedAsync(plane, "slot-kill-incomplete", "a0");
    }

    [Fact]
    public async Task A_viewer_and_a_stranger_kill_and_clear_no_slot()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        foreach ((CallOptions call, StatusCode code) in new[] { (await plane.LoginAsync("viewer"), StatusCode.PermissionDenied), (default, StatusCode.Unauthenticated) })
        {
            await DeniedAsync(() => plane.Client.KillSlotAsync(new() { RequestId = "s" }, call), code);
            await DeniedAsync(() => plane.Client.ClearSlotAsync(new() { CausesSeen = 1 }, call), code);
        }

        Assert.Empty(appliance.SlotKills);
        Assert.Empty(appliance.SlotClears);
        Assert.DoesNotContain(plane.Audit.Read(), r => r.Action.StartsWith("slot", StringComparison.Ordinal));
    }
}
