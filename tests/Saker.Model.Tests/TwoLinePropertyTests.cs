using Saker.Wire;
using Xunit;
using static Saker.Model.FeedLines;

namespace Saker.Model.Tests;

/// <summary>
/// Two lines that cut the same stream into other packets, lose, repeat and spoil some of them and come one after the other in any order, against the stream fed
/// once: docs/card.md sections 3.2 to 3.5.
/// </summary>
public sealed class TwoLinePropertyTests
{
    private const int HoldLog2 = 6, Window = 1 << HoldLog2;
    private static readonly CardShape Shape = new(2, 1, LadderLog2: 6, OrderBucketsLog2: 6, OrderWays: 4);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_arrived_on_some_line_within_the_window_makes_the_clean_stream(int seed)
    {
        Random random = new(seed);
        int healed = 0, held = 0, late = 0;
        for (int run = 0; run < 60; run++)
        {
            byte[][] stream = Stream(random, 300);
            FeedHarness h = new FeedHarness(HoldLog2, Shape).At(1);
            List<(int Line, int First, int Count)> sent = Interleave(random, stream.Length, loss: 5);
            foreach ((int line, int first, int count) in sent)
            {
                h.Send(line, (ulong)first, stream[(first - 1)..(first - 1 + count)]);
            }
            h.Heartbeat(A, (ulong)stream.Length + 1);
            int next = FirstMissing(sent, stream.Length);
            AssertReleased(seed, h, stream, next);
            if (next > stream.Length)
            {
                healed++;
            }
            else
            {
                // The host fills what neither line brought.
                Fill(h, stream);
                AssertReleased(seed, h, stream, stream.Length + 1);
            }
            held += (int)(h.Feed.Lines[A].Held + h.Feed.Lines[B].Held);
            late += (int)h[FeedCounter.Duplicate];
        }
        Assert.True(healed is > 5 and < 55 && held > 500 && late > 5000, $"seed {seed}: {healed} runs healed, {held} blocks held, {late} late");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Spoilt_frames_that_released_nothing_change_nothing_but_their_counter(int seed)
    {
        Random random = new(seed);
        uint spoilt = 0;
        for (int run = 0; run < 40; run++)
        {
            byte[][] stream = Stream(random, 200);
            FeedHarness h = new FeedHarness(HoldLog2, Shape).At(1);
            foreach ((int line, int first, int count) in Interleave(random, stream.Length, loss: 0))
            {
                byte[][] blocks = stream[(first - 1)..(first - 1 + count)];
                bool old = (ulong)(first + count - 1) < h.Feed.Expected;
                bool ahead = (ulong)first > h.Feed.Expected;
                if ((old || ahead) && random.Next(3) == 0)
                {
                    // The blocks of a spoilt frame are others than those of the stream: none may reach a book.
                    h.Feed.Frame(line, FeedHarness.Frame(line, (ulong)first, [.. blocks.Select(_ => FeedHarness.Delete(1ul << 50))]), FrameFault.BadFcs);
                    spoilt++;
                }
                h.Send(line, (ulong)first, blocks);
            }
            Fill(h, stream);
            AssertReleased(seed, h, stream, stream.Length + 1);
            Assert.DoesNotContain(h.Told, t => t.Item1 == FeedCause.BadFrame);
        }
        Assert.True(spoilt > 200, $"seed {seed}: only {spoilt} frames were spoilt");
    }

    /// <summary>The released stream is the clean one up to, not with, <paramref name="next"/>; so is the book; the gap is open unless that is all.</summary>
    private static void AssertReleased(int seed, FeedHarness h, byte[][] stream, int next)
    {
        FeedHarness clean = new FeedHarness(HoldLog2, Shape).At(1);
        for (int n = 1; n < next; n++)
        {
            clean.Send(A, (ulong)n, stream[n - 1]);
        }
        string when = $"seed {seed}, {next - 1} of {stream.Length}";
        Assert.True(h.Feed.Expected == (ulong)next, $"{when}: {h.Feed.Expected} is expected");
        Assert.True(clean.Sink.Messages.SequenceEqual(h.Sink.Messages), $"{when}: the released stream is another");
        Assert.True(clean.Sink.Trades.SequenceEqual(h.Sink.Trades), $"{when}: the trades are others");
        Assert.True(h.Feed.Gap == (next <= stream.Length), $"{when}: gap {h.Feed.Gap}");
        Assert.Equal(StaleReason.None, h.Feed.Book.Stale(0));
        DepthRecord[] expected = new DepthRecord[DepthReport.Records];
        DepthRecord[] actual = new DepthRecord[DepthReport.Records];
        DepthReport.Write(clean.Feed.Book, 0, expected);
        DepthReport.Write(h.Feed.Book, 0, actual);
        Assert.Equal(expected, actual);
        for (int level = 0; level < Shape.Window; level++)
        {
            Assert.Equal(clean.Feed.Book.LevelQty(0, Side.Buy, level), h.Feed.Book.LevelQty(0, Side.Buy, level));
            Assert.Equal(clean.Feed.Book.LevelQty(0, Side.Sell, level), h.Feed.Book.LevelQty(0, Side.Sell, level));
        }
        // Records of messages agree but for the flag and reason that the gap put over them.
        Assert.Equal(clean.Sink.Books.Where(b => b.Mtype != 0).Select(Plain), h.Sink.Books.Where(b => b.Mtype != 0).Select(Plain));
    }

    private static BookRecord Plain(BookRecord b) => b with { Flags = (byte)(b.Flags & ~(byte)BookFlags.Stale), Stale = 0 };

    private static void Fill(FeedHarness h, byte[][] stream)
    {
        while (h.Feed.Gap)
        {
            Assert.True(h.Feed.Expected < h.Feed.Top, "the gap is open and nothing is missing");
            h.Send(Host, h.Feed.Expected, stream[(int)h.Feed.Expected - 1]);
        }
    }

    /// <summary>First sequence that no line brought while it was inside that line's window: replays the window rule alone.</summary>
    private static int FirstMissing(List<(int Line, int First, int Count)> sent, int length)
    {
        HashSet<int> have = [];
        int next = 1;
        foreach ((_, int first, int count) in sent)
        {
            for (int seq = first; seq < first + count; seq++)
            {
                if (seq >= next && seq < next + Window)
                {
                    have.Add(seq);
                }
                while (have.Contains(next))
                {
                    next++;
                }
            }
        }
        Assert.InRange(next, 1, length + 1);
        return next;
    }

    /// <summary>Packets of both lines, each with its own cuts, some lost, some sent twice or with an overlap, in an order that keeps each line's own.</summary>
    private static List<(int Line, int First, int Count)> Interleave(Random random, int length, int loss)
    {
        Queue<(int Line, int First, int Count)>[] lines = [Cut(random, A, length, loss), Cut(random, B, length, loss)];
        List<(int, int, int)> sent = [];
        int ahead = random.Next(2);
        while (lines[A].Count + lines[B].Count > 0)
        {
            int line = random.Next(8) == 0 ? ahead = random.Next(2) : ahead;
            line = lines[line].Count > 0 ? line : 1 - line;
            sent.Add(lines[line].Dequeue());
        }
        return sent;
    }

    private static Queue<(int Line, int First, int Count)> Cut(Random random, int line, int length, int loss)
    {
        Queue<(int, int, int)> packets = [];
        for (int at = 1; at <= length;)
        {
            int count = Math.Min(random.Next(1, 9), length - at + 1);
            int back = random.Next(6) == 0 ? Math.Min(random.Next(4), at - 1) : 0;
            if (random.Next(100) >= loss)
            {
                packets.Enqueue((line, at - back, count + back));
            }
            if (random.Next(15) == 0)
            {
                packets.Enqueue((line, at - back, count + back));
            }
            at += count;
        }
        return packets;
    }

    /// <summary>Messages that fit the book: adds, executions, deletions, halts and messages of no book.</summary>
    private static byte[][] Stream(Random random, int length)
    {
        List<byte[]> messages = [];
        List<ulong> live = [];
        ulong next = 1;
        while (messages.Count < length)
        {
            int kind = random.Next(10);
            if (kind < 5 && live.Count < 60)
            {
                Side side = (Side)random.Next(2);
                live.Add(next);
                messages.Add(FeedHarness.Add(next++, side, (uint)random.Next(2, 90), (uint)(1000 + 10 * (side == Side.Buy ? random.Next(0, 30) : random.Next(30, 64)))));
            }
            else if (kind < 8 && live.Count > 0)
            {
                ulong reference = live[random.Next(live.Count)];
                live.Remove(reference);
                byte[] executed = new byte[ItchOrderExecuted.Length];
                ItchOrderExecuted.Write(executed, new Locate(FeedHarness.Locate), 0, new Timestamp(9), new OrderRef(reference), new Quantity(1), (ulong)messages.Count);
                messages.Add(executed);
                if (messages.Count < length)
                {
                    messages.Add(FeedHarness.Delete(reference));
                }
            }
            else
            {
                messages.Add(kind == 8 ? FeedHarness.Trading(random.Next(3) == 0 ? 'H' : 'T') : FeedHarness.Event('O'));
            }
        }
        return [.. messages];
    }
}
