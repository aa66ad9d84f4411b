using System.Globalization;
using Saker.Card;
using Saker.Card.Bench;
using Saker.TestKit;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Cli.Tests;

/// <summary>`saker book` and `saker decode`: the card's Verilog and the model write the same file, or the card's engine says why it cannot.</summary>
public sealed class BookEngineTests(ITestOutputHelper output)
{
    private const string Aapl = "itch/aapl-20200130-first-5000.bin", Multicast = "pcap/nasdaq-itch50";

    [RtlFact(Aapl)]
    public void Aapl_is_the_same_at_the_best_and_ten_levels_deep()
    {
        foreach (string depth in (string[])["1", "10"])
        {
            Assert.Equal(4838, Equal(Places.Data(Aapl), "--symbol", "AAPL", "--locate", "13", "--depth", depth));
        }
    }

    [RtlFact(Multicast)]
    public void Multicast_packets_decode_alike()
    {
        string[] files = Directory.GetFiles(Places.Data(Multicast), "*.pcap");
        Assert.True(files.Length >= 7);
        foreach (string file in files)
        {
            SakerOutput model = SakerProgram.Run("decode", file), rtl = SakerProgram.Run("decode", file, "--engine", "rtl");
            Assert.Equal((0, 0), (model.Code, rtl.Code));
            Assert.Equal(model.Out, rtl.Out);
            Assert.True(model.Lines.Length > 1, $"{file} has no message");
        }
    }

    [RtlFact]
    public void Prices_below_a_dollar_and_orders_beyond_the_window_are_the_same_ten_levels_deep()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        // $0.30 is the middle of the market, a tick $0.0001.
        var book = new BookMessages(new SymbolWindow("PENY", 3_000 - 2_048, 1), 7);
        var live = new List<ulong>();
        List<byte[]> messages = [.. book.Opening()];
        for (int n = 0; n < 3_000; n++)
        {
            if (live.Count < 30 || (live.Count < 80 && random.Next(2) == 0))
            {
                Side side = (Side)random.Next(2);
                // The first orders rest near the middle for ever: the best is never beyond the window. One in five others is far out, and there
                // are never ten levels near the middle to hide it.
                bool far = n > 20 && random.Next(5) == 0;
                int away = far ? random.Next(2_048, 2_100) : random.Next(1, 8);
                int level = 2_048 + (side == Side.Sell ? away + (far ? 2_000 : 0) : -Math.Min(away, 2_990));
                messages.Add(book.Add(side, level, (uint)random.Next(1, 500)));
                live.Add(book.Last);
            }
            else
            {
                int at = random.Next(20, live.Count);
                messages.Add(book.Delete(live[at]));
                live.RemoveAt(at);
            }
        }

