using Saker.Wire;

namespace Saker.Card.Feed;

/// <summary>Keeps the card's books whole: asks the venue again for what both lines lost (fill), loads all books anew where that does not do
/// (snapshot), follows the session and moves windows. It only feeds the host's line and the feed's registers: whether anything may be quoted is the card's own word.</summary>
/// <remarks>Not thread-safe: the card's thread calls <see cref="Turn"/>, which never blocks. docs/card.md section 3.5.</remarks>
public sealed class FeedRecovery
{
    private const int ChecksInTime = 6;

    private readonly ICard _card;
    private readonly IRetransmitter? _server;
    private readonly ISnapshotSource? _source;
    private readonly RecoveryOptions _options;
    private readonly TimeProvider _time;
    private readonly SymbolWatch _symbols;
    private readonly SequenceWatch _sequence;
    private readonly RecoveryAccount _account;
    private readonly FillRun? _fill;
    private readonly BookLoad _books;
    private readonly SessionFollower _sessions;
    private readonly Backoff _backoff;
    private long _lookedAt;
    private long _checkedAt;
    private long _behindAt;
    private bool _poked = true;
    private bool _behind;
    private bool _paused;
    private string _pause = string.Empty;
    private string _why = string.Empty;
    private ulong _unfilled;
    private int _snapshots;

    /// <param name="card">The card, with its symbols and windows loaded.</param>
    /// <param name="lines">Lines that the card was given.</param>
    /// <param name="server">Re-request server; null: the venue has none.</param>
    /// <param name="source">Snapshots; null: the venue has none.</param>
    /// <param name="symbols">Windows of the tracked symbols, by the card's index.</param>
    /// <param name="time">Clock.</param>
    /// <param name="options">Limits; null: the usual ones.</param>
    public FeedRecovery(
        ICard card, FeedPair lines, IRetransmitter? server, ISnapshotSource? source, IReadOnlyList<SymbolWindow> symbols, TimeProvider time, RecoveryOptions? options = null)
    {
        _card = card;
        _server = server;
        _source = source;
        _options = options ?? new RecoveryOptions();
        _time = time;
        string[] names = [.. symbols.Select(s => s.Symbol)];
        var injector = new LineInjector(card, lines, time);
        _fill = server is null ? null : new FillRun(server, injector, _options, time);
        _sessions = new SessionFollower(card, _options, time);
        _backoff = new Backoff(_options, time);
        int levels = 1 << (int)new CapsValue(card.Read(CardRegisters.Caps)).LadderLog2;
        Windows = new WindowKeeper(symbols, levels, _options.MoveEvery, time);
        _books = new BookLoad(source, Windows, new ReloadRun(card, injector, _options, time, Cleared), names);
        _symbols = new SymbolWatch(card, names, Windows, _options, time);
        _sequence = new SequenceWatch(card, _options, time);
        _account = new RecoveryAccount(_fill, time);
        Use(lines.Session);
    }

    /// <summary>The books were emptied, some windows moved, and messages will follow. The card's records before this moment speak of the old books
    /// and windows: whoever reads them reads all of them first, and then lets this object have its turn.</summary>
    public event Action<IReadOnlyList<WindowMove>>? BooksCleared;

    /// <summary>Another session was taken.</summary>
    public event Action<string>? SessionChanged;

    /// <summary>What is being done.</summary>
    public RecoveryPhase Phase { get; private set; } = RecoveryPhase.Waiting;

    /// <summary>What stands in the way of a whole book, or what a person should know of the last snapshot; empty: nothing.</summary>
    public string Problem { get; private set; } = string.Empty;

    /// <summary>The problem is that the lines bring nothing of the session: no server can help.</summary>
    public bool Unheard { get; private set; }

    /// <summary>Session that the card follows.</summary>
    public string Session { get; private set; } = string.Empty;

    /// <summary>Messages known to be missing at the last look.</summary>
    public ulong Missing { get; private set; }

    /// <summary>How long the card has been behind; zero when it is not.</summary>
    public TimeSpan BehindFor => _behind ? _time.GetElapsedTime(_behindAt) : TimeSpan.Zero;

    /// <summary>The last recovery that ended well.</summary>
    public RecoveryReport Last => _account.Last;

    /// <summary>Recoveries that ended well.</summary>
    public int Recoveries => _account.Count;

    /// <summary>Snapshots loaded.</summary>
    public int Snapshots { get; private set; }

    /// <summary>Pauses after failures.</summary>
    public int Pauses { get; private set; }

    /// <summary>The windows as the card has them.</summary>
    public WindowKeeper Windows { get; }

    /// <summary>The card's word on the feed: looked after at the next turn.</summary>
    public void OnFeed(FeedEvent e)
    {
        _poked = true;
        _sessions.OnFeed(e);
    }

