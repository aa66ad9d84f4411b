using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Tests.Orders;

/// <summary>The book of a market that tests losses: one order each side, moved at random, in a window that is changed at random; and the mark that the model makes of it.</summary>
internal sealed class LossBook
{
    private const int Deepest = 40;
    private const uint Quantity = 500;

    private static readonly PriceWindow Usual = new(TradingBench.Window.Base, TradingBench.Window.Tick);

    private readonly TradingBench _bench;
    private readonly SlotMoney _money;
    private readonly Random _random;
    private PriceWindow _window = Usual;
    private (ulong Reference, int Level, uint Quantity) _bid, _ask;

    /// <param name="bench">With the book of <see cref="DeskRig"/>, whose orders are replaced.</param>
    /// <param name="money">Gets the marks.</param>
    /// <param name="random">Chooses.</param>
    public LossBook(TradingBench bench, SlotMoney money, Random random)
    {
        (_bench, _money, _random) = (bench, money, random);
        _ask = (bench.Book.Last, DeskRig.Ask, Quantity);
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid + 1, Quantity));
        _bid = (bench.Book.Last, DeskRig.Bid + 1, Quantity);
        Top();
    }

    /// <summary>Twice the mid in ticks.</summary>
    public ushort Mid2 => (ushort)(_bid.Level + _ask.Level);

    /// <summary>The mid, price units, rounded down.</summary>
    public long Mid => _window.Base + ((long)Mid2 * _window.Tick / 2);

    /// <summary>One change: an order moves, or a quantity changes, or the window does, whose mark is then forgotten.</summary>
    public string Change()
    {
        if (_random.Next(3) == 0)
        {
            Move(new PriceWindow(_random.Next(2) == 0 ? _window.Base : (uint)_random.NextInt64(1L << 32), _random.Next(3) == 0 ? _window.Tick : (uint)_random.Next(1, 1 << 16)));
            return "window";
        }

        if (_window != Usual && _random.Next(3) == 0)
        {
            Restore();
            return "window";
        }

        bool bid = _random.Next(2) == 0;
        if (_window != Usual || _random.Next(6) == 0)
        {
            // Only a message without a price says the same in every window.
            Shrink(ref bid ? ref _bid : ref _ask);
            return "quantity";
        }

        Replace(bid);
        return "tick";
    }

    /// <summary>The window of the bench, in which orders have the prices of its levels.</summary>
    public void Restore()
    {
        if (_window != Usual)
        {
            Move(Usual);
        }
    }

    private void Move(PriceWindow window)
    {
        if (window == _window)
        {
            return;
        }

        if (window.Base != _window.Base)
        {
            _bench.Card.Write(CardRegisters.SymBaseAt(0), window.Base);
        }

        if (window.Tick != _window.Tick)
        {
            _bench.Card.Write(CardRegisters.SymTickAt(0), window.Tick);
        }

        _window = window;
        _money.ForgetMark();
    }

    private void Shrink(ref (ulong Reference, int Level, uint Quantity) order)
    {
        if (order.Quantity == 1)
        {
            return;
        }

        order.Quantity--;
        _bench.Tell(_bench.Book.Cancel(order.Reference, 1));
        Top();
    }

    /// <summary>The bid stays below the ask, and above the one that the bench put there.</summary>
    private void Replace(bool bid)
    {
        ref (ulong Reference, int Level, uint Quantity) order = ref bid ? ref _bid : ref _ask;
        int level = bid ? _random.Next(DeskRig.Bid + 1, _ask.Level) : _random.Next(_bid.Level + 1, DeskRig.Ask + Deepest);
        _bench.Tell(_bench.Book.Replace(order.Reference, level, Quantity));
        order = (_bench.Book.Last, level, Quantity);
        Top();
    }

    private void Top() => _money.Top(new BookRecord(0, 0, 0, 0, 0, 0, (ushort)_bid.Level, (ushort)_ask.Level, _bid.Quantity, _ask.Quantity), _window);
}
