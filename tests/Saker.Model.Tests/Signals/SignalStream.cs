using Saker.Wire;

namespace Saker.Model.Tests.Signals;

/// <summary>Random updates of one symbol from a seed: orders that come, trade, change and go; a best bid and ask that wander; pauses of many lengths.</summary>
internal sealed class SignalStream(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<ulong, (Side Side, ushort Idx)> _live = [];
    private ulong _now = (ulong)seed << 33;
    private ulong _reference = 1;
    private int _bid = 500, _ask = 502;

    /// <summary>Share of book parts that carry a flag.</summary>
    public double Faults { get; init; }

    public SignalUpdate Next()
    {
        _now += _random.Next(10) switch { 0 => (ulong)_random.Next(20_000), 1 => (ulong)_random.Next(2_000), _ => (ulong)_random.Next(40) };
        return _random.Next(6) switch
        {
            0 => new SignalUpdate(_now, Trade(_random.Next(2) == 0), null, null),
            1 when _live.Count > 0 => Executed(),
            2 when _live.Count > 0 => With(Leave(OrderKind.Cancel)),
            3 when _live.Count > 0 => With(Leave(OrderKind.Replace)),
            _ => With(Add()),
        };
    }

    private SignalUpdate With(OrderPart order) => new(_now, null, order, Book());

    private SignalUpdate Executed()
    {
        OrderPart order = Leave(OrderKind.Execute);
        return new SignalUpdate(_now, Trade(true) with { Buy = order.Side == Side.Sell }, order, Book());
    }

    private TradePart Trade(bool known) => new((uint)_random.Next(1, 600), (uint)_random.Next(1000, 1006), _random.Next(20) != 0, known, _random.Next(2) == 0);

    private OrderPart Add()
    {
        _reference += (ulong)_random.Next(1, 9) * 4;
        Side side = (Side)_random.Next(2);
        ushort idx = Near(side);
        _live[_reference] = (side, idx);
        return new OrderPart(OrderKind.Add, side, _reference, idx, _random.Next(30) != 0, false, (uint)_random.Next(1, 1000));
    }

    private OrderPart Leave(OrderKind kind)
    {
        (ulong reference, (Side side, ushort idx)) = _live.ElementAt(_random.Next(_random.Next(2) == 0 ? 0 : Math.Max(_live.Count - 3, 0), _live.Count));
        bool gone = kind == OrderKind.Replace || _random.Next(3) != 0;
        if (gone)
        {
            _live.Remove(reference);
        }
        if (kind != OrderKind.Replace)
        {
            return new OrderPart(kind, side, reference, idx, true, gone);
        }
        _reference += 4;
        ushort to = Near(side);
        _live[_reference] = (side, to);
        return new OrderPart(kind, side, reference, idx, true, true, (uint)_random.Next(0, 1000), _reference, to, _random.Next(30) != 0);
    }

    private ushort Near(Side side) => (ushort)((side == Side.Buy ? _bid : _ask) + _random.Next(-1, 2));

    private BookPart Book()
    {
        _bid = Math.Clamp(_bid + Wander(), 10, 900);
        _ask = Math.Clamp(_ask + Wander(), _bid + 1, _bid + 6);
        BookFlags flags = _random.NextDouble() < Faults ? (BookFlags)(1 << _random.Next(5)) : BookFlags.None;
        return new BookPart(flags, (ushort)_bid, (uint)_random.Next(1, 2000), (ushort)_ask, (uint)_random.Next(1, 2000));
    }

    private int Wander() => _random.Next(8) switch { 0 => -1, 1 => 1, _ => 0 };
}
