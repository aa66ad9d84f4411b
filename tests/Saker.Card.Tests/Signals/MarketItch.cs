using Saker.Wire;

namespace Saker.Card.Tests.Signals;

/// <summary>Random ITCH messages of books that are seldom crossed: orders come behind the other side's best, trade, shrink, move and go; sizes and
/// prices repeat, so that levels are refilled and icebergs form; now and then a halt, a locked book, a far order, a reference that nobody knows.</summary>
internal sealed class MarketItch(int seed, SymbolWindow[] symbols, int levels)
{
    private const int Most = 60;

    // A card may pass over a halt that ends within the cycles that its pulses take, NumSymbols + 4 (docs/card.md 5): a message takes 5 at least.
    private const long HaltMessages = 6;

    private readonly Random _random = new(seed);
    private readonly List<(ulong Reference, bool Sell, int Level, uint Qty)>[] _live = [.. symbols.Select(_ => new List<(ulong, bool, int, uint)>())];
    private readonly bool[] _halted = new bool[symbols.Length];
    private readonly long[] _changed = new long[symbols.Length];
    private long _sent;
    private ulong _reference = 1000;
    private ulong _time = 34_200_000_000_000;
    private ulong _match = 1;

    /// <summary>What the card forgot with its books.</summary>
    public void ForgetOrders() => Array.ForEach(_live, live => live.Clear());

    public byte[] Next()
    {
        int n = _random.Next(symbols.Length);
        _sent++;
        List<(ulong Reference, bool Sell, int Level, uint Qty)> live = _live[n];
        if (live.Count < 6)
        {
            return Add(n, Behind(n, live.Count % 2 == 0));
        }

        return _random.Next(1000) switch
        {
            < 380 => live.Count < Most ? Add(n, Behind(n, _random.Next(2) == 0)) : Delete(n),
            < 500 => Execute(n),
            < 540 => ExecuteAt(n),
            < 600 => Cancel(n),
            < 780 => Delete(n),
            < 930 => Replace(n),
            < 985 => Trade(n),
            < 990 when _random.Next(6) == 0 => Add(n, (_random.Next(2) == 0, levels / 2)),
            < 993 => Add(n, (true, levels + 100)),
            < 994 when _random.Next(4) == 0 => Message(ItchOrderDelete.Length, b => ItchOrderDelete.Write(b, LocateOf(n), 0, Time(), new OrderRef(NextReference()))),
            < 996 when _sent - _changed[n] >= HaltMessages && (_halted[n] || _random.Next(6) == 0) => Halt(n),
            _ => Message(ItchRegShoRestriction.Length, b => ItchRegShoRestriction.Write(b, LocateOf(n), 0, Time(), Stock(n), '0')),
        };
    }

    private (bool Sell, int Level) Behind(int n, bool sell)
    {
        int low = levels / 4, high = levels * 3 / 4;
        IEnumerable<int> others = _live[n].Where(o => o.Sell != sell && o.Level < levels).Select(o => o.Level);
        int best = sell ? others.DefaultIfEmpty(levels / 2).Max() : others.DefaultIfEmpty(levels / 2).Min();
        int distance = _random.Next(4) == 0 ? _random.Next(12) : _random.Next(3);
        return sell ? (true, Math.Max(best + 1, Math.Min(best + 1 + distance, high))) : (false, Math.Min(best - 1, Math.Max(best - 1 - distance, low)));
    }

    private byte[] Add(int n, (bool Sell, int Level) at)
    {
        ulong reference = NextReference();
        uint qty = Quantity();
        _live[n].Add((reference, at.Sell, at.Level, qty));
        return Message(ItchAddOrder.Length, b => ItchAddOrder.Write(b, LocateOf(n), 0, Time(), new OrderRef(reference), at.Sell ? Side.Sell : Side.Buy, new Quantity(qty), Stock(n), Price(n, at.Level)));
    }

    private byte[] Execute(int n)
    {
        (ulong reference, uint part) = Part(n, best: true);
        return Message(ItchOrderExecuted.Length, b => ItchOrderExecuted.Write(b, LocateOf(n), 0, Time(), new OrderRef(reference), new Quantity(part), _match++));
    }

