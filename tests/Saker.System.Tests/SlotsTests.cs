using System.Text.Json.Nodes;
using Saker.V1;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>Two slots of one card on one symbol: each quotes, fills and is counted for itself, and neither trades with the other.</summary>
public sealed class SlotsTests(ITestOutputHelper output)
{
    private const int Main = 0, Twin = 1;
    private const int TriesToMeet = 10, TicksAway = 20;
    private const uint ByHand = 1;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120), RebuildLimit = TimeSpan.FromSeconds(240);

    [LoopFact]
    public async Task TwoSlotsOnOneSymbol_TradeApart_TheKillOfOneLeavesTheOther_AndARestartKeepsBoth()
    {
        await using RunningLoop loop = await RunningLoop.StartAsync("two-slots", options => options with
        {
            // A slow market, without full books of the host: after the restart every message is asked for again.
            Seed = 47, Speed = 0.5, Duration = 15, Record = false, HeartbeatLimit = TimeSpan.FromSeconds(5), // A tick further out than the other: at the same prices each would answer the other's quotes, and in a still book both without end.
            Parameters = SlotFile.Two("two-slots", """{ "name": "twin", "qty": 10, "maxQty": 20, "halfBid": 768, "halfAsk": 768, "hysteresis": 2 }"""),
        });
        ApplianceState state = await loop.WaitAsync(s => s.Slots.Count == 2 && s.Slots.All(Quotes), Limit, "two live quotes of each slot");
        Assert.Equal(["main", "twin"], state.Slots.Select(s => s.Name));
        Assert.All(state.Slots, s => Assert.Equal("BTCUSD", s.Symbol));
        Assert.Equal((20, 10), (state.Slots[Main].Quotes.Max(q => q.Quantity), state.Slots[Twin].Quotes.Max(q => q.Quantity)));
        Assert.All(state.Slots, s => Assert.All(s.Quotes, q => Assert.Equal((uint)s.Index, q.Slot)));
        await MeetsOurOwnAsync(loop);

        await loop.WaitAsync(s => s.Fills.Any(f => f.Slot == Main) && s.Slots[Twin].Position != 0, Limit, "fills of both slots");
        await loop.Host.KillSlotAsync(new KillSlotRequest { RequestId = "kill-twin", Source = "test", Reason = "test", Slot = Twin });
        state = await loop.WaitAsync(s => !s.Kill.Killed && s.Slots[Twin] is { TripCauses: ByHand, Quotes.Count: 0 } && Quotes(s.Slots[Main]), Limit, "the twin halted, the other quoting");
        long twin = state.Slots[Twin].Position;
        Assert.True((await FarOrderAsync(loop, Main)).Sent, "the other slot sends");
        Assert.Contains("mode", (await FarOrderAsync(loop, Twin)).RefusedBy);
        state = await loop.Host.GetStateAsync();
        Assert.Equal((twin, twin, 0), (state.Slots[Twin].Position, state.Slots[Twin].PositionHost, state.Slots[Twin].Quotes.Count));

        await loop.SignalAsync("KILL", "host");
        await loop.WaitForVenueAsync(Limit, us => us["open_orders"]!.GetValue<int>() == 0, "no open order of a dead host");
        await loop.Loop.StartHostAsync("host-2");
        state = await loop.WaitAsync(s => s.Kill is { Killed: true, Confirmed: true } && s.Slots.Count == 2 && s.Slots.All(one => one.Position == one.PositionHost), Limit, "the new host to agree with the card");
        JsonNode us = await loop.WaitForVenueAsync(Limit, _ => true, "anything");
        output.WriteLine($"{us.ToJsonString()}; {string.Join("; ", state.Slots.Select(s => $"{s.Name} {s.Position}"))}; {state.Note}");
        Assert.Equal(us["positions"]!["BTCUSD"]!.GetValue<long>(), state.Slots.Sum(s => s.Position));
        // It had been halted: nothing of it was filled after.
        Assert.Equal((twin, ByHand), (state.Slots[Twin].Position, state.Slots[Twin].TripCauses));
        Assert.Equal(0u, state.Slots[Main].TripCauses);

        ClearSlotReply cleared = await loop.Host.ClearSlotAsync(new ClearSlotRequest { RequestId = "clear-twin", Source = "test", Slot = Twin, CausesSeen = ByHand });
        Assert.Equal((true, string.Empty), (cleared.Cleared, cleared.Refusal));
        await loop.ArmAsync();
        await loop.WaitAsync(s => s.Slots.All(Quotes), RebuildLimit, "two live quotes of each slot under the new host");
        await loop.WaitForVenueAsync(Limit, u => u["open_orders"]!.GetValue<int>() == 4, "four orders under the new host");
        JsonNode end = await loop.WaitForVenueAsync(Limit, _ => true, "anything");
        Assert.Equal((0, 0), (end["repeated"]!.GetValue<int>(), end["malformed"]!.GetValue<int>()));
    }

    /// <summary>A purchase for the twin well above the other slot's sale would trade with it: the gate refuses it. The sale moves, and may be away for a moment.</summary>
    private async Task MeetsOurOwnAsync(RunningLoop loop)
    {
        for (int attempt = 0; ; attempt++)
        {
            ApplianceState state = await loop.WaitAsync(s => Quotes(s.Slots[Main]), Limit, "two live quotes of the first slot");
            long tick = state.Books.Single(b => b.Instrument.Symbol == "BTCUSD").Instrument.Tick;
            EnterOrderReply reply = await loop.Host.EnterOrderAsync(new EnterOrderRequest
            {
                RequestId = $"meet-{attempt}", Source = "test", Slot = Twin, Quantity = 1, Ioc = true, Price = state.Slots[Main].Quotes.Single(q => q.Sell).Price + (TicksAway * tick),
            });
            output.WriteLine($"a purchase for the twin at the other's sale: {(reply.Sent ? "sent" : string.Join(", ", reply.RefusedBy))}");
            if (reply.RefusedBy.Contains("self"))
            {
                return;
            }

            Assert.True(attempt < TriesToMeet, $"never refused for an own order: {reply.Refusal}");
        }
    }

    /// <summary>An order of the desk for a slot, one lot, away from the market: it rests where it is sent, and the kill of the host ends it.</summary>
    private static async Task<EnterOrderReply> FarOrderAsync(RunningLoop loop, uint slot)
    {
        ApplianceState state = await loop.WaitAsync(s => s.Books.Single(b => b.Instrument.Symbol == "BTCUSD") is { State: "ok", Bids.Count: > 0 }, Limit, "a good book");
        Book book = state.Books.Single(b => b.Instrument.Symbol == "BTCUSD");
        return await loop.Host.EnterOrderAsync(new EnterOrderRequest
        {
            RequestId = $"far-{slot}", Source = "test", Slot = slot, Quantity = 1, Price = book.Bids[0].Price - (TicksAway * book.Instrument.Tick),
        });
    }

    private static bool Quotes(Slot slot) => slot.Quotes.Count(q => q.State == "live") == 2;
}
