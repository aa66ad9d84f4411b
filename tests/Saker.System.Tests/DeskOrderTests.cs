using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Saker.V1;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>Orders that a person enters beside the quotes, by the command line, and orders that the venue does not answer.</summary>
public sealed partial class DeskOrderTests(ITestOutputHelper output)
{
    private const long MostLots = 50;
    private const int FarTicks = 50;
    private const int AboveTicks = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    [LoopFact(cli: true)]
    public async Task AnImmediateOrderTakes_ARestingOneIsMassCancelled_AndThePositionIsTheVenues()
    {
        await using RunningLoop loop = await RunningLoop.StartAsync("desk-orders", options => options with { Seed = 46, Parameters = SlotFile.WideQuotes("desk-orders") });
        await loop.WaitAsync(s => s.Slots[0].Quotes.Count(q => q.State == "live") == 2, Limit, "two live quotes");
        await loop.Venue.AskAsync("stop-flow");
        ApplianceState still = await loop.StandsStillAsync(Limit);
        long tick = Book(still).Instrument.Tick;

        // Far below the market: it rests, beside the quotes and in the worst case.
        uint resting = await EnterAsync(loop, "buy", 7, Book(still).Bids[0].Price - (FarTicks * tick));
        ApplianceState rests = await loop.WaitAsync(s => s.Slots[0].Desk.Any(o => o.Urn == resting && o.State == "live"), Limit, "the resting order");
        Assert.False(rests.Slots[0].Desk.Single().Ioc);
        await loop.WaitForVenueAsync(Limit, us => Orders(us).Contains(resting), "the resting order");

        // One lot more than the best price has, or as many as the gate lets pass: what is there is taken, the rest cancelled.
        Level best = Book(rests).Asks[0];
        uint taker = await EnterAsync(loop, "buy", Math.Min(MostLots, best.Quantity + 1), best.Price, "--ioc");
        ApplianceState took = await loop.WaitAsync(s => s.Orders.Any(o => o.Urn == taker && o.State == "dead") && s.Fills.Any(f => f.Urn == taker), Limit, "the end of the immediate order");
        Assert.Contains(took.Orders, o => o.Urn == taker && o is { Desk: true, Ioc: true });
        Assert.Equal(Math.Min(MostLots, best.Quantity), took.Fills.Where(f => f.Urn == taker).Sum(f => f.Quantity));
        JsonNode after = await loop.WaitForVenueAsync(Limit, us => !Orders(us).Contains(taker), "no rest of the immediate order");
        Assert.Contains(resting, Orders(after));

        // One that meets nobody is cancelled whole by the venue, nothing of it rests.
        long cancels = after["canceled"]!.GetValue<long>();
        uint lonely = await EnterAsync(loop, "buy", 5, Book(still).Bids[0].Price - (FarTicks * tick), "--ioc");
        ApplianceState gone = await loop.WaitAsync(s => s.Orders.Any(o => o.Urn == lonely && o.State == "dead"), Limit, "the end of the order that met nobody");
        Assert.DoesNotContain(gone.Fills, f => f.Urn == lonely);
        await loop.WaitForVenueAsync(Limit, us => us["canceled"]!.GetValue<long>() > cancels && !Orders(us).Contains(lonely), "its cancel");

        // What the gate refuses says by which control; what could not be meant does not reach the card.
        (int code, string error) = await SakerAsync(loop, "order", "buy", "51", Shown(best.Price, still));
        Assert.Equal((1, true), (code, error.Contains("[quantity] refused by the card's gate: the quantity is above the slot's maxQty", StringComparison.Ordinal)));
        // Our own ask, wherever it went when the best price was taken: well above it.
        ApplianceState moved = await loop.StandsStillAsync(Limit);
        long above = moved.Slots[0].Quotes.Single(q => q.Sell).Price + (AboveTicks * tick);
        (code, error) = await SakerAsync(loop, "order", "buy", "1", Shown(above, still));
        Assert.Equal((1, true), (code, error.Contains("[self] refused by the card's gate: it would meet an order of our own", StringComparison.Ordinal)));
        (code, error) = await SakerAsync(loop, "order", "buy", "1", Shown(best.Price + 1, still));
        Assert.Equal((1, true), (code, error.Contains("is between two ticks: give", StringComparison.Ordinal)));
        (code, error) = await SakerAsync(loop, "cancel", taker.ToString(CultureInfo.InvariantCulture));
        Assert.Equal((1, true), (code, error.Contains($"Order {taker} is not open any more.", StringComparison.Ordinal)));

        // One by its reference, then all: the quotes go too, and come back.
        uint second = await EnterAsync(loop, "buy", 3, Book(still).Bids[0].Price - (FarTicks * tick));
        await loop.WaitAsync(s => s.Slots[0].Desk.Any(o => o.Urn == second && o.State == "live"), Limit, "the second resting order");
        Assert.Equal(0, (await SakerAsync(loop, "cancel", second.ToString(CultureInfo.InvariantCulture))).Code);
        await loop.WaitAsync(s => s.Slots[0].Desk.All(o => o.Urn == resting), Limit, "the end of the second order alone");
        Assert.Equal(0, (await SakerAsync(loop, "cancel", "--all")).Code);
        await loop.WaitAsync(s => s.Slots[0].Desk.Count == 0 && s.Orders.Single(o => o.Urn == resting).State == "dead", Limit, "no order of the desk");
        await loop.WaitForVenueAsync(Limit, us => !Orders(us).Contains(resting), "no order of the desk");

        // Nothing of it makes card and host differ, which would kill.
        await Task.Delay(TimeSpan.FromSeconds(1));
        ApplianceState end = await loop.WaitAsync(s => s.Slots[0].Position == s.Slots[0].PositionHost && s.OrderEntry.Open == (uint)s.Kill.Open, Limit, "card and host to agree");
        JsonNode venue = await loop.WaitForVenueAsync(Limit, us => us["open_orders"]!.GetValue<int>() == end.Kill.Open, "as many orders as the host counts");
        output.WriteLine($"{venue.ToJsonString()}; card {end.Slots[0].Position}, host {end.Slots[0].PositionHost}; {end.OrderEntry}");
        output.WriteLine(string.Join(", ", end.Counters.Where(c => c.Value != 0).Select(c => $"{c.Name} {c.Value}")));
        Assert.False(end.Kill.Killed, $"{end.Kill}");
        Assert.Equal(venue["positions"]![end.Slots[0].Symbol]!.GetValue<long>(), end.Slots[0].Position);
        Assert.Equal(0, venue["malformed"]!.GetValue<int>());
        Assert.Equal(0u, end.OrderEntry.InDoubt);
        Assert.Equal(0ul, end.Counters.Single(c => c.Name == "orders_came_in_doubt").Value);
        Assert.Null(loop.Loop.Fallen());
    }

