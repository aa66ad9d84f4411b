using Saker.Wire;

namespace Saker.Card.Tests;

/// <summary>A random but consistent ITCH stream: orders are added around a drifting price and executed, cancelled, deleted
/// and replaced; other message types come between; a small share of messages breaks a rule on purpose.</summary>
public sealed class RandomItch
{
    private readonly Random _random;
    private readonly SymbolWindow[] _symbols;
    private readonly List<(ulong Reference, int Symbol, uint Quantity)>[] _live;
    private readonly int[] _middle;
    private readonly int _levels;
    private readonly double _faults;
    private ulong _reference = 1000;
    private ulong _time = 34_200_000_000_000;
    private ulong _match = 1;

    /// <param name="seed">The stream is a function of it.</param>
    /// <param name="symbols">Symbols; symbol n has locate n + 1.</param>
    /// <param name="levels">Ticks in the card's window.</param>
    /// <param name="faults">Share of messages that break a rule.</param>
    public RandomItch(int seed, SymbolWindow[] symbols, int levels, double faults)
    {
        _random = new Random(seed);
        _symbols = symbols;
        _levels = levels;
        _faults = faults;
        _live = [.. symbols.Select(_ => new List<(ulong, int, uint)>())];
        _middle = [.. symbols.Select(_ => levels / 2)];
    }

    /// <summary>Directory and trading state of every symbol, as a session starts.</summary>
    public IEnumerable<byte[]> Opening()
    {
        yield return Message(ItchSystemEvent.Length, b => ItchSystemEvent.Write(b, default, 0, Time(), 'O'));
        for (int i = 0; i < _symbols.Length; i++)
        {
            int n = i;
            yield return Message(ItchStockDirectory.Length, b => ItchStockDirectory.Write(b, LocateOf(n), 0, Time(), Stock(n), 'Q', 'N', 100, 'N', 'C', 0x5A20, 'P', 'N', 'N', '1', 'N', 1, 'N'));
            yield return Message(ItchStockTradingAction.Length, b => ItchStockTradingAction.Write(b, LocateOf(n), 0, Time(), Stock(n), 'T', Alpha4.Of("    ")));
        }
    }

    /// <summary>What the card forgot with its books.</summary>
    public void ForgetOrders()
    {
        foreach (List<(ulong, int, uint)> live in _live)
        {
            live.Clear();
        }
    }

    /// <summary>The next message.</summary>
    public byte[] Next()
    {
        int symbol = _random.Next(_symbols.Length);
        if (_random.NextDouble() < _faults)
        {
            return Fault(symbol);
        }

        // Around 60 live orders a symbol: best levels empty often, and deep books are walked.
        List<(ulong Reference, int Symbol, uint Quantity)> live = _live[symbol];
        int roll = _random.Next(100);
        if (live.Count < 4 || (roll < 45 && live.Count < 120))
        {
            return Add(symbol);
        }

        return roll switch
        {
            < 55 => Execute(symbol),
            < 60 => ExecuteWithPrice(symbol),
            < 66 => Cancel(symbol),
            < 82 => Delete(symbol),
            < 95 => Replace(symbol),
            _ => Noise(symbol),
        };
    }

    private byte[] Add(int symbol)
    {
        ulong reference = NextReference();
        uint quantity = Quantity();
        bool sell = _random.Next(2) == 0;
        uint price = Price(symbol, sell);
        _live[symbol].Add((reference, symbol, quantity));
        return _random.Next(3) == 0
            ? Message(ItchAddOrderAttributed.Length, b => ItchAddOrderAttributed.Write(b, LocateOf(symbol), 0, Time(), new OrderRef(reference), sell ? Side.Sell : Side.Buy, new Quantity(quantity), Stock(symbol), new Price(price), Alpha4.Of("SAKR")))
            : Message(ItchAddOrder.Length, b => ItchAddOrder.Write(b, LocateOf(symbol), 0, Time(), new OrderRef(reference), sell ? Side.Sell : Side.Buy, new Quantity(quantity), Stock(symbol), new Price(price)));
    }

