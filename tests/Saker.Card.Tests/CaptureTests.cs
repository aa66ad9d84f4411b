using Saker.Card.Bench;
using Saker.Model;
using Saker.TestKit;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests;

/// <summary>Real Nasdaq captures through the RTL: the same records as the model, and the same book as the exact one.</summary>
public sealed class CaptureTests(ITestOutputHelper output)
{
    private const string Multicast = "pcap/nasdaq-itch50", Aapl = "itch/aapl-20200130-first-5000.bin", Directory = "itch/directory-head.bin";
    private const ushort AaplLocate = 13;

    [RtlDataFact(Multicast)]
    public void MulticastPackets_DecodeAsTheModelDoes()
    {
        long messages = 0;
        string[] files = System.IO.Directory.GetFiles(Places.Data(Multicast), "*.pcap");
        Assert.True(files.Length >= 7);
        foreach (string file in files)
        {
            List<byte[]> frames = Frames(file);
            Assert.NotEmpty(frames);
            using var twin = new FeedTwin(RandomStreamTests.Symbols, record: true, FeedOf(frames[0]), anySession: true, anySequence: true);
            foreach (byte[] frame in frames)
            {
                Assert.Equal(0x81, frame[12]);
                twin.Wire(FeedFrames.Checked(FeedFrames.Padded(frame)));
            }

            twin.Compare(Path.GetFileName(file));
            twin.CompareCounters();
            uint used = twin.Bench.FeedCounter(CntFeedIndex.Messages);
            Assert.True(used > 0, $"{Path.GetFileName(file)}: nothing was decoded");
            Assert.Equal(used, (uint)twin.Compared);
            Assert.Equal(0u, twin.Bench.FeedCounter(CntFeedIndex.UnknownType) + twin.Bench.FeedCounter(CntFeedIndex.BadLength) + twin.Bench.FeedCounter(CntFeedIndex.Truncated));
            messages += used;
        }

        output.WriteLine($"{files.Length} captures, {messages} messages");
    }

    [RtlDataFact(Aapl)]
    public void Aapl_GivesTheSameBookInRtlModelAndExactBook()
    {
        var window = new SymbolWindow("AAPL", 3_200_000 - (2048 * 100), 100);
        using var twin = new FeedTwin([window], record: false);
        twin.Bench.Card.Write(CardRegisters.SymLocate, new SymLocateValue(0).WithLocate(AaplLocate).WithValid(true).Raw);
        twin.Model.Symbols.SetLocate(0, AaplLocate, true);
        var exact = new ItchBook(new Locate(AaplLocate));
        var rows = new List<(BookLevel Bid, BookLevel Ask)>();
        int sides = 0, messages = 0;
        void Turn()
        {
            int n = 0;
            twin.Compare($"after {messages} messages", book =>
            {
                (BookLevel bid, BookLevel ask) = rows[n++];
                sides += Same(window, twin.Window, bid, book.BidIdx, book.BidQty) + Same(window, twin.Window, ask, book.AskIdx, book.AskQty);
            });
            Assert.Equal(rows.Count, n);
            rows.Clear();
            Assert.Equal(StaleReason.None, twin.Model.Book.Stale(0));
        }

        var random = new Random(2020);
        var pending = new List<byte[]>();
        foreach (byte[] message in Messages(Aapl))
        {
            messages++;
            pending.Add(message);
            if (exact.Apply(message) == BookChange.Applied)
            {
                rows.Add((exact.Book.Best(Side.Buy), exact.Book.Best(Side.Sell)));
            }

            if (pending.Count == 250)
            {
                twin.Send(pending, random);
                pending.Clear();
                Turn();
            }
        }

        twin.Send(pending, random);
        Turn();
        twin.CompareCounters();
        Assert.Equal((5000, 0L), (messages, exact.Refused));
        Assert.True(sides > 9000, $"only {sides} sides had their best inside the window");
        output.WriteLine($"{messages} messages, {sides} sides equal");
    }

    [RtlDataFact(Directory)]
    public void DirectoryHead_LoadsTheLocatesOfTheNames()
    {
        List<byte[]> messages = Messages(Directory);
        (Locate Locate, Symbol Stock)[] stocks = [.. messages.Where(m => m[0] == ItchType.StockDirectory).Select(m =>
        {
            Assert.True(ItchStockDirectory.TryRead(m, out ItchStockDirectory r));
            return (r.Locate, r.Stock);
        })];
        Assert.True(stocks.Length > 900);
        SymbolWindow[] tracked = [.. new[] { 0, stocks.Length / 3, stocks.Length / 2, stocks.Length - 1 }.Select(n => new SymbolWindow(stocks[n].Stock.ToString().TrimEnd(), 1000, 1))];
        using var twin = new FeedTwin(tracked, record: true);
        twin.Send(messages, new Random(993));
        twin.Compare("the directory");  // the MESSAGE records say which locates the card tracks
        twin.CompareCounters();
        for (int i = 0; i < tracked.Length; i++)
        {
            Assert.Equal(i, twin.Model.Symbols.Find(stocks.Last(s => s.Stock == Symbol.Of(tracked[i].Symbol)).Locate.Value));
        }

        Assert.Equal((uint)messages.Count, twin.Bench.FeedCounter(CntFeedIndex.Messages));
        output.WriteLine($"{messages.Count} messages, {stocks.Length} stocks");
    }

    private static int Same(SymbolWindow window, int levels, BookLevel best, ushort index, uint quantity)
    {
        long level = (best.Price - window.Base) / window.Tick;
        bool inside = best.Quantity > 0 && best.Price >= window.Base && level < levels;
        if (inside)
        {
            Assert.Equal((best.Price, best.Quantity), (window.Price(index), quantity));
        }

        return inside ? 1 : 0;
    }

    private static FeedSettings FeedOf(byte[] frame)
    {
        Assert.True(EthernetFrame.TryRead(frame, out EthernetFrame ethernet));
        Assert.True(Ipv4Packet.TryRead(ethernet.Payload, out Ipv4Packet ip));
        Assert.True(UdpDatagram.TryRead(ip.Payload, out UdpDatagram udp));
        return FeedSettings.Default with { Group = ip.Destination, Port = udp.DestinationPort };
    }

    private static List<byte[]> Frames(string file)
    {
        using FileStream stream = File.OpenRead(file);
        PcapReader reader = new(stream);
        var frames = new List<byte[]>();
        while (reader.TryRead(out CaptureRecord record))
        {
            frames.Add(record.Data.ToArray());
        }

        return frames;
    }

    private static List<byte[]> Messages(string data)
    {
        using FileStream stream = File.OpenRead(Places.Data(data));
        BinaryFileReader reader = new(stream);
        var messages = new List<byte[]>();
        while (reader.TryRead(out ReadOnlySpan<byte> message))
        {
            messages.Add(message.ToArray());
        }

        return messages;
    }
}
