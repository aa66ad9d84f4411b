using Saker.Card;
using Saker.Card.Bench;
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
    private const ulong HoldPoll = 32, DepthRounds = 10_000;

    private readonly CardBench _bench;
    private readonly FeedModel _model;
    private readonly RecordComparer _comparer;
    private readonly CompareSetup _setup;
    private readonly TracedClock _clock;
    private readonly FrameLog _turn;
    private int _gapsPassed, _lastLine;
    private long _frames;

    /// <param name="setup">What the capture says of its feed.</param>
    /// <param name="trace">Write a waveform of these cycles; the run ends with them.</param>
    /// <param name="change">Changes the model before the first frame: for tests that want a difference.</param>
    public CompareRun(CompareSetup setup, TraceWindow? trace = null, Action<FeedModel>? change = null)
    {
        _setup = setup;
        SymbolWindow[] windows = [.. setup.Symbols.Select(s => s.Window)];
        _bench = new CardBench(setup.Feed, windows, record: true, tape: true, synced: false);
        (_clock, _turn) = (new TracedClock(_bench.Card, trace), new FrameLog(_bench));
        CardShape shape = CardBench.ShapeOf(_bench.Card);
        (Symbols, Window) = (shape.NumSymbols, shape.Window);
        CompareSlot.Load(_bench.Card);
        _bench.Write(_bench.Control.WithAnySession(setup.AnySession));
        var relay = new Relay();
        _model = new FeedModel(shape, Config(), relay, (int)new FeedStateValue(_bench.Card.Read(CardRegisters.FeedState)).HoldLog2);
        for (int n = 0; n < setup.Symbols.Count; n++)
        {
            Track(n, setup.Symbols[n]);
        }

        // The bench raised the limits when every symbol had been silent since reset.
        _model.Silence.Restart(SilenceWatch.MostLimit);
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
            return found is null && !_clock.Done;
        });
        found ??= Turn() ?? Finish();
        _clock.End();
        return found;
    }

    public void Dispose() => _bench.Dispose();

    private void Send(long number, ReadOnlySpan<byte> frame, int line)
    {
        if (line != _lastLine)
        {
            _clock.RunQuiet();
            _lastLine = line;
        }

        bool mold = CaptureFrames.TryMold(new CaptureRecord(0, LinkType.Ethernet, frame.Length, frame), out MoldPacket packet, out _);
        if (mold)
        {
            PassGap(packet);
        }

        bool behind = _model.Behind;
        uint held = _model.Lines[line].Held;
        byte[] padded = new byte[Math.Max(frame.Length, MinFrame)];
        frame.CopyTo(padded);
        _turn.Add(number, line, packet, mold);
        _bench.SendFrame(frame, line: line);
        _model.Frame(line, padded);
        _frames++;
        if (behind || _model.Behind || _model.Lines[line].Held != held)
        {
            _clock.RunQuiet();
            WaitForHold();
        }
    }

    /// <summary>When what is expected next is not in the capture, or is a hold window behind: the stream goes on with this packet.</summary>
    private void PassGap(in MoldPacket packet)
    {
        while (_gapsPassed < _setup.Gaps.Count && _setup.Gaps[_gapsPassed].First < _model.Expected)
        {
            _gapsPassed++;
        }

        if (packet.Session.ToString() != _setup.Feed.Session || packet.Sequence <= _model.Expected)
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
        _clock.RunQuiet();
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
    private CompareResult? First() => _comparer.Differences.Select(Place).OrderBy(r => r.Frame).ThenBy(r => r.Cycle).FirstOrDefault();

    private CompareResult Place(Difference difference)
    {
        (long frame, ulong cycle) = _turn.Place(difference);
        return new CompareResult(difference, frame, cycle, _frames);
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
