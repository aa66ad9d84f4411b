using Saker.Card.Bench;
using Saker.Card.Feed;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Venue;
using Saker.Wire;
using Xunit;
using Side = Saker.Wire.Side;

namespace Saker.Card.Tests.Recovery;

/// <summary>A faulty market, the card's core with a slot that quotes, and the host's feed recovery between the venue's servers and the card.</summary>
internal sealed class RecoveryRun : IDisposable
{
    private const ulong Slice = 500, Ahead = 2_500, QuotesGone = 8_000;
    private const ulong Restless = 2_500_000;
    private const uint DepthUs = 1;
    private const ulong DepthCycles = 1_000, DepthCyclesPerSymbol = 450;
    private const int HistoryLength = 60, HeartbeatTurns = 30;
    private const string FirstSession = "DAY0000000";

    // Quotes that follow the imbalance of the best quantities, so that many messages move them.
    private static readonly SlotParameters Quotes = TradingBench.Plain with
    {
        Hysteresis = 1, Micro = [.. Enumerable.Range(0, 32).Select(i => (short)(((i % 8) * 120) - 420))],
    };

    private readonly RunPlan _plan;
    private readonly Random _random;
    private readonly TradingBench _bench;
    private readonly InProcessMarket _market;
    private readonly VenueLines _lines;
    private readonly FlakyServer _server;
    private readonly FeedRecovery _recovery;
    private readonly StreamCheck _check;
    private readonly QuoteWatch _watch;
    private readonly SymbolWindow[] _windows;
    private readonly Dictionary<string, SessionBooks> _sessions = [];
    private readonly List<SentFrame> _frames = [];
    private readonly Queue<string> _history = new();
    private readonly int _levels;
    private RunFigures _figures = new() { Runs = 1 };
    private bool _pulled;
    private int _messages;
    private RecoveryPhase _phase;

    public RecoveryRun(int seed)
    {
        _plan = RunPlan.Of(seed);
        _random = new Random(seed ^ 0x5EED);
        _bench = new TradingBench(
            Quotes with { Symbol = (byte)_plan.Quoted }, TradingBench.Wide, FeedSettings.Default with { Session = "BENCH" }, symbols: []);
        _bench.Peer.Log = _frames;
        _levels = 1 << (int)new CapsValue(Card.Read(CardRegisters.Caps)).LadderLog2;
        _windows = [.. _plan.Tracked.Select((i, n) => Window(i, _plan.OffCentre[n]))];
        for (int n = 0; n < _windows.Length; n++)
        {
            _windows[n].Load(Card, n);
        }

        CardBringUp.ClearBooks(Card);
        FeedSettings feed = _bench.Feed.Feed;
        var pair = new FeedPair(feed.Group, feed.Port, feed.GroupB, feed.PortB, FirstSession);
        Card.Write(CardRegisters.FeedGapWaitNs, _plan.GapWaitNs);
        Card.Write(CardRegisters.DepthIntervalUs, DepthUs);
        pair.Load(Card, 1, _bench.Feed.Control);
        _bench.Feed.Discard();
        _market = new InProcessMarket(
            (ulong)seed, _plan.Instruments, _plan.Faults[0], new MarketSettings { Rate = RunPlan.Rate, Session = FirstSession, GatherNs = _random.Next(3) == 0 ? 30_000 : 0 });
        _lines = new VenueLines(_market, _bench.Feed, _plan.NsPerCycle, _random);
        _server = new FlakyServer(_market.Store, _plan.Keep, _plan.Server, _random, () => Card.Cycle);
        var snapshots = new FlakySnapshots(_market, _plan.Snapshots, _random, () => Card.Cycle);
        _recovery = new FeedRecovery(Card, pair, _server, snapshots, _windows, new CardTime(Card), _plan.Options);
        _check = new StreamCheck(_windows.Length, _levels);
        _watch = new QuoteWatch(_plan.Quoted);
        _sessions[FirstSession] = new SessionBooks(Symbols);
        _check.Resume(_sessions[FirstSession], _windows, (uint)Card.Cycle);
        _watch.OnDelivery(new Delivery(Card.Cycle, FirstSession, 1, 0, DeliveryKind.Loaded));
        _lines.Sent += OnSent;
        _server.Answered += (first, blocks) => _watch.OnDelivery(new Delivery(Card.Cycle, _recovery!.Session, first, blocks, DeliveryKind.Perhaps));
        _recovery.BooksCleared += OnBooksCleared;
        _recovery.SessionChanged += OnSessionChanged;
        _bench.Arm();
        _bench.Mode(SlotMode.Active);
    }

