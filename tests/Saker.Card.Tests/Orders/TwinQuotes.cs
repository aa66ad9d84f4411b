using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The part of the twin that follows books and quotes of slot and symbol 0.</summary>
internal sealed class TwinQuotes(TwinBanks banks, int window, OrderState orders)
{
    // The quoter takes the position one cycle after the book, its inventory term one cycle later still.
    private const uint PositionAfterBook = 1, QuoteAfterBook = 2, QuoteAfterDecision = 1;

    private readonly Queue<(uint Cycle, BookRecord Book, bool Again)> _books = new();
    private (uint Cycle, BookRecord Book)? _last;
    private uint? _againFrom;
    private int _earlierPosition;
    private uint _positionCycle;

    /// <summary>The symbol may be quoted, as its last book says.</summary>
    public bool SymbolOk { get; private set; }

    /// <summary>The decision made last.</summary>
    public QuoteRecord Last { get; private set; }

    /// <summary>The cycle of the last decision for a book that came.</summary>
    public uint Cycle { get; private set; } = uint.MaxValue;

    public long Count { get; private set; }

    /// <summary>Decisions for a book that was decided before.</summary>
    public long DecidedAgain { get; private set; }

    /// <summary>Books whose quote has not come.</summary>
    public int Waiting => _books.Count;

    /// <summary>A side is wanted, and where.</summary>
    public WantedSide Side(int side)
    {
        WantedSide said = Last.Side(side);
        return said with { Wanted = SymbolOk && said.Wanted };
    }

    public static BookRecord Read(BookEvent b) =>
        new((byte)b.Sym, (byte)b.Flags, b.Seq, b.Ts, b.Mtype, b.Stale, b.BidIdx, b.AskIdx, b.BidQty, b.AskQty);

    public void Book(uint cycle, in BookRecord book)
    {
        if (book.Sym != 0)
        {
            return;
        }

        SymbolOk = book.Ok;
        _books.Enqueue((cycle, book, false));
        _last = (cycle, book);
    }

    /// <summary>The position moved, the latch opened, or another bank counts: the last book is decided again, unless one came in this cycle.</summary>
    public void Again(uint cycle)
    {
        _againFrom = cycle;
        bool due = _books.Any(b => b.Again && b.Cycle == cycle);
        if (!due && _last is { Book.Ok: true } last && last.Cycle != cycle)
        {
            _books.Enqueue((cycle, last.Book, true));
        }
    }

    /// <summary>No quote leaves: what it was decided for has just changed.</summary>
    public bool Undecided(uint cycle) => _againFrom is { } from && cycle - from < QuoteAfterBook;

    public void Quote(Decision q)
    {
        (uint cycle, QuoteRecord card) = (q.Cycle, q.Quote);
        (uint at, BookRecord book, bool again) = _books.Dequeue();
        Assert.True(cycle == at + QuoteAfterBook, $"the quote of cycle {cycle} follows the book of cycle {at}");
        QuoteRecord model = Decide(book, banks.Of(cycle - QuoteAfterDecision, q.Bank), At(at + PositionAfterBook), At(at), window);
        Assert.True(again == q.Again, $"QUOTE of cycle {cycle}: again {q.Again}, after {book}");
        Assert.True(model == card, $"QUOTE of cycle {cycle} after {book}\nmodel {model}\ncard  {card}");
        Last = card;
        Cycle = again ? Cycle : cycle;
        Count++;
        DecidedAgain += again ? 1 : 0;
    }

    /// <summary>A message of the venue took effect.</summary>
    public void Moved(uint cycle, int positionBefore)
    {
        if (orders.Position(0) != positionBefore)
        {
            _earlierPosition = positionBefore;
            _positionCycle = cycle;
        }
    }

    /// <summary>A fill between the two cycles moves the caps at once and the price one book later.</summary>
    /// <param name="position">In the cycle behind the book.</param>
    /// <param name="priced">In the book's.</param>
    /// <param name="window">Ticks in the window.</param>
    /// <param name="gates">Gate word that it was decided by.</param>
    /// <param name="skew">As <see cref="Quoter.Decide"/> has it.</param>
    public static QuoteRecord Decide(in BookRecord book, SlotParameters parameters, int position, int priced, int window, uint gates = 0, SlotSkew? skew = null)
    {
        QuoteRecord now = Quoter.Decide(0, book, parameters, position, window, gates, skew);
        if (position == priced)
        {
            return now;
        }

        SlotParameters uncapped = parameters with { InventoryCap = int.MaxValue, StepPosition = new uint[SlotParameters.Steps] };
        QuoteRecord free = Quoter.Decide(0, book, uncapped, priced, window, gates, skew);
        uint bidQty = Quoter.Quantity(position, parameters), askQty = Quoter.Quantity(-(long)position, parameters);
        bool bid = free.BidEn != 0 && bidQty != 0 && (long)position + bidQty <= parameters.InventoryCap;
        bool ask = free.AskEn != 0 && askQty != 0 && -(long)position + askQty <= parameters.InventoryCap;
        return free with
        {
            Position = position, BidEn = bid ? (byte)1 : (byte)0, AskEn = ask ? (byte)1 : (byte)0,
            BidIdx = bid ? free.BidIdx : (ushort)0, AskIdx = ask ? free.AskIdx : (ushort)0, BidQty = bid ? bidQty : 0, AskQty = ask ? askQty : 0,
        };
    }

    /// <summary>The position as it stood in a cycle; fills are further apart than the cycles between a book and its quote.</summary>
    private int At(uint cycle) => (int)(cycle - _positionCycle) >= 0 ? orders.Position(0) : _earlierPosition;
}
