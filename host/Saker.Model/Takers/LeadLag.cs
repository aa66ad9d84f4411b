namespace Saker.Model;

/// <summary>A lead–lag decision under way.</summary>
/// <param name="Cycle">Cycle of the top of book that it is for.</param>
/// <param name="Seq">Of the message that caused it.</param>
/// <param name="Edge">D, half ticks/4096.</param>
/// <param name="Side">0 buy, 1 sell, if that fits; null: nothing is wanted.</param>
public readonly record struct LeadLagMove(uint Cycle, ulong Seq, long Edge, int? Side);

/// <summary>Lead–lag of a slot: docs/card.md section 13.1. Takes what happens in the order of its cycles, of one cycle first the top of book. Cycles wrap at 32 bits.
/// Not thread-safe.</summary>
/// <param name="slot">Slot.</param>
/// <param name="p">Parameters of its running bank, which is whole.</param>
/// <param name="window">Ticks in the window.</param>
/// <param name="symbols">Symbols that the card tracks.</param>
public sealed class LeadLag(byte slot, SlotParameters p, int window, int symbols)
{
    /// <summary>Cycles from a top of book to its decision.</summary>
    public const uint StandsAfter = 3;

    private const int TimeUnitLog2 = 10;
    // THETA is in ticks/256, D in half ticks/4096.
    private const long PerTheta = 32, One = 4096;

    private readonly TakerBook _lead = new(), _own = new();
    private (int Lead, int Own, uint Time)? _anchor;

    /// <summary>The decision that does not stand yet; null: none is under way, or it was overtaken.</summary>
    public LeadLagMove? Pending { get; private set; }

    /// <summary>The book of the slot's symbol.</summary>
    public TakerBook Own => _own;

    /// <summary>Mids that moves are counted from.</summary>
    public bool Anchored => _anchor is not null;

    /// <summary>A top of book, of any symbol.</summary>
    /// <param name="cycle">Its cycle.</param>
    /// <param name="nowNs">Card time of that cycle.</param>
    /// <param name="tob">The top of book.</param>
    public void Book(uint cycle, ulong nowNs, in BookRecord tob)
    {
        if (!Led || (tob.Sym != p.Symbol && tob.Sym != p.Lead))
        {
            return;
        }
        (tob.Sym == p.Symbol ? _own : _lead).Take(tob);
        (long edge, int? side) = Judge((uint)(nowNs >> TimeUnitLog2));
        Pending = new LeadLagMove(cycle, tob.Seq, edge, side);
    }

    /// <summary>A NEW of the slot was taken, sent or refused.</summary>
    /// <param name="cycle">In which.</param>
    public void Taken(uint cycle)
    {
        _anchor = null;
        if (Pending is { } m && cycle - m.Cycle < StandsAfter)
        {
            Pending = null;
        }
    }

    /// <summary>Another bank counts, or the running one is not whole.</summary>
    /// <param name="parameters">Those that count.</param>
    public void Bank(SlotParameters parameters)
    {
        p = parameters;
        _lead.Forget();
        _own.Forget();
        (_anchor, Pending) = (null, null);
    }

    /// <summary>The pending decision stands.</summary>
    /// <param name="position">Lots, in the cycle before it stands.</param>
    /// <param name="gates">Gate word of the symbol then.</param>
    /// <param name="counts">The variance that VAR_HORIZON names counts then; null: none does.</param>
    /// <exception cref="InvalidOperationException">None is pending.</exception>
    public QuoteRecord Stand(int position, uint gates, bool? counts = null)
    {
        LeadLagMove move = Pending ?? throw new InvalidOperationException("No decision is under way.");
        Pending = null;
        TakerWant? want = move.Side is { } side ? TakerWant.Fitting(side, _own, p, position, gates, window, counts) : null;
        return TakerWant.Decision(slot, move.Seq, want, _own, position, gates, move.Edge);
    }

    /// <summary>Another symbol that the card tracks leads; else nothing is decided.</summary>
    private bool Led => p.Lead != p.Symbol && p.Lead < symbols;

    private (long Edge, int? Side) Judge(uint time)
    {
        if (!_lead.Known || !_own.Known)
        {
            _anchor = null;
            return (0, null);
        }
        if (_anchor is not { } anchor || (p.Anchor != 0 && time - anchor.Time >= p.Anchor))
        {
            _anchor = (_lead.Mid2, _own.Mid2, time);
            return (0, null);
        }
        long edge = (long)p.Beta * (_lead.Mid2 - anchor.Lead) - One * (_own.Mid2 - anchor.Own), theta = PerTheta * p.Theta;
        return (edge, theta == 0 ? null : edge >= theta ? 0 : edge <= -theta ? 1 : null);
    }
}
