namespace Saker.Card.Feed;

/// <summary>Keeps each symbol's window of prices around its market: notices best prices near an edge, beyond it, or a side without a level,
/// and chooses new bases around a snapshot's mid. It only proposes; the move is part of a reload of the books, which brings every live order again.</summary>
public sealed class WindowKeeper
{
    // Parts of the window: closer to an edge than an eighth asks for a move, and a move is worth it from a sixteenth on.
    private const int EdgePart = 8, LeastPart = 16;
    private const uint OutsideFlag = 1 << 3;
    private const int Slower = 4;
    private static readonly TimeSpan Seldom = TimeSpan.FromHours(1);

    private readonly SymbolWindow[] _windows;
    private readonly bool[] _wanted;
    private readonly long[] _answeredAt;
    private readonly TimeSpan[] _rest;
    private readonly int _levels;
    private readonly TimeSpan _every;
    private readonly TimeProvider _time;

    /// <param name="windows">Windows by the card's index.</param>
    /// <param name="levels">Ticks of a window.</param>
    /// <param name="every">Shortest time between two wishes to move the same symbol.</param>
    /// <param name="time">For that time.</param>
    public WindowKeeper(IReadOnlyList<SymbolWindow> windows, int levels, TimeSpan every, TimeProvider time)
    {
        _windows = [.. windows];
        _wanted = new bool[windows.Count];
        _answeredAt = new long[windows.Count];
        _rest = new TimeSpan[windows.Count];
        _levels = levels;
        _every = every;
        _time = time;
    }

    /// <summary>Windows as the card has them.</summary>
    public IReadOnlyList<SymbolWindow> Windows => _windows;

    /// <summary>A symbol that wants its window moved; -1: none.</summary>
    public int Wanted => Array.IndexOf(_wanted, true);

    /// <summary>A book as the card tells it.</summary>
    public void Seen(int symbol, uint flags, int bidIndex, uint bidQuantity, int askIndex, uint askQuantity)
    {
        int edge = _levels / EdgePart;
        // A window that begins at zero cannot go lower.
        int low = _windows[symbol].Base == 0 ? 0 : edge;
        bool near = (bidQuantity != 0 && !Between(bidIndex, low, _levels - edge)) || (askQuantity != 0 && !Between(askIndex, low, _levels - edge));
        if (near)
        {
            Wish(symbol);
        }
        else
        {
            SeenFlags(symbol, flags);
        }
    }

    /// <summary>A symbol's flags as its status register has them.</summary>
    public void SeenFlags(int symbol, uint flags)
    {
        if ((flags & OutsideFlag) != 0)
        {
            Wish(symbol);
        }
    }

    /// <summary>Moves that bring the snapshot's markets into the middle of their windows. Symbols whose market is well inside stay.</summary>
    public IReadOnlyList<WindowMove> Propose(SnapshotMessages snapshot)
    {
        var moves = new List<WindowMove>();
        for (int n = 0; n < _windows.Length; n++)
        {
            (uint bid, uint ask) = (snapshot.Bid(n), snapshot.Ask(n));
            if ((bid == 0 && ask == 0) || _windows[n].Tick == 0)
            {
                continue;
            }

            uint mid = bid == 0 ? ask : ask == 0 ? bid : (uint)(((ulong)bid + ask) / 2);
            SymbolWindow there = SymbolWindow.Around(_windows[n].Symbol, mid, _windows[n].Tick, _levels);
            long ticks = Math.Abs((long)there.Base - _windows[n].Base) / there.Tick;
            bool badlyPlaced = (bid != 0 && !Inside(n, bid)) || (ask != 0 && !Inside(n, ask));
            bool otherTick = _windows[n].Base % there.Tick != 0;
            if (badlyPlaced && (otherTick || ticks >= _levels / LeastPart))
            {
                moves.Add(new WindowMove(n, there));
            }
        }

        return moves;
    }

    /// <summary>The wishes were answered with these moves, or none. A wish that came to nothing is heard again only after longer and longer times:
    /// a market wider than the window would otherwise stop every symbol again and again.</summary>
    public void Answered(IReadOnlyList<WindowMove> moves)
    {
        for (int n = 0; n < _wanted.Length; n++)
        {
            bool moved = moves.Any(m => m.Symbol == n);
            if (_wanted[n] || moved)
            {
                TimeSpan longer = _rest[n] == TimeSpan.Zero ? _every : _rest[n] * Slower;
                _rest[n] = moved ? _every : longer < Seldom ? longer : Seldom;
                (_wanted[n], _answeredAt[n]) = (false, _time.GetTimestamp());
            }
        }

        foreach (WindowMove move in moves)
        {
            _windows[move.Symbol] = move.Window;
        }
    }

    private static bool Between(long level, long low, long high) => level >= low && level < high;

    private bool Inside(int symbol, uint price)
    {
        int edge = _levels / EdgePart;
        long level = ((long)price - _windows[symbol].Base) / _windows[symbol].Tick;
        return Between(level, edge, _levels - edge);
    }

    private void Wish(int symbol)
    {
        _wanted[symbol] |= _rest[symbol] == TimeSpan.Zero || _time.GetElapsedTime(_answeredAt[symbol]) >= _rest[symbol];
    }
}
