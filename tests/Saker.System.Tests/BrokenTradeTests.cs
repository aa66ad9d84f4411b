using System.Text.Json.Nodes;
using Saker.V1;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>A venue that breaks trades and tells executions again: it, the card and the host agree on the position, and trading goes on.</summary>
public sealed class BrokenTradeTests(ITestOutputHelper output)
{
    private const uint Lots = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    [LoopFact]
    public async Task WhatTheVenueTakesBackOrTellsAgain_CountsAsOftenAsItSays()
    {
        await using RunningLoop loop = await RunningLoop.StartAsync("broken-trade", options => options with { Seed = 48, Parameters = SlotFile.WideQuotes("broken-trade") });
        await Quotes(loop, "two live quotes");
        await loop.Venue.AskAsync("stop-flow");
        for (int n = 0; n < 2; n++)
        {
            await Take(loop, $"trade {n}");
            await loop.WaitAsync(s => s.Fills.Count > n, Limit, "fills");
        }

        // The last trade, then one before it: the machine may still be busy with the market's last messages.
        for (int n = 0; n < 2; n++)
        {
            JsonNode us = await loop.WaitForVenueAsync(Limit, _ => true, "the account");
            long broken = us["broken"]!.GetValue<long>();
            await loop.Venue.AskAsync("break-trade", ("user", "SAKER1"), ("match", "last"), ("reason", "S"));
            await loop.WaitForVenueAsync(Limit, u => u["broken"]!.GetValue<long>() == broken + 1, "a broken trade");
            ApplianceState killed = await Agreement(loop, "the position without the broken trade");
            Assert.Contains("positions differ or the venue broke a trade", killed.Kill.CauseNames);
            Assert.Contains("Position and profit were moved back on card and host.", killed.OrderEntry.Problem, StringComparison.Ordinal);
            Assert.Equal((ulong)n + 1, killed.Counters.Single(c => c.Name == "broken_trades").Value);
            await Arm(loop, $"broken {n}");
        }

        // An execution that the venue tells twice.
        await loop.Venue.AskAsync("behave", ("plan", "SAKER1.duplicate=1"));
        EnterOrderReply entered = await Take(loop, "take");
        await loop.WaitAsync(s => s.Kill.CauseNames.Contains("venue told an execution again"), Limit, "an execution told again");
        await loop.Venue.AskAsync("behave", ("plan", string.Empty));
        ApplianceState again = await Agreement(loop, "the position of executions counted once");
        Assert.Contains("The venue told an execution again", again.OrderEntry.Problem, StringComparison.Ordinal);
        // However much of it the book filled: each execution once, and the position above is the venue's.
        Fill[] mine = [.. again.Fills.Where(f => f.Urn == entered.Urn)];
        Assert.InRange(mine.Sum(f => f.Quantity), 1, Lots);
        Assert.Equal(mine.Length, mine.Select(f => f.Match).Distinct().Count());
        await Arm(loop, "again");
        ApplianceState end = await Quotes(loop, "two live quotes at the end");
        Assert.Empty(end.OrderEntry.Problem);
        Assert.Null(loop.Loop.Fallen());
    }

    private static Task<ApplianceState> Quotes(RunningLoop loop, string what) => loop.WaitAsync(
        s => !s.Kill.Killed && s.Slots[0].Quotes.Count(q => q.State == "live") == 2 && s.Books.Any(b => b.Instrument.Symbol == s.Slots[0].Symbol && b is { State: "ok", Asks.Count: > 0 }), Limit, what);

    /// <summary>An order of the desk that takes the best price, which is not ours.</summary>
    private static async Task<EnterOrderReply> Take(RunningLoop loop, string id)
    {
        ApplianceState state = await loop.StandsStillAsync(Limit);
        Book book = state.Books.Single(b => b.Instrument.Symbol == state.Slots[0].Symbol);
        EnterOrderReply entered = await loop.Host.EnterOrderAsync(new EnterOrderRequest { RequestId = id, Source = "api", Quantity = Lots, Price = book.Asks[0].Price, Ioc = true });
        Assert.True(entered.Sent, entered.ToString());
        return entered;
    }

    private static async Task Arm(RunningLoop loop, string id)
    {
        await loop.WaitAsync(s => s.Kill is { Asserted: 0, Confirmed: true }, Limit, "all orders to end");
        await loop.ArmAsync();
        await Quotes(loop, $"two live quotes after '{id}'");
    }

    /// <summary>Killed, nothing open, and one position on all three sides.</summary>
    private async Task<ApplianceState> Agreement(RunningLoop loop, string what)
    {
        JsonNode us = await loop.WaitForVenueAsync(Limit, u => u["open_orders"]!.GetValue<int>() == 0, "no order after the kill");
        ApplianceState state = await loop.WaitAsync(
            s => s.Kill is { Killed: true, Confirmed: true } && s.OrderEntry.Problem.Length != 0 && s.Slots[0].Position == s.Slots[0].PositionHost && s.Slots[0].Position == us["positions"]![s.Slots[0].Symbol]!.GetValue<long>(),
            Limit, what);
        output.WriteLine($"{string.Join(", ", state.Kill.CauseNames)}: position {state.Slots[0].Position}, profit {state.Slots[0].Pnl}. {state.OrderEntry.Problem}");
        return state;
    }
}
