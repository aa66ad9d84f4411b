using System.Text.Json.Nodes;
using Saker.V1;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>The parts of a running system are taken away one by one, without warning. Each drill ends with the latch closed, every order ended or said to be in
/// doubt, and none behind that; the feed's ends with the quotes pulled. docs/drills.md has them on one page.</summary>
public sealed class DrillTests(ITestOutputHelper output)
{
    private const string HeartbeatLost = "host heartbeat lost", SessionLost = "order session lost", RingFull = "event ring off or nearly full";
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NoHeartbeat = TimeSpan.FromMinutes(5);

    [LoopFact]
    public Task AHostThatDies_TheCardCancelsByItself_AndTheNextHostFindsItKilledAndFlat() => HostDiesAsync("drill-host", withControlPlane: false);

    [LoopFact(cli: true)]
    public Task HostAndControlPlaneThatDieAtOnce_EndAsTheHostAlone() => HostDiesAsync("drill-both", withControlPlane: true);

    [LoopFact(cli: true)]
    public async Task WithoutItsControlPlane_TradingGoesOn_AndTheCommandLineStillKills()
    {
        await using RunningLoop loop = await RunningLoop.StartAsync("drill-plane", options => options with { Seed = 53, WithConsole = true });
        await loop.QuotingAsync("before the control plane dies");
        await loop.SignalAsync("KILL", "controlplane");
        long orders = LoopActs.Orders(await loop.WaitForVenueAsync(LoopActs.Limit, _ => true, "anything"));
        await loop.WaitForVenueAsync(LoopActs.Limit, us => LoopActs.Orders(us) >= orders + 10, "ten more orders without a control plane");
        await loop.QuotingAsync("without a control plane");

        (int code, string text) = await loop.SakerAsync(output, LoopActs.Limit, "kill", "--reason", "drill");
        Assert.True(code == 0, text);
        ApplianceState end = await loop.KilledAndFlatAsync("manual (command line)");
        Assert.Equal("drill", end.Kill.Reason);
        await NothingMoreAsync(loop, await loop.UntilSilentAsync("after the kill by the command line"));
    }

    [LoopFact]
    public async Task AFeedThatIsUnplugged_PullsTheQuotes_AndTheyReturnWithIt()
    {
        // Of a virtual card 100 times as long: 2 s. What is missing afterwards is asked for again faster than so slow a market brings more, on a busy machine too.
        string slot = SlotFile.With("drill-feed", ("silenceMs", 20));
        await using RunningLoop loop = await RunningLoop.StartAsync("drill-feed", options => options with { Seed = 54, Speed = 0.25, Parameters = slot });
        await loop.QuotingAsync("before the feed is unplugged");
        await loop.Venue.AskAsync("faults", ("plan", "both.outage=0s.."));
        JsonNode silent = await loop.UntilSilentAsync("without a feed");
        ApplianceState blind = await loop.WaitAsync(
            s => !s.FeedUp && s.Slots[0].Quotes.Count == 0 && s.OrderEntry is { Open: 0, InDoubt: 0 } && s.Books.All(b => b.State != "ok"), LoopActs.Limit, "no quote, and no book that counts as good");
        output.WriteLine($"{blind.Feed.Phase}, {blind.Feed.Problem}; position {blind.Slots[0].Position}; {string.Join(", ", blind.Books.Select(b => $"{b.Instrument.Symbol} {b.State}"))}; {string.Join(", ", blind.Feed.Lines.Select(l => l.State))}");
        Assert.False(blind.Kill.Killed, $"a feed that is gone is no kill: {blind.Kill}");
        await NothingMoreAsync(loop, silent);

        await loop.Venue.AskAsync("faults", ("plan", string.Empty));
        ApplianceState back = await loop.QuotingAsync("once the feed is back");
        output.WriteLine($"back: {back.Feed.LastRecovery}");
        Assert.Equal(string.Empty, back.Feed.Difference);
        Assert.Null(loop.Loop.Fallen());
    }

    [LoopFact]
    public async Task AClockThatStandsStill_PullsTheQuotes_AndTheyReturnWithIt()
    {
        // When time moves on it has missed what it stood for: that much may be missing of a heartbeat.
        await using RunningLoop loop = await RunningLoop.StartAsync("drill-clock", options => options with { Seed = 57, HeartbeatLimit = NoHeartbeat });
        await loop.QuotingAsync("before the clock stands still");
        await loop.StopTimeAsync(true);
        JsonNode silent = await loop.UntilSilentAsync("with a clock that stands still");
        ApplianceState still = await loop.WaitAsync(s => s.Kill is { ClockFault: true, Mode: SlotMode.Halted, Killed: false } && s.OrderEntry is { Open: 0, InDoubt: 0 }, LoopActs.Limit, "the clock's fault, halted and not killed, and no order");
        output.WriteLine($"{still.Kill.Mode}, clock fault {still.Kill.ClockFault}; position {still.Slots[0].Position}; {still.Note}");
        await NothingMoreAsync(loop, silent);

        await loop.StopTimeAsync(false);
        await loop.WaitAsync(s => s.Kill is { ClockFault: false, Mode: SlotMode.Active }, LoopActs.Limit, "the end of the fault");
        await loop.QuotingAsync("once the clock moves on");
        Assert.Null(loop.Loop.Fallen());
    }

