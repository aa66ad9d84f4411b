namespace Saker.Model;

/// <summary>NumSymbols registers of (name, locate, valid). The lowest index wins where two hold the same locate.</summary>
public sealed class SymbolFilter(int numSymbols)
{
    private readonly ulong[] _names = new ulong[numSymbols];
    private readonly (ushort Locate, bool Valid)[] _locates = new (ushort, bool)[numSymbols];

    /// <summary>SYM_NAME: eight characters, the first in bits 63:56; zero means unused.</summary>
    public void SetName(int sym, ulong name) => _names[sym] = name;

    /// <summary>SYM_LOCATE.</summary>
    public void SetLocate(int sym, ushort locate, bool valid) => _locates[sym] = (locate, valid);

    /// <summary>A directory message: loads the locate where the name matches.</summary>
    public void Directory(ulong stock, ushort locate)
    {
        for (int sym = 0; sym < numSymbols; sym++)
        {
            if (stock != 0 && _names[sym] == stock)
            {
                _locates[sym] = (locate, true);
            }
        }
    }

    /// <summary>Index of the symbol with this locate, or -1.</summary>
    public int Find(ushort locate)
    {
        for (int sym = 0; sym < numSymbols; sym++)
        {
            if (_locates[sym].Valid && _locates[sym].Locate == locate)
            {
                return sym;
            }
        }
        return -1;
    }
}
