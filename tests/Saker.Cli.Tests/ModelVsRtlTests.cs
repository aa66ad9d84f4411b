using System.Globalization;
using System.Text.RegularExpressions;
using Saker.Card;
using Saker.Card.Bench;
using Saker.Card.Tests;
using Saker.Model;
using Saker.TestKit;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Cli.Tests;

/// <summary>`saker model-vs-rtl`: equal where both are right, and a difference is found, placed and shown.</summary>
public sealed class ModelVsRtlTests(ITestOutputHelper output)
{
    private const string Aapl = "itch/aapl-20200130-first-5000.bin", Multicast = "pcap/nasdaq-itch50";

    private static readonly SymbolWindow[] Symbols = [new("AAAA", 1_000_000, 100), new("BBBB", 50_000, 1), new("CCCC", 7_000_000, 500)];

    [RtlFact(Aapl)]
    public void Aapl_is_equal()
    {
        SakerOutput run = SakerProgram.Run("model-vs-rtl", Places.Data(Aapl), "--symbol", "AAPL");
        output.WriteLine(run.Out);
        Assert.Equal(0, run.Code);
        Assert.Contains("5000 MESSAGE, 4837 BOOK, 4837 QUOTE", run.Out, StringComparison.Ordinal);
    }

    [RtlFact(Multicast)]
    public void Multicast_packets_are_equal()
    {
        foreach (string file in Directory.GetFiles(Places.Data(Multicast), "*.pcap"))
        {
            SakerOutput run = SakerProgram.Run("model-vs-rtl", file);
            Assert.True(run.Code == 0, run.Out + run.Error);
            Assert.Contains("1 MESSAGE", run.Out, StringComparison.Ordinal);
        }
    }

    [RtlFact]
    public void Two_lines_with_losses_and_disorder_are_equal()
    {
        string told = TwoLines(gaps: false);
        Assert.True(Count(told, "BOOK") > 10_000, told);
    }

    [RtlFact]
    public void Two_lines_with_gaps_that_nobody_fills_are_equal()
    {
        string told = TwoLines(gaps: true);
        // A block that was lost on both lines takes those with it that came before the card was set behind it: about a fifth of the 12,000, by the seed.
        Assert.True(Count(told, "FEED") > 50 && Count(told, "MESSAGE") > 6_000, told);
    }

    private string TwoLines(bool gaps)
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var packets = new List<(double At, TestPacket Packet)>();
        foreach (TestPacket packet in TestPacket.Of(Stream(seed, 12_000), 7))
        {
            // One packet in ten is on one line only, one in sixty on neither: a gap that stays.
            bool first = packet.First == 1;
            int lost = first ? 2 : gaps && random.Next(60) == 0 ? 3 : random.Next(10) == 0 ? random.Next(2) : 2;
            for (int line = 0; line < 2; line++)
            {
                if (lost == 2 || lost == 1 - line)
                {
                    packets.Add((packet.First + (first ? 0 : random.NextDouble() * 40), packet with { Line = line }));
                }
            }
        }

