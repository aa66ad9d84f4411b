using System.Text.Json.Nodes;
using Saker.TestKit;
using Saker.V1;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>A real Nasdaq capture as the market.</summary>
public sealed class CaptureReplayTests(ITestOutputHelper output)
{
    private const string Capture = "itch/aapl-20200130-first-5000.bin";
    private const double Speed = 600;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [LoopFact(Capture)]
    public async Task ARealCaptureReplayed_KeepsTheBookExactAndQuotesInIt()
    {
        await using RunningLoop loop = await RunningLoop.StartAsync("capture", options =>
            options with { Itch = Places.Data(Capture), Symbol = "AAPL", Speed = Speed });
        await loop.WaitAsync(s => s.Slots[0].Quotes.Count(q => q.State == "live") == 2, Limit, "two live quotes");
        using var limit = new CancellationTokenSource(Limit);
        while (!(await loop.Venue.AskAsync("status"))["flow_stopped"]!.GetValue<bool>())
        {
            Assert.Null(loop.Loop.Fallen());
            await Task.Delay(200, limit.Token);
        }

        JsonObject venue = await loop.Venue.AskAsync("status");
        long published = venue["next_sequence"]!.GetValue<long>() - 1;
        JsonNode best = venue["instruments"]![0]!;
        long bid = best["bid"]!.GetValue<long>(), ask = best["ask"]!.GetValue<long>();
        // The levels that people see come with depth reports, behind the messages.
        ApplianceState end = await loop.WaitAsync(
            s => Messages(s) == published && s.Books[0] is { Bids.Count: > 0, Asks.Count: > 0 } book && (book.Bids[0].Price, book.Asks[0].Price) == (bid, ask), Limit,
            $"all {published} messages used, and the venue's best prices, {bid} and {ask}");
        output.WriteLine($"{published} messages, {end.Slots[0].Sent} orders sent, {end.Fills.Count} fills, position {end.Slots[0].Position}, tick to order {end.TickToOrder}");
        Assert.True(published >= 5000, $"only {published} messages");
        Assert.Equal(0u, end.Books[0].Flags & 1);
        // The host keeps the full book from every message and kills on the first difference from the card's best prices.
        Assert.False(end.Kill.Killed, $"killed: {end.Kill}");
    }

    private static long Messages(ApplianceState state) => (long)(state.Counters.FirstOrDefault(c => c.Name == "feed_messages")?.Value ?? 0);
}