    private VerilatedCard Card => _bench.Card;

    private string[] Symbols => [.. _plan.Tracked.Select(i => i.Symbol)];

    private string Where => $"seed {_plan.Seed}, cycle {Card.Cycle}\n{string.Join('\n', _history)}";

    /// <summary>The whole run. What is not as it must be is an exception that names the seed.</summary>
    public RunFigures Run()
    {
        int opening = -1, phases = _plan.Faults.Length, phase = 0, roll = 0, jump = 0, halt = 0, seen = 0;
        while (opening < 0 || _messages < opening + _plan.Messages)
        {
            Turn();
            opening = opening < 0 ? _messages : opening;
            int at = _messages - opening;
            if (at > (phase + 1) * _plan.Messages / phases && phase + 1 < phases)
            {
                Tell($"faults {_plan.Faults[++phase]}");
                _market.SetFaults(_plan.Faults[phase]);
            }

            if (roll < _plan.Rolls.Length && at > _plan.Rolls[roll])
            {
                Roll(++roll);
            }

            if (jump < _plan.Jumps.Length && at > _plan.Jumps[jump])
            {
                jump++;
                Jump();
            }

            if (halt < _plan.Halts.Length && at > _plan.Halts[halt])
            {
                halt++;
                Halt();
            }

            if (_recovery.Recoveries != seen)
            {
                seen = _recovery.Recoveries;
                if (_random.Next(100) < _plan.RestPercent)
                {
                    Rest();
                    seen = _recovery.Recoveries;
                }
            }
        }

        Rest();
        return End();
    }

    public void Dispose() => _bench.Dispose();

    /// <summary>A slice of the card's time, in which venue and host do what is due.</summary>
    private void Turn()
    {
        _lines.UpTo(Card.Cycle + Ahead);
        Follow();
        _bench.Turn(Slice);
        _bench.Feed.Take(Take);
        ulong before = Card.Cycle;
        int recoveries = _recovery.Recoveries;
        _recovery.Turn();
        if (_phase != _recovery.Phase)
        {
            Tell($"{_phase} -> {_recovery.Phase} {_recovery.Problem}");
            if (_phase == RecoveryPhase.Loading)
            {
                Loaded((uint)before);
            }
            else if (_recovery.Phase == RecoveryPhase.Loading)
            {
                _check.Suspend();
            }

            _phase = _recovery.Phase;
        }

        if (_recovery.Recoveries != recoveries)
        {
            Tell($"recovered: {_recovery.Last}");
            _figures = _figures with { Fills = _figures.Fills + (_recovery.Last.Kind == RecoveryKind.Fill ? 1 : 0) };
        }

        Pulled();
    }

    /// <summary>While a symbol may not be quoted no order of it stays at the venue.</summary>
    private void Pulled()
    {
        if (_watch.Ok)
        {
            _pulled = false;
        }
        else if (!_pulled && Card.Cycle - _watch.StoppedAt >= QuotesGone)
        {
            Assert.True(_bench.Venue.Live.Count == 0, $"{_bench.Venue.Live.Count} orders stay at the venue, the symbol stopped in cycle {_watch.StoppedAt}, {Where}");
            _pulled = true;
            _figures = _figures with { Pulled = _figures.Pulled + 1 };
        }
    }

    /// <summary>Nobody trades until the card has everything; then its books are the venue's.</summary>
    private void Rest()
    {
        _market.Flowing = false;
        ulong limit = Card.Cycle + Restless;
        ulong settled = DepthCycles + (DepthCyclesPerSymbol * (ulong)_windows.Length);
        ulong since = Card.Cycle;
        for (int turn = 0; Card.Cycle - since < settled; turn++)
        {
            Assert.True(Card.Cycle < limit, $"the card does not come to the venue's books: {_recovery.Phase}, {_recovery.Problem}, E {FeedRegisters.Expected(Card)}, venue {_market.NextSequence} of {_market.Session}, {Where}");
            Turn();
            bool there = _recovery.Phase == RecoveryPhase.Whole && _recovery.Session == _market.Session && _lines.Silent
                && FeedRegisters.Expected(Card) == _market.NextSequence && !new StateValue(Card.Read(CardRegisters.State)).Gap;
            since = there ? since : Card.Cycle;
            if (!there && turn % HeartbeatTurns == HeartbeatTurns - 1)
            {
                _lines.Idle();
            }
        }

        _bench.Feed.Take(Take);
        for (int n = 0; n < _windows.Length; n++)
        {
            Compare(n);
        }

        _market.Flowing = true;
    }

