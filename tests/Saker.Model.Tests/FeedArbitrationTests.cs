using Xunit;
using static Saker.Model.FeedLines;

namespace Saker.Model.Tests;

/// <summary>One stream of three lines: docs/card.md sections 3.2 and 3.6.</summary>
public sealed class FeedArbitrationTests
{
    private readonly FeedHarness _h = new FeedHarness().At(1);

    private static ulong[] Range(ulong from, ulong to) => [.. Enumerable.Range((int)from, (int)(to - from + 1)).Select(n => (ulong)n)];

    [Fact]
    public void Second_copy_of_a_packet_is_counted_and_dropped()
    {
        _h.Send(A, 1, 3);
        _h.Send(B, 1, 3);
        Assert.Equal(Range(1, 3), _h.Released);
        Assert.Equal((3u, 0u, 3u, 3u, 1u), (_h.Feed.Lines[A].First, _h.Feed.Lines[B].First, _h.Feed.Lines[B].Late, _h[FeedCounter.Duplicate], _h[FeedCounter.Packets]));
    }

    [Fact]
    public void Overlapping_packet_gives_its_new_tail()
    {
        _h.Send(A, 1, 3);
        _h.Send(B, 2, 4);
        Assert.Equal(Range(1, 5), _h.Released);
        Assert.Equal((2u, 2u), (_h.Feed.Lines[B].Late, _h.Feed.Lines[B].First));
    }

    [Fact]
    public void Line_cut_in_other_packets_gives_the_same_stream()
    {
        _h.Send(A, 1, 4);
        _h.Send(B, 1, 2);
        _h.Send(B, 3, 5);
        _h.Send(A, 5, 4);
        Assert.Equal(Range(1, 8), _h.Released);
    }

    [Fact]
    public void Blocks_ahead_are_held_and_follow_when_the_missing_ones_come()
    {
        _h.Send(A, 4, 3);
        Assert.Empty(_h.Released);
        _h.Send(B, 1, 3);
        Assert.Equal(Range(1, 6), _h.Released);
        Assert.Equal((3u, 3u, 3u, 7ul), (_h.Feed.Lines[A].Held, _h.Feed.Lines[A].First, _h.Feed.Lines[B].First, _h.Feed.Expected));
        Assert.Equal(6u, _h[FeedCounter.Messages]);
        Assert.Equal(0u, _h[FeedCounter.AfterGap]);
    }

    [Fact]
    public void Held_blocks_of_both_lines_are_released_once_lowest_line_first()
    {
        _h.Send(B, 3, 4);
        _h.Send(A, 3, 2);
        _h.Send(Host, 1, 2);
        Assert.Equal(Range(1, 6), _h.Released);
        Assert.Equal((2u, 2u, 2u), (_h.Feed.Lines[A].First, _h.Feed.Lines[B].First, _h.Feed.Lines[Host].First));
        Assert.Equal(0u, _h[FeedCounter.Duplicate]);
    }

    [Fact]
    public void Lowest_line_is_asked_again_after_each_drained_block()
    {
        _h.Send(A, 3, 1);
        _h.Send(B, 2, 2);
        _h.Send(Host, 1, 1);
        Assert.Equal(Range(1, 3), _h.Released);
        Assert.Equal((1u, 1u), (_h.Feed.Lines[A].First, _h.Feed.Lines[B].First));
    }

    [Fact]
    public void Blocks_of_the_frame_that_a_drain_was_faster_with_are_late()
    {
        _h.Send(B, 2, 2);
        _h.Send(A, 1, 5);
        Assert.Equal(Range(1, 5), _h.Released);
        Assert.Equal((2u, 2u, 3u), (_h.Feed.Lines[B].First, _h.Feed.Lines[A].Late, _h.Feed.Lines[A].First));
    }

    [Fact]
    public void Window_reaches_to_its_size_above_the_expected_one_and_no_further()
    {
        FeedHarness h = new FeedHarness(holdLog2: 3).At(100);
        h.Send(A, 106, 4); // 106 and 107 are inside 100..107
        Assert.Equal((2u, 2u, 2u), (h.Feed.Lines[A].Held, h.Feed.Lines[A].Beyond, h[FeedCounter.AfterGap]));
        h.Send(B, 100, 6);
        Assert.Equal(Range(100, 107), h.Released);
        Assert.Equal((108ul, true), (h.Feed.Expected, h.Feed.Gap));
        h.Send(B, 108, 2);
        Assert.Equal((110ul, false), (h.Feed.Expected, h.Feed.Gap));
    }

    [Fact]
    public void Window_is_used_again_for_later_sequences()
    {
        FeedHarness h = new FeedHarness(holdLog2: 3).At(1);
        for (ulong next = 1; next < 200; next += 5)
        {
            h.Send(A, next + 1, 4);
            h.Send(B, next, 1);
        }
        Assert.Equal(Range(1, 200), h.Released);
        Assert.Equal((160u, 160u, 40u), (h.Feed.Lines[A].Held, h.Feed.Lines[A].First, h.Feed.Lines[B].First));
    }

