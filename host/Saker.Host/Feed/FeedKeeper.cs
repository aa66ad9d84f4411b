using Saker.Card;
using Saker.Card.Feed;
using Saker.V1;

namespace Saker.Host.Feed;

/// <summary>The daemon's hand on the feed: lets the recovery have its turns, logs what changes, and tells people. Card thread only.</summary>
public sealed class FeedKeeper
{
    // Some thirty accesses, that a virtual card has to run cycles for.
    private static readonly TimeSpan LineLookEvery = TimeSpan.FromMilliseconds(250);

    private readonly ICard _card;
    private readonly TimeProvider _time;
    private readonly FeedRecovery _recovery;
    private readonly LineWatch _lines;
    private readonly FeedWords _words;
    private readonly ILogger _log;
    private readonly bool[] _alarmed = new bool[LineWatch.Lines];
    private long _lookedAt;
    private RecoveryPhase _phase = RecoveryPhase.Waiting;
    private (bool There, int Pauses) _trouble;
    private int _recoveries;

    /// <param name="card">The card, with symbols, windows and lines loaded.</param>
    /// <param name="setup">What it listens to and whom it may ask.</param>
    /// <param name="symbols">Windows of the tracked symbols, by the card's index.</param>
    /// <param name="time">Clock.</param>
    /// <param name="log">Takes what changes.</param>
    public FeedKeeper(ICard card, FeedSetup setup, IReadOnlyList<SymbolWindow> symbols, TimeProvider time, ILogger log)
    {
        _card = card;
        _time = time;
        _log = log;
        _recovery = new FeedRecovery(card, setup.Lines, setup.Retransmitter, setup.Snapshots, symbols, time, setup.Options);
        _lines = new LineWatch(card, setup.HasB, time);
        _words = new FeedWords(setup.Retransmitter is not null, setup.Snapshots is not null);
        _recovery.BooksCleared += moves =>
        {
            _log.BooksCleared(string.Join(", ", moves.Select(m => $"{m.Window.Symbol} from {m.Window.Base}")));
            BooksCleared?.Invoke(_recovery.Windows.Windows);
        };
        _recovery.SessionChanged += session =>
        {
            _log.SessionChanged(session);
            SessionChanged?.Invoke();
        };
    }

    /// <summary>The card's books were emptied: its records before speak of the old ones. Carries the windows of the new ones, by the card's index.</summary>
    public event Action<IReadOnlyList<SymbolWindow>>? BooksCleared;

    /// <summary>Another session was taken.</summary>
    public event Action? SessionChanged;

    /// <summary>Nothing is missing: each sequence names one state of the books.</summary>
    public bool Whole => _recovery.Phase == RecoveryPhase.Whole;

    /// <summary>What the recovery does.</summary>
    public RecoveryPhase Phase => _recovery.Phase;

    /// <summary>The card's word on the feed.</summary>
    public void OnFeed(FeedEvent e) => _recovery.OnFeed(e);

    /// <summary>The card's word on a book.</summary>
    public void OnBook(BookEvent e) => _recovery.OnBook(e);

    /// <summary>Does what can be done now; every record of the card must have been read. True when the next call is due at once.</summary>
    public bool Turn()
    {
        bool moved = _recovery.Turn();
        if (_recovery.Phase != _phase || _recovery.Recoveries != _recoveries)
        {
            Log();
        }

        return moved;
    }

    /// <summary>Everything of the feed for people. Now and then it reads one line's registers anew.</summary>
    public FeedState State()
    {
        if (_time.GetElapsedTime(_lookedAt) >= LineLookEvery)
        {
            _lookedAt = _time.GetTimestamp();
            _lines.Look();
        }

        // In this order, so that what arrives between the two does not look missing.
        ulong announced = FeedRegisters.Top(_card);
        ulong expected = FeedRegisters.Expected(_card);
        ulong missing = announced > expected ? announced - expected : 0;
        var state = new FeedState
        {
            Session = _recovery.Session,
            Expected = expected,
            Announced = announced,
            Missing = missing,
            BehindNs = _recovery.BehindFor.Ticks * 100,
            Phase = FeedWords.Name(_recovery.Phase),
            Doing = FeedWords.Doing(_recovery, missing, announced),
            Problem = _words.Problem(_recovery, missing),
            Recoveries = (uint)_recovery.Recoveries,
            Snapshots = (uint)_recovery.Snapshots,
            Pauses = (uint)_recovery.Pauses,
            LastRecovery = FeedWords.Last(_recovery.Last),
        };
        for (int n = 0; n < LineWatch.Lines; n++)
        {
            state.Lines.Add(Line(n));
            // The words carry counts that move: only their coming and going is logged.
            if (_lines[n].Alarm.Length == 0 == _alarmed[n])
            {
                _alarmed[n] = !_alarmed[n];
                _log.Line(_alarmed[n] ? _lines[n].Alarm : $"line {(char)('A' + n)} is well again");
            }
        }

        (bool There, int Pauses) trouble = (state.Problem.Length != 0, _recovery.Pauses);
        if (trouble.There && trouble != _trouble)
        {
            _log.FeedProblem(state.Problem);
        }

        _trouble = trouble;

        return state;
    }

    private LineState Line(int line)
    {
        LineHealth health = _lines[line];
        var state = new LineState
        {
            Name = line == 0 ? "A" : "B",
            Connected = line == 0 || _lines.HasB,
            Alarm = health.Alarm,
            First = health.First,
            Late = health.Late,
            Lost = health.Lost,
            Good = health.Good,
            Bad = health.Bad,
            LastUnixNs = (long)health.LastNs,
            LateMedianNs = SkewHistogram.Quantile(_lines.Skew(line), 50),
            LateP99Ns = SkewHistogram.Quantile(_lines.Skew(line), 99),
        };
        state.State = !state.Connected ? "not connected" : state.Alarm.Length != 0 ? state.Alarm : "ok";
        foreach (uint bucket in _lines.Skew(line))
        {
            state.Skew.Add(bucket);
        }

        return state;
    }

    private void Log()
    {
        _phase = _recovery.Phase;
        if (_recovery.Recoveries != _recoveries)
        {
            _recoveries = _recovery.Recoveries;
            _log.Recovered(FeedWords.Last(_recovery.Last));
        }

        // Filling comes and goes with every small loss: its end is logged as a recovery.
        if (_phase is RecoveryPhase.Fetching or RecoveryPhase.Loading)
        {
            _log.Recovering(FeedWords.Doing(_recovery, _recovery.Missing, announced: 1));
        }
    }
}
