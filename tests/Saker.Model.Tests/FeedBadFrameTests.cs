using Saker.Wire;
using Xunit;
using static Saker.Model.FeedLines;

namespace Saker.Model.Tests;

/// <summary>Frames that are not good, with and without released and held blocks: docs/card.md sections 2, 3.1 and 3.4.</summary>
public sealed class FeedBadFrameTests
{
    private readonly FeedHarness _h = new FeedHarness().At(1);

    private static byte[] CutShort(int line, ulong sequence, int count)
    {
        byte[] frame = FeedHarness.Packet(line, sequence, count);
        frame[42 + 19]++; // one block more than there is
        return frame;
    }

    [Theory]
    [InlineData(A)]
    [InlineData(B)]
    [InlineData(Host)]
    public void Wire_fault_after_a_release_stales_all_symbols_until_they_are_cleared(int line)
    {
        _h.Send(line, 1, 2, FrameFault.BadFcs);
        Assert.Equal([(FeedCause.BadFrame, line, 3ul, 1ul)], _h.Told);
        Assert.Equal((StaleReason.BadFrame, StaleReason.BadFrame, 1u, 1u, 1u),
            (_h.Feed.Book.Stale(0), _h.Feed.Book.Stale(1), _h[FeedCounter.BadFcs], _h[FeedCounter.Packets], _h.Feed.Lines[line].Bad));
        Assert.Equal(1ul, _h.Feed.Top); // its sequence is not taken
        _h.Feed.Book.Clear();
        Assert.Equal(StaleReason.None, _h.Feed.Book.ShownStale(0));
    }

    [Fact]
    public void Wire_fault_without_a_release_is_only_counted()
    {
        _h.Send(A, 1, 2);
        _h.Send(B, 1, 2, FrameFault.BadFcs);
        Assert.Empty(_h.Told);
        Assert.Equal((StaleReason.None, 1u, 2u), (_h.Feed.Book.Stale(0), _h[FeedCounter.BadFcs], _h[FeedCounter.Duplicate]));
        _h.Feed.Frame(A, new byte[64], FrameFault.XgmiiError);
        Assert.Equal((1u, 1u), (_h[FeedCounter.XgmiiError], _h.Feed.Lines[A].Bad));
    }

    [Fact]
    public void Framing_fault_after_a_release_stales_all_symbols()
    {
        _h.Feed.Frame(B, CutShort(B, 1, 2));
        Assert.Equal([(FeedCause.Framing, B, 3ul, 1ul)], _h.Told);
        Assert.Equal((StaleReason.Framing, 1u, 0u, 0u), (_h.Feed.Book.Stale(1), _h[FeedCounter.Truncated], _h.Feed.Lines[B].Good, _h.Feed.Lines[B].Bad));
    }

    [Fact]
    public void Framing_fault_without_a_release_is_only_counted()
    {
        _h.Send(A, 1, 2);
        _h.Feed.Frame(B, CutShort(B, 1, 2));
        Assert.Empty(_h.Told);
        Assert.Equal((StaleReason.None, 1u), (_h.Feed.Book.Stale(0), _h[FeedCounter.Truncated]));
    }

    [Fact]
    public void Block_shorter_than_two_bytes_is_a_framing_fault_and_those_before_it_stand()
    {
        _h.Feed.Frame(A, FeedHarness.Frame(A, 1, FeedHarness.Event('O'), [7], FeedHarness.Event('S')));
        Assert.Equal((2ul, 1u), (_h.Feed.Expected, _h[FeedCounter.Truncated]));
        Assert.Equal([(FeedCause.Framing, A, 2ul, 1ul)], _h.Told);
    }

