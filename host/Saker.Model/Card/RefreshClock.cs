namespace Saker.Model;

/// <summary>REFRESH of one side: docs/card.md section 7. Time is the card's, in ns, counted in units of 1,024 of them, 32 bits, wrapping.</summary>
/// <param name="refresh">Least time between two orders or replaces of the side, units; 0: none.</param>
internal struct RefreshClock(uint refresh)
{
    private const int UnitLog2 = 10;

    private uint _now, _left;
    private bool _runs;

    /// <summary>A NEW or REPLACE is not due yet.</summary>
    public readonly bool Waits => _runs && refresh != 0;

    /// <summary>Lets time pass; true when a wait ends.</summary>
    public bool Advance(ulong nowNs)
    {
        _now = (uint)(nowNs >> UnitLog2);
        bool ends = Waits && _now - _left >= refresh;
        _runs &= !ends;
        return ends;
    }

    /// <summary>A NEW or REPLACE left.</summary>
    public void Restart() => (_left, _runs) = (_now, true);
}
