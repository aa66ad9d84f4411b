using Saker.Card;
using Saker.Card.Bench;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>What came of a comparison.</summary>
/// <param name="Difference">The first difference; null: none.</param>
/// <param name="Frame">Its frame's number in the file.</param>
/// <param name="Cycle">Its cycle.</param>
/// <param name="Frames">Frames sent.</param>
internal sealed record CompareResult(Difference? Difference, long Frame, ulong Cycle, long Frames);

/// <summary>
/// Sends frames into model and card and compares what both say, a few frames at a time. The model has no time, so frames of two lines do not overlap, and what
/// may be held on one is drained before the next. What the capture never brings is passed over by FEED_SET on both sides, as a host does that gives up a gap.
/// </summary>
internal sealed class CompareRun : IModelView, IDisposable
{
    private const int FramesPerTurn = 8, HoldPolls = 1_000, MinFrame = EthernetFrame.MinLength;
    private const ulong HoldPoll = 32, DepthRounds = 10_000, Quiet = 64, AfterLastByte = 24;

    private readonly CardBench _bench;
    private readonly FeedModel _model;
    private readonly RecordComparer _comparer;
    private readonly CompareSetup _setup;
    private readonly TraceWindow? _trace;
    private readonly List<SentFrame> _turn = [];
    private readonly Dictionary<ulong, long> _frameOf = [];
    private int _gapsPassed, _lastLine;
    private long _frames;
    private bool _tracing, _traced;

    /// <param name="setup">What the capture says of its feed.</param>
    /// <param name="trace">Write a waveform of these cycles; the run ends with them.</param>
    /// <param name="change">Changes the model before the first frame: for tests that want a difference.</param>
    public CompareRun(CompareSetup setup, TraceWindow? trace = null, Action<FeedModel>? change = null)
    {
        (_setup, _trace) = (setup, trace);
        SymbolWindow[] windows = [.. setup.Symbols.Select(s => s.Window)];
        _bench = new CardBench(setup.Feed, windows, record: true, tape: true, synced: false);
        CardShape shape = VirtualCard.ShapeOf(_bench.Card);
        (Symbols, Window) = (shape.NumSymbols, shape.Window);
        CompareSlot.Load(_bench.Card);
        _bench.Write(_bench.Control.WithAnySession(setup.AnySession));
        var relay = new Relay();
        _model = new FeedModel(shape, Config(), relay, (int)new FeedStateValue(_bench.Card.Read(CardRegisters.FeedState)).HoldLog2);
        for (int n = 0; n < setup.Symbols.Count; n++)
        {
            Track(n, setup.Symbols[n]);
        }

        _model.Book.Clear();
        change?.Invoke(_model);
        Expect(setup.First);
        _bench.Discard();
        _comparer = new RecordComparer(this);
        relay.To = _comparer;
        _bench.Card.Write(CardRegisters.DepthIntervalUs, 1);
    }

    public int Symbols { get; }

    public int Window { get; }

    /// <summary>Pairs of records found equal, by event.</summary>
    public IReadOnlyList<(string Kind, long Compared)> Compared => _comparer.Compared;

    /// <summary>The symbol's own stale reason at the end.</summary>
    public StaleReason Stale(int symbol) => _model.Book.Stale(symbol);

    public BookRecord Top(int symbol) => _model.Book.Top(symbol);

    public DepthRecord[] Depth(int symbol)
    {
        var records = new DepthRecord[DepthReport.Records];
        DepthReport.Write(_model.Book, symbol, records);
        return records;
    }

    /// <summary>Compares until the first difference, the end of the trace, or the end of the frames.</summary>
    /// <exception cref="CaptureFormatException">The file is broken; what comes before the fault was equal.</exception>
    public CompareResult Run(CompareFrames frames)
    {
        CompareResult? found = null;
        frames.ForEach((number, frame, line) =>
        {
            Send(number, frame, line);
            found = _turn.Count == FramesPerTurn ? Turn() : null;
            return found is null && !_traced;
        });
        found ??= Turn() ?? Finish();
        EndTrace();
        return found;
    }

    public void Dispose() => _bench.Dispose();

    private void Send(long number, ReadOnlySpan<byte> frame, int line)
    {
        if (line != _lastLine)
        {
            RunQuiet();
            _lastLine = line;
        }

        PassGap(frame);
        bool behind = _model.Behind;
        uint held = _model.Lines[line].Held;
        byte[] padded = new byte[Math.Max(frame.Length, MinFrame)];
        frame.CopyTo(padded);
        Note(number, padded);
        _turn.Add(new SentFrame(number, line, _bench.FrameNumber(line)));
        _bench.SendFrame(frame, line: line);
        _model.Frame(line, padded);
        _frames++;
        if (behind || _model.Behind || _model.Lines[line].Held != held)
        {
            RunQuiet();
            WaitForHold();
        }
    }

    /// <summary>Which frame brings which sequence first.</summary>
    private void Note(long number, byte[] frame)
    {
        if (CaptureFrames.TryMold(new CaptureRecord(0, LinkType.Ethernet, frame.Length, frame), out MoldPacket packet, out _))
        {
            foreach (MoldMessage message in packet)
            {
                _frameOf.TryAdd(message.Sequence, number);
            }
        }
    }