    private void Compare(int symbol)
    {
        Venue.OrderBook venue = _market.Books.Single(b => b.Instrument.Symbol == _windows[symbol].Symbol);
        ShownBook shown = _check.Shown[symbol];
        List<LadderLevel> bids = Expected(venue.Bids, symbol), asks = Expected(venue.Asks, symbol);
        string where = $"of {_windows[symbol]} (symbol {symbol}), {Where}";
        bool depth = ShownBook.Levels(shown.Report, Side.Buy).SequenceEqual(bids) && ShownBook.Levels(shown.Report, Side.Sell).SequenceEqual(asks);
        Assert.True(depth, $"depth {where}\nvenue {string.Join(' ', bids)} | {string.Join(' ', asks)}\ncard  {string.Join("\n      ", shown.Report)}");
        LadderLevel bid = bids.FirstOrDefault(), ask = asks.FirstOrDefault();
        BookRecord book = shown.Book;
        Assert.True(book.BidQty == bid.Qty && book.AskQty == ask.Qty && book.BidIdx == bid.Idx && book.AskIdx == ask.Idx, $"best {where}\nvenue {bid} {ask}\ncard  {book}");
        BookFlags flags = (venue.Trading ? 0 : BookFlags.Halted)
            | (venue.Bids.LevelCount == 0 || venue.Asks.LevelCount == 0 ? BookFlags.Empty : 0)
            | ((venue.Bids.LevelCount != 0 && bids.Count == 0) || (venue.Asks.LevelCount != 0 && asks.Count == 0) ? BookFlags.Outside : 0);
        Assert.True((BookFlags)book.Flags == flags, $"flags {where}\nvenue {flags}\ncard  {(BookFlags)book.Flags} {book}");
        _figures = _figures with { Books = _figures.Books + 1 };
    }

    private List<LadderLevel> Expected(BookSide side, int symbol) =>
        ShownBook.Expected(Enumerable.Range(0, side.LevelCount).Select(n => (side[n].Price, side[n].Quantity)), _windows[symbol], _levels);

    private RunFigures End()
    {
        _bench.Settle();
        _bench.Feed.Take(Take);
        Assert.True(_watch.Difference(_frames) is not { } quote, $"{_watch.Difference(_frames)}, {Where}");
        Assert.True(_check.Difference() is not { } book, $"{_check.Difference()}, {Where}");
        Assert.True(!_bench.Killed, $"killed: {_bench.Causes}, {Where}");
        Assert.Equal(0u, Card.Read(CardRegisters.RingLost));
        return _figures with
        {
            Messages = _messages,
            Answers = _server.Answers,
            Snapshots = _recovery.Snapshots,
            Recoveries = _recovery.Recoveries,
            Pauses = _recovery.Pauses,
            Tops = _check.Tops,
            Reports = _check.Reports,
            Quotes = _watch.Quotes,
            Cancels = _watch.Cancels,
            Stops = _watch.Stops,
            Jumps = _watch.Jumps,
            Cycles = Card.Cycle,
        };
    }

    /// <summary>Takes what the venue has numbered since the last look.</summary>
    private void Follow()
    {
        SessionBooks books = _sessions[_market.Session];
        for (; books.Next < _market.NextSequence; _messages++)
        {
            books.Add(_market.Store.Message(books.Next));
        }
    }

    private void Roll(int number)
    {
        string name = $"DAY{number:D7}";
        Tell($"venue: session {name}");
        _market.RollSession(name);
        _sessions[name] = new SessionBooks(Symbols);
        Follow();
    }

