namespace Saker.Model;

/// <summary>All signals of one symbol and their gate word, in the card's integers: docs/signals.md. Starts as after reset; no allocation per update. Not thread-safe.</summary>
public sealed class SymbolSignals
{
    private SignalParameters _parameters;
    private BookPart _book;
    private bool _broken = true;
    private int? _mid2;

    public SymbolSignals(SignalParameters parameters)
    {
        parameters.Windows.Check();
        _parameters = parameters;
        State = new SignalState(parameters.Windows);
    }

    /// <summary>What the signals stand at.</summary>
    public SignalState State { get; private set; }

    /// <summary>The gate word of the last update: bit g is <see cref="SignalGate"/> g.</summary>
    public uint Gates { get; private set; }

    /// <summary>The last top of book had no flag.</summary>
    public bool Ok { get; private set; }

    /// <summary>Ticks; says nothing unless <see cref="Ok"/>.</summary>
    public ushort Spread => (ushort)(_book.AskIdx - _book.BidIdx);

    /// <summary>bid / (bid + ask) of the best quantities, Q0.16, rounded down; says nothing unless <see cref="Ok"/>.</summary>
    public ushort Imbalance => SignalFraction.Of(_book.BidQty, (ulong)_book.BidQty + _book.AskQty);

    /// <summary>New parameters; other windows restart the signals.</summary>
    public void Configure(SignalParameters parameters)
    {
        parameters.Windows.Check();
        bool restart = parameters.Windows != _parameters.Windows;
        _parameters = parameters;
        if (restart)
        {
            Restart();
        }
    }

    /// <summary>SIG_RESTART: as after reset, but the book stays. Gates are judged with the next update; until then all say no.</summary>
    public void Restart()
    {
        State = new SignalState(_parameters.Windows);
        Gates = 0;
    }

    /// <summary>Takes a message or a pulse.</summary>
    public void Update(in SignalUpdate u)
    {
        bool whole = !_broken;
        BookPart? before = Ok ? _book : null;
        if (whole)
        {
            State.Clocks(u.Now, _mid2 ?? 0);
        }
        if (u.Trade is { } trade)
        {
            State.TradeAlways(trade);
            if (whole)
            {
                State.Trade(trade, u.Order, before, u.Now);
            }
        }
        if (whole && u.Order is { } order)
        {
            State.Order(order, u.Now);
        }
        if (whole && (u.Trade is not null || u.Order is not null))
        {
            State.Burst.Add(1);
        }
        if (u.Book is { } book)
        {
            Book(book, before, u.Now);
        }
        Gates = Ok ? Word() : 0;
    }

    /// <summary>Takes the first record of each side of a depth report; judged with the next update.</summary>
    public void Report(in DepthRecord bid, in DepthRecord ask)
    {
        if (!_broken)
        {
            State.Depth.Report(bid, ask);
        }
    }

    private void Book(in BookPart book, BookPart? before, ulong now)
    {
        (_book, Ok, _broken) = (book, book.Ok, book.Broken);
        if (book.Ok)
        {
            State.Book(book, before, _mid2, now);
            _mid2 = book.Mid2;
        }
        if (book.Broken)
        {
            _mid2 = null;
            State.Break((book.Flags & BookFlags.Halted) != 0);
        }
    }

    private uint Word()
    {
        GateWord word = new(_parameters);
        WindowSums sums = State.Window;
        word.Judge(SignalGate.Spread, true, Spread);
        Fraction(ref word, SignalGate.Imbalance, true, _book.BidQty, (ulong)_book.BidQty + _book.AskQty);
        Fraction(ref word, SignalGate.DepthImbalance, State.Depth.Known, State.Depth.Bids, State.Depth.All);
        word.JudgeSigned(SignalGate.OfiUp, SignalGate.OfiDown, sums.Known, sums.Ofi.Total);
        word.JudgeSigned(SignalGate.FlowUp, SignalGate.FlowDown, sums.Known, sums.Flow.Total);
        word.Judge(SignalGate.VarFast, State.Fast.Known, State.Fast.Shown);
        word.Judge(SignalGate.VarSlow, State.Slow.Known, State.Slow.Shown);
        bool regime = State.Fast.Known && State.Slow.Known && State.Slow.Shown != 0;
        word.Judge(SignalGate.Regime, regime, (UInt128)State.Fast.Shown << 8, State.Slow.Shown);
        Fraction(ref word, SignalGate.Vpin, State.Vpin.Known, State.Vpin.Lower, State.Vpin.Volume);
        word.Judge(SignalGate.Cancels, sums.Known, (UInt128)sums.Cancels.Total << 4, (ulong)sums.Trades.Total);
        word.Judge(SignalGate.Refill, State.RefillKnown, (UInt128)sums.Refills.Total);
        word.Judge(SignalGate.Flicker, State.FlickerKnown, (UInt128)sums.Flickers.Total);
        Iceberg(ref word, SignalGate.IcebergBid, State.BidIceberg);
        Iceberg(ref word, SignalGate.IcebergAsk, State.AskIceberg);
        word.Judge(SignalGate.Burst, State.BurstKnown, (UInt128)State.Burst.Total);
        word.Judge(SignalGate.Entropy, State.Entropy.Known, State.Entropy.Value);
        return word.Bits;
    }

    private static void Fraction(ref GateWord word, SignalGate gate, bool known, ulong num, ulong den) => word.Judge(gate, known, (UInt128)num << 16, den);

    private static void Iceberg(ref GateWord word, SignalGate gate, IcebergTrack side) => word.Judge(gate, side.Known, (UInt128)side.Traded << 4, side.Shown);
}