    private byte[] ExecuteAt(int n)
    {
        (ulong reference, uint part) = Part(n, best: _random.Next(2) == 0);
        char printable = _random.Next(4) == 0 ? 'N' : 'Y';
        return Message(ItchOrderExecutedWithPrice.Length, b => ItchOrderExecutedWithPrice.Write(b, LocateOf(n), 0, Time(), new OrderRef(reference), new Quantity(part), _match++, printable, Price(n, levels / 2)));
    }

    private byte[] Cancel(int n)
    {
        (ulong reference, uint part) = Part(n, best: false);
        return Message(ItchOrderCancel.Length, b => ItchOrderCancel.Write(b, LocateOf(n), 0, Time(), new OrderRef(reference), new Quantity(part)));
    }

    private byte[] Delete(int n)
    {
        ulong reference = Take(n).Reference;
        return Message(ItchOrderDelete.Length, b => ItchOrderDelete.Write(b, LocateOf(n), 0, Time(), new OrderRef(reference)));
    }

    private byte[] Replace(int n)
    {
        (ulong original, bool sell, int level, uint _) = Take(n);
        int to = _random.Next(2) == 0 ? level : Behind(n, sell).Level;
        ulong reference = NextReference();
        uint qty = _random.Next(40) == 0 ? 0 : Quantity();
        if (qty > 0)
        {
            _live[n].Add((reference, sell, to, qty));
        }

        return Message(ItchOrderReplace.Length, b => ItchOrderReplace.Write(b, LocateOf(n), 0, Time(), new OrderRef(original), new OrderRef(reference), new Quantity(qty), Price(n, to)));
    }

    private byte[] Trade(int n)
    {
        Side side = _random.Next(2) == 0 ? Side.Buy : Side.Sell;
        return Message(ItchTrade.Length, b => ItchTrade.Write(b, LocateOf(n), 0, Time(), default, side, new Quantity(Quantity()), Stock(n), Price(n, (levels / 2) + _random.Next(3)), _match++));
    }

    private byte[] Halt(int n)
    {
        _halted[n] = !_halted[n];
        _changed[n] = _sent;
        return Message(ItchStockTradingAction.Length, b => ItchStockTradingAction.Write(b, LocateOf(n), 0, Time(), Stock(n), _halted[n] ? 'H' : 'T', Alpha4.Of("    ")));
    }

    private (ulong Reference, uint Part) Part(int n, bool best)
    {
        List<(ulong Reference, bool Sell, int Level, uint Qty)> live = _live[n];
        bool sell = _random.Next(2) == 0;
        int at = _random.Next(live.Count);
        if (best && live.Any(o => o.Sell == sell))
        {
            (ulong Reference, bool Sell, int Level, uint Qty) top = sell ? live.Where(o => o.Sell).MinBy(o => o.Level) : live.Where(o => !o.Sell).MaxBy(o => o.Level);
            at = live.IndexOf(top);
        }

        (ulong reference, bool side, int level, uint qty) = live[at];
        uint part = _random.Next(3) == 0 ? qty : (uint)_random.NextInt64(1, qty + 1L);
        if (part == qty)
        {
            live.RemoveAt(at);
        }
        else
        {
            live[at] = (reference, side, level, qty - part);
        }

        return (reference, part);
    }

    private (ulong Reference, bool Sell, int Level, uint Qty) Take(int n)
    {
        // The youngest as often as any other: orders that flicker.
        int at = _random.Next(2) == 0 ? _live[n].Count - 1 : _random.Next(_live[n].Count);
        (ulong Reference, bool Sell, int Level, uint Qty) order = _live[n][at];
        _live[n].RemoveAt(at);
        return order;
    }

    private uint Quantity() => _random.Next(200) switch { 0 => (uint)_random.Next(1, 1_000_000), < 80 => 100, _ => (uint)_random.Next(1, 500) };

    private ulong NextReference() => _reference += 4 * (ulong)_random.Next(1, 30);

    private Timestamp Time() => new(_time += (ulong)_random.Next(1, 100_000));

    private Price Price(int n, int level) => new(symbols[n].Base + ((uint)level * symbols[n].Tick));

    private Symbol Stock(int n) => Symbol.Of(symbols[n].Symbol);

    private static Locate LocateOf(int n) => new((ushort)(n + 1));

    private delegate int Writer(Span<byte> to);

    private static byte[] Message(int length, Writer write)
    {
        byte[] bytes = new byte[length];
        write(bytes);
        return bytes;
    }
}
