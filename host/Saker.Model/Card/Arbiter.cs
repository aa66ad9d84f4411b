namespace Saker.Model;

/// <summary>What became of a block when it ended.</summary>
internal enum BlockFate
{
    /// <summary>Its sequence was released before.</summary>
    Late,
    Released,
    Held,
    /// <summary>Beyond the hold window, or of line A or B in a snapshot.</summary>
    Dropped,
}

/// <summary>
/// Makes one stream of three lines, every sequence once and in order: docs/card.md section 3.2. Without time: a drain is finished before the next block.
/// </summary>
internal sealed class Arbiter(MessageStage stage, GapWatch gap, FeedCounters counters, LineCounters[] lines, int holdLog2)
{
    private readonly HoldWindow[] _windows = [new(holdLog2), new(holdLog2), new(holdLog2)];

    public FeedConfig Config { get; set; }
    /// <summary>E: the next expected sequence.</summary>
    public ulong Expected { get; private set; }

    /// <summary>The lowest sequence that a line holds; null: none does.</summary>
    public ulong? FirstHeld => _windows.Select(w => w.First(Expected)).Min();

    /// <summary>FEED_SET. ANY_SEQUENCE: a packet without blocks moves the sequence, too.</summary>
    public void Expect(ulong next) => Expected = next;

    /// <summary>Forgets what a line holds.</summary>
    public void Empty(int line) => _windows[line].Clear();

    /// <summary>Decides on a block at its end.</summary>
    public BlockFate Block(int line, ulong seq, ReadOnlySpan<byte> message)
    {
        if (Config.AnySequence ? line == FeedLines.A : Config.Snapshot && line == FeedLines.Host)
        {
            Release(line, seq, message, Config.AnySequence ? seq + 1 : Expected);
            gap.Look(Expected);
            return BlockFate.Released;
        }
        if (seq < Expected)
        {
            counters.Add(FeedCounter.Duplicate);
            lines[line].Late++;
            return BlockFate.Late;
        }
        if (Config.Snapshot && !Config.AnySequence)
        {
            counters.Add(FeedCounter.AfterGap);
            return BlockFate.Dropped;
        }
        if (seq == Expected && !Config.AnySequence)
        {
            Release(line, seq, message, seq + 1);
            Drain();
            return BlockFate.Released;
        }
        return Hold(line, seq, message);
    }

    /// <summary>Releases what is held and due, lowest line first. The gap closes behind all of it.</summary>
    public void Drain()
    {
        for (int line = 0; line < FeedLines.Count && !Config.AnySequence && !Config.Snapshot;)
        {
            if (_windows[line].TryTake(Expected, out byte[] block))
            {
                Release(line, Expected, block, Expected + 1);
                line = 0;
            }
            else
            {
                line++;
            }
        }

        gap.Look(Expected);
    }

    private BlockFate Hold(int line, ulong seq, ReadOnlySpan<byte> message)
    {
        if (!_windows[line].Reaches(seq, Expected))
        {
            counters.Add(FeedCounter.AfterGap);
            lines[line].Beyond++;
            return BlockFate.Dropped;
        }
        _windows[line].Put(seq, message);
        lines[line].Held++;
        return BlockFate.Held;
    }

    private void Release(int line, ulong seq, ReadOnlySpan<byte> message, ulong expected)
    {
        counters.Add(FeedCounter.Messages);
        lines[line].First++;
        Expected = expected;
        if (line != FeedLines.Host)
        {
            gap.Sync();
        }
        stage.Take(message, seq);
    }
}
