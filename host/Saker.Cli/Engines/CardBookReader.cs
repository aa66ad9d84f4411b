using Saker.Card;
using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>Makes rows of what a card that tracks one symbol says of its book. With depth each message of the symbol ends a turn, and the next one waits
/// until the card has reported the ten best levels after it.</summary>
internal sealed class CardBookReader : IRtlListener
{
    private readonly CardBench _bench;
    private readonly SymbolWindow _window;
    private readonly int _windowTicks;
    private readonly Locate _locate;
    private readonly BookRowSink _rows;
    private readonly DepthLevel[] _levels;
    private readonly FarOrders _far;
    private readonly CardDepth _depth;
    private readonly CardBench.RecordReader _read;
    private BookRow? _row;

    public CardBookReader(CardBench bench, SymbolWindow window, int windowTicks, Locate locate, int depth, BookRowSink rows)
    {
        (_bench, _window, _windowTicks, _locate, _rows) = (bench, window, windowTicks, locate, rows);
        _levels = new DepthLevel[2 * depth];
        _far = new FarOrders(window, windowTicks);
        _depth = new CardDepth(window, _far);
        _read = Read;
    }

    /// <summary>Why the card's book ended before the capture did; null: it did not.</summary>
    public string? Fault { get; private set; }

    private bool WithDepth => _levels.Length > 2;

    public void Sent(SourceMessageHead head)
    {
    }

    public bool EndsTurn(in SourceMessage message) =>
        WithDepth && ItchHead.IsWellFormed(message.Data) && ItchType.IsBook(message.Data[0]) && ItchHead.Locate(message.Data) == _locate;

    public void Read(ReadOnlySpan<byte> record)
    {
        switch ((EventType)record[4])
        {
            case EventType.Book when Fault is null:
                Book(new BookEvent(record));
                break;
            case EventType.Message when new MessageEvent(record).Tracked == 1:
                _far.Apply(new MessageEvent(record));
                break;
            case EventType.Depth when new DepthEvent(record).Sym == 0:
                _depth.Take(new DepthEvent(record));
                break;
        }
    }

    public bool Turn(long last)
    {
        if (_row is { } row && Fault is null)
        {
            _depth.Await(_bench, (ulong)row.Message, _read);
            _depth.Write(_levels);
            if ((row.BidPrice, row.BidSize, row.AskPrice, row.AskSize) != (_levels[0].Price, _levels[0].Size, _levels[1].Price, _levels[1].Size))
            {
                throw new CardException($"After message {row.Message} the card's depth begins with {_levels[0]} and {_levels[1]}, its book with {row}: they differ, which is a fault of the card.");
            }

            _rows(row, _levels);
            _row = null;
        }

        return Fault is null;
    }

    private void Book(BookEvent e)
    {
        if (e.Stale != 0)
        {
            Fault = StaleText.Of(e, _window, _windowTicks);
        }
        else if (((BookFlags)e.Flags).HasFlag(BookFlags.Outside))
        {
            Fault = $"At message {e.Seq} a side of the book has orders only outside the window of prices that the card sees, {StaleText.Prices(_window, _windowTicks)} (BOOK_OUTSIDE): "
                + "its best price is not the card's to say. Rows before it were written; ask for --engine model.";
        }
        else if (e.Mtype != 0)
        {
            DepthLevel bid = e.BidQty == 0 ? default : new DepthLevel(_window.Price(e.BidIdx), e.BidQty);
            DepthLevel ask = e.AskQty == 0 ? default : new DepthLevel(_window.Price(e.AskIdx), e.AskQty);
            Emit(new BookRow((long)e.Seq, e.Ts, bid.Price, bid.Size, ask.Price, ask.Size), bid, ask);
        }
    }

    private void Emit(in BookRow row, DepthLevel bid, DepthLevel ask)
    {
        if (WithDepth)
        {
            _row = row;
            return;
        }

        (_levels[0], _levels[1]) = (bid, ask);
        _rows(row, _levels);
    }
}