    private byte[] Execute(int symbol)
    {
        (ulong reference, uint part) = Part(symbol);
        return Message(ItchOrderExecuted.Length, b => ItchOrderExecuted.Write(b, LocateOf(symbol), 0, Time(), new OrderRef(reference), new Quantity(part), _match++));
    }

    private byte[] ExecuteWithPrice(int symbol)
    {
        (ulong reference, uint part) = Part(symbol);
        return Message(ItchOrderExecutedWithPrice.Length, b => ItchOrderExecutedWithPrice.Write(b, LocateOf(symbol), 0, Time(), new OrderRef(reference), new Quantity(part), _match++, 'Y', new Price(Price(symbol, false))));
    }

    private byte[] Cancel(int symbol)
    {
        (ulong reference, uint part) = Part(symbol);
        return Message(ItchOrderCancel.Length, b => ItchOrderCancel.Write(b, LocateOf(symbol), 0, Time(), new OrderRef(reference), new Quantity(part)));
    }

    private byte[] Delete(int symbol)
    {
        ulong reference = Take(symbol).Reference;
        return Message(ItchOrderDelete.Length, b => ItchOrderDelete.Write(b, LocateOf(symbol), 0, Time(), new OrderRef(reference)));
    }

    private byte[] Replace(int symbol)
    {
        // The side is the original's; a price of either side keeps the book moving and sometimes crosses it.
        ulong original = Take(symbol).Reference;
        ulong reference = NextReference();
        uint quantity = Quantity();
        _live[symbol].Add((reference, symbol, quantity));
        return Message(ItchOrderReplace.Length, b => ItchOrderReplace.Write(b, LocateOf(symbol), 0, Time(), new OrderRef(original), new OrderRef(reference), new Quantity(quantity), new Price(Price(symbol, _random.Next(2) == 0))));
    }

    private byte[] Noise(int symbol) => _random.Next(6) switch
    {
        0 => Message(ItchTrade.Length, b => ItchTrade.Write(b, LocateOf(symbol), 0, Time(), default, Side.Buy, new Quantity(Quantity()), Stock(symbol), new Price(Price(symbol, false)), _match++)),
        1 => Message(ItchRegShoRestriction.Length, b => ItchRegShoRestriction.Write(b, LocateOf(symbol), 0, Time(), Stock(symbol), '0')),
        2 => Message(ItchBrokenTrade.Length, b => ItchBrokenTrade.Write(b, LocateOf(symbol), 0, Time(), _match)),
        3 => Message(ItchStockTradingAction.Length, b => ItchStockTradingAction.Write(b, LocateOf(symbol), 0, Time(), Stock(symbol), _random.Next(3) == 0 ? 'H' : 'T', Alpha4.Of("    "))),
        4 => Message(ItchAddOrder.Length, b => ItchAddOrder.Write(b, new Locate(9999), 0, Time(), new OrderRef(NextReference()), Side.Buy, new Quantity(1), Symbol.Of("OTHER"), new Price(100))),
        _ => Message(ItchSystemEvent.Length, b => ItchSystemEvent.Write(b, default, 0, Time(), 'Q')),
    };

