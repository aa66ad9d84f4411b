namespace Saker.Model;

/// <summary>What a slot that takes knows of a symbol: docs/card.md section 13. Nothing at first. Not thread-safe.</summary>
public sealed class TakerBook
{
    /// <summary>The last top of book was ok.</summary>
    public bool Known { get; private set; }

    /// <summary>Best bid of the last ok book, ticks above the window's base; 0 without one.</summary>
    public ushort BidIdx { get; private set; }

    /// <summary>Best ask of the last ok book, ticks above the window's base; 0 without one.</summary>
    public ushort AskIdx { get; private set; }

    /// <summary>Twice the mid of the last ok book, ticks; 0 without one.</summary>
    public int Mid2 => BidIdx + AskIdx;

    /// <summary>A top of book of the symbol.</summary>
    public void Take(in BookRecord tob)
    {
        Known = tob.Ok;
        if (Known)
        {
            (BidIdx, AskIdx) = (tob.BidIdx, tob.AskIdx);
        }
    }

    /// <summary>Another bank runs, or the running one is not whole.</summary>
    public void Forget() => (Known, BidIdx, AskIdx) = (false, 0, 0);
}