        using TestCapture capture = TestCapture.Pcap(FeedSettings.Default with { Vlan = 7 }, packets.OrderBy(p => p.At).Select(p => p.Packet));
        SakerOutput run = SakerProgram.Run("model-vs-rtl", capture.File);
        output.WriteLine(run.Out);
        Assert.True(run.Code == 0, run.Out + run.Error);
        return run.Out;
    }

    [RtlFact]
    public void A_model_with_another_window_differs_in_the_first_order_of_the_symbol()
    {
        byte[][] messages = Stream(1, 2_000);
        using TestCapture capture = TestCapture.Pcap(FeedSettings.Default, TestPacket.Of(messages, 5));
        int at = Array.FindIndex(messages, m => ItchType.IsBook(m[0]) && ItchHead.Locate(m).Value == 2);
        CompareSetup setup = CaptureSurvey.Of(capture.File, [], VirtualCard.Shape().NumSymbols, VirtualCard.Shape().Window, NoProgress.Instance);
        int symbol = setup.Symbols.ToList().FindIndex(s => s.Window.Symbol == "BBBB");
        Assert.True(symbol >= 0);
        PriceWindow wrong = new(setup.Symbols[symbol].Window.Base - setup.Symbols[symbol].Window.Tick, setup.Symbols[symbol].Window.Tick);
        using var run = new CompareRun(setup, change: m => m.Book.SetWindow(symbol, wrong));
        CompareResult result = run.Run(new CompareFrames(capture.File, setup.Feed, NoProgress.Instance));
        Assert.NotNull(result.Difference);
        output.WriteLine(result.ToString());
        Assert.Equal(("BOOK", (ulong)at + 1, (long)(at / 5) + 1), (result.Difference.Kind, result.Difference.Sequence!.Value, result.Frame));
        Assert.NotEqual(result.Difference.Model, result.Difference.Card);
        Assert.Equal((uint)result.Cycle, result.Difference.Cycle);
    }

    [RtlFact]
    public void A_model_that_waits_for_another_session_differs_from_the_first_frame_on()
    {
        using TestCapture capture = TestCapture.Pcap(FeedSettings.Default, TestPacket.Of(Stream(1, 100), 5));
        CompareSetup setup = CaptureSurvey.Of(capture.File, [], VirtualCard.Shape().NumSymbols, VirtualCard.Shape().Window, NoProgress.Instance);
        using var run = new CompareRun(setup, change: m => m.Config = m.Config with { Session = SessionId.Of("ANOTHER") });
        CompareResult result = run.Run(new CompareFrames(capture.File, setup.Feed, NoProgress.Instance));
        Assert.Equal(1, result.Frame);
    }

    [RtlFact(tracing: true)]
    public void A_difference_comes_with_its_waveform()
    {
        using TestCapture capture = TestCapture.Pcap(FeedSettings.Default, TestPacket.Of(Stream(1, 3_000), 5));
        string vcd = capture.File + ".vcd";
        try
        {
            var to = new StringWriter();
            // The card says TRADE, the model is told not to.
            int code = ModelVsRtlVerb.Run(capture.File, [], vcd, to, model => model.Config = model.Config with { Tape = false });
            output.WriteLine(to.ToString());
            Assert.Equal(1, code);
            Match told = Regex.Match(to.ToString(), @"different: TRADE record in frame (\d+), cycle (\d+)");
            Assert.True(told.Success);
            Assert.Contains($"waveform {vcd}", to.ToString(), StringComparison.Ordinal);
            ulong cycle = ulong.Parse(told.Groups[2].Value, CultureInfo.InvariantCulture);
            string[] lines = File.ReadAllLines(vcd);
            Assert.Contains(lines, l => l.Contains("$enddefinitions", StringComparison.Ordinal));
            ulong[] times = [.. lines.Where(l => l.StartsWith('#')).Select(l => ulong.Parse(l.AsSpan(1), CultureInfo.InvariantCulture) / 10)];
            Assert.True(times[0] <= cycle && times[^1] >= cycle, $"cycles {times[0]} to {times[^1]} without {cycle}");
        }
        finally
        {
            File.Delete(vcd);
        }
    }

    [Fact]
    public void What_is_no_capture_of_itch_is_bad_input()
    {
        Assert.Equal(2, SakerProgram.Run("model-vs-rtl", "/no/such/file").Code);
        var book = new BookMessages(Symbols[0], 1);
        using TestCapture capture = TestCapture.Binary([.. book.Opening()]);
        SakerOutput unnamed = SakerProgram.Run("model-vs-rtl", capture.File, "--symbol", "ZZZZ");
        Assert.Equal(2, unnamed.Code);
        using TestCapture silent = TestCapture.Pcap(FeedSettings.Default, [new TestPacket(1, [])]);
        Assert.Equal(2, SakerProgram.Run("model-vs-rtl", silent.File).Code);
    }

    private static byte[][] Stream(int seed, int count)
    {
        var stream = new RandomItch(seed, Symbols, 4096, faults: 0);
        return [.. stream.Opening(), .. Enumerable.Range(0, count).Select(_ => stream.Next())];
    }

    private static long Count(string text, string kind) => long.Parse(Regex.Match(text, $@"(\d+) {kind}").Groups[1].Value, CultureInfo.InvariantCulture);
}