        using TestCapture capture = TestCapture.Binary(messages);
        SakerOutput model = SakerProgram.Run("book", capture.File, "--symbol", "PENY", "--depth", "10");
        Assert.Equal(3_001, Equal(capture.File, "--symbol", "PENY", "--depth", "10"));
        Assert.Contains(model.Lines.Skip(1), l => l.Split(',')[2..].Where((_, n) => n % 2 == 0).Any(f => long.Parse(f, CultureInfo.InvariantCulture) is > 0 and < 3_000 - 2_048));
    }

    [RtlFact]
    public void A_price_that_beats_the_book_from_outside_the_window_ends_the_cards_book_with_a_reason()
    {
        SymbolWindow window = new("TEST", 1_000_000, 100);
        var book = new BookMessages(window, 7);
        // The window is around level 2,049; a bid far above it would be the best.
        using TestCapture capture = TestCapture.Binary([.. book.Opening(), book.Add(Side.Buy, 2_048, 1), book.Add(Side.Sell, 2_049, 1), book.Add(Side.Buy, 2_048, 1), book.Add(Side.Buy, 9_000, 1)]);
        SakerOutput rtl = SakerProgram.Run("book", capture.File, "--symbol", "TEST", "--engine", "rtl");
        Assert.Equal(2, rtl.Code);
        Assert.Equal(4, rtl.Lines.Length);
        Assert.Contains("went stale at message 6", rtl.Error, StringComparison.Ordinal);
        Assert.Contains("outside the window of prices that the card sees, $100.0100 to $140.9600 by $0.0100", rtl.Error, StringComparison.Ordinal);
        Assert.Equal(5, SakerProgram.Run("book", capture.File, "--symbol", "TEST").Lines.Length);
    }

    [RtlFact]
    public void A_side_with_far_orders_only_ends_the_cards_book_with_a_reason()
    {
        var book = new BookMessages(new SymbolWindow("TEST", 1_000_000, 100), 7);
        byte[] best = book.Add(Side.Sell, 2_049, 1);
        ulong ask = book.Last;
        using TestCapture capture = TestCapture.Binary([.. book.Opening(), best, book.Add(Side.Buy, 2_048, 1), book.Add(Side.Buy, 2_048, 1), book.Add(Side.Sell, 9_000, 1), book.Delete(ask)]);
        SakerOutput rtl = SakerProgram.Run("book", capture.File, "--symbol", "TEST", "--engine", "rtl");
        Assert.Equal(2, rtl.Code);
        Assert.Equal(5, rtl.Lines.Length);
        Assert.Contains("At message 7", rtl.Error, StringComparison.Ordinal);
        Assert.Contains("BOOK_OUTSIDE", rtl.Error, StringComparison.Ordinal);
    }

    [RtlFact]
    public void The_card_has_ten_levels_and_the_model_has_all()
    {
        var book = new BookMessages(new SymbolWindow("TEST", 1_000_000, 100), 7);
        using TestCapture capture = TestCapture.Binary([.. book.Opening(), .. Enumerable.Range(0, 12).Select(n => book.Add(Side.Buy, 2_048 - n, 1))]);
        SakerOutput rtl = SakerProgram.Run("book", capture.File, "--symbol", "TEST", "--depth", "11", "--engine", "rtl");
        Assert.Equal(2, rtl.Code);
        Assert.Equal([BookVerb.Header + string.Concat(Enumerable.Range(2, 10).Select(n => $",bid_price_{n},bid_size_{n},ask_price_{n},ask_size_{n}"))], rtl.Lines);
        Assert.Contains("--depth 10 at most", rtl.Error, StringComparison.Ordinal);
        Assert.EndsWith(",1203700,1,0,0", SakerProgram.Run("book", capture.File, "--symbol", "TEST", "--depth", "12").Lines[^1], StringComparison.Ordinal);
    }

    [RtlFact]
    public void The_rate_is_told_in_messages_per_second()
    {
        var book = new BookMessages(new SymbolWindow("TEST", 1_000_000, 100), 7);
        using TestCapture capture = TestCapture.Binary([.. book.Opening(), book.Add(Side.Buy, 2_048, 1)]);
        Assert.Matches(@"through the card: 3 messages in [0-9.]+ s, [0-9,]+ messages/s", SakerProgram.Run("book", capture.File, "--symbol", "TEST", "--engine", "rtl").Error);
    }

    /// <summary>Both engines write the same; returns the lines.</summary>
    private static int Equal(string file, params string[] arguments)
    {
        SakerOutput model = SakerProgram.Run(["book", file, .. arguments]), rtl = SakerProgram.Run(["book", file, .. arguments, "--engine", "rtl"]);
        Assert.True(model.Code == 0, model.Error);
        Assert.True(rtl.Code == 0, rtl.Error);
        string[] m = model.Lines, r = rtl.Lines;
        int first = m.Zip(r).TakeWhile(p => p.First == p.Second).Count();
        Assert.True(first == m.Length && first == r.Length, $"line {first + 1}:\nmodel {m.ElementAtOrDefault(first)}\nrtl   {r.ElementAtOrDefault(first)}");
        return first;
    }
}