    [Fact]
    public void Bytes_after_the_last_block_are_ignored()
    {
        byte[] frame = FeedHarness.Packet(A, 1, 2);
        frame[42 + 19] = 1;
        _h.Feed.Frame(A, frame);
        Assert.Equal((2ul, 1u, 0u), (_h.Feed.Expected, _h.Feed.Lines[A].Good - 1, _h[FeedCounter.Truncated]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Frame_that_is_not_good_and_put_anything_into_its_lines_window_empties_it(bool wire)
    {
        _h.Send(A, 3, 1);
        _h.Send(B, 4, 1);
        _h.Feed.Frame(A, wire ? FeedHarness.Packet(A, 5, 1) : CutShort(A, 5, 1), wire ? FrameFault.BadFcs : FrameFault.None);
        _h.Send(Host, 1, 2);
        Assert.Equal((3ul, true), (_h.Feed.Expected, _h.Feed.Gap)); // 3 is gone, B's 4 stayed
        _h.Send(Host, 3, 1);
        Assert.Equal((5ul, false), (_h.Feed.Expected, _h.Feed.Gap));
        Assert.Equal(StaleReason.None, _h.Feed.Book.Stale(0));
    }

    [Fact]
    public void Bad_frame_that_held_nothing_leaves_its_lines_window()
    {
        _h.Send(A, 3, 1);
        _h.Send(A, 2000, 1, FrameFault.BadFcs); // beyond the window
        _h.Send(Host, 1, 2);
        Assert.Equal(4ul, _h.Feed.Expected);
    }

    [Fact]
    public void Other_session_is_told_once_each_with_its_name()
    {
        void Other(string session, int line)
        {
            byte[] frame = FeedHarness.Packet(line, 7, 1);
            System.Text.Encoding.ASCII.GetBytes(session, frame.AsSpan(42));
            _h.Feed.Frame(line, frame);
        }
        Other("OTHER00001", A);
        Other("OTHER00001", B);
        Other("OTHER00002", B);
        Other("OTHER00001", A);
        Assert.Equal(["OTHER00001", "OTHER00002", "OTHER00001"], _h.Sink.Feeds.Select(f => f.Session.ToString()));
        Assert.Equal([(FeedCause.WrongSession, A, 1ul, 7ul), (FeedCause.WrongSession, B, 1ul, 7ul), (FeedCause.WrongSession, A, 1ul, 7ul)], _h.Told);
        Assert.Equal((4u, false, 1ul, 0u), (_h[FeedCounter.WrongSession], _h.Feed.Gap, _h.Feed.Top, _h.Feed.Lines[A].Held));
        _h.At(1);
        Other("OTHER00001", A);
        Assert.Single(_h.Told); // FEED_SET forgot the last one
        _h.Feed.Config = FeedHarness.Config with { AnySession = true };
        _h.Feed.Set(7);
        Other("OTHER00001", A);
        Assert.Equal(8ul, _h.Feed.Expected);
    }

    [Fact]
    public void Packet_longer_than_its_frame_is_a_header_fault_until_a_block_ended()
    {
        byte[] Longer(ulong sequence, int count)
        {
            byte[] frame = FeedHarness.Packet(A, sequence, count);
            return FeedHarness.Finish(A, [.. frame, .. new byte[40]], frame.Length - 42 + 30)[..frame.Length];
        }
        byte[] control = FeedHarness.Control(A, 1, 0);
        control = FeedHarness.Finish(A, [.. control, .. new byte[40]], 60)[..control.Length];
        _h.Feed.Frame(A, control);
        Assert.Equal((1u, 0u), (_h[FeedCounter.BadIp], _h[FeedCounter.Heartbeat] - 1));
        _h.Feed.Frame(A, Longer(1, 3));
        Assert.Equal((1u, 1u, StaleReason.Framing), (_h[FeedCounter.BadIp], _h[FeedCounter.Truncated], _h.Feed.Book.Stale(0)));
        _h.Feed.Book.Clear();
        _h.Feed.Frame(A, Longer(1, 3)); // late blocks ended, too
        Assert.Equal((1u, 2u, StaleReason.None), (_h[FeedCounter.BadIp], _h[FeedCounter.Truncated], _h.Feed.Book.Stale(0)));
    }

    [Fact]
    public void One_verdict_moves_one_counter()
    {
        byte[] frame = FeedHarness.Packet(A, 1, 1);
        frame[42]++; // another session, and a frame check that is wrong: the wire comes first
        _h.Feed.Frame(A, frame, FrameFault.BadFcs);
        Assert.Equal((1u, 0u), (_h[FeedCounter.BadFcs], _h[FeedCounter.WrongSession]));
        Assert.Empty(_h.Told);
    }
}
