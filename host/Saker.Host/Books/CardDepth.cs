using Saker.Card;

namespace Saker.Host.Books;

/// <summary>The ten best levels of each side as the card reported them last: four DEPTH records of one instant, shown only when all four are there.</summary>
public sealed class CardDepth
{
    /// <summary>Levels of a side that the card reports at most.</summary>
    public const int MostLevels = 2 * PerRecord;

    private const int PerRecord = 5;
    private const int AllParts = 0b1111;

    private readonly DepthLevel[] _gathered = new DepthLevel[2 * MostLevels];
    private readonly DepthLevel[] _shown = new DepthLevel[2 * MostLevels];
    private readonly int[] _gatheredCount = new int[2];
    private readonly int[] _shownCount = new int[2];
    private ulong _gathering;
    private int _parts;

    /// <summary>Sequence of the last message in the shown levels; 0: none was reported.</summary>
    public ulong Sequence { get; private set; }

    /// <summary>A whole report was shown since <see cref="Clear"/>.</summary>
    public bool Reported { get; private set; }

    /// <summary>Bids, best first.</summary>
    public ReadOnlySpan<DepthLevel> Bids => _shown.AsSpan(0, _shownCount[0]);

    /// <summary>Asks, best first.</summary>
    public ReadOnlySpan<DepthLevel> Asks => _shown.AsSpan(MostLevels, _shownCount[1]);

    /// <summary>Takes a record. True when it was the last of its report and the levels shown are new.</summary>
    public bool Take(DepthEvent e)
    {
        int part = (int)((e.Side << 1) | e.Part);
        if (part == 0 || e.Seq != _gathering)
        {
            _parts = 0;
            _gathering = e.Seq;
        }

        int side = (int)e.Side;
        int count = (int)Math.Min(e.Levels, PerRecord);
        Span<DepthLevel> levels = _gathered.AsSpan((side * MostLevels) + ((int)e.Part * PerRecord), PerRecord);
        levels[0] = new DepthLevel(e.Idx0, e.Qty0);
        levels[1] = new DepthLevel(e.Idx1, e.Qty1);
        levels[2] = new DepthLevel(e.Idx2, e.Qty2);
        levels[3] = new DepthLevel(e.Idx3, e.Qty3);
        levels[4] = new DepthLevel(e.Idx4, e.Qty4);
        _gatheredCount[side] = e.Part == 0 ? count : _gatheredCount[side] + count;
        _parts |= 1 << part;
        if (_parts != AllParts)
        {
            return false;
        }

        _parts = 0;
        _gathered.CopyTo(_shown, 0);
        _gatheredCount.CopyTo(_shownCount, 0);
        Sequence = e.Seq;
        Reported = true;
        return true;
    }

    /// <summary>Forgets everything: the card's books were emptied.</summary>
    public void Clear()
    {
        _parts = 0;
        _shownCount.AsSpan().Clear();
        Sequence = 0;
        Reported = false;
    }
}

/// <summary>A level of the card's ladder.</summary>
/// <param name="Index">Ticks above the window's base.</param>
/// <param name="Quantity">Lots.</param>
public readonly record struct DepthLevel(int Index, uint Quantity);