    /// <summary>When what is expected next is not in the capture, or is a hold window behind: the stream goes on with this packet.</summary>
    private void PassGap(ReadOnlySpan<byte> frame)
    {
        while (_gapsPassed < _setup.Gaps.Count && _setup.Gaps[_gapsPassed].First < _model.Expected)
        {
            _gapsPassed++;
        }

        if (!CaptureFrames.TryMold(new CaptureRecord(0, LinkType.Ethernet, frame.Length, frame), out MoldPacket packet, out _)
            || packet.Session.ToString() != _setup.Feed.Session || packet.Sequence <= _model.Expected)
        {
            return;
        }

        bool neverComes = _gapsPassed < _setup.Gaps.Count && _setup.Gaps[_gapsPassed].First == _model.Expected;
        if (neverComes || packet.Sequence - _model.Expected >= StreamOrder.Window)
        {
            Settle();
            Expect(packet.Sequence);
        }
    }

    /// <summary>FEED_SET on both sides.</summary>
    private void Expect(ulong next)
    {
        _bench.Expect(next);
        _model.Set(next);
        WaitForHold();
    }

    private void Settle()
    {
        RunQuiet();
        _bench.Take(_comparer.Card);
        _comparer.Settle();
    }

    private CompareResult? Turn()
    {
        Settle();
        CompareResult? found = First();
        if (found is null)
        {
            uint lost = _bench.Card.Read(CardRegisters.RingLost);
            if (lost != 0)
            {
                throw new CardException($"The card lost {lost} records inside: what is missing cannot be compared.");
            }

            _turn.Clear();
            _frameOf.Clear();
        }

        return found;
    }

    private CompareResult Finish()
    {
        _bench.Card.Run(DepthRounds);
        _bench.Take(_comparer.Card);
        _comparer.Finish();
        return First() ?? new CompareResult(null, 0, 0, _frames);
    }

    /// <summary>Of the differences found, the one whose frame came first.</summary>
    private CompareResult? First() => _comparer.Differences.Select(d => Place(d)).OrderBy(r => r.Frame).ThenBy(r => r.Cycle).FirstOrDefault();

    private CompareResult Place(Difference difference)
    {
        ulong now = _bench.Card.Cycle;
        ulong? cycle = difference.Cycle is { } low ? now - (uint)((uint)now - low) : null;
        SentFrame last = _turn.Count > 0 ? _turn[^1] : default;
        SentFrame at = difference.Sequence is { } s && _frameOf.TryGetValue(s, out long number) ? _turn.Find(f => f.Number == number)
            : cycle is { } c ? _turn.Find(f => End(f) + AfterLastByte >= c)
            : last;
        at = at.Number == 0 ? last : at;
        return new CompareResult(difference, at.Number, cycle ?? End(at), _frames);
    }

    private ulong End(SentFrame frame) => frame.Number == 0 ? _bench.Card.Cycle : _bench.Card.SentAt(CardBench.PortOf(frame.Line), frame.OfLine) ?? _bench.Card.Cycle;

    /// <summary>Runs the card until nothing moves. A trace begins and ends in its cycles, which are those of a run without one: all that
    /// drives the clock is the same.</summary>
    private void RunQuiet()
    {
        VerilatedCard card = _bench.Card;
        if (_trace is not null && !_tracing && !_traced)
        {
            card.RunIdle(Quiet, _trace.From > card.Cycle ? _trace.From - card.Cycle : 0);
            if (card.Cycle >= _trace.From)
            {
                card.Trace(_trace.Path);
                _tracing = true;
            }
        }

        if (_trace is not null && _tracing)
        {
            card.RunIdle(Quiet, _trace.To > card.Cycle ? _trace.To - card.Cycle : 0);
            if (card.Cycle >= _trace.To)
            {
                EndTrace();
            }
        }

        card.RunIdle(Quiet);
    }

    private void EndTrace()
    {
        if (_tracing)
        {
            _bench.Card.Trace(null);
            (_tracing, _traced) = (false, true);
        }
    }

    private void WaitForHold()
    {
        for (int n = 0; new FeedStateValue(_bench.Card.Read(CardRegisters.FeedState)).HoldBusy; n++)
        {
            if (n == HoldPolls)
            {
                throw new CardException("The card's hold windows are not emptied in time: its clock stands or its logic hangs.");
            }

            _bench.Card.Run(HoldPoll);
        }
    }

    private void Track(int n, ComparedSymbol symbol)
    {
        _model.Symbols.SetName(n, Symbol.Of(symbol.Window.Symbol).Packed);
        _model.Book.SetWindow(n, new PriceWindow(symbol.Window.Base, symbol.Window.Tick));
        if (symbol.Locate is { } locate)
        {
            _model.Symbols.SetLocate(n, locate, true);
            _bench.Card.Write(CardRegisters.SymLocateAt(n), new SymLocateValue(0).WithLocate(locate).WithValid(true).Raw);
        }
    }

    private FeedConfig Config()
    {
        FeedSettings f = _bench.Feed;
        FeedCtrlValue c = _bench.Control;
        return new FeedConfig(f.Group, f.Port, SessionId.Of(f.Session), c.Enable, c.AnySession, c.AnySequence, c.Record, f.GroupB, f.PortB, c.EnableB, c.Snapshot, c.Tape);
    }

    /// <param name="Number">1-based in the file.</param>
    /// <param name="OfLine">0-based of its line's.</param>
    private readonly record struct SentFrame(long Number, int Line, ulong OfLine);

    /// <summary>Drops what the model says while it is being set up.</summary>
    private sealed class Relay : ICardSink
    {
        public ICardSink? To { get; set; }

        public void Book(in BookRecord record) => To?.Book(record);

        public void Admin(in AdminRecord record) => To?.Admin(record);

        public void Feed(in FeedRecord record) => To?.Feed(record);

        public void Message(in MessageRecord record) => To?.Message(record);

        public void Trade(in TradeRecord record) => To?.Trade(record);
    }
}
