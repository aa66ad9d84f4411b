using Saker.Card;
using Saker.Card.Bench;
using Saker.Card.Tests.Orders;
using Saker.Card.Tests.Signals;
using Saker.Model;
using Saker.TestKit;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Cli.Tests.Simulate;

/// <summary>`saker simulate --signals` by model and by Verilog: gates that open and close, by the same time, give the same orders.</summary>
public sealed class GatesAgreeTests(ITestOutputHelper output)
{
    private const string Aapl = "itch/aapl-20200130-first-5000.bin";
    private const uint AllGates = (1u << SignalParameters.Gates) - 1;

    private static readonly SlotParameters Plain = new()
    {
        Qty = 100, HalfBid = 256, HalfAsk = 256, Skew = 200, Hysteresis = 1, InventoryCap = 1_000, MinEdge = 64, MaxDistance = 20, Refresh = 5_000, WidenBid = 700, WidenAsk = 500,
    };

    /// <summary>Periods of a market before its opening.</summary>
    private static readonly SignalWindows Slow = new()
    {
        Window = 22, Burst = 21, Sample = 18, KFast = 2, KSlow = 4, VpinVolume = 500, VpinBuckets = 8, RefillTime = 1_000_000, FlickerTime = 1_000_000, FlickerQty = 100, IcebergTime = 1_000_000,
    };

    /// <summary>Periods of a market in which something happens every 50 us.</summary>
    private static readonly SignalWindows Fast = new()
    {
        Window = 14, Burst = 11, Sample = 9, KFast = 2, KSlow = 4, VpinVolume = 1_500, VpinBuckets = 8, RefillTime = 3_000, FlickerTime = 3_000, FlickerQty = 100, IcebergTime = 10_000,
    };

    [RtlFact(Aapl)]
    public void On_a_real_day_gates_change_the_orders_of_both_alike()
    {
        string capture = Places.Data(Aapl);
        SimulationRequest plain = EngineRun.Request("AAPL", Plain);
        uint[] masks = [1u << (int)SignalGate.Imbalance, 1u << (int)SignalGate.OfiDown, 1u << (int)SignalGate.VarFast];
        SignalParameters signals = new OpenGates(capture, plain, Slow).Find(masks[0] | masks[1] | masks[2], new Random(1));
        Equal(capture, plain, masks, signals, sideOfP: false);
    }

    [RtlTheory(Aapl)]
    [InlineData(VarHorizon.Fast)]
    [InlineData(VarHorizon.Slow)]
    public void On_a_real_day_the_variance_moves_the_skew_of_both_alike(VarHorizon horizon)
    {
        string capture = Places.Data(Aapl);
        var signals = new SignalParameters { Windows = Slow };
        SlotParameters p = Plain with { VarHorizon = horizon, VarSkew = 20_000 };
        EngineRun moved = BothEngines.Equal(capture, EngineRun.Request("AAPL", p, signals: signals), output);
        EngineRun still = EngineRun.Of(new ModelSimulationEngine(), capture, EngineRun.Request("AAPL", p with { VarSkew = 0 }, signals: signals));
        Assert.True(moved.Paper.Count > 100, moved.Report);
        Assert.NotEqual(still.Hash, moved.Hash);
        // Without settings it is never known, and nothing is wanted.
        Assert.Empty(EngineRun.Of(new ModelSimulationEngine(), capture, EngineRun.Request("AAPL", p)).Paper);
    }

    /// <summary>Where the mid wanders, as the entropy needs it.</summary>
    [RtlTheory]
    [InlineData(20261122)]
    public void On_a_random_stream_too(int seed)
    {
        var random = new Random(seed);
        using TestCapture capture = Flow(random, 2_000);
        EveryGate(capture.File, 1u << (int)SignalGate.Entropy | 1u << (int)SignalGate.Spread | 1u << (int)SignalGate.Vpin, random);
    }

    /// <summary>Every other gate, three at a time; with trades of hidden orders, far orders and halts.</summary>
    [RtlTheory]
    [InlineData(4711)]
    public void Every_gate_is_the_same_among_messages_of_another_symbol(int seed)
    {
        var random = new Random(seed);
        using TestCapture capture = Market(random, 2_400);
        EveryGate(capture.File, AllGates & ~(1u << (int)SignalGate.Entropy), random);
    }

