using Saker.Rpc;
using Saker.Rpc.Client;
using Saker.V1;
using static Saker.ControlPlane.Tests.PlaneChecks;

namespace Saker.ControlPlane.Tests;

/// <summary>Orders of the desk on their way to an appliance: who may, what is recorded, what a broken database stops.</summary>
public sealed class OrderTests
{
    [Fact]
    public async Task An_operators_order_reaches_the_appliance_as_it_is_and_is_recorded_before_and_after()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.UntilAsync(call, f => f.Appliances.Count == 1);
        var order = new EnterOrderRequest { RequestId = "o1", Source = "cli", Sell = true, Quantity = 5, Price = 1_000_000, Ioc = true, MinQty = 2 };
        EnterOrderReply reply = await plane.Client.EnterOrderAsync(order, call);
        Assert.Equal((true, 17u), (reply.Sent, reply.Urn));
        Assert.Equal(order, Assert.Single(appliance.Orders));
        await RecordedAsync(plane, "order-asked", "sell 5 lots at 1000000 price units, immediate or cancel");
        await RecordedAsync(plane, "order-sent", "reference 17");

        await plane.Client.KillAsync(new() { RequestId = "k" }, call);
        Assert.Equal("killed", (await plane.Client.EnterOrderAsync(new() { RequestId = "o2" }, call)).Refusal);
        await RecordedAsync(plane, "order-refused", "o2");
    }

    [Fact]
    public async Task A_viewer_enters_modifies_and_cancels_nothing()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("viewer");
        await DeniedAsync(() => plane.Client.EnterOrderAsync(new() { RequestId = "o" }, call), StatusCode.PermissionDenied);
        await DeniedAsync(() => plane.Client.CancelOrderAsync(new() { Urn = 17 }, call), StatusCode.PermissionDenied);
        await DeniedAsync(() => plane.Client.ModifyOrderAsync(new() { Urn = 17, Quantity = 5 }, call), StatusCode.PermissionDenied);
        await DeniedAsync(() => plane.Client.MassCancelAsync(new() { Scope = CancelScope.All }, call), StatusCode.PermissionDenied);
        await DeniedAsync(() => plane.Client.EnterOrderAsync(new() { RequestId = "o" }), StatusCode.Unauthenticated);
        Assert.Empty(appliance.Orders);
        Assert.Empty(appliance.Cancels);
        Assert.Empty(appliance.Modifies);
        Assert.Empty(appliance.MassCancels);
    }

    [Fact]
    public async Task Without_the_database_nothing_is_entered_but_cancels_and_modifies_work()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.UntilAsync(call, f => f.Appliances.Count == 1);
        plane.BreakDatabase();
        await DeniedAsync(() => plane.Client.EnterOrderAsync(new() { RequestId = "o" }, call), StatusCode.Unavailable);
        Assert.Empty(appliance.Orders);
        Assert.True((await plane.Client.CancelOrderAsync(new() { Urn = 17 }, call)).Marked);
        Assert.True((await plane.Client.ModifyOrderAsync(new() { Urn = 17, Quantity = 5 }, call)).Sent);
        Assert.Equal(3u, (await plane.Client.MassCancelAsync(new() { Scope = CancelScope.All }, call)).Open);
    }

    [Fact]
    public async Task A_modify_reaches_the_appliance_as_it_is_and_is_recorded_with_its_end()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.UntilAsync(call, f => f.Appliances.Count == 1);
        var modify = new ModifyOrderRequest { RequestId = "m1", Source = "cli", Urn = 17, Quantity = 5 };
        Assert.True((await plane.Client.ModifyOrderAsync(modify, call)).Sent);
        Assert.Equal(modify, Assert.Single(appliance.Modifies));
        await RecordedAsync(plane, "modify", "order 17 to 5 lots in all, slot 1");
        Assert.Equal("20 lots in all", (await plane.Client.ModifyOrderAsync(new() { RequestId = "m2", Urn = 18, Quantity = 20 }, call)).Refusal);
        await RecordedAsync(plane, "modify-refused", "m2");

        await plane.Hosts[0].DisposeAsync();
        await DeniedAsync(() => plane.Client.ModifyOrderAsync(new() { RequestId = "m3", Urn = 17, Quantity = 4 }, call), StatusCode.Unavailable);
        await RecordedAsync(plane, "modify-incomplete", "m3");
    }

    [Fact]
    public async Task A_mass_cancel_reaches_every_appliance_an_order_only_the_one_that_is_named()
    {
        FakeAppliance one = new();
        FakeAppliance two = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(one, two);
        CallOptions call = await plane.LoginAsync("operator");
        await plane.UntilAsync(call, f => f.Appliances.Count == 2);
        Assert.Equal(6u, (await plane.Client.MassCancelAsync(new() { Scope = CancelScope.Symbol, Symbol = "ETHUSD" }, call)).Open);
        Assert.Equal(3u, (await plane.Client.MassCancelAsync(new() { Scope = CancelScope.All, Appliance = "a1" }, call)).Open);
        Assert.Equal((1, 2), (one.MassCancels.Count, two.MassCancels.Count));
        await DeniedAsync(() => plane.Client.EnterOrderAsync(new() { RequestId = "o" }, call), StatusCode.InvalidArgument);
        await DeniedAsync(() => plane.Client.CancelOrderAsync(new() { Urn = 17 }, call), StatusCode.InvalidArgument);
        Assert.Equal("not open", (await plane.Client.CancelOrderAsync(new() { Urn = 18, Appliance = "a0" }, call)).Refusal);
        await RecordedAsync(plane, "cancel-refused", "order 18: not open");

        await plane.Hosts[1].DisposeAsync();
        RpcException missed = await DeniedAsync(() => plane.Client.MassCancelAsync(new() { Scope = CancelScope.All }, call), StatusCode.Unavailable);
        Assert.Contains("NOT CANCELLED at a1", missed.Detail, StringComparison.Ordinal);
        Assert.Equal(2, one.MassCancels.Count);
        await RecordedAsync(plane, "cancel-incomplete", "a1");
    }
}
