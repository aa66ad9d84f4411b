using Saker.Wire;
using Xunit;
using static Saker.Model.FeedLines;

namespace Saker.Model.Tests;

/// <summary>Fill, snapshot and single packets: docs/card.md section 3.5.</summary>
public sealed class FeedRecoveryTests
{
    private readonly FeedHarness _h = new FeedHarness().At(1);

    private static byte[] Buy(ulong reference, uint qty = 5) => FeedHarness.Add(reference, Side.Buy, qty, 1000);

    [Fact]
    public void Filled_messages_go_before_the_held_ones_and_the_gap_closes_by_itself()
    {
        _h.Send(A, 1, Buy(1));
        _h.Send(A, 4, FeedHarness.Delete(3), Buy(4, 7));
        _h.Send(Host, 2, Buy(2), Buy(3));
        Assert.Equal([1ul, 2, 3, 4, 5], _h.Released);
        Assert.Equal((17u, false, StaleReason.None), (_h.Feed.Book.Top(0).BidQty, _h.Feed.Gap, _h.Feed.Book.ShownStale(0)));
        Assert.Equal([FeedCause.Gap, FeedCause.GapClosed], _h.Told.Select(t => t.Item1));
    }

    [Fact]
    public void Snapshot_passes_the_hosts_line_whatever_its_sequence_and_nothing_else()
    {
        _h.Send(A, 1, Buy(1));
        _h.Feed.Config = FeedHarness.Config with { Snapshot = true };
        Assert.Equal([(FeedCause.Gap, 0, 2ul, 2ul)], _h.Told);
        _h.Feed.Book.Clear();
        _h.Sink.Clear();
        _h.Send(A, 2, 3);
        _h.Send(B, 3, 2);
        _h.Send(A, 1, 1);
        Assert.Empty(_h.Released);
        Assert.Equal((5u, 1u, 0u, 0u), (_h[FeedCounter.AfterGap], _h[FeedCounter.Duplicate], _h.Feed.Lines[A].Held, _h.Feed.Lines[A].Beyond));
        _h.Send(Host, 1, Buy(21), Buy(22));
        _h.Send(Host, 700, Buy(23));
        Assert.Equal([1ul, 2, 700], _h.Released);
        Assert.Equal((2ul, 3u, true), (_h.Feed.Expected, _h.Feed.Lines[Host].First, _h.Feed.Behind));
        _h.Feed.Set(3);
        _h.Feed.Config = FeedHarness.Config;
        _h.Send(B, 5, 1);
        Assert.True(_h.Feed.Gap);
        _h.Send(Host, 3, 2);
        Assert.Equal((6ul, false, 15u, StaleReason.None), (_h.Feed.Expected, _h.Feed.Gap, _h.Feed.Book.Top(0).BidQty, _h.Feed.Book.ShownStale(0)));
    }

    [Fact]
    public void Bad_frame_of_the_host_after_a_release_is_a_bad_frame()
    {
        byte[] frame = FeedHarness.Packet(Host, 1, 2);
        frame[42 + 19] = 9;
        _h.Feed.Frame(Host, frame);
        Assert.Equal([(FeedCause.Framing, Host, 3ul, 1ul)], _h.Told);
    }

    [Fact]
    public void Any_sequence_takes_every_packet_of_line_A_and_is_never_behind()
    {
        _h.Feed.Config = FeedHarness.Config with { AnySequence = true };
        _h.Send(A, 100, 2);
        Assert.Equal(102ul, _h.Feed.Expected);
        _h.Send(A, 50, 1);
        _h.Send(A, 50, 1);
        Assert.Equal((51ul, 0u, 0u), (_h.Feed.Expected, _h[FeedCounter.Duplicate], _h[FeedCounter.Gap]));
        _h.Heartbeat(A, 9);
        Assert.Equal(9ul, _h.Feed.Expected);
        _h.Send(A, 30, 1, FrameFault.BadFcs); // released all the same
        Assert.Equal(31ul, _h.Feed.Expected);
        _h.Heartbeat(A, 12, FrameFault.BadFcs);
        Assert.Equal(31ul, _h.Feed.Expected);
        Assert.Equal((true, false, false), (_h.Feed.Synced, _h.Feed.Behind, _h.Feed.Gap));
        Assert.Equal([100ul, 101, 50, 50, 30], _h.Released);
    }

    [Fact]
    public void Any_sequence_releases_nothing_of_the_other_lines()
    {
        _h.Feed.Config = FeedHarness.Config with { AnySequence = true };
        _h.Send(B, 1, 3);
        _h.Send(Host, 1, 3);
        _h.Heartbeat(B, 40);
        Assert.Empty(_h.Released);
        Assert.Equal((1ul, false), (_h.Feed.Expected, _h.Feed.Gap));
    }

    [Fact]
    public void What_is_held_and_due_is_released_when_any_sequence_is_switched_off()
    {
        _h.Feed.Config = FeedHarness.Config with { AnySequence = true };
        _h.Send(B, 5, 2);
        _h.Send(A, 4, 1);
        Assert.Equal([4ul], _h.Released);
        _h.Feed.Config = FeedHarness.Config;
        Assert.Equal([4ul, 5, 6], _h.Released);
    }

    [Fact]
    public void Any_sequence_closes_the_gap_when_it_is_switched_on()
    {
        _h.Send(A, 5, 1);
        _h.Feed.Config = FeedHarness.Config with { AnySequence = true };
        Assert.Equal([(FeedCause.Gap, A, 1ul, 5ul), (FeedCause.GapClosed, 0, 1ul, 6ul)], _h.Told);
    }
}
