using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Feed;

/// <summary>Keeps the card's books whole: asks the venue again for what both lines lost (fill), loads all books anew where that does not do
/// (snapshot), follows the session and moves windows. It only feeds the host's line and the feed's registers: whether anything may be quoted is the card's own word.</summary>
/// <remarks>Not thread-safe: the card's thread calls <see cref="Turn"/>, which never blocks. docs/card.md section 3.5.</remarks>
public sealed class FeedRecovery
{
    private readonly ICard _card;
    private readonly IRetransmitter? _server;
    private readonly ISnapshotSource? _source;
    private readonly RecoveryOptions _options;
    private readonly TimeProvider _time;
    private readonly string[] _symbols;
    private readonly SnapshotMessages _messages;
    private readonly FillRun? _fill;
    private readonly ReloadRun _reload;
    private readonly SessionFollower _sessions;
    private readonly Backoff _backoff;
    private long _lookedAt;
    private long _behindAt;
    private long _beganAt;
    private bool _poked = true;
    private bool _behind;
    private bool _recovering;
    private bool _snapshotLoaded;
    private bool _paused;
    private int _nextSymbol;
    private int _snapshots;
    private ulong _played;
    private RecoveryKind _kind;
    private string _reason = string.Empty;
    private ReloadPlan _plan = new(null, 1, [], null);

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
        _symbols = [.. symbols.Select(s => s.Symbol)];
        _messages = new SnapshotMessages(_symbols);
        var injector = new LineInjector(card, lines, time);
        _fill = server is null ? null : new FillRun(server, injector, _options, time);
        _reload = new ReloadRun(card, injector, _options, time, Cleared);
        _sessions = new SessionFollower(card, _options, time);
        _backoff = new Backoff(_options, time);
        int levels = 1 << (int)new CapsValue(card.Read(CardRegisters.Caps)).LadderLog2;
        Windows = new WindowKeeper(symbols, levels, _options.MoveEvery, time);
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

    /// <summary>Session that the card follows.</summary>
    public string Session { get; private set; } = string.Empty;

    /// <summary>Messages known to be missing at the last look.</summary>
    public ulong Missing { get; private set; }

    /// <summary>How long the card has been behind; zero when it is not.</summary>
    public TimeSpan BehindFor => _behind ? _time.GetElapsedTime(_behindAt) : TimeSpan.Zero;

    /// <summary>The last recovery that ended well.</summary>
    public RecoveryReport Last { get; private set; } = new(RecoveryKind.None, string.Empty, TimeSpan.Zero, 0);

