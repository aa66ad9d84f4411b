using Saker.Card.Bench;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Lines;

/// <summary>One day of a faulty feed, a minute long: two lines with faults of their own, and a host that does what docs/card.md section 3.5
/// asks of it (fill, snapshot). After every recovery the card's books are the venue's; between fault and release nothing is quoted.</summary>
internal sealed class RecoveryRun : IDisposable
{
    private const ulong Lead = 1_500, Slice = 400;
    private const int MostFill = 150, MostTurns = 20_000;
    // A verdict taken while the symbol was good leaves two cycles later; the record of its change stands one cycle after the cause.
    private const uint InFlight = 3;

    private readonly Random _random;
    private readonly SymbolWindow[] _symbols = SixteenSymbols.Windows;
    private readonly TradingBench _bench;
    private readonly CardBench _feed;
    private readonly List<byte[]> _messages = [];
    private readonly FeedModel _venue;
    private readonly LiveOrders _live = new();
    private readonly LineClock[] _lines;
    private readonly FaultPlan[] _plans;
    private readonly DepthRecord[][] _depth;
    private readonly List<DepthRecord> _report = [];
    private readonly List<(uint Cycle, bool Ok)> _quoted = [];
    private readonly List<uint> _starts = [];
    private readonly ulong _first;
    private readonly string _where;
    private int _published;

    public RecoveryRun(int seed, int messages, bool quoting)
    {
        _where = $"seed {seed}";
        _random = new Random(seed);
        _bench = new TradingBench(TradingBench.Plain, TradingBench.Wide, symbols: _symbols);
        _feed = _bench.Feed;
        _first = _feed.NextSequence;
        CardShape shape = FeedTwin.ShapeOf(_bench.Card);
        _venue = FeedTwin.NewModel(_feed, shape, _symbols, new RecordingSink());
        var stream = new RandomItch(seed, _symbols, shape.Window, faults: 0);
        _messages.AddRange(stream.Opening());
        _messages.AddRange(Enumerable.Range(0, messages).Select(_ => stream.Next()));
        _lines = [new(_feed, FeedLines.A), new(_feed, FeedLines.B)];
        _plans = [FaultPlan.Of(_random, messages), FaultPlan.Of(_random, messages)];
        _depth = new DepthRecord[_symbols.Length][];
        _bench.Card.Write(CardRegisters.DepthIntervalUs, 2);
        if (quoting)
        {
            _bench.Arm();
            _bench.Mode(SlotMode.Active);
        }
    }

    public int Fills { get; private set; }

    public int Snapshots { get; private set; }

    /// <summary>NEW and REPLACE frames.</summary>
    public int Quotes => _starts.Count;

    public int Compared { get; private set; }

    /// <summary>The whole run.</summary>
    public void Run()
    {
        while (_published < _messages.Count)
        {
            Publish(Math.Min(_messages.Count, _published + _random.Next(1, 200)));
            Turn();
            if (_random.Next(4) == 0)
            {
                Recover();
            }
        }

        // The venue's heartbeat tells even a card that lost the last packets on both lines.
        _feed.NextSequence = _first + (ulong)_published;
        _feed.Heartbeat(FeedLines.A);
        Recover();
        NothingQuotedInDoubt();
        Assert.Equal(0u, _bench.Card.Read(CardRegisters.RingLost));
    }

    public void Dispose() => _bench.Dispose();

    /// <summary>Sends the stream up to an index on both lines, with the lines' faults.</summary>
    private void Publish(int end)
    {
        bool both = _random.Next(12) == 0;
        for (int n = 0; n < 2; n++)
        {
            List<MessageRange> packets = MessageRange.Cut(_messages, _published, end, _random);
            ulong start = (ulong)((long)(Math.Max(_bench.Card.Cycle, Math.Max(_lines[0].Free, _lines[1].Free)) + Lead) + _plans[n].Delay);
            for (int i = 0; i + 1 < packets.Count; i++)
            {
                if (_random.NextDouble() < _plans[n].Swapped)
                {
                    (packets[i], packets[i + 1]) = (packets[i + 1], packets[i]);
                }
            }

            foreach (MessageRange packet in packets)
            {
                start = Packet(n, packet, start, both && _random.Next(2) == 0) + (ulong)_random.Next(60);
            }
        }

        foreach (byte[] message in _messages.GetRange(_published, end - _published))
        {
            _venue.Message(message);
            _live.Apply(message);
        }

        _published = end;
    }

    private ulong Packet(int line, MessageRange packet, ulong start, bool lost)
    {
        FaultPlan plan = _plans[line];
        bool outage = packet.At < plan.Outage.End && packet.End > plan.Outage.At;
        if (lost || outage || _random.NextDouble() < plan.Lost)
        {
            return start;
        }

        byte[] payload = packet.Packet(_feed.Feed.Session, _first, _messages);
        if (_random.NextDouble() < plan.Corrupt)
        {
            _lines[line].SendBad(payload, start, 1u << _random.Next(32));
        }
        else if (_random.NextDouble() < plan.Garbled)
        {
            // A count that promises more than there is.
            payload[19]++;
            _lines[line].Send(payload, start);
        }
        else
        {
            start = _lines[line].Send(payload, start);
            if (_random.NextDouble() < plan.Twice)
            {
                _lines[line].Send(payload, start);
            }
        }

        return start;
    }