    private void Jump()
    {
        Venue.OrderBook book = _market.Books[_random.Next(_market.Books.Count)];
        long tick = book.Instrument.Tick;
        long price = ((book.Bids.Best?.Price ?? book.Instrument.StartPrice) / tick * tick) + (_random.Next(-2 * _levels, 2 * _levels) * tick);
        if (book.Trading && book.Instrument.IsValidStart(price))
        {
            Tell($"venue: {book.Instrument.Symbol} jumps to {price}");
            _market.Jump(book.Instrument.Symbol, price);
        }
    }

    private void Halt()
    {
        Venue.OrderBook book = _market.Books[_random.Next(_market.Books.Count)];
        if (book.Trading && _market.Books.Count(b => b.Trading) == 1)
        {
            // Something must go on.
            return;
        }

        if (_random.Next(2) == 0)
        {
            _market.Desk.SetState(book.Instrument.Symbol, book.State == 'T' ? 'H' : 'T');
        }
        else
        {
            _market.Desk.OperationalHalt(book.Instrument.Symbol, ItchFeed.OwnMarket, book.OperationalHalt ? 'T' : 'H');
        }

        Tell($"venue: {book.Instrument.Symbol} {book.State} {book.OperationalHalt}");
    }

    private void OnSent(WirePacket packet)
    {
        // What a bad frame says may have been used, and proves nothing.
        DeliveryKind kind = packet.Corrupt || _plan.GapWaitNs != 0 ? DeliveryKind.Perhaps : DeliveryKind.Good;
        _watch.OnDelivery(new Delivery(packet.Start, packet.Session.ToString(), packet.First, packet.Blocks, kind));
    }

    private void OnBooksCleared(IReadOnlyList<WindowMove> moves)
    {
        _bench.Feed.Take(Take);
        foreach (WindowMove move in moves)
        {
            Tell($"window {move.Symbol} moves from {_windows[move.Symbol]} to {move.Window}");
            _windows[move.Symbol] = move.Window;
        }

        _figures = _figures with { Moves = _figures.Moves + moves.Count };
    }

    private void OnSessionChanged(string session)
    {
        _figures = _figures with { Sessions = _figures.Sessions + 1 };
        Tell($"host: session {session}");
    }

    private void Loaded(uint cycle)
    {
        _check.Resume(_sessions[_recovery.Session], _windows, cycle);
        _watch.OnDelivery(new Delivery(cycle, _recovery.Session, FeedRegisters.Expected(Card), 0, DeliveryKind.Loaded));
    }

    private void Take(ReadOnlySpan<byte> record)
    {
        switch ((EventType)record[4])
        {
            case EventType.Feed:
                var feed = new FeedEvent(record);
                _recovery.OnFeed(feed);
                _watch.OnFeed(feed.Cause, feed.Cycle);
                _check.OnFeed(feed.Cause, feed.Cycle);
                Count((FeedCause)feed.Cause);
                Tell($"{feed.Cycle} FEED {CardRecords.Feed(record)}");
                break;
            case EventType.Book:
                var book = new BookEvent(record);
                _recovery.OnBook(book);
                _watch.OnBook(CardRecords.Book(record), book.Cycle);
                _check.OnBook(CardRecords.Book(record), book.Cycle);
                break;
            case EventType.Depth:
                _check.OnDepth(CardRecords.Depth(record), new DepthEvent(record).Cycle);
                break;
            case EventType.Order when new OrderEvent(record) is { Sent: not 0 } order:
                _watch.OnOrder(order.Cycle, order.Urn, (OrderAction)order.Action);
                break;
        }
    }

    private void Count(FeedCause cause) => _figures = _figures with
    {
        Gaps = _figures.Gaps + (cause == FeedCause.Gap ? 1 : 0),
        BadFrames = _figures.BadFrames + (cause is FeedCause.BadFrame or FeedCause.Framing ? 1 : 0),
    };

    private SymbolWindow Window(Instrument instrument, int offCentre) =>
        SymbolWindow.Around(instrument.Symbol, (uint)(instrument.StartPrice - (Math.Min(offCentre, instrument.StartPrice / instrument.Tick) * instrument.Tick)), (uint)instrument.Tick, _levels);

    private void Tell(string what)
    {
        _history.Enqueue($"{Card.Cycle}: {what}");
        if (_history.Count > HistoryLength)
        {
            _history.Dequeue();
        }
    }
}