    /// <summary>The card's word on a book.</summary>
    public void OnBook(BookEvent e)
    {
        if (e.Sym >= _symbols.Count)
        {
            return;
        }

        if (_symbols.WantsSnapshot((int)e.Sym, e.Stale))
        {
            _poked = true;
        }
        else if (e.Stale == 0)
        {
            Windows.Seen((int)e.Sym, e.Flags, e.BidIdx, e.BidQty, e.AskIdx, e.AskQty);
        }
    }

    /// <summary>Does what can be done now. True when something moved, so that the next call is due at once.</summary>
    public bool Turn()
    {
        if (_books.Active)
        {
            return Load();
        }

        bool resting = Phase is RecoveryPhase.Whole or RecoveryPhase.Waiting or RecoveryPhase.Pausing;
        if (resting && !_poked && _time.GetElapsedTime(_lookedAt) < _options.LookEvery)
        {
            return false;
        }

        bool everySymbol = _poked || Phase is not (RecoveryPhase.Whole or RecoveryPhase.Filling);
        _lookedAt = _time.GetTimestamp();
        _poked = false;
        FeedStateValue state = Look();
        if (_sessions.Next(state.Ended) is { } session)
        {
            return ChangeSession(session, $"session {session} follows {Session}");
        }

        return Decide(state, everySymbol);
    }

    private FeedStateValue Look()
    {
        var state = new FeedStateValue(_card.Read(CardRegisters.FeedState));
        if (state.Behind && !_behind)
        {
            _behindAt = _lookedAt;
        }

        _behind = state.Behind;
        Missing = 0;
        return state;
    }

    private bool Decide(FeedStateValue state, bool everySymbol)
    {
        int stale = _symbols.Stale(everySymbol);
        if (stale < 0 && !state.Behind && Phase != RecoveryPhase.Whole && !everySymbol)
        {
            // The one symbol that was looked at is well; before the feed is called whole all of them must be.
            stale = _symbols.Stale(everySymbol: true);
        }

        bool well = stale < 0 && !state.Behind;
        if (Phase == RecoveryPhase.Fetching)
        {
            return Fetch(well);
        }

        if (well)
        {
            return Rest();
        }

        _account.Begin();
        if (stale >= 0)
        {
            return FillsFirst(state) ? CatchUp(state) : Snapshot(_symbols.Words(stale));
        }

        return _backoff.Over || Phase == RecoveryPhase.Filling ? CatchUp(state) : StayPaused();
    }

    /// <summary>A stale symbol waits for a snapshot, but what is missing heals all others: it is filled when no snapshot can be had now, or when one was just loaded.</summary>
    private bool FillsFirst(FeedStateValue state)
    {
        bool pausing = !_backoff.Over;
        return state.Behind && _fill is not null && (_source is null || _account.SnapshotLoaded || pausing)
            && !(pausing && FeedRegisters.Expected(_card) == _unfilled);
    }

    /// <summary>Nothing is missing: the recovery, if there was one, is over. A window that is badly placed is a reason for the next.</summary>
    private bool Rest()
    {
        bool begins = Phase != RecoveryPhase.Whole;
        _account.End();
        Phase = RecoveryPhase.Whole;
        (_snapshots, _paused) = (0, false);
        _backoff.Reset();
        _sequence.WaitOver();
        if (begins || _time.GetElapsedTime(_checkedAt) >= _options.HeardWithin / ChecksInTime)
        {
            _checkedAt = _lookedAt;
            ulong expected = FeedRegisters.Expected(_card);
            if (_sequence.Repeats(expected))
            {
                return BeginAgain(expected);
            }

            Tell(_symbols.Notice(expected));
        }

        if (_source is null || Windows.Wanted is not (>= 0 and int symbol))
        {
            return false;
        }

        _account.Begin();
        return Snapshot($"the window of {Windows.Windows[symbol].Symbol} must move");
    }

    private bool CatchUp(FeedStateValue state)
    {
        (ulong expected, ulong top) = (FeedRegisters.Expected(_card), FeedRegisters.Top(_card));
        if (top <= expected)
        {
            return Wait(state, expected);
        }

        _sequence.WaitOver();
        Missing = top - expected;
        if (BehindFor < _options.FillAfter)
        {
            Phase = RecoveryPhase.Waiting;
            Tell(string.Empty);
            return false;
        }

        return MayFill() ? Fill(expected, top) : Snapshot($"{Missing} messages are missing");
    }

