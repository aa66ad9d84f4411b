using Saker.Card;
using Saker.Card.Bench;
using Saker.Model;
using Saker.TestKit;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Cli.Tests.Simulate;

/// <summary>`saker simulate` by model and by Verilog: the same PAPER records, the same report, the same hash.</summary>
public sealed class EnginesAgreeTests(ITestOutputHelper output)
{
    private const string Aapl = "itch/aapl-20200130-first-5000.bin", Msft = "lobster/MSFT_L50_1000rows";
    private const int Few = 700;

    private static readonly SlotParameters Plain = new() { Qty = 100, HalfBid = 256, HalfAsk = 256, Skew = 200, Hysteresis = 2, InventoryCap = 1_000, MinEdge = 64, MaxDistance = 20 };

    /// <summary>The capture has pauses beyond SYM_SILENCE: the card must not find its symbol silent in them.</summary>
    [RtlFact(Aapl)]
    public void On_a_real_day_every_record_is_the_same()
    {
        EngineRun model = Equal(Places.Data(Aapl), EngineRun.Request("AAPL", Plain));
        Assert.True(model.Paper.Count > 1_000, model.Report);
        Assert.All(Enum.GetValues<PaperAct>(), act => Assert.Contains(model.Paper, t => t.Paper.Act == act));
    }

    [RtlFact(Msft)]
    public void On_another_market_with_steps_and_limits_too()
    {
        using TestCapture capture = LobsterItch.Capture(Places.Data(Msft), "MSFT");
        SlotParameters parameters = Plain with
        {
            Hysteresis = 1, HalfBid = 0, HalfAsk = 0, MinEdge = 0, Skew = 30, InventoryCap = 20_000,
            StepPosition = [200, 600, 0], StepQty = [60, 20, 0], Micro = [.. Enumerable.Range(0, 32).Select(n => (short)((n * 37 % 200) - 100))],
        };
        EngineRun model = Equal(capture.File, EngineRun.Request("MSFT", parameters, new SlotControls(1_000, 2, 400, 30_870_000), 1));
        Assert.True(model.Paper.Count > 50, model.Report);
    }

    [RtlFact(Aapl)]
    public void Another_parameter_changes_both_alike()
    {
        using TestCapture capture = TestCapture.Binary(First(Few));
        EngineRun plain = Equal(capture.File, EngineRun.Request("AAPL", Plain));
        foreach (SlotParameters other in (SlotParameters[])[Plain with { Qty = 101 }, Plain with { Refresh = 20_000 }, Plain with { NeedBid = 1 }])
        {
            Assert.NotEqual(plain.Hash, Equal(capture.File, EngineRun.Request("AAPL", other)).Hash);
        }
    }

    /// <summary>What is not of the symbol goes to the card in packets, as many as they hold.</summary>
    [RtlFact(Aapl)]
    public void Messages_of_others_between_change_nothing()
    {
        var others = new BookMessages(new SymbolWindow("OTHER", 1_000_000, 100), 99);
        var random = new Random(5);
        List<byte[]> mixed = [];
        foreach (byte[] message in First(Few / 2))
        {
            mixed.AddRange(Enumerable.Range(0, random.Next(20) == 0 ? 90 : random.Next(3)).Select(_ => others.Add(Side.Buy, random.Next(2_000), 10)));
            mixed.Add(message);
        }

        using TestCapture capture = TestCapture.Binary(mixed);
        Assert.NotEmpty(Equal(capture.File, EngineRun.Request("AAPL", Plain)).Paper);
    }

    [RtlFact]
    public void A_book_that_comes_to_an_end_ends_both_alike()
    {
        var book = new BookMessages(new SymbolWindow("TEST", 1_000_000, 100), 7);
        byte[][] before = [.. book.Opening(), book.Add(Side.Buy, 2_040, 10), book.Add(Side.Sell, 2_050, 10)];
        foreach (byte[] last in (byte[][])[book.Delete(1), "A not whole"u8.ToArray()])
        {
            using TestCapture capture = TestCapture.Binary([.. before, last, book.Add(Side.Buy, 2_041, 10)]);
            EngineRun model = Equal(capture.File, EngineRun.Request("TEST", Plain));
            Assert.StartsWith("The book of TEST went stale at message 5", model.End, StringComparison.Ordinal);
            Assert.Equal(4, model.Paper.Count);
        }
    }

    [RtlFact]
    public void Time_that_goes_back_is_not_for_the_card()
    {
        var book = new BookMessages(new SymbolWindow("TEST", 1_000_000, 100), 7);
        byte[][] messages = [.. book.Opening(), .. Enumerable.Range(0, 3).Select(n => book.Add(Side.Buy, 2_040 + n, 10))];
        using TestCapture capture = TestCapture.Binary([.. messages[..3], messages[4], messages[3]]);
        EngineRun card = EngineRun.Of(new RtlSimulationEngine(), capture.File, EngineRun.Request("TEST", Plain));
        Assert.Equal("Message 5 is of an earlier time than the symbol's message before it: the card's time does not go back. Ask for --engine model.", card.End);
    }

    [Fact]
    public void A_card_of_other_sizes_is_refused()
    {
        RtlSimulationEngine.CheckShape(CardShape.Delivered with { NumSymbols = 2, NumSlots = 1 });
        string why = Assert.Throws<CliException>(() => RtlSimulationEngine.CheckShape(CardShape.Delivered with { OrderWays = 4 })).Message;
        Assert.StartsWith("The virtual card was built with windows of 4096 ticks and an order table of 2 x 16384 buckets of 4, what is simulated has", why, StringComparison.Ordinal);
    }

    private EngineRun Equal(string capture, SimulationRequest request) => BothEngines.Equal(capture, request, output);

    private static List<byte[]> First(int messages)
    {
        using FileStream file = File.OpenRead(Places.Data(Aapl));
        BinaryFileReader reader = new(file);
        List<byte[]> first = [];
        while (first.Count < messages && reader.TryRead(out ReadOnlySpan<byte> message))
        {
            first.Add(message.ToArray());
        }

        return first;
    }
}