    private byte[] Fault(int symbol) => _random.Next(7) switch
    {
        0 => Message(ItchOrderDelete.Length, b => ItchOrderDelete.Write(b, LocateOf(symbol), 0, Time(), new OrderRef(NextReference()))),
        1 => Message(ItchAddOrder.Length, b => ItchAddOrder.Write(b, LocateOf(symbol), 0, Time(), new OrderRef(NextReference()), Side.Buy, new Quantity(1), Stock(symbol), new Price(Top(symbol) + (5 * _symbols[symbol].Tick)))),
        2 => Message(ItchAddOrder.Length, b => ItchAddOrder.Write(b, LocateOf(symbol), 0, Time(), new OrderRef(NextReference()), Side.Sell, new Quantity(1), Stock(symbol), new Price(_symbols[symbol].Base + 1))),
        3 when _live[symbol].Count > 0 => Message(ItchAddOrder.Length, b => ItchAddOrder.Write(b, LocateOf(symbol), 0, Time(), new OrderRef(_live[symbol][0].Reference), Side.Buy, new Quantity(1), Stock(symbol), new Price(Price(symbol, false)))),
        4 when _live[symbol].Count > 0 => Message(ItchOrderCancel.Length, b => ItchOrderCancel.Write(b, LocateOf(symbol), 0, Time(), new OrderRef(_live[symbol][0].Reference), new Quantity(50_000_000))),
        5 when _live[symbol].Count > 0 => Message(ItchOrderDelete.Length, b => ItchOrderDelete.Write(b, LocateOf((symbol + 1) % _symbols.Length), 0, Time(), new OrderRef(_live[symbol][0].Reference))),
        // A far order is no fault: it stays in the table without a level.
        _ => Far(symbol),
    };

    private byte[] Far(int symbol)
    {
        ulong reference = NextReference();
        uint quantity = Quantity();
        bool sell = _random.Next(2) == 0;
        uint price = sell ? Top(symbol) + 777 : _symbols[symbol].Base / 2;
        _live[symbol].Add((reference, symbol, quantity));
        return Message(ItchAddOrder.Length, b => ItchAddOrder.Write(b, LocateOf(symbol), 0, Time(), new OrderRef(reference), sell ? Side.Sell : Side.Buy, new Quantity(quantity), Stock(symbol), new Price(price)));
    }

    private uint Top(int symbol) => _symbols[symbol].Base + ((uint)_levels * _symbols[symbol].Tick);

    private uint Price(int symbol, bool sell)
    {
        _middle[symbol] = Math.Clamp(_middle[symbol] + _random.Next(-1, 2), _levels / 4, _levels * 3 / 4);
        // Mostly near the middle, so that levels are shared and emptied; now and then far inside the window.
        int distance = _random.Next(20) == 0 ? _random.Next(_levels / 4) : _random.Next(-1, 12);
        int level = Math.Clamp(_middle[symbol] + (sell ? distance : -distance), 0, _levels - 1);
        return _symbols[symbol].Base + ((uint)level * _symbols[symbol].Tick);
    }

    private (ulong Reference, uint Quantity) Part(int symbol)
    {
        int at = _random.Next(_live[symbol].Count);
        (ulong reference, int owner, uint quantity) = _live[symbol][at];
        uint part = _random.Next(2) == 0 ? quantity : (uint)_random.NextInt64(1, quantity + 1L);
        if (part == quantity)
        {
            _live[symbol].RemoveAt(at);
        }
        else
        {
            _live[symbol][at] = (reference, owner, quantity - part);
        }

        return (reference, part);
    }

    private (ulong Reference, uint Quantity) Take(int symbol)
    {
        int at = _random.Next(_live[symbol].Count);
        (ulong reference, _, uint quantity) = _live[symbol][at];
        _live[symbol].RemoveAt(at);
        return (reference, quantity);
    }

    private uint Quantity() => _random.Next(50) == 0 ? (uint)_random.Next(1, 1_000_000) : (uint)_random.Next(1, 500);

    /// <summary>As on Nasdaq: one symbol's references are all congruent modulo 4.</summary>
    private ulong NextReference() => _reference += 4 * (ulong)_random.Next(1, 30);

    private Timestamp Time() => new(_time += (ulong)_random.Next(1, 100_000));

    private Symbol Stock(int symbol) => Symbol.Of(_symbols[symbol].Symbol);

    private static Locate LocateOf(int symbol) => new((ushort)(symbol + 1));

    private delegate int Writer(Span<byte> to);

    private static byte[] Message(int length, Writer write)
    {
        byte[] bytes = new byte[length];
        write(bytes);
        return bytes;
    }
}