    [Fact]
    public void Held_block_that_another_line_overtook_is_not_released_again()
    {
        FeedHarness h = new FeedHarness(holdLog2: 3).At(1);
        h.Send(A, 3, 1);
        h.Send(A, 3, 1);
        h.Send(B, 1, 16);
        Assert.Equal(Range(1, 16), h.Released);
        Assert.Equal(2u, h.Feed.Lines[A].Held);
    }

    [Fact]
    public void Blocks_of_unknown_type_and_wrong_length_are_held_and_released_like_any_other()
    {
        _h.Send(A, 2, [(byte)'%', 1], FeedHarness.Add(1, Wire.Side.Buy, 5, 1000)[..^1]);
        Assert.Equal((0u, 0u), (_h[FeedCounter.UnknownType], _h[FeedCounter.BadLength]));
        Assert.Equal(StaleReason.None, _h.Feed.Book.Stale(0));
        _h.Send(B, 1, 1);
        Assert.Equal((1u, 1u, 4ul, 3u), (_h[FeedCounter.UnknownType], _h[FeedCounter.BadLength], _h.Feed.Expected, _h[FeedCounter.Messages]));
        Assert.Equal(StaleReason.BadLength, _h.Feed.Book.Stale(0));
    }

    [Fact]
    public void Locate_is_asked_when_a_message_is_released()
    {
        _h.Feed.Symbols.SetLocate(0, 0, false);
        _h.Send(A, 2, FeedHarness.Add(1, Wire.Side.Buy, 5, 1000));
        _h.Feed.Symbols.SetLocate(0, FeedHarness.Locate, true);
        _h.Send(B, 1, 1);
        Assert.Equal(1u, _h[FeedCounter.BookMessages]);
        Assert.Equal(5u, _h.Feed.Book.Top(0).BidQty);
    }

    [Fact]
    public void Each_line_has_its_own_address_and_its_own_switch()
    {
        _h.Feed.Frame(B, FeedHarness.Packet(A, 1, 1));
        _h.Feed.Frame(A, FeedHarness.Packet(B, 1, 1));
        _h.Feed.Frame(Host, FeedHarness.Packet(B, 1, 1));
        Assert.Equal((3u, 1ul), (_h[FeedCounter.NotOurs], _h.Feed.Expected));
        uint frames = _h[FeedCounter.Frames];
        _h.Feed.Config = FeedHarness.Config with { EnableB = false };
        _h.Send(B, 1, 1);
        _h.Feed.Config = FeedHarness.Config with { Enable = false };
        _h.Send(A, 1, 1);
        _h.Send(Host, 1, 1);
        Assert.Equal((frames, 1ul), (_h[FeedCounter.Frames], _h.Feed.Expected));
        _h.Send(B, 1, 1);
        Assert.Equal((frames + 1, 2ul), (_h[FeedCounter.Frames], _h.Feed.Expected));
    }

    [Fact]
    public void Frames_are_counted_for_their_line()
    {
        _h.Send(B, 1, 1);
        _h.Send(B, 2, 1, FrameFault.BadFcs);
        _h.Feed.Frame(B, FeedHarness.Packet(A, 1, 1));
        _h.Send(Host, 3, 1);
        LineCounters a = _h.Feed.Lines[A], b = _h.Feed.Lines[B], host = _h.Feed.Lines[Host];
        Assert.Equal((1u, 1u, 0u), (a.Frames, a.Good, a.Bad)); // the heartbeat that closed the gap
        Assert.Equal((3u, 1u, 1u), (b.Frames, b.Good, b.Bad));
        Assert.Equal((1u, 1u, 0u), (host.Frames, host.Good, host.Bad));
        Assert.Equal(5u, _h[FeedCounter.Frames]);
    }

    [Fact]
    public void Lost_counts_what_a_lines_own_good_packets_jumped_over()
    {
        LineCounters b = _h.Feed.Lines[B];
        _h.Send(B, 50, 2);
        Assert.Equal(0u, b.Lost); // the first starts the count
        _h.Send(B, 55, 1);
        Assert.Equal(3u, b.Lost);
        _h.Send(B, 50, 2);
        _h.Send(B, 56, 1);
        Assert.Equal(3u, b.Lost); // a lower one changed nothing
        _h.Send(B, 60, 2, FrameFault.BadFcs);
        _h.Heartbeat(B, 62);
        Assert.Equal(8u, b.Lost); // 57..61: the bad frame counts for nothing
        _h.Send(B, 61, 3);
        _h.Send(B, 64, 1);
        Assert.Equal(8u, b.Lost); // an overlap loses nothing
        _h.Feed.Set(1);
        _h.Send(B, 900, 1);
        Assert.Equal((8u, 0u), (b.Lost, _h.Feed.Lines[A].Lost));
    }
}
