using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Tests.Recovery;

/// <summary>A symbol's book as the card last told it: the BOOK record, and the four DEPTH records of one report.</summary>
internal sealed class ShownBook
{
    private const int LevelsOfSide = 10, LevelsOfRecord = 5;

    private readonly DepthRecord[] _gathering = new DepthRecord[DepthReport.Records];
    private int _gathered;

    /// <summary>The last BOOK record.</summary>
    public BookRecord Book { get; private set; }

    /// <summary>The last whole report; empty before the first.</summary>
    public DepthRecord[] Report { get; private set; } = [];

    /// <summary>Cycle that the last whole report shows.</summary>
    public uint ReportCycle { get; private set; }

    public void Take(BookRecord record) => Book = record;

    /// <summary>Takes a DEPTH record; true when it ends a report.</summary>
    public bool Take(DepthRecord record, uint cycle)
    {
        if (record.Side * 2 + record.Part != _gathered || (_gathered != 0 && record.Seq != _gathering[0].Seq))
        {
            throw new InvalidOperationException($"DEPTH records of symbol {record.Sym} are out of order: {record} after {_gathered}.");
        }

        _gathering[_gathered++] = record;
        if (_gathered < DepthReport.Records)
        {
            return false;
        }

        (_gathered, Report, ReportCycle) = (0, [.. _gathering], cycle);
        return true;
    }

    /// <summary>Levels of a side, best first.</summary>
    public static List<LadderLevel> Levels(DepthRecord[] report, Side side)
    {
        var levels = new List<LadderLevel>();
        foreach (DepthRecord r in report.Where(r => r.Side == (side == Side.Buy ? 0 : 1)))
        {
            ReadOnlySpan<LadderLevel> five = [new(r.Idx0, r.Qty0), new(r.Idx1, r.Qty1), new(r.Idx2, r.Qty2), new(r.Idx3, r.Qty3), new(r.Idx4, r.Qty4)];
            levels.AddRange(five[..r.Levels]);
            foreach (LadderLevel beyond in five[r.Levels..])
            {
                if (beyond != default)
                {
                    throw new InvalidOperationException($"A level beyond the last is not zero: {r}");
                }
            }
        }

        return levels;
    }

    /// <summary>Ten levels of a side inside a window, best first, as the card must show them.</summary>
    public static List<LadderLevel> Expected(IEnumerable<(long Price, long Quantity)> bestFirst, SymbolWindow window, int levels) =>
        [.. bestFirst.Select(l => (Index: Index(l.Price, window), l.Quantity)).Where(l => l.Index >= 0 && l.Index < levels)
            .Take(LevelsOfSide).Select(l => new LadderLevel((ushort)l.Index, (uint)l.Quantity))];

    private static long Index(long price, SymbolWindow window) => price < window.Base ? -1 : (price - window.Base) / window.Tick;
}
