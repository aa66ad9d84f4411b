using Xunit;
using static Saker.Model.FeedLines;

namespace Saker.Model.Tests;

/// <summary>Behind, synced, and the gap over all symbols: docs/card.md section 3.3, without waiting.</summary>
public sealed class FeedGapTests
{
    private readonly FeedHarness _h = new();

    private static byte[] Buy(ulong reference) => FeedHarness.Add(reference, Wire.Side.Buy, 5, 1000);

    [Fact]
    public void After_reset_the_gap_is_open_without_a_record()
    {
        RecordingSink sink = new();
        FeedModel feed = new(new CardShape(2, 1, 6, 4, 4), FeedHarness.Config, sink);
        Assert.Equal((true, true, false, false, 0ul), (feed.Gap, feed.Behind, feed.Synced, feed.Ended, feed.Top));
        Assert.Empty(sink.Feeds);
        Assert.Equal(StaleReason.NeverSet, feed.Book.ShownStale(0));
        feed.Book.Clear();
        Assert.Equal(StaleReason.Gap, feed.Book.ShownStale(0));
        Assert.All(sink.Books, b => Assert.Equal((byte)StaleReason.Gap, b.Stale));
        Assert.Equal(2, sink.Books.Count);
    }

    [Theory]
    [InlineData(A)]
    [InlineData(B)]
    public void Released_block_of_A_or_B_syncs_and_closes_it_after_its_own_record(int line)
    {
        _h.Send(line, 1, Buy(1), Buy(2));
        Assert.Equal([(FeedCause.GapClosed, 0, 2ul, 0ul)], _h.Told);
        Assert.Equal([(1ul, StaleReason.Gap), (0ul, StaleReason.None), (2ul, StaleReason.None)], _h.Sink.Books.Where(b => b.Sym == 0).Select(b => (b.Seq, (StaleReason)b.Stale)));
        Assert.Equal((true, false, 3ul), (_h.Feed.Synced, _h.Feed.Gap, _h.Feed.Top));
    }

    [Fact]
    public void Hosts_blocks_do_not_sync()
    {
        _h.Send(Host, 1, 3);
        _h.Heartbeat(Host, 4);
        Assert.Equal((4ul, true, false, 0ul), (_h.Feed.Expected, _h.Feed.Gap, _h.Feed.Synced, _h.Feed.Top));
        _h.Heartbeat(B, 4);
        Assert.Equal([(FeedCause.GapClosed, 0, 4ul, 4ul)], _h.Told);
    }

    [Fact]
    public void Good_frame_whose_next_sequence_is_the_expected_one_syncs()
    {
        _h.Send(Host, 1, 2);
        _h.Send(A, 1, 2);
        Assert.Equal((2u, true, false), (_h[FeedCounter.Duplicate], _h.Feed.Synced, _h.Feed.Gap));
        FeedHarness spoilt = new();
        spoilt.Heartbeat(A, 1, FrameFault.BadFcs);
        Assert.True(spoilt.Feed.Gap);
        spoilt.Heartbeat(A, 1);
        Assert.False(spoilt.Feed.Gap);
    }

    [Fact]
    public void Packet_ahead_opens_it_at_its_header_before_its_blocks()
    {
        _h.At(1).Send(B, 4, 2);
        Assert.Equal([(FeedCause.Gap, B, 1ul, 4ul)], _h.Told);
        Assert.Equal((6ul, 1u, true), (_h.Feed.Top, _h[FeedCounter.Gap], _h.Feed.Behind));
        Assert.Equal((byte)StaleReason.Gap, Assert.Single(_h.Sink.Books, b => b.Sym == 0).Stale);
        Assert.Equal(StaleReason.None, _h.Feed.Book.Stale(0)); // the symbol has no reason of its own
        _h.Send(A, 9, 1);
        Assert.Single(_h.Told);
        Assert.Equal(2u, _h[FeedCounter.Gap]);
    }

    [Fact]
    public void Heartbeat_ahead_opens_it_at_its_end()
    {
        _h.At(1).Heartbeat(A, 7);
        Assert.Equal([(FeedCause.Gap, 0, 1ul, 7ul)], _h.Told);
        Assert.Equal((1u, 7ul), (_h[FeedCounter.Gap], _h.Feed.Top));
    }

    [Fact]
    public void It_closes_when_the_highest_announced_sequence_is_reached_and_the_flags_follow()
    {
        _h.At(1).Send(A, 3, Buy(3));
        _h.Sink.Clear();
        _h.Send(Host, 1, Buy(1), Buy(2));
        Assert.Equal([(FeedCause.GapClosed, 0, 4ul, 4ul)], _h.Told);
        Assert.Equal(
            [(1ul, StaleReason.Gap), (2ul, StaleReason.Gap), (3ul, StaleReason.Gap), (0ul, StaleReason.None)],
            _h.Sink.Books.Where(b => b.Sym == 0).Select(b => (b.Seq, (StaleReason)b.Stale)));
        Assert.Equal((15u, 3u), (_h.Feed.Book.Top(0).BidQty, _h[FeedCounter.BookMessages]));
    }

