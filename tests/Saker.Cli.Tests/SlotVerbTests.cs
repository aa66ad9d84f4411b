using Saker.Rpc.Tests;
using Saker.V1;
using Xunit;

namespace Saker.Cli.Tests;

/// <summary>A slot is named by its number or by its name, wherever a command is about one.</summary>
public sealed class SlotVerbTests
{
    private const string NoSuch = "saker: The appliance has no slot nobody (it has 0 main, 1 twin).\n";

    private readonly BankedAppliance _appliance = new();

    [Theory]
    [InlineData("twin", 1u)]
    [InlineData("1", 1u)]
    [InlineData("main", 0u)]
    [InlineData("7", 7u)] // The appliance says what it has: a kill by number asks it nothing before.
    public async Task A_kill_goes_to_the_slot_that_is_named(string named, uint slot)
    {
        SakerOutput run = await RunAsync("kill", "--slot", named);
        Assert.Equal((0, $"slot {slot} is halted, its orders are being cancelled; other slots go on\n"), (run.Code, run.Out));
        Assert.Equal(slot, Assert.Single(_appliance.Kills).Slot);
    }

    [Fact]
    public async Task A_clear_names_the_trips_of_its_slot()
    {
        SakerOutput run = await RunAsync("clear-slot", "twin");
        Assert.Equal((0, "slot 1 is cleared (manual) and goes on as Halted\n"), (run.Code, run.Out));
        Assert.Equal((1u, 1u), (_appliance.Clears[0].Slot, _appliance.Clears[0].CausesSeen));
        Assert.Equal((1, "saker: slot 0 is not tripped: there is nothing to clear\n"), ((run = await RunAsync("clear-slot", "0")).Code, run.Error));
    }

    [Fact]
    public async Task An_order_is_for_the_slot_that_is_named_and_of_several_one_must_be()
    {
        SakerOutput run = await RunAsync("order", "buy", "2", "100.01", "--slot", "twin");
        Assert.Equal((0, "sent, reference 17: buy 2 ETHUSD at 100.01, slot 1\n"), (run.Code, run.Out));
        Assert.Equal((1u, 10_001L), (_appliance.Orders[0].Slot, _appliance.Orders[0].Price));
        run = await RunAsync("order", "buy", "2", "100.01");
        Assert.Equal((2, "saker: The appliance has several slots (0 main, 1 twin): name one with --slot.\n"), (run.Code, run.Error));
        Assert.Single(_appliance.Orders);
    }

    [Fact]
    public async Task Cancels_and_banks_take_the_name_too()
    {
        SakerOutput run = await RunAsync("cancel", "--slot", "twin");
        Assert.Equal((0, "the cancels of every order of slot 1 are on their way; 3 were open on the card\n"), (run.Code, run.Out));
        Assert.Equal((CancelScope.Slot, 1u), (_appliance.MassCancels[0].Scope, _appliance.MassCancels[0].Slot));
        run = await RunAsync("params", "swap", "--slot", "main", "--hash", "bbbbbbbb");
        Assert.Equal((0, "slot 0: bank 1 runs\n"), (run.Code, run.Out));
        Assert.Equal((0u, BankedAppliance.StandbyHash), (_appliance.Swaps[0].Slot, _appliance.Swaps[0].Hash));
    }

    [Theory]
    [InlineData("kill", "--slot", "nobody")]
    [InlineData("clear-slot", "nobody")]
    [InlineData("order", "buy", "2", "100.01", "--slot", "nobody")]
    [InlineData("cancel", "--slot", "nobody")]
    [InlineData("params", "swap", "--slot", "nobody", "--hash", "bbbbbbbb")]
    [InlineData("params", "read-back", "--slot", "nobody")]
    public async Task A_name_that_is_none_is_refused_with_those_that_are(params string[] words)
    {
        SakerOutput run = await RunAsync(words);
        Assert.Equal((2, "", NoSuch), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task The_status_has_each_slot_with_its_name_refusals_and_desk_orders()
    {
        SakerOutput run = await RunAsync("status");
        Assert.Contains(run.Lines, l => l.StartsWith("slot 0 main    BTCUSD Halted: position 0 (host 0)", StringComparison.Ordinal) && l.EndsWith("refused 3 (throttle 2, collar 1)", StringComparison.Ordinal));
        Assert.Contains(run.Lines, l => l.StartsWith("slot 1 twin    ETHUSD Halted: position -5 (host -5)", StringComparison.Ordinal) && l.EndsWith("refused 0, HALTED: manual", StringComparison.Ordinal));
        Assert.Contains(run.Lines, l => l.StartsWith("desk order     9, slot 1: buy", StringComparison.Ordinal));
    }

    private async Task<SakerOutput> RunAsync(params string[] words)
    {
        await using RpcTestHost host = await RpcTestHost.StartAsync(_appliance);
        return await Task.Run(() => SakerProgram.Run([.. words, "--appliance", host.Address.ToString()]));
    }
}
