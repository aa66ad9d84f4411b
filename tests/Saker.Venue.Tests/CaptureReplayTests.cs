using Saker.TestKit;
using Saker.Wire;

namespace Saker.Venue.Tests;

public sealed class CaptureReplayTests
{
    private const string Aapl = "itch/aapl-20200130-first-5000.bin";

    [DataFact(Aapl)]
    public void A_real_capture_is_published_as_it_is()
    {
        var sink = new RecordingSink();
        var (replay, shadow, time) = Open(Places.Data(Aapl), null, sink);
        using (replay)
        {
            replay.Open();
            int synthesised = sink.Messages.Count;
            RunAll(replay, time);
            Assert.Equal(Messages(Places.Data(Aapl)), sink.Messages.Skip(synthesised));
            Assert.Equal(0, synthesised); // this capture has its own directory message
            Assert.Equal(5000, replay.Published);
        }

        Assert.Equal(0, shadow.Inconsistent);
        var book = shadow.Book(13)!;
        Assert.Equal("AAPL", book.Instrument.Symbol);
        Assert.True(book.Bids.Best!.Price < book.Asks.Best!.Price);
    }

    [Fact]
    public void A_capture_without_directory_gets_one_and_keeps_its_own_clock_across_midnight()
    {
        string path = Path.GetTempFileName();
        try
        {
            ulong[] times = [EventTime.DayNs - 5, EventTime.DayNs - 7, 3];
            using (var file = File.Create(path))
            {
                var buffer = new byte[64];
                for (int n = 0; n < times.Length; n++)
                {
                    int length = ItchAddOrder.Write(
                        buffer, new Locate(4), 0, new Timestamp(times[n]), new OrderRef((ulong)n + 1), Wire.Side.Buy, new Quantity(5),
                        Symbol.Of("XYZ"), new Price(100 - n));
                    BinaryFileReader.Write(file, buffer.AsSpan(0, length));
                }
            }

            var sink = new RecordingSink();
            var (replay, shadow, time) = Open(path, ("NAMED", 9), sink);
            using (replay)
            {
                replay.Open();
                Assert.Equal("RRHH", string.Concat(sink.Messages.Select(m => (char)m[0])));
                Assert.Equal(["XYZ", "NAMED"], shadow.Books.Select(b => b.Instrument.Symbol));
                var due = new List<long>();
                while (replay.NextNs != long.MaxValue)
                {
                    due.Add(replay.NextNs);
                    time.AdvanceTo(replay.NextNs);
                    replay.Step();
                }

                Assert.Equal([EventTime.DayNs - 5, EventTime.DayNs - 5, EventTime.DayNs + 3], due);
            }

            Assert.Equal(Messages(path), sink.Messages.Skip(4));
            Assert.Equal(3, shadow.Book(4)!.Bids.LevelCount);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (CaptureReplay Replay, ShadowMatcher Shadow, EventTime Time) Open(string path, (string, ushort)? named, RecordingSink sink)
    {
        var time = new EventTime(CaptureReplay.FirstNs(path));
        var shadow = new ShadowMatcher();
        return (new CaptureReplay(path, named, shadow, sink, new ItchFeed(sink, time)), shadow, time);
    }

    private static void RunAll(CaptureReplay replay, EventTime time)
    {
        while (replay.NextNs != long.MaxValue)
        {
            time.AdvanceTo(replay.NextNs);
            replay.Step();
        }
    }

    private static List<byte[]> Messages(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        var list = new List<byte[]>();
        for (int at = 0; at < file.Length;)
        {
            int length = (file[at] << 8) | file[at + 1];
            list.Add(file[(at + 2)..(at + 2 + length)]);
            at += 2 + length;
        }

        return list;
    }
}
