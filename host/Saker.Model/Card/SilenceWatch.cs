namespace Saker.Model;

/// <summary>How long each symbol has been without a message: STALE_SILENT of docs/card.md section 5. Time is the caller's.
/// A symbol without a limit is never silent: a model without time hears every symbol.</summary>
public sealed class SilenceWatch(CardBook book, int numSymbols)
{
    /// <summary>Unit of SYM_SILENCE, ns.</summary>
    public const ulong UnitNs = 1_024;

    /// <summary>The bits of SYM_SILENCE that count.</summary>
    public const uint MostLimit = 0xFF_FFFF;

    private readonly uint?[] _limits = new uint?[numSymbols];
    private readonly uint[] _last = new uint[numSymbols];
    private uint _now;

    /// <summary>SYM_SILENCE; 0: always silent; null: not watched.</summary>
    public void SetLimit(int sym, uint? limit)
    {
        _limits[sym] = limit & MostLimit;
        Look(sym);
    }

    /// <summary>As after reset: every symbol is silent until its first message. Then this limit counts.</summary>
    public void Restart(uint limit)
    {
        for (int sym = 0; sym < numSymbols; sym++)
        {
            SetLimit(sym, 0);
            SetLimit(sym, limit);
        }
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(ulong nowNs)
    {
        _now = (uint)(nowNs / UnitNs);
        for (int sym = 0; sym < numSymbols; sym++)
        {
            Look(sym);
        }
    }

    /// <summary>A message of the symbol is released: silence ends, unless the limit is 0.</summary>
    public void Hear(int sym)
    {
        _last[sym] = _now;
        Show(sym, Due(sym));
    }

    /// <summary>In units of the card's time, 32 bits of them, wrapping.</summary>
    private bool Due(int sym) => _limits[sym] is { } limit && _now - _last[sym] >= limit;

    /// <summary>Silence begins with time; only a message ends it, no longer limit does.</summary>
    private void Look(int sym) => Show(sym, book.Silent(sym) || Due(sym));

    private void Show(int sym, bool silent)
    {
        if (silent != book.Silent(sym))
        {
            book.SetSilent(sym, silent);
        }
    }
}
