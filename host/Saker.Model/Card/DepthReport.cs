using Saker.Wire;

namespace Saker.Model;

/// <summary>The DEPTH records of a symbol as the book stands: docs/card.md section 5. When the card sends them is a matter of time.</summary>
public static class DepthReport
{
    /// <summary>Records of a symbol: bid 1–5, bid 6–10, ask 1–5, ask 6–10.</summary>
    public const int Records = 4;
    private const int Levels = 10, LevelsOfRecord = 5;

    /// <summary>Writes the symbol's four records.</summary>
    public static void Write(CardBook book, int sym, Span<DepthRecord> to)
    {
        Span<LadderLevel> levels = stackalloc LadderLevel[Levels];
        for (int n = 0; n < Records; n++)
        {
            levels.Clear();
            Side side = (Side)(n / 2);
            int part = n % 2;
            int found = book.Depth(sym, side, levels);
            to[n] = Record(book, sym, side, part, Math.Clamp(found - part * LevelsOfRecord, 0, LevelsOfRecord), levels[(part * LevelsOfRecord)..]);
        }
    }

    private static DepthRecord Record(CardBook book, int sym, Side side, int part, int levels, ReadOnlySpan<LadderLevel> l) => new(
        (byte)sym, (byte)side, (byte)part, (byte)levels, book.LastSeq(sym),
        l[0].Idx, l[1].Idx, l[2].Idx, l[3].Idx, l[4].Idx, l[0].Qty, l[1].Qty, l[2].Qty, l[3].Qty, l[4].Qty);
}
