using Saker.Wire;

namespace Saker.Model;

/// <summary>The one decision at a frame's end: docs/card.md sections 2, 3.1, 3.3 and 3.4. The first that applies: broken on the wire, refused by the filter,
/// another session, framing; else the frame is good.</summary>
internal sealed class FrameJudge(Arbiter arbiter, GapWatch gap, CardBook book, FeedCounters counters, LineCounters[] lines, ICardSink sink)
{
    private SessionId? _reported;

    public FeedConfig Config { get; set; }

    /// <summary>FEED_SET: the next other session is reported again.</summary>
    public void Restart() => _reported = null;

    /// <summary>True when the frame is good.</summary>
    /// <param name="broken">What the MAC found.</param>
    /// <param name="refused">The filter's first failing check.</param>
    /// <param name="beyond">The IPv4 packet is longer than the frame.</param>
    public bool Judge(int line, FeedCounter? broken, FeedCounter? refused, bool beyond, in PacketWalk walk)
    {
        counters.Add(FeedCounter.Packets, walk.Released > 0 ? 1u : 0u);
        if (broken is { } fault)
        {
            counters.Add(fault);
            lines[line].Bad++;
            Spoil(line, FeedCause.BadFrame, StaleReason.BadFrame, walk);
            return false;
        }
        if ((refused ?? (beyond && walk.Ended == 0 ? FeedCounter.BadIp : null)) is { } failed)
        {
            counters.Add(failed);
            return false;
        }
        if (!walk.Ours)
        {
            OtherSession(line, walk);
            return false;
        }
        if (beyond || !walk.Complete)
        {
            counters.Add(FeedCounter.Truncated);
            Spoil(line, FeedCause.Framing, StaleReason.Framing, walk);
            return false;
        }
        Good(line, walk);
        return true;
    }

    private void Good(int line, in PacketWalk walk)
    {
        counters.Add(FeedCounter.Heartbeat, walk.Heartbeat ? 1u : 0u);
        counters.Add(FeedCounter.EndOfSession, walk.EndOfSession ? 1u : 0u);
        if (Config.AnySequence && line == FeedLines.A && walk.Blocks == 0)
        {
            arbiter.Expect(walk.Seq);
        }
        if (line == FeedLines.Host)
        {
            return;
        }
        counters.Add(FeedCounter.Gap, walk.Ahead ? 1u : 0u);
        gap.Announce(walk.Next, arbiter.Expected);
        if (walk.EndOfSession && gap.End())
        {
            Tell(FeedCause.EndOfSession, line, walk.Seq);
        }
    }

    private void OtherSession(int line, in PacketWalk walk)
    {
        counters.Add(FeedCounter.WrongSession);
        if (_reported != walk.Session)
        {
            _reported = walk.Session;
            Tell(FeedCause.WrongSession, line, walk.Seq, walk.Session);
        }
    }

    /// <summary>What was released from the frame cannot be taken back; what is held may be wrong.</summary>
    private void Spoil(int line, FeedCause cause, StaleReason reason, in PacketWalk walk)
    {
        if (walk.Held > 0)
        {
            arbiter.Empty(line);
        }
        if (walk.Released > 0)
        {
            Tell(cause, line, walk.Seq);
            book.StaleAll(reason);
        }
    }

    private void Tell(FeedCause cause, int line, ulong got, SessionId session = default) =>
        sink.Feed(new FeedRecord((byte)cause, (byte)line, arbiter.Expected, got, session));
}