    [LoopFact(cli: true)]
    public async Task ARestingOrderIsMadeSmaller_AndCardHostAndVenueAgreeOnWhatIsLeft()
    {
        await using RunningLoop loop = await RunningLoop.StartAsync("modify", options => options with { Seed = 48 });
        await loop.WaitAsync(s => s.Slots[0].Quotes.Count(q => q.State == "live") == 2, Limit, "two live quotes");
        await loop.Venue.AskAsync("stop-flow");
        ApplianceState still = await loop.StandsStillAsync(Limit);
        uint urn = await EnterAsync(loop, "buy", 7, Book(still).Bids[0].Price - (FarTicks * Book(still).Instrument.Tick));
        string reference = urn.ToString(CultureInfo.InvariantCulture);
        await loop.WaitAsync(s => s.Slots[0].Desk.Any(o => o.Urn == urn && o.State == "live"), Limit, "the resting order");
        JsonNode before = OrderOf(await loop.WaitForVenueAsync(Limit, us => Orders(us).Contains(urn), "the resting order"), urn);

        // What makes nothing smaller does not reach the card.
        (int code, string text) = await SakerAsync(loop, "modify", reference, "7");
        Assert.Equal((1, true), (code, text.Contains($"Order {urn} has 7 lots in all, 0 executed and 7 open: a modify makes it smaller, 7 does not.", StringComparison.Ordinal)));
        (code, text) = await SakerAsync(loop, "modify", reference, "4");
        Assert.Equal((0, true), (code, text.Contains($"order {urn}: its modify to 4 lots in all was sent", StringComparison.Ordinal)));
        ApplianceState smaller = await loop.WaitAsync(s => s.Slots[0].Desk.Any(o => o.Urn == urn && o is { State: "live", Open: 4, Quantity: 4 }), Limit, "the smaller order");
        JsonNode venue = await loop.WaitForVenueAsync(Limit, us => Orders(us).Contains(urn) && OrderOf(us, urn)["open"]!.GetValue<long>() == 4, "the smaller order");
        // It kept its place: the venue's order is the same.
        Assert.Equal(before["order_ref"]!.GetValue<ulong>(), OrderOf(venue, urn)["order_ref"]!.GetValue<ulong>());
        Assert.Equal(1, venue["modified"]!.GetValue<int>());
        Assert.Equal(0u, smaller.OrderEntry.InDoubt);

        // The host looks ten times a second whether the card's open lots are its own, and kills when not.
        await Task.Delay(TimeSpan.FromSeconds(2));
        ApplianceState end = await loop.WaitAsync(s => s.Slots[0].Quotes.Count(q => q.State == "live") == 2, Limit, "two live quotes");
        Assert.False(end.Kill.Killed, $"{end.Kill}");
        venue = await loop.WaitForVenueAsync(Limit, us => us["open_orders"]!.GetValue<int>() == end.Kill.Open, "as many orders as the host counts");
        Assert.Equal(
            end.Slots[0].Quotes.Concat(end.Slots[0].Desk).Sum(o => o.Open), venue["orders"]!.AsArray().Sum(o => o!["open"]!.GetValue<long>()));

        // Smaller once more, then its end.
        Assert.Equal(0, (await SakerAsync(loop, "modify", reference, "1")).Code);
        await loop.WaitAsync(s => s.Slots[0].Desk.Any(o => o.Urn == urn && o is { State: "live", Open: 1 }), Limit, "one lot");
        Assert.Equal(0, (await SakerAsync(loop, "cancel", reference)).Code);
        await loop.WaitAsync(s => s.Slots[0].Desk.Count == 0, Limit, "no order of the desk");
        (code, text) = await SakerAsync(loop, "modify", reference, "1");
        Assert.Equal((1, true), (code, text.Contains($"Order {urn} is not open any more.", StringComparison.Ordinal)));
        Assert.Null(loop.Loop.Fallen());
    }

