using Saker.Card.Bench;
using Saker.Wire;

namespace Saker.Card.Tests.Orders;

/// <summary>A book that is mostly quotable and always moving: a middle that wanders, orders a few ticks around it; now and then it
/// crosses, empties a side or halts, and comes back.</summary>
internal sealed class BookFlow(BookMessages book, int window, Random random)
{
    private const int Deepest = 7;
    private const int MostOrders = 40;
    private readonly List<(ulong Reference, bool Buy, int Level, uint Quantity)> _live = [];
    private readonly Queue<byte[]> _next = new();
    private int _middle = window / 2;

    /// <summary>The middle about which orders are put, ticks above the window's base.</summary>
    public int Middle => _middle;

    /// <summary>The next message.</summary>
    public byte[] Next()
    {
        if (_next.Count == 0)
        {
            Plan();
        }

        return _next.Dequeue();
    }

    /// <summary>Messages still owed before the book is as it should be: 0 means not crossed and not halted on purpose.</summary>
    public int Owed => _next.Count;

    private void Plan()
    {
        int roll = random.Next(400);
        switch (roll)
        {
            case 0:
                _next.Enqueue(book.Trading('H'));
                _next.Enqueue(book.Trading('T'));
                return;
            case 1 or 2:
                // Crossed for one message.
                bool buy = random.Next(2) == 0;
                _next.Enqueue(book.Add(buy ? Side.Buy : Side.Sell, buy ? _middle + Deepest : _middle - Deepest, 50));
                _next.Enqueue(book.Delete(book.Last));
                return;
            case 3:
                // A side empties and fills again.
                bool side = random.Next(2) == 0;
                foreach ((ulong reference, _, _, _) in _live.Where(o => o.Buy == side))
                {
                    _next.Enqueue(book.Delete(reference));
                }

                _live.RemoveAll(o => o.Buy == side);
                Add(side);
                return;
        }

        if (random.Next(6) == 0)
        {
            Move(random.Next(2) == 0 ? -1 : 1);
        }

        if (_live.Count < 6 || (_live.Count < MostOrders && random.Next(2) == 0))
        {
            Add(random.Next(2) == 0);
        }
        else
        {
            Change(random.Next(_live.Count));
        }
    }

    /// <summary>The middle moves; what would cross it goes first.</summary>
    private void Move(int by)
    {
        _middle = Math.Clamp(_middle + by, window / 4, 3 * window / 4);
        foreach ((ulong reference, _, _, uint quantity) in _live.Where(Crosses))
        {
            _next.Enqueue(random.Next(2) == 0 ? book.Delete(reference) : book.Execute(reference, quantity));
        }

        _live.RemoveAll(o => Crosses(o));
    }

    private bool Crosses((ulong Reference, bool Buy, int Level, uint Quantity) o) => o.Buy ? o.Level >= _middle : o.Level <= _middle;

    private void Add(bool buy)
    {
        int level = Level(buy);
        uint quantity = (uint)random.Next(1, 900);
        _next.Enqueue(book.Add(buy ? Side.Buy : Side.Sell, level, quantity, random.Next(4) == 0));
        _live.Add((book.Last, buy, level, quantity));
    }

    private void Change(int at)
    {
        (ulong reference, bool buy, int level, uint quantity) = _live[at];
        uint part = random.Next(2) == 0 ? quantity : (uint)random.Next(1, (int)quantity + 1);
        switch (random.Next(5))
        {
            case 0:
                _next.Enqueue(book.Execute(reference, part));
                break;
            case 1:
                _next.Enqueue(book.ExecuteAt(reference, part, level));
                break;
            case 2:
                _next.Enqueue(book.Cancel(reference, part));
                break;
            case 3:
                part = quantity;
                _next.Enqueue(book.Delete(reference));
                break;
            default:
                part = quantity;
                int to = Level(buy);
                uint size = (uint)random.Next(1, 900);
                _next.Enqueue(book.Replace(reference, to, size));
                _live.Add((book.Last, buy, to, size));
                break;
        }

        if (part == quantity)
        {
            _live.RemoveAt(at);
        }
        else
        {
            _live[at] = (reference, buy, level, quantity - part);
        }
    }

    private int Level(bool buy) => buy ? _middle - 1 - random.Next(Deepest) : _middle + 1 + random.Next(Deepest);
}
