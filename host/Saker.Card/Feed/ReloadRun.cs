using Saker.Wire;

namespace Saker.Card.Feed;

/// <summary>How a reload goes on.</summary>
internal enum ReloadStep
{
    /// <summary>Waiting for the card.</summary>
    Waiting,

    /// <summary>Something was done.</summary>
    Moved,

    /// <summary>The card has its new books and expects what follows them.</summary>
    Done,

    /// <summary>Quotes did not go in time: nothing was changed.</summary>
    Refused,
}

/// <summary>Replaces the card's books: the lines wait (SNAPSHOT), the gap is open and quotes are gone, tables are cleared, windows moved,
/// the messages played, the sequence set, the lines let in again. Nothing can be quoted from the first step until the card itself finds the sequence contiguous.</summary>
/// <param name="card">The card.</param>
/// <param name="injector">The host's line.</param>
/// <param name="options">Limits.</param>
/// <param name="time">Clock.</param>
/// <param name="cleared">Called when the tables are empty and the windows moved, before the first message is played.</param>
internal sealed class ReloadRun(ICard card, LineInjector injector, RecoveryOptions options, TimeProvider time, Action<ReloadPlan> cleared)
{
    private const int FewestPolls = 1_000;
    private static readonly TimeSpan ClearLimit = TimeSpan.FromSeconds(5);

    private readonly byte[] _packet = new byte[MoldPacketBuilder.MaxPayload];
    private ReloadPlan _plan = new(null, 1, [], null);
    private Stage _stage = Stage.Idle;
    private SessionId _session;
    private int _symbols;
    private long _since;
    private int _polls;
    private int _at;
    private ulong _sequence;

    private enum Stage
    {
        Idle,
        Freeze,
        Quiet,
        Clear,
        Clearing,
        Prepare,
        Inject,
        Release,
    }

    /// <summary>A reload is under way: it must be ended by <see cref="Turn"/> before anything else is done with the feed.</summary>
    public bool Active => _stage != Stage.Idle;

    /// <summary>Begins.</summary>
    /// <param name="plan">What to load.</param>
    /// <param name="session">Session that the card has, or shall have, then.</param>
    /// <param name="symbols">Tracked symbols.</param>
    public void Start(ReloadPlan plan, SessionId session, int symbols)
    {
        (_plan, _session, _symbols, _stage) = (plan, session, symbols, Stage.Freeze);
    }

    /// <summary>Does the next step that is possible.</summary>
    public ReloadStep Turn()
    {
        switch (_stage)
        {
            case Stage.Freeze:
                FeedRegisters.Snapshot(card, true);
                Enter(Stage.Quiet);
                return ReloadStep.Moved;
            case Stage.Quiet:
                return Quiet();
            case Stage.Clear:
                card.Write(CardRegisters.BookClear, 1);
                Enter(Stage.Clearing);
                return ReloadStep.Moved;
            case Stage.Clearing:
                return Clearing();
            case Stage.Prepare:
                Prepare();
                cleared(_plan);
                Enter(Stage.Inject);
                return ReloadStep.Moved;
            case Stage.Inject:
                return Inject();
            case Stage.Release:
                return Release();
            default:
                return ReloadStep.Done;
        }
    }

    /// <summary>The gap must show in every symbol before the tables are touched: with FEED_GAP_WAIT_NS that takes a while. An order keeps its
    /// price as an index above the window's base, so a slot whose symbol moves must hold none.</summary>
    private ReloadStep Quiet()
    {
        if (injector.Idle() && new StateValue(card.Read(CardRegisters.State)).Gap && !Quoted())
        {
            Enter(Stage.Clear);
            return ReloadStep.Moved;
        }

        if (_polls++ < FewestPolls || time.GetElapsedTime(_since) < options.QuotesGoneWithin)
        {
            return ReloadStep.Waiting;
        }

        FeedRegisters.Snapshot(card, false);
        _stage = Stage.Idle;
        return ReloadStep.Refused;
    }

    private bool Quoted()
    {
        if (_plan.Moves.Count == 0)
        {
            return false;
        }

        int slots = (int)new CapsValue(card.Read(CardRegisters.Caps)).NumSlots;
        for (int slot = 0; slot < slots; slot++)
        {
            var banks = new SlotBanks(card, slot);
            long symbol = banks.Read(CardParameters.Symbol, banks.Running);
            if (_plan.Moves.Any(m => m.Symbol == symbol) && new SlotOrdersValue(card.Read(CardRegisters.SlotOrdersAt(slot))).Open != 0)
            {
                return true;
            }
        }

        return false;
    }

    private ReloadStep Clearing()
    {
        if (!new StateValue(card.Read(CardRegisters.State)).BookBusy)
        {
            Enter(Stage.Prepare);
            return ReloadStep.Moved;
        }

        if (_polls++ > FewestPolls && time.GetElapsedTime(_since) > ClearLimit)
        {
            CardException.Throw("The card's book tables are not cleared in time: the card's clock stands or its logic hangs. Restart the card.");
        }

        return ReloadStep.Waiting;
    }

    private void Prepare()
    {
        foreach (WindowMove move in _plan.Moves)
        {
            card.Write(CardRegisters.SymBaseAt(move.Symbol), move.Window.Base);
        }

        if (_plan.Session is { } session)
        {
            // Another day: yesterday's locates mean other symbols now, and its halts and trading states nothing. Forcing a state on ends an operational halt.
            for (int n = 0; n < _symbols; n++)
            {
                card.Write(CardRegisters.SymLocateAt(n), 0);
                card.Write(CardRegisters.SymForceTradingAt(n), 1);
                card.Write(CardRegisters.SymForceTradingAt(n), 0);
            }

            FeedPair.LoadSession(card, session);
        }

        (_at, _sequence) = (0, 1);
    }

    private ReloadStep Inject()
    {
        if (!injector.Idle())
        {
            return ReloadStep.Waiting;
        }

        var packet = new MoldPacketBuilder(_packet, _session, _sequence);
        int at = _at;
        while (_plan.Messages is { } messages && messages.TryRead(ref at, out ReadOnlySpan<byte> message) && packet.TryAdd(message))
        {
            _at = at;
        }

        if (packet.Count == 0)
        {
            Enter(Stage.Release);
            return ReloadStep.Moved;
        }

        injector.TrySend(_packet.AsSpan(0, packet.Finish()));
        _sequence += (ulong)packet.Count;
        return ReloadStep.Moved;
    }

    private ReloadStep Release()
    {
        FeedRegisters.Expect(card, _plan.Next);
        FeedRegisters.Snapshot(card, false);
        _stage = Stage.Idle;
        return ReloadStep.Done;
    }

    private void Enter(Stage stage)
    {
        (_stage, _since, _polls) = (stage, time.GetTimestamp(), 0);
    }
}
