namespace Saker.Model;

/// <summary>More traded at one level than was ever shown there: docs/signals.md section 4.11; S. Frey, P. Sandås, The Impact of Iceberg Orders in Limit Order Books, 2009. One side of the book.</summary>
/// <param name="time">Longest time between two trades that belong together, 1,024 ns; 0: not set.</param>
public sealed class IcebergTrack(uint time)
{
    private bool _valid;
    private ushort _idx;
    private uint _at;

    public bool Known => time != 0 && _valid;
    /// <summary>Lots.</summary>
    public uint Traded { get; private set; }
    /// <summary>Most that was shown at once, lots.</summary>
    public uint Shown { get; private set; }

    /// <summary>A trade at the best level, with the quantity shown before it.</summary>
    public void Trade(ushort idx, uint shown, uint qty, ulong now)
    {
        if (time == 0)
        {
            return;
        }
        bool again = _valid && _idx == idx && (uint)now - _at <= time;
        Traded = again ? (uint)Math.Min((ulong)Traded + qty, uint.MaxValue) : qty;
        Shown = again ? Math.Max(Shown, shown) : shown;
        (_valid, _idx, _at) = (true, idx, (uint)now);
    }

    /// <summary>The side's best after an ok update.</summary>
    public void Best(ushort idx, uint qty)
    {
        if (_valid && idx == _idx)
        {
            Shown = Math.Max(Shown, qty);
        }
    }

    /// <summary>As after reset.</summary>
    public void Break() => (_valid, Traded, Shown) = (false, 0, 0);
}