    /// <summary>Times that a card must not lose count in: REFRESH, silence, half a wrap and a whole one of 32 bits of 1,024 ns.</summary>
    [RtlTheory]
    [InlineData(300_000ul)]
    [InlineData(1ul << 20)]
    [InlineData((1ul << 20) + 1)]
    [InlineData((1ul << 24) - 3)]
    [InlineData(1ul << 24)]
    [InlineData(3_600_000_000_000ul / 1_024)]
    [InlineData((1ul << 32) + 7)]
    [InlineData((1ul << 33) + (1ul << 31))]
    public void A_pause_of_any_length_is_the_same(ulong pause)
    {
        var book = new BookMessages(new SymbolWindow("TEST", 1_000_000, 100), 7);
        List<byte[]> messages = [.. book.Opening(), book.Add(Side.Buy, 2_040, 10), book.Add(Side.Sell, 2_050, 10)];
        for (int n = 0; n < 12; n++)
        {
            messages.Add(book.Add(Side.Buy, 2_041 + (n % 3), 10));
            messages.Add(book.Delete(book.Last));
        }

        ulong time = 40_000_000;
        for (int n = 0; n < messages.Count; n++)
        {
            // Two beside each other, then the pause; in it an order that waited is tried.
            time += n % 8 == 4 ? pause << 10 : 700;
            ItchHead.SetTime(messages[n], new Timestamp(time));
        }

        using TestCapture capture = TestCapture.Binary(messages);
        SlotParameters plain = Plain with { Refresh = 0 };
        SignalParameters signals = new SignalParameters { Windows = Slow with { Burst = 16 } }.With(SignalGate.Burst, 1, above: true);
        EngineRun gated = BothEngines.Equal(capture.File, EngineRun.Request("TEST", plain with { NeedBid = 1u << (int)SignalGate.Burst }, signals: signals), output);
        EngineRun waits = BothEngines.Equal(capture.File, EngineRun.Request("TEST", Plain with { Refresh = 1_000_000 }), output);
        Assert.All((EngineRun[])[gated, waits], run => Assert.True(run.End is null && run.Paper.Count > 1, run.Report));
        Assert.Equal(3, new[] { gated.Hash, waits.Hash, EngineRun.Of(new ModelSimulationEngine(), capture.File, EngineRun.Request("TEST", plain)).Hash }.Distinct().Count());
    }

    private void EveryGate(string capture, uint mask, Random random)
    {
        SimulationRequest plain = EngineRun.Request("TEST", Plain with { Refresh = 40 }, locate: 1);
        SignalParameters signals = new OpenGates(capture, plain, Fast).Find(mask, random);
        SignalGate[] gates = [.. Enum.GetValues<SignalGate>().Where(g => (mask >> (int)g & 1) != 0)];
        random.Shuffle(gates);
        foreach (SignalGate[] three in gates.Chunk(3))
        {
            output.WriteLine(string.Join(", ", three.Select(g => $"{g} {(signals.IsAbove(g) ? "above" : "below")} {signals.Threshold(g)}")));
            Equal(capture, plain, [.. Enumerable.Range(0, 3).Select(n => n < three.Length ? 1u << (int)three[n] : 0)], signals, sideOfP: random.Next(2) == 0);
        }
    }

    /// <summary>By both engines, and what no gate and what gates that are always closed would have brought is another list.</summary>
    private void Equal(string capture, SimulationRequest plain, uint[] masks, SignalParameters signals, bool sideOfP)
    {
        SimulationRequest gated = plain with { Parameters = plain.Parameters with { NeedBid = masks[0], NeedAsk = masks[1], NeedTight = masks[2] }, Signals = signals, SideOfP = sideOfP };
        EngineRun run = BothEngines.Equal(capture, gated, output);
        Assert.Null(run.End);
        Assert.NotEqual(EngineRun.Of(new ModelSimulationEngine(), capture, plain).Hash, run.Hash);
        Assert.NotEqual(EngineRun.Of(new ModelSimulationEngine(), capture, gated with { Signals = new SignalParameters() }).Hash, run.Hash);
    }

    /// <summary>A mid that wanders; a side that is empty or a crossed book now and then, no halt.</summary>
    private static TestCapture Flow(Random random, int messages)
    {
        var book = new BookMessages(new SymbolWindow("TEST", 1_000_000, 100), 1);
        var flow = new BookFlow(book, CardShape.Delivered.Window, random);
        byte[][] opening = book.Opening();
        return Timed([.. opening, .. Enumerable.Range(0, messages).Select(_ => flow.Next()).Where(m => m[0] != ItchType.StockTradingAction)], random);
    }

    /// <summary>Two books that are seldom crossed, each half of the messages.</summary>
    private static TestCapture Market(Random random, int messages)
    {
        var market = new MarketItch(random.Next(), [new SymbolWindow("TEST", 1_000_000, 100), new SymbolWindow("OTHER", 1_000_000, 100)], CardShape.Delivered.Window);
        HashSet<ulong> known = [];
        List<byte[]> all = [];
        while (all.Count < messages)
        {
            byte[] message = market.Next();
            ItchMsg m = ItchMsg.Decode(message);
            if (m.Mtype is ItchType.AddOrder or ItchType.OrderReplace)
            {
                known.Add(m.Mtype == ItchType.OrderReplace ? m.NewRef : m.OrderRef);
            }

            // An order that nobody knows would end the book.
            if (m.Mtype != ItchType.OrderDelete || known.Contains(m.OrderRef))
            {
                all.Add(message);
            }
        }

        return Timed(all, random);
    }

    /// <summary>Mostly some 50 us between two messages, often nothing, now and then much more, up to hours.</summary>
    private static TestCapture Timed(List<byte[]> messages, Random random)
    {
        ulong time = 30_000_000_000_000;
        foreach (byte[] message in messages)
        {
            time += (ulong)(random.Next(1_000) switch
            {
                < 300 => 0,
                < 850 => random.NextInt64(100_000),
                < 970 => random.NextInt64(10_000_000),
                < 993 => random.NextInt64(2_000_000_000),
                < 999 => random.NextInt64(40_000_000_000),
                _ => random.NextInt64(6_000_000_000_000),
            });
            ItchHead.SetTime(message, new Timestamp(time));
        }

        return TestCapture.Binary(messages);
    }
}
