using Saker.Wire;

namespace Saker.Card.Feed;

/// <summary>How a load of the books goes on.</summary>
internal enum LoadStep
{
    /// <summary>Waiting for the venue or the card.</summary>
    Waiting,

    /// <summary>Something was done.</summary>
    Moved,

    /// <summary>The card has its new books.</summary>
    Done,

    /// <summary>It came to nothing: <see cref="BookLoad.Failure"/> says why.</summary>
    Failed,
}

/// <summary>Gives the card new books: those of a snapshot, fetched first, with windows moved where their market left them, or the empty ones of a session that begins.</summary>
/// <param name="source">Snapshots; null: the venue has none.</param>
/// <param name="windows">Windows of the tracked symbols.</param>
/// <param name="reload">Replaces the card's books.</param>
/// <param name="symbols">Tracked symbols, by the card's index.</param>
internal sealed class BookLoad(ISnapshotSource? source, WindowKeeper windows, ReloadRun reload, IReadOnlyList<string> symbols)
{
    private readonly SnapshotMessages _messages = new(symbols);
    private ReloadPlan _plan = new(null, 1, [], null);
    private bool _well;

    /// <summary>The card's books are being replaced: nothing else may be done with the feed.</summary>
    public bool Active => reload.Active;

    /// <summary>Session that snapshots are of.</summary>
    public string Session { get; set; } = string.Empty;

    /// <summary>The session that the last load began; null: it loaded a snapshot.</summary>
    public string? Began => _plan.Session;

    /// <summary>Messages of the last snapshot.</summary>
    public ulong Messages => (ulong)_messages.Count;

    /// <summary>Why it failed: one sentence.</summary>
    public string Failure { get; private set; } = string.Empty;

    /// <summary>Asks for a snapshot.</summary>
    public void Ask()
    {
        _messages.Clear();
        source!.Start(_messages);
    }

    /// <summary>Gives up what was asked for.</summary>
    public void Abort() => source?.Abort();

    /// <summary>Goes on with fetching. Done: the load begins.</summary>
    /// <param name="well">The books are whole: only windows are to move.</param>
    public LoadStep Fetch(bool well)
    {
        switch (source!.Poll())
        {
            case SnapshotState.Complete when _messages.Overflowed:
                return Fail($"the snapshot holds more orders of tracked symbols than {SnapshotMessages.MostBytes >> 20} MiB: track fewer symbols", well);
            case SnapshotState.Complete:
                _well = well;
                Start(new ReloadPlan(_messages, source.NextSequence, windows.Propose(_messages), null));
                return LoadStep.Done;
            case SnapshotState.Fetching:
                return LoadStep.Waiting;
            default:
                return Fail($"no snapshot could be had: {source.Failure}", well);
        }
    }

    /// <summary>Begins to load the empty books of a session.</summary>
    public void Begin(string session) => Start(new ReloadPlan(null, 1, [], session));

    /// <summary>Goes on with loading.</summary>
    public LoadStep Load()
    {
        switch (reload.Turn())
        {
            case ReloadStep.Done:
                return LoadStep.Done;
            case ReloadStep.Refused when _plan.Moves.Count != 0 && _well:
                return Fail("a window cannot move while orders of its symbol are not confirmed dead", _well);
            case ReloadStep.Refused when _plan.Moves.Count != 0:
                Start(_plan with { Moves = [] });
                return LoadStep.Moved;
            case ReloadStep.Refused:
                return Fail("the card does not show the gap that a reload of its books begins with", well: false);
            case ReloadStep.Moved:
                return LoadStep.Moved;
            default:
                return LoadStep.Waiting;
        }
    }

    private void Start(ReloadPlan plan)
    {
        _plan = plan;
        reload.Start(plan, SessionId.Of(plan.Session ?? Session), symbols.Count);
    }

    private LoadStep Fail(string why, bool well)
    {
        if (well)
        {
            // The books are well as they are; a wish that does not rest would be asked for again at once.
            windows.Answered([]);
        }

        Failure = why;
        return LoadStep.Failed;
    }
}
