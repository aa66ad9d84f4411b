using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Lines;

/// <summary>DEPTH: four records of one instant for each symbol that changed, equal to the model's book of exactly that sequence; and
/// once the feed is quiet, every symbol's last report is its book.</summary>
public sealed class DepthTests(ITestOutputHelper output)
{
    [RtlFact]
    public void Reports_UnderLoad_AreBooksOfOneInstant()
    {
        int seed = TestLength.Seed;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        SymbolWindow[] symbols = SixteenSymbols.Windows;
        using var bench = new CardBench(FeedSettings.Default, symbols);
        bench.Card.Write(CardRegisters.DepthIntervalUs, 1);
        CardShape shape = CardBench.ShapeOf(bench.Card);
        FeedModel model = FeedTwin.NewModel(bench, shape, symbols, new RecordingSink());
        var stream = new RandomItch(seed, symbols, shape.Window, faults: 0);
        var books = new Dictionary<(byte Symbol, ulong Sequence), DepthRecord[]>();
        var last = new DepthRecord[symbols.Length][];
        var report = new List<DepthRecord>();
        int reports = 0, late = 0;
        void Take(ReadOnlySpan<byte> record)
        {
            if ((EventType)record[4] != EventType.Depth)
            {
                return;
            }

            report.Add(CardRecords.Depth(record));
            if (report.Count < DepthReport.Records)
            {
                return;
            }

            Assert.Equal([(0, 0), (0, 1), (1, 0), (1, 1)], report.Select(r => ((int)r.Side, (int)r.Part)));
            (byte, ulong) key = (report[0].Sym, report[0].Seq);
            Assert.True(books.TryGetValue(key, out DepthRecord[]? book), $"no message of symbol {key.Item1} has sequence {key.Item2}, seed {seed}");
            Assert.Equal(book, report);
            last[report[0].Sym] = book!;
            report.Clear();
            reports++;
        }

        // The clear at bring-up is reported, too.
        for (int n = 0; n < symbols.Length; n++)
        {
            books[((byte)n, model.Book.LastSeq(n))] = Report(model, n);
        }

        byte[][] opening = [.. stream.Opening()];
        bench.SendMessages(opening);
        Apply(model, opening, books);
        for (int packet = 0; packet < 700; packet++)
        {
            byte[][] messages = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => stream.Next())];
            Apply(model, messages, books);
            bench.SendMessages(messages, (uint)random.Next(12, packet % 3 == 0 ? 2_000 : 20));
            bench.Card.Run(250);
            bench.Take(Take);
            late += packet % 100 == 99 ? Quiet(bench, model, last, Take, seed) : 0;
        }

        Assert.True(reports > 300, $"only {reports} reports");
        Assert.Equal(0u, bench.Card.Read(CardRegisters.RingLost));
        output.WriteLine($"{reports} reports equal the book of their sequence; {late} quiet moments");
    }

    /// <summary>The model takes the messages one by one and keeps every symbol's depth of each sequence that changed it.</summary>
    private static void Apply(FeedModel model, byte[][] messages, Dictionary<(byte, ulong), DepthRecord[]> books)
    {
        foreach (byte[] message in messages)
        {
            ulong sequence = model.Expected;
            model.Message(message);
            int symbol = model.Symbols.Find(ItchHead.Locate(message).Value);
            if (symbol >= 0 && model.Book.LastSeq(symbol) == sequence)
            {
                books[((byte)symbol, sequence)] = Report(model, symbol);
            }
        }
    }

    private static DepthRecord[] Report(FeedModel model, int symbol)
    {
        var records = new DepthRecord[DepthReport.Records];
        DepthReport.Write(model.Book, symbol, records);
        return records;
    }

    private static int Quiet(CardBench bench, FeedModel model, DepthRecord[][] last, CardBench.RecordReader take, int seed)
    {
        bench.Card.RunIdle();
        // Two rounds and what gathering a round takes.
        bench.Card.Run(6_000);
        bench.Take(take);
        for (int n = 0; n < last.Length; n++)
        {
            Assert.True(last[n] is not null && last[n].AsSpan().SequenceEqual(Report(model, n)), $"symbol {n} while the feed is quiet, seed {seed}");
        }

        return 1;
    }
}
