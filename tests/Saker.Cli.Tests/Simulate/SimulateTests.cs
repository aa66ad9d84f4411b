using System.Globalization;
using Saker.Card;
using Saker.Card.Bench;
using Saker.TestKit;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Cli.Tests.Simulate;

/// <summary>`saker simulate` on real captures: what it prints follows from its order list, and its order list from the capture.</summary>
public sealed class SimulateTests(ITestOutputHelper output)
{
    private const string Aapl = "itch/aapl-20200130-first-5000.bin", Msft = "lobster/MSFT_L50_1000rows", Multicast = "pcap/nasdaq-itch50";
    private const decimal PriceUnits = 10_000m;

    [DataFact(Aapl)]
    public void Position_and_money_follow_from_the_fills()
    {
        const decimal fee = 0.002m;
        SimulationRun run = SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.Plain, "--fee", "0.002");
        output.WriteLine(run.Output.Out);
        OrderRow[] fills = [.. run.Rows.Where(r => r.Act == "fill")];
        Assert.True(fills.Length > 100, $"only {fills.Length} fills");
        long bought = fills.Where(f => f.Buy).Sum(f => f.Qty), sold = fills.Where(f => !f.Buy).Sum(f => f.Qty);
        Assert.Equal((fills.Length, bought, sold, bought - sold), (run["fills"], run["bought"], run["sold"], run["position"]));
        Assert.Equal((bought + sold, fills.Sum(f => f.Qty * f.Price) / PriceUnits), (run["volume"], run["turnover"]));
        decimal cash = fills.Sum(f => (f.Buy ? -1 : 1) * f.Qty * f.Price / PriceUnits) - ((bought + sold) * fee);
        Assert.Equal((cash, (bought + sold) * fee), (run["cash"], run["fees"]));
        // The mark is the mid of the exact book, which the other verb has from another model.
        string[] last = SakerProgram.Run("book", Places.Data(Aapl), "--symbol", "AAPL").Lines[^1].Split(',');
        decimal mark = (decimal.Parse(last[2], CultureInfo.InvariantCulture) + decimal.Parse(last[4], CultureInfo.InvariantCulture)) / 2 / PriceUnits;
        Assert.Equal((mark, cash + (run["position"] * mark)), (run["mark"], run["equity"]));
        Assert.True(run["drawdown"] >= -run["equity"] && run["drawdown"] > 0, $"drawdown {run["drawdown"]}, equity {run["equity"]}");
    }

    [DataFact(Aapl)]
    public void Every_order_of_the_list_lives_as_the_capture_lets_it() => Follow(Places.Data(Aapl), SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.With(("halfBid", 128), ("halfAsk", 128))));

    [DataFact(Msft)]
    public void And_on_another_market()
    {
        using TestCapture capture = LobsterItch.Capture(Places.Data(Msft), "MSFT");
        SimulationRun run = SimulationRun.Of(capture.File, "MSFT", SimulationRun.With(("inventoryCap", 20_000), ("hysteresis", 3), ("halfBid", 0), ("halfAsk", 0), ("minEdge", 0), ("skew", 0)), "--locate", "1");
        output.WriteLine(run.Output.Out);
        Follow(capture.File, run);
    }

    [DataFact(Aapl)]
    public void The_hash_is_that_of_the_orders_and_of_nothing_else()
    {
        SimulationRun first = SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.Plain), again = SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.Plain);
        Assert.Equal((first.Hash, first.Output.Out), (again.Hash, again.Output.Out));
        Assert.Equal(first.Hash, SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.Plain, "--fee", "1").Hash);
        foreach ((string name, long value) in ((string, long)[])[("qty", 101), ("skew", 201), ("hysteresis", 3), ("minEdge", 300), ("maxDistance", 1), ("refresh", 20_000), ("stepQty", 9)])
        {
            SimulationRun other = SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.With((name, value), ("stepPosition", name == "stepQty" ? 50 : 0)));
            Assert.True(first.Hash != other.Hash, $"{name} {value} changes nothing");
        }
    }

    [DataFact(Aapl)]
    public void Packets_give_the_same_orders_as_the_file()
    {
        List<byte[]> messages = [];
        using (FileStream file = File.OpenRead(Places.Data(Aapl)))
        {
            BinaryFileReader reader = new(file);
            while (reader.TryRead(out ReadOnlySpan<byte> message))
            {
                messages.Add(message.ToArray());
            }
        }

        using TestCapture capture = TestCapture.Pcap(FeedSettings.Default, TestPacket.Of(messages, 17));
        Assert.Equal(SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.Plain).Hash, SimulationRun.Of(capture.File, "AAPL", SimulationRun.Plain).Hash);
    }

    [DataFact(Aapl)]
    public void Limits_refuse_and_are_told_by_name()
    {
        SimulationRun run = SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.Plain, "--position-limit", "150", "--collar", "1", "--max-notional", "32150");
        Assert.True(run["refused_position"] > 0 && run["refused_collar"] > 0 && run["refused_notional"] > 0, run.Output.Out);
        Assert.All(run.Rows, r => Assert.InRange(r.Position, -150, 150));
        Assert.All(run.Rows.Where(r => r.Act is "new" or "replace"), r => Assert.True(r.Qty * r.Price <= 321_500_000, $"{r}"));
        SimulationRun none = SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.Plain, "--max-qty", "99");
        Assert.True(none["refused_quantity"] > 0 && none["orders_new"] == 0 && none.Rows.All(r => r.Act == "refused"), none.Output.Out);
    }

    [DataFact(Aapl)]
    public void Gates_without_settings_say_no_and_that_is_said()
    {
        SimulationRun run = SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.With(("needBid", 1)));
        Assert.Contains("warning: the parameters need gates, but no signal of the symbol has settings, so that each gate says no: the bid is never wanted (needBid).", run.Output.Error, StringComparison.Ordinal);
        Assert.True(run.Rows.Count > 0 && run.Rows.All(r => !r.Buy), "a bid");
        Assert.DoesNotContain("warning", SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.Plain).Output.Error, StringComparison.Ordinal);
        // Always widened is the same as wide, where every change moves a quote.
        SimulationRun widened = SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.With(("hysteresis", 1), ("needTight", 1), ("widenBid", 512), ("widenAsk", 256)));
        SimulationRun wide = SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.With(("hysteresis", 1), ("halfBid", 768), ("halfAsk", 512)));
        Assert.Contains("both sides are always widened (needTight)", widened.Output.Error, StringComparison.Ordinal);
        Assert.True(wide.Hash == widened.Hash && wide.Rows.Count > 100, $"{wide.Rows.Count} rows and {widened.Rows.Count}");
    }

    [DataFact(Aapl)]
    public void A_variance_without_settings_is_never_known_and_that_is_said()
    {
        SimulationRun run = SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.With(("varHorizon", 2), ("varSkew", 1_000)));
        Assert.Contains("warning: the parameters need a variance that is never known, for the settings of the signals have no sample: nothing is ever wanted (varHorizon). Give --signals, or set varHorizon to 0", run.Output.Error, StringComparison.Ordinal);
        Assert.Empty(run.Rows);
        // Without a horizon the skew is SKEW alone.
        Assert.Equal(SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.Plain).Hash, SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.With(("varSkew", uint.MaxValue))).Hash);
    }

    [Fact]
    public void A_book_that_comes_to_an_end_tells_what_was_before()
    {
        var book = new BookMessages(new SymbolWindow("TEST", 1_000_000, 100), 7);
        using TestCapture capture = TestCapture.Binary([.. book.Opening(), book.Add(Side.Buy, 2_040, 10), book.Add(Side.Sell, 2_050, 10), book.Delete(1), book.Add(Side.Buy, 2_041, 10)]);
        using var files = new SimulationFiles("TEST", SimulationRun.Plain);
        SakerOutput run = SakerProgram.Run("simulate", capture.File, "--params", files.Parameters, "--out", files.Orders);
        Assert.Equal(2, run.Code);
        Assert.Contains("The book of TEST went stale at message 5: it names an order that the capture did not enter", run.Error, StringComparison.Ordinal);
        Assert.Contains("orders_new 2", run.Lines);
        // The card cancels what rests when the book is no good.
        Assert.Equal(["new", "new", "cancel", "cancel"], File.ReadAllLines(files.Orders).Skip(1).Select(l => l.Split(',')[2]));
    }

    [Fact]
    public void What_cannot_be_simulated_is_said()
    {
        var book = new BookMessages(new SymbolWindow("TEST", 1_000_000, 100), 7);
        using TestCapture capture = TestCapture.Binary(book.Opening());
        using var files = new SimulationFiles("TEST", SimulationRun.Plain);
        using var taker = new SimulationFiles("TEST", SimulationRun.With(("take", 1)));
        SakerOutput Run(params string[] arguments) => SakerProgram.Run(["simulate", .. arguments]);
        foreach ((SakerOutput run, string why) in ((SakerOutput, string)[])
        [
            (Run("/nowhere", "--params", files.Parameters), "There is no file '/nowhere'."),
            (Run(capture.File, "--params", taker.Parameters), "take is 1 in the parameters: a slot that takes has no orders on paper, so there is nothing to simulate. Set take to 0 to simulate quotes."),
            (Run(capture.File, "--params", "/nowhere"), "Parameter document '/nowhere' cannot be read"),
            (Run(capture.File, "--params", files.Parameters, "--symbol", "NONE"), "has no directory message for NONE; name its stock locate with --locate N."),
            (Run(capture.File, "--params", files.Parameters, "--locate", "0"), "A stock locate is 1 to 65535."),
            (Run(capture.File, "--params", files.Parameters, "--fee", "0.00001"), "--fee is 0.00001: give an amount of 0 to 6.5535 in steps of 0.0001."),
            (Run(capture.File, "--params", files.Parameters, "--max-notional", "-1"), "--max-notional is -1: give an amount of 0 to"),
            (Run(capture.File, "--params", files.Parameters, "--engine", "abacus"), "There is no engine 'abacus' in this build"),
        ])
        {
            Assert.Equal((2, ""), (run.Code, run.Out));
            Assert.Contains(why, run.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>Follows each paper order through the capture: where it came to rest, that the list is one life after the other, and that no more of it was filled
    /// than would have been by name.</summary>
    private void Follow(string capture, SimulationRun run)
    {
        var truth = new CaptureTruth(capture);
        var open = new long[2];
        var filled = new long[2];
        long position = 0, total = 0, byName = 0;
        foreach (OrderRow r in run.Rows)
        {
            int side = r.Buy ? 0 : 1;
            truth.PlayTo(r.Message);
            switch (r.Act)
            {
                case "new" or "replace":
                    Assert.Equal(r.Act == "replace", open[side] > 0);
                    byName += truth.Filled(r.Buy);
                    truth.Rest(r.Buy, r.Price, r.Qty);
                    Assert.Equal((r.Qty, truth.Level(r.Buy, r.Price)), (r.Open, r.Ahead));
                    (open[side], filled[side]) = (r.Qty, 0);
                    break;
                case "fill":
                    filled[side] += r.Qty;
                    open[side] -= r.Qty;
                    position += r.Buy ? r.Qty : -r.Qty;
                    total += r.Qty;
                    Assert.True(r.Qty > 0 && filled[side] <= truth.Filled(r.Buy), $"{r}: {filled[side]} filled, by name {truth.Filled(r.Buy)}");
                    break;
                case "cancel":
                    Assert.Equal(open[side], r.Qty);
                    byName += truth.Filled(r.Buy);
                    truth.Cancel(r.Buy);
                    open[side] = 0;
                    break;
            }

            Assert.Equal((position, r.Act == "refused" ? 0 : open[side]), (r.Position, r.Open));
        }

        byName += truth.Filled(true) + truth.Filled(false);
        output.WriteLine($"{run.Rows.Count} rows, {total} lots filled, by name {byName}");
        Assert.True(total > 1_000 && total <= byName, $"{total} lots filled, by name {byName}");
    }
}