    /// <summary>Runs until both lines are silent; the order venue answers.</summary>
    private void Turn()
    {
        for (int i = 0; _bench.Card.Cycle < Math.Max(_lines[0].Free, _lines[1].Free); i++)
        {
            Assert.True(i < MostTurns, _where);
            _bench.Turn(Slice);
            _feed.Take(Take);
        }

        _bench.Settle();
        _feed.Take(Take);
    }

    /// <summary>The host: fills a small gap, takes a snapshot after anything else, until every book is the venue's.</summary>
    private void Recover()
    {
        for (int attempt = 0; ; attempt++)
        {
            Assert.True(attempt < 40, $"no recovery, {_where}");
            _bench.Settle();
            _feed.Take(Take);
            ulong venue = _first + (ulong)_published;
            if (AnyStale())
            {
                Snapshot();
            }
            else if (_feed.Expected == venue)
            {
                break;
            }
            else if (venue - _feed.Expected > MostFill)
            {
                Snapshot();
            }
            else
            {
                Fill();
            }
        }

        // A card that knows of no later message shows it with the venue's next heartbeat.
        _feed.NextSequence = _first + (ulong)_published;
        _feed.Heartbeat(FeedLines.B);
        _bench.Settle();
        _feed.Take(Take);
        Assert.False(new StateValue(_bench.Card.Read(CardRegisters.State)).Gap, $"the gap does not close, {_where}");
        BooksAreTheVenues();
    }

    private bool AnyStale() => Enumerable.Range(0, _symbols.Length)
        .Any(n => (StaleReason)new SymStatusValue(_bench.Card.Read(CardRegisters.SymStatusAt(n))).Stale is not (StaleReason.None or StaleReason.Gap));

    private void Fill()
    {
        Fills++;
        int at = (int)(_feed.Expected - _first);
        MessageRange packet = MessageRange.Fitting(_messages, at, _published);
        byte[] frame = FeedFrames.Frame(_feed.Feed, packet.Packet(_feed.Feed.Session, _first, _messages));
        _feed.Inject(frame);
        _bench.Card.RunIdle();
    }

    private void Snapshot()
    {
        Snapshots++;
        _feed.Write(_feed.Control.WithSnapshot(true));
        CardBringUp.ClearBooks(_bench.Card);
        byte[][] adds = [.. _live.Messages()];
        ulong sequence = 1;
        for (int at = 0; at < adds.Length;)
        {
            MessageRange packet = MessageRange.Fitting(adds, at, adds.Length);
            _feed.Inject(FeedFrames.Frame(_feed.Feed, FeedFrames.Packet(_feed.Feed.Session, sequence, adds[packet.At..packet.End])));
            sequence += (ulong)packet.Count;
            at = packet.End;
            _bench.Card.Run(Slice);
            _feed.Take(Take);
        }

        _bench.Card.RunIdle();
        _feed.Expect(_first + (ulong)_published);
        _feed.Write(_feed.Control.WithSnapshot(false));
    }

    /// <summary>Ten levels of each side of every symbol, from the card's own reports.</summary>
    private void BooksAreTheVenues()
    {
        _bench.Card.RunIdle();
        _bench.Card.Run(8_000);
        _feed.Take(Take);
        var expected = new DepthRecord[DepthReport.Records];
        for (int n = 0; n < _symbols.Length; n++)
        {
            DepthReport.Write(_venue.Book, n, expected);
            DepthRecord[] card = _depth[n] ?? [];
            Assert.True(card.Select(r => r with { Seq = 0 }).SequenceEqual(expected.Select(r => r with { Seq = 0 })),
                $"symbol {n} at sequence {_first + (ulong)_published}, {_where}\nvenue {string.Join('\n', expected)}\ncard  {string.Join('\n', card)}");
            Compared++;
        }
    }

    private void Take(ReadOnlySpan<byte> record)
    {
        switch ((EventType)record[4])
        {
            case EventType.Depth:
                _report.Add(CardRecords.Depth(record));
                if (_report.Count == DepthReport.Records)
                {
                    Assert.Single(_report.Select(r => (r.Sym, r.Seq)).Distinct());
                    _depth[_report[0].Sym] = [.. _report];
                    _report.Clear();
                }

                break;
            case EventType.Book when new BookEvent(record) is { Sym: 0 } book:
                _quoted.Add((book.Cycle, book.Flags == 0));
                break;
            case EventType.Order when new OrderEvent(record) is { Sent: not 0 } order && (OrderAction)order.Action != OrderAction.Cancel:
                _starts.Add(order.Cycle);
                break;
        }
    }

    /// <summary>No frame of a new order or a replace starts while the symbol's last word, older than what was in flight, is not good.</summary>
    private void NothingQuotedInDoubt()
    {
        foreach (uint start in _starts)
        {
            int last = _quoted.FindLastIndex(b => (int)(start - b.Cycle) >= InFlight);
            bool since = _quoted.Skip(last + 1).Any(b => b.Ok && (int)(start - b.Cycle) > 0);
            Assert.True(last >= 0 && (_quoted[last].Ok || since), $"an order started in cycle {start}; the symbol was {_quoted[Math.Max(0, last)]}, {_where}");
        }
    }
}
