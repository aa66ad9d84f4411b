namespace Saker.Model;

/// <summary>What may stop each symbol besides its prices: stale reasons, halts, the feed's gap, a clearing under way. docs/card.md sections 3.3, 4 and 5.</summary>
internal sealed class SymbolState
{
    private readonly StaleReason[] _stale;
    private readonly bool[] _trading;
    private readonly bool[] _operationalHalt;
    private readonly bool[] _busyHit;
    private readonly bool[] _silent;
    private StaleReason _clearingFault;

    public SymbolState(int numSymbols)
    {
        _stale = new StaleReason[numSymbols];
        Array.Fill(_stale, StaleReason.NeverSet);
        _trading = new bool[numSymbols];
        _operationalHalt = new bool[numSymbols];
        _busyHit = new bool[numSymbols];
        _silent = new bool[numSymbols];
    }

    public bool Clearing { get; private set; }
    public bool FeedGap { get; set; }

    public StaleReason Stale(int sym) => _stale[sym];
    /// <summary>Its own reason, else that of the feed's gap, else that of its silence.</summary>
    public StaleReason Shown(int sym) => _stale[sym] != StaleReason.None ? _stale[sym] : FeedGap ? StaleReason.Gap : _silent[sym] ? StaleReason.Silent : StaleReason.None;
    public bool Silent(int sym) => _silent[sym];
    public bool Trading(int sym) => _trading[sym];
    public bool OperationalHalt(int sym) => _operationalHalt[sym];
    public bool Halted(int sym) => !_trading[sym] || _operationalHalt[sym];

    public void SetTrading(int sym, bool trading) => _trading[sym] = trading;
    public void SetSilent(int sym, bool silent) => _silent[sym] = silent;
    public void SetOperationalHalt(int sym, bool halted) => _operationalHalt[sym] = halted;

    /// <summary>False when a book message of the symbol is ignored; one during clearing is remembered.</summary>
    public bool Takes(int sym)
    {
        _busyHit[sym] |= Clearing;
        return !Clearing && _stale[sym] == StaleReason.None;
    }

    /// <summary>The first reason sticks.</summary>
    public void MakeStale(int sym, StaleReason reason)
    {
        if (_stale[sym] == StaleReason.None)
        {
            _stale[sym] = reason;
        }
    }

    /// <summary>A fault of the whole feed; one during clearing outlives it.</summary>
    public void MakeAllStale(StaleReason reason)
    {
        if (Clearing && _clearingFault == StaleReason.None)
        {
            _clearingFault = reason;
        }
        for (int sym = 0; sym < _stale.Length; sym++)
        {
            MakeStale(sym, reason);
        }
    }

    public void BeginClear() => Clearing = true;

    public void EndClear()
    {
        Clearing = false;
        for (int sym = 0; sym < _stale.Length; sym++)
        {
            _stale[sym] = _clearingFault != StaleReason.None ? _clearingFault : _busyHit[sym] ? StaleReason.Busy : StaleReason.None;
            _busyHit[sym] = false;
        }
        _clearingFault = StaleReason.None;
    }
}