    /// <summary>No line has shown the expected sequence. Lines that live do so within seconds.</summary>
    private bool Wait(FeedStateValue state, ulong expected)
    {
        Phase = RecoveryPhase.Waiting;
        TimeSpan waited = _sequence.WaitsFor(expected);
        if (waited < _options.HeardWithin)
        {
            Tell(string.Empty);
        }
        else if (state.Ended)
        {
            Tell($"session {Session} has ended and no other is heard", unheard: true);
        }
        else if (_sequence.HeardMeanwhile)
        {
            return BeginAgain(expected);
        }
        else
        {
            Tell($"no good packet of session {Session} has come for {waited.TotalSeconds:0} s", unheard: true);
        }

        return false;
    }

    private bool MayFill() => _fill is not null && (_source is null || _account.SnapshotLoaded || Missing <= _options.LargestFill);

    private bool Fill(ulong expected, ulong top)
    {
        if (Phase != RecoveryPhase.Filling)
        {
            _account.FillBegins($"{Missing} messages were missing");
            _sequence.FillBegins(Missing);
            Phase = RecoveryPhase.Filling;
        }

        Tell(_sequence.Grows(Missing) ? "the re-request server gives messages more slowly than the lines bring new ones" : string.Empty);

        switch (_fill!.Turn(expected, top))
        {
            case FillStep.Unanswered when _source is not null:
                _unfilled = expected;
                return Snapshot($"the re-request server does not give message {expected}");
            case FillStep.Unanswered:
                Pause($"message {expected} and {Missing - 1} more are missing, the re-request server does not give them, and there is no snapshot service");
                _unfilled = expected;
                return false;
            case FillStep.Moved:
                return true;
            default:
                return false;
        }
    }

    private bool Snapshot(string why)
    {
        if (!_backoff.Over)
        {
            return StayPaused();
        }

        if (_source is null)
        {
            Phase = RecoveryPhase.Waiting;
            Tell($"{why}, and the venue's snapshot service is not configured: the books stay as they are until the host is started anew");
            return false;
        }

        if (_snapshots >= _options.SnapshotTries && !_paused)
        {
            return Pause($"after {_snapshots} snapshots {why}");
        }

        _paused = false;
        _snapshots++;
        _why = why;
        _account.SnapshotBegins(why);
        _books.Ask();
        Phase = RecoveryPhase.Fetching;
        return true;
    }

    private bool Fetch(bool well)
    {
        if (well && Windows.Wanted < 0)
        {
            // The other line brought what was missing.
            _books.Abort();
            return Rest();
        }

        switch (_books.Fetch(well))
        {
            case LoadStep.Done:
                Phase = RecoveryPhase.Loading;
                return true;
            case LoadStep.Failed:
                return Pause($"{_why}, and {_books.Failure}");
            default:
                return false;
        }
    }

    private bool Load()
    {
        switch (_books.Load())
        {
            case LoadStep.Done:
                Loaded();
                return true;
            case LoadStep.Failed:
                return Pause(_books.Failure);
            case LoadStep.Moved:
                return true;
            default:
                return false;
        }
    }

    private void Loaded()
    {
        Phase = RecoveryPhase.Waiting;
        _poked = true;
        _sequence.WaitOver();
        if (_books.Began is { } session)
        {
            _sessions.Taken();
            _symbols.Forget();
            Use(session);
            SessionChanged?.Invoke(session);
            return;
        }

        Snapshots++;
        _account.SnapshotEnds(_books.Messages);
        _symbols.SnapshotLoaded();
    }

    private void Cleared(ReloadPlan plan)
    {
        if (plan.Messages is not null)
        {
            Windows.Answered(plan.Moves);
        }

        BooksCleared?.Invoke(plan.Moves);
    }

    /// <summary>Books, locates and halts begin anew. A session that begins again under its own name is no reason to hurry: the failures before still count.</summary>
    private bool ChangeSession(string session, string why)
    {
        _books.Abort();
        _account.SessionBegins(why);
        if (session != Session)
        {
            (_snapshots, _paused) = (0, false);
            _backoff.Reset();
        }

        Tell(string.Empty);
        _books.Begin(session);
        Phase = RecoveryPhase.Loading;
        return true;
    }

    private bool BeginAgain(ulong expected) =>
        ChangeSession(Session, $"the venue began session {Session} again: its lines bring messages before the expected {expected}");

    private void Use(string session)
    {
        Session = _books.Session = session;
        SessionId id = SessionId.Of(session);
        if (_server is not null)
        {
            _server.Session = id;
        }

        if (_source is not null)
        {
            _source.Session = id;
        }
    }

    private bool Pause(string problem)
    {
        Pauses++;
        (_paused, _unfilled) = (true, 0);
        TimeSpan pause = _backoff.Next();
        _pause = $"{problem}; next try in {pause.TotalSeconds:0.#} s";
        return StayPaused();
    }

    private bool StayPaused()
    {
        Phase = RecoveryPhase.Pausing;
        Tell(_pause);
        return false;
    }

    private void Tell(string problem, bool unheard = false) => (Problem, Unheard) = (problem, unheard);
}
