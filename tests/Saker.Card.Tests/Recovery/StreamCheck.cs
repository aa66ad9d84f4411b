using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Tests.Recovery;

/// <summary>Holds every book that the card shows while it shows no fault of its own (BOOK records of book messages, DEPTH reports) against the venue's book
/// after the same message. What the host itself plays while it loads books has other sequences and is not compared.</summary>
internal sealed class StreamCheck(int symbols, int levels)
{
    // A frame's messages take effect before its frame check is known.
    private const int LongestFrame = 450;
    private const int Pulses = 24;

    private readonly ShownBook[] _shown = [.. Enumerable.Range(0, symbols).Select(_ => new ShownBook())];
    private readonly HashSet<ulong>[] _applied = [.. Enumerable.Range(0, symbols).Select(_ => new HashSet<ulong>())];
    private readonly List<(uint Cycle, string Text)> _doubts = [];
    private readonly List<uint> _badFrames = [];
    private SessionBooks? _books;
    private IReadOnlyList<SymbolWindow> _windows = [];
    private uint _from = uint.MaxValue;

    /// <summary>BOOK records that equal the venue's book.</summary>
    public long Tops { get; private set; }

    /// <summary>DEPTH reports that equal the venue's book.</summary>
    public long Reports { get; private set; }

    /// <summary>The card's books as last told.</summary>
    public IReadOnlyList<ShownBook> Shown => _shown;

    /// <summary>Nothing is compared until <see cref="Resume"/>.</summary>
    public void Suspend() => _from = uint.MaxValue;

    /// <summary>From a cycle on the card's books are those of a session, in these windows.</summary>
    public void Resume(SessionBooks books, IReadOnlyList<SymbolWindow> windows, uint cycle)
    {
        (_books, _windows, _from) = (books, [.. windows], cycle);
        foreach (HashSet<ulong> applied in _applied)
        {
            applied.Clear();
        }
    }

    public void OnFeed(uint cause, uint cycle)
    {
        if ((FeedCause)cause is FeedCause.BadFrame or FeedCause.Framing)
        {
            _badFrames.Add(cycle);
        }
    }

    public void OnBook(BookRecord record, uint cycle)
    {
        if (record.Sym >= symbols)
        {
            return;
        }

        _shown[record.Sym].Take(record);
        if (cycle < _from || !ItchType.IsBook(record.Mtype) || (StaleReason)record.Stale is not (StaleReason.None or StaleReason.Gap))
        {
            return;
        }

        _applied[record.Sym].Add(record.Seq);
        Top top = _books!.TopAfter(record.Seq);
        SymbolWindow window = _windows[record.Sym];
        List<LadderLevel> bid = Best(top.Bid, window), ask = Best(top.Ask, window);
        bool same = top.Symbol == record.Sym && Same(bid, record.BidIdx, record.BidQty) && Same(ask, record.AskIdx, record.AskQty);
        if (same)
        {
            Tops++;
        }
        else
        {
            _doubts.Add((cycle, $"cycle {cycle}: {record}; the venue's book {top} in {window}"));
        }
    }

    public void OnDepth(DepthRecord record, uint cycle)
    {
        if (record.Sym >= symbols)
        {
            return;
        }

        ShownBook shown = _shown[record.Sym];
        if (!shown.Take(record, cycle) || cycle < _from || !_applied[record.Sym].Contains(record.Seq) || shown.Book.Stale > (byte)StaleReason.Gap)
        {
            return;
        }

        OrderBook book = _books!.BookAfter(record.Sym, record.Seq);
        bool same = Same(book, Side.Buy, shown.Report, record.Sym) && Same(book, Side.Sell, shown.Report, record.Sym);
        if (same)
        {
            Reports++;
        }
        else
        {
            _doubts.Add((cycle, $"cycle {cycle}: DEPTH after {record.Seq}\n{string.Join('\n', shown.Report)}"));
        }
    }

    /// <summary>What differs without a bad frame that explains it; null: nothing.</summary>
    public string? Difference()
    {
        foreach ((uint cycle, string text) in _doubts)
        {
            if (!_badFrames.Any(b => b + Pulses >= cycle && b <= cycle + LongestFrame))
            {
                return text;
            }
        }

        return null;
    }

    private List<LadderLevel> Best(BookLevel level, SymbolWindow window) =>
        level.Quantity == 0 ? [] : ShownBook.Expected([(level.Price, level.Quantity)], window, levels);

    private bool Same(OrderBook book, Side side, DepthRecord[] report, int symbol) =>
        ShownBook.Levels(report, side).SequenceEqual(ShownBook.Expected(
            Enumerable.Range(0, book.Depth(side)).Select(n => book.Level(side, n)).Select(l => (l.Price, l.Quantity)), _windows[symbol], levels));

    private static bool Same(List<LadderLevel> best, ushort index, uint quantity) =>
        best.Count == 0 ? quantity == 0 : best[0] == new LadderLevel(index, quantity);
}
