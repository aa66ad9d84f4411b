using Saker.Rpc;
using Saker.Rpc.Client;
using Saker.V1;
using static Saker.ControlPlane.Tests.PlaneChecks;

namespace Saker.ControlPlane.Tests;

/// <summary>Banks of parameters through the control plane: loads and swaps are recorded first, and an operator's; so is reading, recorded after.</summary>
public sealed class BankTests
{
    private static readonly string Hash = FakeAppliance.BankHash;

    [Fact]
    public async Task Loads_swaps_and_reads_reach_the_appliance_that_is_named_and_are_recorded()
    {
        FakeAppliance one = new();
        FakeAppliance two = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(one, two);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.UntilAsync(call, f => f.Appliances.Count == 2);
        await DeniedAsync(() => plane.Client.LoadBankAsync(Load(""), call), StatusCode.InvalidArgument);
        await DeniedAsync(() => plane.Client.SwapBankAsync(new() { Appliance = "zz" }, call), StatusCode.NotFound);
        await DeniedAsync(() => plane.Client.ReadBankAsync(new() { Appliance = "zz" }, call), StatusCode.NotFound);

        LoadBankRequest load = Load("a1");
        Assert.Equal((1u, Hash, ""), (await plane.Client.LoadBankAsync(load, call)) is var l ? (l.Bank, l.Hash, l.Refusal) : default);
        Assert.Equal(load, Assert.Single(two.Loads));
        await RecordedAsync(plane, "bank-load-asked", "appliance 'a1' slot 0: BTCUSD, qty 20, micro -1 2");
        await RecordedAsync(plane, "bank-loaded", $"bank 1, hash {Hash}");

        SwapBankReply swap = await plane.Client.SwapBankAsync(new() { RequestId = "s", Source = "api", Appliance = "a1", Hash = Hash }, call);
        Assert.Equal((true, 1u, ""), (swap.Swapped, swap.Running, swap.Refusal));
        Assert.Equal(("s", "api", Hash), Assert.Single(two.Swaps) is var s ? (s.RequestId, s.Source, s.Hash) : default);
        await RecordedAsync(plane, "bank-swap-asked", Hash);
        await RecordedAsync(plane, "bank-swapped", "bank 1 runs");

        Assert.Equal(Hash, (await plane.Client.ReadBankAsync(new() { Appliance = "a1", Bank = 1 }, call)).HashRead);
        Assert.Equal((true, 1u), Assert.Single(two.Reads) is var r ? (r.HasBank, r.Bank) : default);
        await RecordedAsync(plane, "bank-read", "appliance 'a1' slot 0 bank 1");
        Assert.Empty(one.Loads);
        Assert.Empty(one.Swaps);
        Assert.Empty(one.Reads);
    }

    [Fact]
    public async Task A_load_that_drops_the_fallback_is_recorded_as_one()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.UntilAsync(call, f => f.Appliances.Count == 1);
        LoadBankRequest load = Load("");
        load.DropFallback = true;
        Assert.True((await plane.Client.LoadBankAsync(load, call)).FallbackDropped);
        Assert.True(Assert.Single(appliance.Loads).DropFallback);
        await RecordedAsync(plane, "bank-load-asked", "slot 0, fallback dropped: BTCUSD, qty 20");
        await RecordedAsync(plane, "bank-loaded", $"bank 1, hash {Hash}; the slot's fallback is switched off");
    }

    [Fact]
    public async Task A_refusal_is_handed_on_and_recorded()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.UntilAsync(call, f => f.Appliances.Count == 1);
        Assert.Equal("another hash", (await plane.Client.SwapBankAsync(new() { RequestId = "s", Hash = "x" }, call)).Refusal);
        await RecordedAsync(plane, "bank-swap-refused", "hash x: another hash");
        LoadBankRequest load = Load("");
        load.Symbol = "other";
        Assert.Equal("another symbol", (await plane.Client.LoadBankAsync(load, call)).Refusal);
        await RecordedAsync(plane, "bank-load-refused", "another symbol");
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_loaded_or_swapped()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.UntilAsync(call, f => f.Appliances.Count == 1);
        plane.BreakDatabase();
        Assert.Contains("Not loaded", (await DeniedAsync(() => plane.Client.LoadBankAsync(Load(""), call), StatusCode.Unavailable)).Detail, StringComparison.Ordinal);
        Assert.Contains("Not swapped", (await DeniedAsync(() => plane.Client.SwapBankAsync(new() { RequestId = "s", Hash = Hash }, call), StatusCode.Unavailable)).Detail, StringComparison.Ordinal);
        Assert.Empty(appliance.Loads);
        Assert.Empty(appliance.Swaps);
    }

    [Fact]
    public async Task Nothing_is_loaded_or_swapped_on_what_was_seen_too_long_ago()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.UntilAsync(call, f => f.Appliances.Count == 1);
        appliance.Silent = true;
        await plane.UntilAsync(call, f => !f.Links[0].Connected || f.UnixNs - f.Links[0].LastHeardUnixNs > 3_500_000_000);
        await DeniedAsync(() => plane.Client.LoadBankAsync(Load(""), call), StatusCode.FailedPrecondition);
        await DeniedAsync(() => plane.Client.SwapBankAsync(new() { RequestId = "s", Hash = Hash }, call), StatusCode.FailedPrecondition);
        Assert.Empty(appliance.Loads);
        Assert.Empty(appliance.Swaps);
        await RecordedAsync(plane, "bank-swap-failed", "last heard too long ago");
    }

    [Fact]
    public async Task A_viewer_and_a_stranger_load_swap_and_read_nothing()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        foreach ((CallOptions call, StatusCode code) in new[] { (await plane.LoginAsync("viewer"), StatusCode.PermissionDenied), (default, StatusCode.Unauthenticated) })
        {
            await DeniedAsync(() => plane.Client.LoadBankAsync(Load(""), call), code);
            await DeniedAsync(() => plane.Client.SwapBankAsync(new() { RequestId = "s", Hash = Hash }, call), code);
            await DeniedAsync(() => plane.Client.ReadBankAsync(new(), call), code);
        }

        Assert.Empty(appliance.Loads);
        Assert.Empty(appliance.Swaps);
        Assert.Empty(appliance.Reads);
        Assert.DoesNotContain(plane.Audit.Read(), r => r.Action.StartsWith("bank", StringComparison.Ordinal));
    }

    private static LoadBankRequest Load(string appliance) => new()
    {
        RequestId = "l", Source = "console", Appliance = appliance, Symbol = "BTCUSD",
        Parameters = { new Parameter { Name = "qty", Values = { 20 } }, new Parameter { Name = "micro", Values = { -1, 2 } } },
    };
}