    [LoopFact]
    public async Task AnOrderLineThatIsUnplugged_Kills_AndEveryOrderIsInDoubtUntilItIsBack()
    {
        // The venue leaves our orders where they are: only the card can end them.
        await using RunningLoop loop = await RunningLoop.StartAsync("drill-orders", options => options with { Seed = 55, KeepOnDisconnect = true });
        await loop.QuotingAsync("before the order line is unplugged");
        uint resting = await loop.EnterFarOrderAsync();
        await loop.UnplugOrderLineAsync();
        ApplianceState cut = await loop.WaitAsync(
            s => s.Kill.Killed && s.Kill.CauseNames.Contains(SessionLost) && !s.OrderSessionUp && s.OrderEntry.Open != 0 && s.Slots[0].Desk.Count != 0 && s.Slots[0].Quotes.Concat(s.Slots[0].Desk).All(q => q.State == "in-doubt"),
            LoopActs.Limit, "the kill for the lost session, with every order in doubt");
        output.WriteLine($"{string.Join(", ", cut.Kill.CauseNames)}; {cut.OrderEntry.Open} open, {cut.OrderEntry.InDoubt} in doubt; {cut.Note}; {cut.OrderEntry.Problem}");
        Assert.False(cut.Kill.Confirmed, "nobody can say what became of the orders");
        JsonNode stays = await loop.WaitForVenueAsync(LoopActs.Limit, _ => true, "anything");
        Assert.Contains(resting, stays["orders"]!.AsArray().Select(o => o!["urn"]!.GetValue<uint>()));

        await loop.PlugInOrderLineAsync();
        ApplianceState end = await loop.KilledAndFlatAsync(SessionLost);
        await loop.UntilSilentAsync("after the line is back");
        await NothingMoreAsync(loop, stays);
        output.WriteLine($"{LoopActs.Number(stays["open_orders"])} orders stood at the venue meanwhile; position {end.Slots[0].Position}; {end.Note}");

        await loop.ArmAsync();
        await loop.QuotingAsync("on the line that is back");
        Assert.Null(loop.Loop.Fallen());
    }

    [LoopFact]
    public async Task AHostThatReadsNoMore_FillsTheRing_AndTheCardKillsItself()
    {
        // The heartbeat would be the first: it is given no say here.
        await using RunningLoop loop = await RunningLoop.StartAsync("drill-ring", options => options with { Seed = 56, Speed = 2, HeartbeatLimit = NoHeartbeat });
        await loop.QuotingAsync("before the host stands still");
        await loop.SignalAsync("STOP", "host");
        JsonNode silent;
        try
        {
            silent = await loop.UntilSilentAsync("with a host that stands still");
            await loop.Venue.AskAsync("stop-flow");
        }
        finally
        {
            await loop.SignalAsync("CONT", "host");
        }

        ApplianceState end = await loop.WaitAsync(s => s.Kill.Killed && s.Kill.CauseNames.Contains(RingFull), LoopActs.Limit, "the card's own kill, read by the host that goes on");
        output.WriteLine($"{string.Join(", ", end.Kill.CauseNames)}; {end.OrderEntry}; {end.Note}");
        Assert.Equal(0u, end.Kill.OrdersAfterGate);
        Assert.DoesNotContain(HeartbeatLost, end.Kill.CauseNames);
        Assert.Equal(0u, end.OrderEntry.Open);
        await NothingMoreAsync(loop, silent);
        Assert.Null(loop.Loop.Fallen());
    }

    private async Task HostDiesAsync(string name, bool withControlPlane)
    {
        await using RunningLoop loop = await RunningLoop.StartAsync(name, options => options with { Seed = 52, HeartbeatLimit = Heartbeat, WithConsole = withControlPlane });
        await loop.QuotingAsync("before the host dies");
        await loop.SignalAsync("KILL", withControlPlane ? ["host", "controlplane"] : ["host"]);
        JsonNode silent = await loop.UntilSilentAsync("without a host");
        Assert.True(silent["connected"]!.GetValue<bool>(), "the card keeps the session");

        await loop.Loop.StartHostAsync("host-2");
        ApplianceState end = await loop.KilledAndFlatAsync(HeartbeatLost);
        output.WriteLine($"{string.Join(", ", end.Kill.CauseNames)}; position {end.Slots[0].Position}; {end.Note}");
        await NothingMoreAsync(loop, silent);
    }

    /// <summary>Since then the venue has had no order of ours and holds none, and nothing is left in doubt that is not said.</summary>
    private static async Task NothingMoreAsync(RunningLoop loop, JsonNode since)
    {
        JsonNode us = (await loop.Venue.AskAsync("status"))["participants"]!["SAKER1"]!;
        Assert.Equal((LoopActs.Orders(since), 0L), (LoopActs.Orders(us), LoopActs.Number(us["open_orders"])));
        OrderEntryState orders = (await loop.Host.GetStateAsync()).OrderEntry;
        Assert.True(orders.InDoubt == 0 || orders.Problem.Length != 0, $"in doubt and not said: {orders}");
    }
}