    /// <summary>Recoveries that ended well.</summary>
    public int Recoveries { get; private set; }

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
        if (Sticky(e.Stale))
        {
            _poked = true;
        }
        else if (e.Sym < _symbols.Length && e.Stale == 0)
        {
            Windows.Seen((int)e.Sym, e.Flags, e.BidIdx, e.BidQty, e.AskIdx, e.AskQty);
        }
    }

    /// <summary>Does what can be done now. True when something moved, so that the next call is due at once.</summary>
    public bool Turn()
    {
        if (_reload.Active)
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
            return ChangeSession(session);
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
        int stale = StaleSymbol(everySymbol);
        if (stale < 0 && !state.Behind)
        {
            // The one symbol that was looked at is well; before the feed is called whole all of them must be.
            stale = Phase == RecoveryPhase.Whole || everySymbol ? stale : StaleSymbol(everySymbol: true);
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

        Begin();
        if (Phase == RecoveryPhase.Pausing && !_backoff.Over)
        {
            return false;
        }

        return stale >= 0 ? Snapshot($"{_symbols[stale]} is stale ({StaleNames.Of(Reason(stale))})") : CatchUp();
    }

    /// <summary>Nothing is missing: the recovery, if there was one, is over. A window that is badly placed is a reason for the next.</summary>
    private bool Rest()
    {
        if (_recovering)
        {
            _recovering = false;
            Recoveries += _kind == RecoveryKind.None ? 0 : 1;
            Last = _kind == RecoveryKind.None ? Last : new RecoveryReport(_kind, _reason, _time.GetElapsedTime(_beganAt), _played + (_fill?.Messages ?? 0));
        }

        Phase = RecoveryPhase.Whole;
        _snapshotLoaded = false;
        (_snapshots, _paused) = (0, false);
        _backoff.Reset();
        Problem = Notice();
        if (_source is null || Windows.Wanted is not (>= 0 and int symbol))
        {
            return false;
        }

        Begin();
        return Snapshot($"the window of {_symbols[symbol]} must move");
    }

    private void Begin()
    {
        if (!_recovering)
        {
            (_recovering, _beganAt, _kind, _played, _reason) = (true, _time.GetTimestamp(), RecoveryKind.None, 0, string.Empty);
            _fill?.Start();
        }
    }

    private bool CatchUp()
    {
        (ulong expected, ulong top) = (FeedRegisters.Expected(_card), FeedRegisters.Top(_card));
        if (top <= expected)
        {
            Phase = RecoveryPhase.Waiting;
            return false;
        }

        Missing = top - expected;
        if (BehindFor < _options.FillAfter)
        {
            Phase = RecoveryPhase.Waiting;
            return false;
        }

        if (Phase == RecoveryPhase.Filling || MayFill())
        {
            return Fill(expected, top);
        }

        return Snapshot($"{Missing} messages are missing");
    }

    private bool MayFill() => _fill is not null && (_source is null || _snapshotLoaded || Missing <= _options.LargestFill);

    private bool Fill(ulong expected, ulong top)
    {
        if (Phase != RecoveryPhase.Filling)
        {
            _played += _fill!.Messages;
            _fill.Start();
            Phase = RecoveryPhase.Filling;
            _kind = _kind == RecoveryKind.None ? RecoveryKind.Fill : _kind;
            _reason = _reason.Length == 0 ? $"{Missing} messages were missing" : _reason;
        }

        switch (_fill!.Turn(expected, top))
        {
            case FillStep.Unanswered when _source is not null:
                return Snapshot($"the re-request server does not give message {expected}");
            case FillStep.Unanswered:
                return Pause($"message {expected} and {Missing - 1} more are missing, the re-request server does not give them, and there is no snapshot service");
            case FillStep.Moved:
                return true;
            default:
                return false;
        }
    }

    private bool Snapshot(string why)
    {
        if (_source is null)
        {
            Phase = RecoveryPhase.Waiting;
            Problem = $"{why}, and the venue's snapshot service is not configured: the books stay as they are until the host is started anew";
            return false;
        }

        if (_snapshots >= _options.SnapshotTries && !_paused)
        {
            return Pause($"after {_snapshots} snapshots {why}");
        }

        _paused = false;
        _snapshots++;
        _kind = _kind == RecoveryKind.Session ? _kind : RecoveryKind.Snapshot;
        _reason = why;
        _messages.Clear();
        _source.Start(_messages);
        Phase = RecoveryPhase.Fetching;
        return true;
    }

    private bool Fetch(bool well)
    {
        if (well && Windows.Wanted < 0)
        {
            // The other line brought what was missing.
            _source!.Abort();
            _kind = _fill?.Messages > 0 ? RecoveryKind.Fill : RecoveryKind.None;
            return Rest();
        }

        switch (_source!.Poll())
        {
            case SnapshotState.Complete when _messages.Overflowed:
                return Pause($"the snapshot holds more orders of tracked symbols than {SnapshotMessages.MostBytes >> 20} MiB: track fewer symbols");
            case SnapshotState.Complete:
                Reload(new ReloadPlan(_messages, _source.NextSequence, Windows.Propose(_messages), null));
                return true;
            case SnapshotState.Fetching:
                return false;
            default:
                return Pause($"{_reason}, and no snapshot could be had: {_source.Failure}");
        }
    }

    private void Reload(ReloadPlan plan)
    {
        _plan = plan;
        _reload.Start(plan, SessionId.Of(plan.Session ?? Session), _symbols.Length);
        Phase = RecoveryPhase.Loading;
    }

    private bool Load()
    {
        switch (_reload.Turn())
        {
            case ReloadStep.Done:
                Loaded();
                return true;
            case ReloadStep.Refused when _plan.Moves.Count != 0 && !_behind:
                // Only windows were to move, and orders of ours do not go: the books are well as they are.
                Windows.Answered([]);
                return Pause("a window cannot move while orders of its symbol are not confirmed dead");
            case ReloadStep.Refused when _plan.Moves.Count != 0:
                Reload(_plan with { Moves = [] });
                return true;
            case ReloadStep.Refused:
                return Pause("the card does not show the gap that a reload of its books begins with");
            case ReloadStep.Moved:
                return true;
            default:
                return false;
        }
    }

    private void Loaded()
    {
        Phase = RecoveryPhase.Waiting;
        _poked = true;
        if (_plan.Session is { } session)
        {
            _sessions.Left(Session);
            Use(session);
            SessionChanged?.Invoke(session);
            return;
        }

        Snapshots++;
        _snapshotLoaded = true;
        _played += (ulong)_messages.Count;
    }

    private void Cleared(ReloadPlan plan)
    {
        if (plan.Messages is not null)
        {
            Windows.Answered(plan.Moves);
        }

        BooksCleared?.Invoke(plan.Moves);
    }

    private bool ChangeSession(string session)
    {
        _source?.Abort();
        Begin();
        _kind = RecoveryKind.Session;
        _reason = $"session {session} follows {Session}";
        _snapshots = 0;
        Reload(new ReloadPlan(null, 1, [], session));
        return true;
    }

    private void Use(string session)
    {
        Session = session;
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
        _paused = true;
        TimeSpan pause = _backoff.Next();
        Phase = RecoveryPhase.Pausing;
        Problem = $"{problem}; next try in {pause.TotalSeconds:0.#} s";
        return false;
    }

    private string Notice()
    {
        string missing = _messages.Seen == 0 ? string.Empty : string.Join(", ", _messages.Unlisted);
        return missing.Length == 0 ? string.Empty : $"not in the venue's directory: {missing}";
    }

    /// <summary>A symbol that only a snapshot can heal; -1: none. One symbol a look, or all of them.</summary>
    private int StaleSymbol(bool everySymbol)
    {
        for (int n = 0; n < (everySymbol ? _symbols.Length : Math.Min(1, _symbols.Length)); n++)
        {
            _nextSymbol = (_nextSymbol + 1) % _symbols.Length;
            var status = new SymStatusValue(_card.Read(CardRegisters.SymStatusAt(_nextSymbol)));
            if (Sticky(status.Stale))
            {
                return _nextSymbol;
            }

            if (status.Stale == 0)
            {
                Windows.SeenFlags(_nextSymbol, status.Flags);
            }
        }

        return -1;
    }

    private uint Reason(int symbol) => new SymStatusValue(_card.Read(CardRegisters.SymStatusAt(symbol))).Stale;

    private static bool Sticky(uint reason) => (StaleReason)reason is not (StaleReason.None or StaleReason.Gap);
}
