using Saker.Wire;

namespace Saker.Model;

/// <summary>
/// The feed side of the card from the frames of three lines to books: docs/card.md sections 2 to 5. Starts as after reset. Not thread-safe.
/// <para>It has no time. A frame is taken as a whole, so frames of two lines do not overlap; a drain is finished before the next block; FEED_GAP_WAIT_NS is 0;
/// a hold window is emptied at once (the card drops blocks while FEED_STATE.HOLD_BUSY); pulses follow their cause at once. What depends on cycles on the card
/// (which line's copy of a block counts as first, held or late; where a pulse stands between two messages) may therefore differ; the released stream may not.</para>
/// </summary>
public sealed class FeedModel
{
    private const int MinFrame = 64, MaxFrame = 1522;
    private readonly LineCounters[] _counters = [new(), new(), new()];
    private readonly LineModel[] _lines = new LineModel[FeedLines.Count];
    private readonly MessageStage _stage;
    private readonly GapWatch _gap;
    private readonly Arbiter _arbiter;
    private readonly FrameJudge _judge;
    private FeedConfig _config;

    /// <param name="holdLog2">log2 of the blocks in a line's hold window, 1..16.</param>
    public FeedModel(CardShape shape, FeedConfig config, ICardSink sink, int holdLog2 = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(holdLog2, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(holdLog2, 16);
        Book = new CardBook(shape, sink) { FeedGap = true };
        Symbols = new SymbolFilter(shape.NumSymbols);
        Silence = new SilenceWatch(Book, shape.NumSymbols);
        _stage = new MessageStage(Book, Symbols, Silence, Counters, sink);
        _gap = new GapWatch(Book, sink);
        _arbiter = new Arbiter(_stage, _gap, Counters, _counters, holdLog2);
        _judge = new FrameJudge(_arbiter, _gap, Book, Counters, _counters, sink);
        for (int line = 0; line < FeedLines.Count; line++)
        {
            _lines[line] = new LineModel(line, _arbiter, _gap, _counters[line]);
        }
        Config = config;
    }

    /// <summary>The feed's registers; taken between frames.</summary>
    public FeedConfig Config
    {
        get => _config;
        set
        {
            _config = value;
            _stage.Config = _gap.Config = _arbiter.Config = _judge.Config = value;
            foreach (LineModel line in _lines)
            {
                line.Config = value;
            }
            _arbiter.Drain();
            _gap.Look(Expected);
        }
    }

    public CardBook Book { get; }
    public SymbolFilter Symbols { get; }
    /// <summary>SYM_SILENCE and the time that is compared with it; not watched unless a limit is set.</summary>
    public SilenceWatch Silence { get; }
    /// <summary>CNT_FEED: totals over the lines.</summary>
    public FeedCounters Counters { get; } = new();
    /// <summary>LINE registers of lines A, B and the host's.</summary>
    public IReadOnlyList<LineCounters> Lines => _counters;
    /// <summary>E: next expected sequence.</summary>
    public ulong Expected => _arbiter.Expected;

    /// <summary>The lowest sequence that a line holds; null: none does.</summary>
    public ulong? FirstHeld => _arbiter.FirstHeld;
    /// <summary>N: highest next sequence that a good frame of line A or B announced since FEED_SET; 0: none.</summary>
    public ulong Top => _gap.Top;
    /// <summary>STATE.GAP.</summary>
    public bool Gap => _gap.Open;
    /// <summary>FEED_STATE.BEHIND.</summary>
    public bool Behind => _gap.Behind(Expected);
    /// <summary>FEED_STATE.SYNCED.</summary>
    public bool Synced => _gap.Synced;
    /// <summary>FEED_STATE.ENDED.</summary>
    public bool Ended => _gap.Ended;

    /// <summary>FEED_SET: the expected sequence is set, nothing is held, and the feed is behind until a line shows that it is contiguous. Stale reasons stay.</summary>
    public void Set(ulong next)
    {
        _arbiter.Expect(next);
        _gap.Reset();
        _judge.Restart();
        for (int line = 0; line < FeedLines.Count; line++)
        {
            _arbiter.Empty(line);
            _lines[line].Restart();
        }
        _gap.Look(next);
    }

    /// <summary>Takes a frame of line A.</summary>
    public void Frame(ReadOnlySpan<byte> frame, FrameFault fault = FrameFault.None) => Frame(FeedLines.A, frame, fault);

    /// <summary>Takes a frame, destination address first and FCS left out, with what the MAC found wrong.</summary>
    /// <param name="line">A <see cref="FeedLines"/> number.</param>
    public void Frame(int line, ReadOnlySpan<byte> frame, FrameFault fault = FrameFault.None)
    {
        if (fault.HasFlag(FrameFault.XgmiiError))
        {
            Wire(line, frame, broken: true);
            return;
        }
        byte[] wire = new byte[frame.Length + Crc32.Length];
        frame.CopyTo(wire);
        Crc32.Write(frame, wire.AsSpan(frame.Length));
        wire[^1] ^= (byte)(fault.HasFlag(FrameFault.BadFcs) ? 1 : 0);
        Wire(line, wire);
    }

    /// <summary>Takes what stood between start of frame and terminate on line A.</summary>
    public void Wire(ReadOnlySpan<byte> bytes, bool broken = false) => Wire(FeedLines.A, bytes, broken);

    /// <summary>Takes what stood between start of frame and terminate, frame check included.</summary>
    /// <param name="line">A <see cref="FeedLines"/> number.</param>
    /// <param name="bytes">Destination address first.</param>
    /// <param name="broken">An error or control character, or another start, followed them instead of a terminate.</param>
    public void Wire(int line, ReadOnlySpan<byte> bytes, bool broken = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(line);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(line, FeedLines.Count);
        if (!Config.Enabled(line))
        {
            return;
        }
        Counters.Add(FeedCounter.Frames);
        _counters[line].Frames++;
        FeedCounter? bad = broken ? FeedCounter.XgmiiError
            : bytes.Length < MinFrame ? FeedCounter.Runt
            : bytes.Length > MaxFrame ? FeedCounter.Oversize
            : Crc32.Verify(bytes) ? null
            : FeedCounter.BadFcs;
        PacketWalk walk = _lines[line].Walk(bytes, out FeedPayload place, out FeedCounter? refused);
        _gap.Leave();
        if (_judge.Judge(line, bad, refused, place.Beyond, walk))
        {
            _lines[line].Good(walk);
        }
        _gap.Look(Expected);
    }

    /// <summary>Takes one message outside a packet, as if it were a block of line A and the next in sequence.</summary>
    public void Message(ReadOnlySpan<byte> message) => _arbiter.Block(FeedLines.A, Expected, message);
}
