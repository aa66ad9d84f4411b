using Saker.Wire;

namespace Saker.Model;

/// <summary>What became of a book message.</summary>
public enum BookOutcome
{
    Applied,
    /// <summary>The symbol was stale, or the tables were being cleared.</summary>
    IgnoredStale,
    /// <summary>An add without quantity: ignored whole.</summary>
    IgnoredEmpty,
    MadeStale,
}

/// <summary>
/// The card's books, exactly as docs/card.md section 5 has them: order table, windows, far orders, stale reasons, and one BOOK record a pulse.
/// Starts as after reset. Not thread-safe.
/// </summary>
public sealed class CardBook
{
    private readonly CardShape _shape;
    private readonly ICardSink _sink;
    private readonly BookTables _tables;
    private readonly ulong[] _lastSeq;
    private readonly (BookFlags Flags, StaleReason Stale)[] _shown;
    private readonly SymbolState _state;

    public CardBook(CardShape shape, ICardSink sink)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.NumSymbols, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shape.LadderLog2, 16);
        _shape = shape;
        _sink = sink;
        _tables = new BookTables(shape);
        _lastSeq = new ulong[shape.NumSymbols];
        _state = new SymbolState(shape.NumSymbols);
        _shown = new (BookFlags, StaleReason)[shape.NumSymbols];
        for (int sym = 0; sym < shape.NumSymbols; sym++)
        {
            _shown[sym] = (Flags(sym), _state.Shown(sym));
        }
    }

    /// <summary>STATE.BOOK_BUSY: between <see cref="BeginClear"/> and <see cref="EndClear"/>.</summary>
    public bool Busy => _state.Clearing;

    /// <summary>The feed's gap: shows as STALE_GAP in every symbol that has no reason of its own, and freezes nothing. A book alone starts without.</summary>
    public bool FeedGap
    {
        get => _state.FeedGap;
        set
        {
            _state.FeedGap = value;
            PulseChanges();
        }
    }

    /// <summary>No message of the symbol came for too long: shows as STALE_SILENT in a symbol without another reason, and freezes nothing.</summary>
    public bool Silent(int sym) => _state.Silent(sym);

    /// <summary>Silence begins or ends; a book alone starts without. See <see cref="SilenceWatch"/>.</summary>
    public void SetSilent(int sym, bool silent)
    {
        _state.SetSilent(sym, silent);
        PulseChanges();
    }

    /// <summary>The symbol's own reason, without the feed's gap and its silence.</summary>
    public StaleReason Stale(int sym) => _state.Stale(sym);
    /// <summary>SYM_STALE as a record shows it: its own reason, else that of the feed's gap, else that of its silence.</summary>
    public StaleReason ShownStale(int sym) => _state.Shown(sym);
    public bool Trading(int sym) => _state.Trading(sym);
    public bool OperationalHalt(int sym) => _state.OperationalHalt(sym);
    public int FarOrders(int sym, Side side) => Of(sym, side).Far;
    /// <summary>Quantity at a level of the window.</summary>
    public uint LevelQty(int sym, Side side, int idx) => (uint)Of(sym, side).At(idx);
    public PriceWindow Window(int sym) => _tables.Window(sym);

    /// <summary>SYM_BASE and SYM_TICK. Written while the symbol's book is empty.</summary>
    public void SetWindow(int sym, PriceWindow window) => _tables.Window(sym) = window;

    /// <summary>An H message of a tracked symbol.</summary>
    public void SetTrading(int sym, bool trading)
    {
        _state.SetTrading(sym, trading);
        PulseChanges();
    }

    /// <summary>An h message of a tracked symbol and of a market that counts.</summary>
    public void SetOperationalHalt(int sym, bool halted)
    {
        _state.SetOperationalHalt(sym, halted);
        PulseChanges();
    }

    /// <summary>SYM_FORCE_TRADING: with true an operational halt is forgotten, too.</summary>
    public void ForceTrading(int sym, bool trading)
    {
        _state.SetTrading(sym, trading);
        _state.SetOperationalHalt(sym, _state.OperationalHalt(sym) && !trading);
        PulseChanges();
    }

    /// <summary>A W message: no symbol trades until its next H.</summary>
    public void StopAll()
    {
        for (int sym = 0; sym < _shape.NumSymbols; sym++)
        {
            _state.SetTrading(sym, false);
        }
        PulseChanges();
    }

    /// <summary>A fault of the whole feed: every symbol that is not stale yet gets the reason.</summary>
    public void StaleAll(StaleReason reason)
    {
        _state.MakeAllStale(reason);
        PulseChanges();
    }

    /// <summary>BOOK_CLEAR as one step.</summary>
    public void Clear()
    {
        BeginClear();
        EndClear();
    }

    /// <summary>BOOK_CLEAR begins: a message until <see cref="EndClear"/> leaves its symbol stale, a fault of the feed all of them.</summary>
    public void BeginClear() => _state.BeginClear();

    /// <summary>The tables are empty and the stale reasons forgotten.</summary>
    public void EndClear()
    {
        _tables.Clear();
        _state.EndClear();
        PulseChanges();
    }

    /// <summary>An order of the table, whatever its symbol; none while the tables are cleared.</summary>
    public bool TryFindOrder(ulong reference, out TableOrder order)
    {
        order = default;
        return !Busy && _tables.TryFind(reference, out order);
    }

    /// <summary>The best levels of a side, best first; returns how many there are.</summary>
    public int Depth(int sym, Side side, Span<LadderLevel> to) => Of(sym, side).Top(to);

    /// <summary>Sequence of the last message applied to the symbol.</summary>
    public ulong LastSeq(int sym) => _lastSeq[sym];

    /// <summary>Applies a message of type A F E C X D U to its tracked symbol.</summary>
    public BookOutcome Apply(int sym, in ItchMsg m, ulong seq)
    {
        if (!_state.Takes(sym))
        {
            return BookOutcome.IgnoredStale;
        }
        StaleReason fault = _tables.Apply(sym, m);
        bool isAdd = m.Mtype is ItchType.AddOrder or ItchType.AddOrderAttributed;
        if (fault == StaleReason.None && isAdd && m.Qty == 0)
        {
            return BookOutcome.IgnoredEmpty;
        }
        if (fault != StaleReason.None)
        {
            _state.MakeStale(sym, fault);
        }
        else
        {
            _lastSeq[sym] = seq;
        }
        Pulse(sym, m.Mtype, seq, m.Ts);
        if (_tables.Overflowed)
        {
            // The ladder's sum is known only after the message was published.
            _tables.Overflowed = false;
            _state.MakeStale(sym, StaleReason.LevelQty);
            PulseChanges();
        }
        return fault == StaleReason.None ? BookOutcome.Applied : BookOutcome.MadeStale;
    }

    /// <summary>The symbol's top of book as a record without a cause.</summary>
    public BookRecord Top(int sym) => Record(sym, 0, 0, 0);

    private void PulseChanges()
    {
        for (int sym = 0; sym < _shape.NumSymbols; sym++)
        {
            if (_shown[sym] != (Flags(sym), _state.Shown(sym)))
            {
                Pulse(sym, 0, 0, 0);
            }
        }
    }

    private void Pulse(int sym, byte mtype, ulong seq, ulong ts)
    {
        _shown[sym] = (Flags(sym), _state.Shown(sym));
        _sink.Book(Record(sym, mtype, seq, ts));
    }

    private BookRecord Record(int sym, byte mtype, ulong seq, ulong ts)
    {
        Ladder bid = Of(sym, Side.Buy);
        Ladder ask = Of(sym, Side.Sell);
        return new BookRecord(
            (byte)sym, (byte)Flags(sym), seq, ts, mtype, (byte)_state.Shown(sym),
            (ushort)Math.Max(bid.Best, 0), (ushort)Math.Max(ask.Best, 0), bid.BestQty, ask.BestQty);
    }

    private BookFlags Flags(int sym)
    {
        Ladder bid = Of(sym, Side.Buy);
        Ladder ask = Of(sym, Side.Sell);
        BookFlags flags = BookFlags.None;
        flags |= _state.Shown(sym) != StaleReason.None ? BookFlags.Stale : 0;
        flags |= _state.Halted(sym) ? BookFlags.Halted : 0;
        flags |= bid.HasNothing || ask.HasNothing ? BookFlags.Empty : 0;
        flags |= bid.OnlyFar || ask.OnlyFar ? BookFlags.Outside : 0;
        flags |= bid.Best >= 0 && ask.Best >= 0 && bid.Best >= ask.Best ? BookFlags.Crossed : 0;
        return flags;
    }

    private Ladder Of(int sym, Side side) => _tables.Of(sym, side);
}
