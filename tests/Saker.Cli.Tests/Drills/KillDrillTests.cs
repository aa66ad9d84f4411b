using Saker.Rpc.Client;
using Saker.Rpc.Services;
using Saker.Rpc.Tests;
using Saker.V1;
using Xunit;

namespace Saker.Cli.Tests.Drills;

/// <summary>What a kill drill demands, what it never does, and what it prints.</summary>
public sealed class KillDrillTests
{
    private const uint Other = 8;

    // What comes is waited for as long as a busy machine takes; what must not come, no longer than it takes to get there.
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1), Short = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Each_kill_is_timed_and_armed_again_with_its_own_cause()
    {
        var appliance = new DrilledAppliance();
        IReadOnlyList<DrilledKill> kills = await DrillAsync(appliance, 3);
        Assert.Equal([new(1_000_000, 2_000_000, 3_000_000), new(2_000_000, 4_000_000, 6_000_000), new DrilledKill(3_000_000, 6_000_000, 9_000_000)], kills);
        Assert.Equal([KillDrill.Cause, KillDrill.Cause, KillDrill.Cause], appliance.Arms);
        Assert.Equal([DrilledAppliance.ConfigHash, DrilledAppliance.ConfigHash, DrilledAppliance.ConfigHash], appliance.Configurations);
        Assert.Equal(3, appliance.Kills);
    }

    [Theory]
    [InlineData("pcie")]
    [InlineData("")]
    [InlineData("another")]
    public async Task A_card_that_is_not_simulated_is_not_drilled_unless_that_is_said(string card)
    {
        var appliance = new DrilledAppliance(card);
        CliException refusal = await Assert.ThrowsAsync<CliException>(() => DrillAsync(appliance, 2));
        Assert.Contains($"card of kind '{card}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--live-card", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, appliance.Kills);
        Assert.Equal(2, (await DrillAsync(appliance, 2, liveCard: true)).Count);
    }

    [Fact]
    public async Task The_command_line_refuses_a_real_card_and_prints_what_it_measured_on_a_simulated_one()
    {
        await using RpcTestHost real = await RpcTestHost.StartAsync(new DrilledAppliance("pcie"));
        SakerOutput refused = await Task.Run(() => SakerProgram.Run("drill", "kill", "--runs", "2", "--appliance", real.Address.ToString()));
        Assert.Equal(ExitCode.BadInput, refused.Code);
        Assert.Contains("Nothing was killed", refused.Error, StringComparison.Ordinal);

        await using RpcTestHost simulated = await RpcTestHost.StartAsync(new DrilledAppliance());
        SakerOutput run = await Task.Run(() => SakerProgram.Run("drill", "kill", "--runs", "2", "--appliance", simulated.Address.ToString()));
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("confirmed                3.000     6.000     6.000     6.000       2", run.Lines);
        Assert.Contains("2 kills: each confirmed, no order after the gate closed, none in doubt; armed again", run.Lines);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10001")]
    public void A_number_of_runs_that_cannot_be_is_refused(string runs) =>
        Assert.Contains("--runs wants a number from 1 to 10000", SakerProgram.Run("drill", "kill", "--runs", runs).Error, StringComparison.Ordinal);

    [Fact]
    public async Task An_appliance_that_is_killed_is_not_armed_by_a_drill()
    {
        var appliance = new DrilledAppliance { StandingCauses = Other };
        await StoppedAsync(appliance, "killed already (something else)");
        Assert.Equal(0, appliance.Kills);
    }

    [Fact]
    public Task An_order_after_the_gate_closed_stops_the_drill() =>
        StoppedAsync(new DrilledAppliance { Killed = s => s.Kill.OrdersAfterGate = 1 }, "1 orders left after the gate had closed");

    [Theory]
    [InlineData(2_000_000, 1_000_000, 3_000_000)]
    [InlineData(1_000_000, 3_000_000, 2_000_000)]
    [InlineData(2_000_000, 0, 1_000_000)]
    public Task Events_out_of_order_stop_the_drill(long gate, long lastCancel, long confirmed) => StoppedAsync(
        new DrilledAppliance
        {
            Killed = s => (s.Kill.GateClosedUnixNs, s.Kill.LastCancelUnixNs, s.Kill.ConfirmedUnixNs) =
                (s.Kill.ClickedUnixNs + gate, lastCancel == 0 ? 0 : s.Kill.ClickedUnixNs + lastCancel, s.Kill.ClickedUnixNs + confirmed),
        },
        "the events of kill 1 are out of order");

    [Fact]
    public Task Another_cause_is_not_acknowledged() =>
        StoppedAsync(new DrilledAppliance { Killed = s => s.Kill.Causes |= Other }, "other causes stand than the drill's own");

    [Fact]
    public Task Another_kill_that_came_first_is_not_armed() =>
        StoppedAsync(new DrilledAppliance { Killed = s => s.Kill.Reason = "a person" }, "another kill came first (a person");

    [Fact]
    public Task A_cause_that_still_holds_is_waited_for_and_never_armed() =>
        StoppedAsync(new DrilledAppliance { Killed = s => s.Kill.Asserted = Other }, "no cause that still holds", Short);

    [Fact]
    public Task An_order_in_doubt_without_an_alarm_stops_the_drill() =>
        StoppedAsync(new DrilledAppliance { Killed = s => s.OrderEntry.InDoubt = 1 }, "no alarm says so");

    [Theory]
    [InlineData("in doubt")]
    [InlineData("open on the card")]
    [InlineData("not confirmed")]
    public Task Orders_that_do_not_end_stop_the_drill(string how) => StoppedAsync(
        new DrilledAppliance
        {
            Killed = s =>
            {
                s.OrderEntry = how switch { "in doubt" => new() { InDoubt = 1, Problem = "1 order is in doubt" }, "open on the card" => new() { Open = 1 }, _ => new() };
                s.Kill.Confirmed = how != "not confirmed";
            },
        },
        "not within 3 s: the end of every order after kill 1", Short);

    [Theory]
    [InlineData(50, 3)]
    [InlineData(51, 4)]
    [InlineData(90, 6)]
    [InlineData(99, 6)]
    [InlineData(100, 6)]
    [InlineData(1, 1)]
    public void Percentiles_are_samples_by_nearest_rank(int percent, long wanted) => Assert.Equal(wanted, DrillReport.Percentile([5, 1, 6, 4, 2, 3], percent));

    [Fact]
    public void A_leg_without_a_sample_says_so() =>
        Assert.Contains(DrillReport.Lines([new(1, null, 2)]), line => line.StartsWith("last cancel sent", StringComparison.Ordinal) && line.Contains("no sample", StringComparison.Ordinal));

    private static async Task<IReadOnlyList<DrilledKill>> DrillAsync(DrilledAppliance appliance, int runs, bool liveCard = false, TimeSpan? patience = null)
    {
        await using RpcTestHost host = await RpcTestHost.StartAsync(appliance);
        using var channel = new RpcChannel(host.Address);
        var done = new List<DrilledKill>();
        await new KillDrill(new ApplianceClient(channel), TimeProvider.System) { Patience = patience ?? Long }.RunAsync(runs, liveCard, done);
        return done;
    }

    private static async Task StoppedAsync(DrilledAppliance appliance, string why, TimeSpan? patience = null)
    {
        DrillException stop = await Assert.ThrowsAsync<DrillException>(() => DrillAsync(appliance, 3, patience: patience));
        Assert.Contains(why, stop.Message, StringComparison.Ordinal);
        Assert.Empty(appliance.Arms);
        Assert.InRange(appliance.Kills, 0, 1);
    }
}
