namespace Saker.Model;

/// <summary>What a slot that takes knows of a symbol: docs/card.md section 13. Nothing at first. Not thread-safe.</summary>
public sealed class TakerBook
{
    /// <summary>The last top of book was ok.</summary>
    public bool Known { get; private set; }

    /// <summary>Best bid, ticks above the window's base; 0 while it is not known.</summary>
    public ushort BidIdx { get; private set; }

    /// <summary>Best ask, ticks above the window's base; 0 while it is not known.</summary>
    public ushort AskIdx { get; private set; }

    /// <summary>Twice the mid, ticks; 0 while it is not known.</summary>
    public int Mid2 => BidIdx + AskIdx;

    /// <summary>Sequence number of the last message of the symbol that there was a top of book for; 0 without one.</summary>
    public ulong Seq { get; private set; }

    /// <summary>A top of book of the symbol.</summary>
    public void Take(in BookRecord tob)
    {
        (Known, Seq) = (tob.Ok, tob.Seq);
        (BidIdx, AskIdx) = Known ? (tob.BidIdx, tob.AskIdx) : default;
    }

    /// <summary>Another bank runs, or the running one is not whole.</summary>
    public void Forget() => (Known, BidIdx, AskIdx, Seq) = (false, 0, 0, 0);
}