    [Fact]
    public void It_stays_open_between_what_was_filled_and_what_was_announced()
    {
        _h.At(1).Heartbeat(A, 5);
        _h.Send(Host, 1, 3);
        Assert.Equal((true, 4ul), (_h.Feed.Gap, _h.Feed.Expected));
        _h.Send(B, 4, 1);
        Assert.False(_h.Feed.Gap);
    }

    [Fact]
    public void Own_reason_goes_before_the_gap()
    {
        _h.At(1).Send(A, 1, FeedHarness.Delete(77));
        _h.Send(A, 5, 1);
        Assert.Equal(StaleReason.UnknownRef, _h.Feed.Book.ShownStale(0));
        _h.Feed.Book.Clear();
        Assert.Equal(StaleReason.Gap, _h.Feed.Book.ShownStale(0));
        _h.Send(B, 2, 3);
        Assert.Equal(StaleReason.None, _h.Feed.Book.ShownStale(0));
    }

    [Fact]
    public void Bad_frame_ahead_opens_it_until_its_end_and_announces_nothing()
    {
        _h.At(1).Send(A, 4, 2, FrameFault.BadFcs);
        Assert.Equal([(FeedCause.Gap, A, 1ul, 4ul), (FeedCause.GapClosed, 0, 1ul, 1ul)], _h.Told);
        Assert.Equal((1ul, 0u), (_h.Feed.Top, _h[FeedCounter.Gap]));
    }

    [Fact]
    public void Hosts_packets_ahead_are_held_but_open_and_announce_nothing()
    {
        _h.At(1).Send(Host, 4, 2);
        Assert.Equal((false, 1ul, 2u, 0u), (_h.Feed.Gap, _h.Feed.Top, _h.Feed.Lines[Host].Held, _h[FeedCounter.Gap]));
        _h.Send(A, 1, 3);
        Assert.Equal(6ul, _h.Feed.Expected);
    }

    [Fact]
    public void End_of_session_is_told_once_and_leaves_the_feed_behind_until_it_is_set()
    {
        _h.At(1).Send(A, 1, 2);
        _h.EndOfSession(A, 3);
        _h.EndOfSession(B, 3);
        Assert.Equal([(FeedCause.EndOfSession, A, 3ul, 3ul), (FeedCause.Gap, 0, 3ul, 3ul)], _h.Told);
        Assert.Equal((true, false, 2u), (_h.Feed.Ended, _h.Feed.Synced, _h[FeedCounter.EndOfSession]));
        _h.Send(A, 3, 1);
        _h.Heartbeat(B, 4);
        Assert.Equal((4ul, true, false), (_h.Feed.Expected, _h.Feed.Gap, _h.Feed.Synced)); // released, but synced cannot be set
        _h.Feed.Set(4);
        _h.EndOfSession(Host, 4);
        Assert.False(_h.Feed.Ended);
        _h.Heartbeat(A, 4);
        Assert.Equal((false, true), (_h.Feed.Gap, _h.Feed.Synced));
    }

    [Fact]
    public void End_of_session_announces_its_sequence()
    {
        _h.At(1).EndOfSession(B, 9);
        Assert.Equal([(FeedCause.EndOfSession, B, 1ul, 9ul), (FeedCause.Gap, 0, 1ul, 9ul)], _h.Told);
        Assert.Equal((9ul, 1u), (_h.Feed.Top, _h[FeedCounter.Gap]));
    }

    [Fact]
    public void Feed_set_forgets_everything_but_stale_reasons()
    {
        _h.At(1).Send(A, 1, FeedHarness.Delete(77));
        _h.Send(A, 4, 2);
        _h.Feed.Set(3);
        Assert.Equal((3ul, 0ul, true, false), (_h.Feed.Expected, _h.Feed.Top, _h.Feed.Gap, _h.Feed.Synced));
        Assert.Equal(StaleReason.UnknownRef, _h.Feed.Book.Stale(0));
        _h.Send(B, 3, 1);
        Assert.Equal((4ul, false), (_h.Feed.Expected, _h.Feed.Gap)); // 4 and 5 were held no more
    }

    [Fact]
    public void Feed_set_with_a_closed_gap_opens_it_with_a_record()
    {
        _h.At(1);
        _h.Feed.Set(20);
        Assert.Equal([(FeedCause.Gap, 0, 20ul, 0ul)], _h.Told);
    }

    [Fact]
    public void Pulses_of_the_gap_go_to_each_symbol_once_lowest_first()
    {
        _h.At(1).Send(A, 4, 2);
        Assert.Equal([(0, 0), (1, 0)], _h.Sink.Books.Select(b => ((int)b.Sym, (int)b.Mtype)));
        Assert.All(_h.Sink.Books, b => Assert.True(((BookFlags)b.Flags).HasFlag(BookFlags.Stale)));
    }
}
