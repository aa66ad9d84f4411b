using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>What a run with SIGNAL records says of slot and symbol 0: books, decisions, positions, and the variances by the cycle of their update, which the model's signals
/// make of the same books and times. When they count is docs/card.md section 6.2.</summary>
/// <param name="windows">Settings of the symbol's signals.</param>
internal sealed class SkewRecord(SignalWindows windows)
{
    /// <summary>From an update to the first top of book that is decided by its variance, when no venue message is under way.</summary>
    public const uint BookAfterUpdate = 22;

    /// <summary>The same where the variance comes to count and makes the skew that stands already.</summary>
    public const uint BookAfterSame = 17;

    /// <summary>From an update that says that a variance is not known any more to the first top of book that is decided without it.</summary>
    public const uint BookAfterEnd = 12;

    private const uint GatesAfterUpdate = 12, UpdateAfterBook = 3, QuoteAfterBook = 2;

    private readonly List<(uint Cycle, Variances Variances)> _updates = [(0, default)];
    // Only books and times move a variance.
    private readonly SymbolSignals _signals = new(new SignalParameters { Windows = windows });
    private readonly List<(uint Cycle, ulong Now, uint Fast, uint Slow)> _due = [];
    private readonly List<(uint Cycle, BookRecord Book)> _books = [];
    private readonly List<(uint Cycle, int Position)> _positions = [];

    /// <summary>Updates in their order; the first one is reset.</summary>
    public IReadOnlyList<(uint Cycle, Variances Variances)> Updates => _updates;

    /// <summary>Cycles in which a venue message took effect.</summary>
    public List<uint> Venue { get; } = [];

    /// <summary>The decisions among new records; books, updates and positions are kept.</summary>
    public List<Decision> Take(List<byte[]> records)
    {
        foreach (byte[] record in records)
        {
            switch ((EventType)record[4])
            {
                case EventType.Signal when new SignalEvent(record) is { Sym: 0 } s:
                    _due.Add((s.Cycle - GatesAfterUpdate, s.Now, s.VarFast, s.VarSlow));
                    break;
                case EventType.Book when new BookEvent(record) is { Sym: 0 } b:
                    _books.Add((b.Cycle, TwinQuotes.Read(b)));
                    break;
                case EventType.Venue:
                    var v = new VenueEvent(record);
                    Venue.Add(v.Cycle);
                    _positions.Add((v.Cycle, v.Position));
                    break;
            }
        }

        _due.ForEach(Update);
        _due.Clear();
        return [.. Decision.Of(records)];
    }

    /// <summary>The signals restarted: nothing is known until an update says so.</summary>
    public void Restart()
    {
        _signals.Restart();
        _updates.Add((_updates[^1].Cycle, default));
    }

    /// <summary>The position before the first record.</summary>
    public void Holds(int position) => _positions.Insert(0, (0, position));

    /// <summary>The number of the last update whose variance a decision for a top of book of that cycle goes by.</summary>
    public int UpdateFor(uint book, uint after = BookAfterUpdate) => _updates.FindLastIndex(u => (int)(book - u.Cycle - after) >= 0);

    /// <summary>The skew of a decision for a top of book of that cycle, when no venue message is under way.</summary>
    public SlotSkew SkewFor(uint book, SlotParameters p)
    {
        int at = UpdateFor(book), same = UpdateFor(book, BookAfterSame), ends = UpdateFor(book, BookAfterEnd);
        SlotSkew skew = SkewOf(at, p);
        bool counts = skew.Counts;
        for (int n = at + 1; n <= ends; n++)
        {
            SlotSkew next = SkewOf(n, p);
            bool stands = n <= same && next.Value == SkewOf(UpdateFor(_updates[n].Cycle + BookAfterSame), p).Value;
            counts = next.Counts && (counts || stands);
        }

        return skew with { Counts = counts };
    }

    /// <summary>The skew of an update by its number.</summary>
    public SlotSkew SkewOf(int update, SlotParameters p) => SlotSkew.Of(p, _updates[update].Variances);

    /// <summary>The cycle of the book for which it was decided, or would have been had one come.</summary>
    public static uint BookCycle(Decision q) => q.Cycle - QuoteAfterBook;

    /// <summary>The model's decision with a skew; all but the skew is told by the records.</summary>
    public QuoteRecord Model(Decision q, SlotParameters p, int window, SlotSkew skew)
    {
        uint at = BookCycle(q);
        int n = _books.FindLastIndex(b => q.Again ? (int)(at - b.Cycle) > 0 : b.Cycle == at);
        Assert.True(n >= 0, $"QUOTE of cycle {q.Cycle} follows no book");
        return TwinQuotes.Decide(_books[n].Book, p, PositionIn(at + 1), PositionIn(at), window, q.Quote.Gates & ~QuoteRecord.Widened, skew);
    }

    private void Update((uint Cycle, ulong Now, uint Fast, uint Slow) u)
    {
        int book = _books.FindLastIndex(b => b.Cycle + UpdateAfterBook == u.Cycle);
        _signals.Update(new SignalUpdate(u.Now, null, null, book >= 0 ? SignalInput.Book(_books[book].Book) : null));
        Variances variances = Variances.Of(_signals);
        Assert.Equal((u.Fast, u.Slow), (variances.Fast, variances.Slow));
        _updates.Add((u.Cycle, variances));
    }

    private int PositionIn(uint cycle) => _positions.FindLast(p => (int)(cycle - p.Cycle) >= 0).Position;
}
