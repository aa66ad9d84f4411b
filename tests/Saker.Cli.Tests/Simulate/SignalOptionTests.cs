using Saker.Card;
using Saker.Card.Bench;
using Saker.TestKit;
using Saker.Wire;
using Xunit;

namespace Saker.Cli.Tests.Simulate;

/// <summary>`saker simulate --signals`: what is read, what it changes, what is refused and warned of.</summary>
public sealed class SignalOptionTests
{
    private const string Aapl = "itch/aapl-20200130-first-5000.bin";
    private const long Imbalance = 1 << 1, Burst = 1 << 16;

    [DataFact(Aapl)]
    public void A_gate_that_opens_lets_its_side_quote_while_it_is_open()
    {
        SimulationRun open = SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.Plain), closed = SimulationRun.Of(Places.Data(Aapl), "AAPL", SimulationRun.With(("needBid", Imbalance)));
        SimulationRun run = SimulationRun.Gated(Places.Data(Aapl), "AAPL", """{ "gates": { "imbalance": { "above": 32768 } } } // more bid than asked""", ("needBid", Imbalance));
        Assert.DoesNotContain("warning", run.Output.Error, StringComparison.Ordinal);
        Assert.Equal(3, new[] { open.Hash, closed.Hash, run.Hash }.Distinct().Count());
        int Bids(SimulationRun of) => of.Rows.Count(r => r.Buy && r.Act is "new" or "replace");
        Assert.True(Bids(closed) == 0 && Bids(run) > 20, $"{Bids(open)}, {Bids(closed)} and {Bids(run)} bids");
        Assert.Contains(run.Rows, r => r.Buy && r.Act == "cancel");
        // Whatever the imbalance: as if no gate were needed.
        Assert.Equal(open.Hash, SimulationRun.Gated(Places.Data(Aapl), "AAPL", """{ "gates": { "imbalance": { "below": 65535 } } }""", ("needBid", Imbalance)).Hash);
        // What nothing needs changes nothing.
        Assert.Equal(open.Hash, SimulationRun.Gated(Places.Data(Aapl), "AAPL", """{ "gates": { "imbalance": { "above": 32768 } } }""").Hash);
    }

    [DataFact(Aapl)]
    public void A_symbol_may_have_its_own_settings()
    {
        const string all = """{ "gates": { "imbalance": { "above": 32768 } }, "symbols": { "NAME": { "gates": { "imbalance": { "below": 32768 } } } } }""";
        string Hash(string signals) => SimulationRun.Gated(Places.Data(Aapl), "AAPL", signals, ("needAsk", Imbalance)).Hash;
        string above = Hash("""{ "gates": { "imbalance": { "above": 32768 } } }"""), below = Hash("""{ "gates": { "imbalance": { "below": 32768 } } }""");
        Assert.NotEqual(above, below);
        Assert.Equal((above, below), (Hash(all.Replace("NAME", "MSFT", StringComparison.Ordinal)), Hash(all.Replace("NAME", "AAPL", StringComparison.Ordinal))));
    }

    [DataFact(Aapl)]
    public void The_depth_and_the_side_of_hidden_trades_count()
    {
        string Hash(string signals, long need) => SimulationRun.Gated(Places.Data(Aapl), "AAPL", signals, ("needBid", need)).Hash;
        string closed = Hash("{ }", Imbalance);
        Assert.NotEqual(closed, Hash("""{ "gates": { "depthImbalance": { "above": 32768 } } }""", 1 << 2));
        const string flow = """{ "window": 22, "gates": { "flowDown": { "above": 5 } }, "pSide": false }""";
        Assert.NotEqual(Hash(flow, 1 << 6), Hash(flow.Replace("false", "true", StringComparison.Ordinal), 1 << 6));
    }

    [Fact]
    public void Gates_that_stay_closed_are_named()
    {
        Assert.Contains("saker: warning: the parameters need gates that the settings of the signals leave closed (burst): the bid is never wanted (needBid).",
            Said("""{ "gates": { "imbalance": { "above": 3 }, "burst": { "below": 3 } } }""", ("needBid", Burst | Imbalance), ("needAsk", Imbalance)).Error, StringComparison.Ordinal);
        Assert.Contains("leave closed (imbalance): both sides are always widened (needTight).", Said("{ }", ("needTight", Imbalance)).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", Said("""{ "burst": 12, "gates": { "burst": { "below": 3 } } }""", ("needBid", Burst)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_setting_is_refused()
    {
        foreach ((string signals, string why) in ((string, string)[])
        [
            ("""{ "window": 32, "kFast": 16 }""", "s.json': window is 32, outside 0..31 log2 of 1,024 ns."),
            ("""{ "window": 32, "kFast": 16 }""", "s.json': kFast is 16, outside 0..15 shift."),
            ("""{ "gates": { "spred": { "below": 3 } } }""", "s.json': gates has no gate 'spred'; there are spread, imbalance"),
            ("""{ "gates": { "spread": { } } }""", "gates.spread says yes above or below a threshold: exactly one of 'above' and 'below' is needed."),
            ("""{ "gates": { "spread": null } }""", "gates.spread says yes above or below a threshold"),
            ("""{ "symbols": { "TEST": { "burst": 99 } } }""", "symbols.TEST.burst is 99, outside 0..31"),
            ("""{ "symbols": { "TEST": null } }""", "symbols.TEST is null"),
            ("""{ "signals": { } }""", "signals"),
            ("[ ]", "s.json' are no JSON object."),
            ("{", "s.json' cannot be used: "),
        ])
        {
            SakerOutput run = Said(signals, ("needBid", 1));
            Assert.Equal((2, ""), (run.Code, run.Out));
            Assert.Contains("saker: Signal settings '", run.Error, StringComparison.Ordinal);
            Assert.Contains(why, run.Error, StringComparison.Ordinal);
        }

        using var files = new SimulationFiles("TEST", SimulationRun.Plain);
        SakerOutput none = SakerProgram.Run("simulate", "/nowhere", "--params", files.Parameters, "--signals", files.Signals);
        Assert.Equal(2, none.Code);
        Assert.Contains("s.json' cannot be used: Could not find file", none.Error, StringComparison.Ordinal);
    }

    private static SakerOutput Said(string signals, params (string Name, long Value)[] others)
    {
        var book = new BookMessages(new SymbolWindow("TEST", 1_000_000, 100), 7);
        using TestCapture capture = TestCapture.Binary([.. book.Opening(), book.Add(Side.Buy, 2_040, 10)]);
        using SimulationFiles files = new SimulationFiles("TEST", SimulationRun.With(others)).With(signals);
        return SakerProgram.Run("simulate", capture.File, "--params", files.Parameters, "--signals", files.Signals);
    }
}