    [LoopFact(cli: true)]
    public async Task AnOrderThatTheVenueDoesNotAnswer_IsInDoubt_UntilItDoes()
    {
        await using RunningLoop loop = await RunningLoop.StartAsync("in-doubt", options => options with { Seed = 47 });
        await loop.WaitAsync(s => s.Slots[0].Quotes.Count(q => q.State == "live") == 2, Limit, "two live quotes");
        await loop.Venue.AskAsync("stop-flow");
        ApplianceState still = await loop.StandsStillAsync(Limit);
        await loop.Venue.AskAsync("behave", ("plan", "SAKER1.late_ms=60000"));
        uint urn = await EnterAsync(loop, "buy", 7, Book(still).Bids[0].Price - (FarTicks * Book(still).Instrument.Tick));
        ApplianceState doubt = await loop.WaitAsync(s => s.Slots[0].Desk.Any(o => o.Urn == urn && o.State == "in-doubt") && s.OrderEntry.InDoubt > 0, Limit, "the order in doubt");
        output.WriteLine(doubt.OrderEntry.Problem);
        Assert.Contains(urn.ToString(CultureInfo.InvariantCulture), doubt.OrderEntry.Problem, StringComparison.Ordinal);
        Assert.Equal(7, doubt.Slots[0].Desk.Single(o => o.Urn == urn).Open);

        await loop.Venue.AskAsync("behave", ("plan", string.Empty));
        await loop.WaitAsync(s => s.Slots[0].Desk.Any(o => o.Urn == urn && o.State == "live") && s.OrderEntry is { InDoubt: 0, Problem: "" }, Limit, "the answer");
        Assert.Null(loop.Loop.Fallen());
    }

    [GeneratedRegex(@"^sent, reference (\d+): ")]
    private static partial Regex Sent();

    private static Book Book(ApplianceState state) => state.Books.Single(b => b.Instrument.Symbol == state.Slots[0].Symbol);

    private static uint[] Orders(JsonNode us) => [.. us["orders"]!.AsArray().Select(o => o!["urn"]!.GetValue<uint>())];

    private static JsonNode OrderOf(JsonNode us, uint urn) => us["orders"]!.AsArray().Single(o => o!["urn"]!.GetValue<uint>() == urn)!;

    private static string Shown(long price, ApplianceState state) =>
        (price / (decimal)Math.Pow(10, Book(state).Instrument.PriceDecimals)).ToString(CultureInfo.InvariantCulture);

    private async Task<uint> EnterAsync(RunningLoop loop, string side, long lots, long price, params string[] options)
    {
        ApplianceState state = await loop.Host.GetStateAsync();
        (int code, string text) = await SakerAsync(loop, ["order", side, lots.ToString(CultureInfo.InvariantCulture), Shown(price, state), .. options]);
        Assert.True(code == 0 && Sent().IsMatch(text), $"exit {code}: {text}");
        return uint.Parse(Sent().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private Task<(int Code, string Text)> SakerAsync(RunningLoop loop, params string[] words) => loop.SakerAsync(output, Limit, words);
}
