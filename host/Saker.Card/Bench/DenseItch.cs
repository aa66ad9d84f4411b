using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>An ITCH stream as dense as the wire allows: bursts of adds, then bursts of D (19 bytes, the shortest book message) that take
/// the same orders out again. Symbol n has locate n + 1 and references congruent to n modulo 4.</summary>
public sealed class DenseItch(SymbolWindow[] symbols, Random random)
{
    private readonly List<(int Symbol, ulong Reference)> _live = [];
    private ulong _reference = 1_000;

    /// <summary>Directory and trading state of every symbol.</summary>
    public IEnumerable<byte[]> Opening()
    {
        for (int n = 0; n < symbols.Length; n++)
        {
            Symbol stock = Symbol.Of(symbols[n].Symbol);
            byte[] r = new byte[ItchStockDirectory.Length];
            ItchStockDirectory.Write(r, LocateOf(n), 0, default, stock, 'Q', 'N', 100, 'N', 'C', 0x5A20, 'P', 'N', 'N', '1', 'N', 1, 'N');
            yield return r;
            byte[] h = new byte[ItchStockTradingAction.Length];
            ItchStockTradingAction.Write(h, LocateOf(n), 0, default, stock, 'T', Alpha4.Of("    "));
            yield return h;
        }
    }

    /// <summary>So many messages, at least; after each burst of adds all but a few orders are deleted again.</summary>
    /// <param name="count">Messages.</param>
    /// <param name="burst">Most adds of a burst.</param>
    public List<byte[]> Bursts(int count, int burst)
    {
        var messages = new List<byte[]>(count + (2 * burst));
        while (messages.Count < count)
        {
            for (int n = random.Next(burst / 4, burst); n > 0; n--)
            {
                messages.Add(Add());
            }

            while (_live.Count > 64)
            {
                messages.Add(Delete());
            }
        }

        return messages;
    }

    /// <summary>An order of a random symbol within 40 ticks of level 2,000 of its window.</summary>
    public byte[] Add()
    {
        int symbol = random.Next(symbols.Length);
        bool sell = random.Next(2) == 0;
        ulong reference = ((_reference += (ulong)random.Next(1, 9)) * 4) + (ulong)(symbol % 4);
        int level = 2_000 + (sell ? random.Next(1, 40) : -random.Next(1, 40));
        byte[] a = new byte[ItchAddOrder.Length];
        ItchAddOrder.Write(a, LocateOf(symbol), 0, default, new OrderRef(reference), sell ? Side.Sell : Side.Buy, new Quantity((uint)random.Next(1, 500)),
            Symbol.Of(symbols[symbol].Symbol), new Price(symbols[symbol].Price(level)));
        _live.Add((symbol, reference));
        return a;
    }

    /// <summary>Takes a random live order out.</summary>
    public byte[] Delete()
    {
        int at = random.Next(_live.Count);
        (int symbol, ulong reference) = _live[at];
        _live[at] = _live[^1];
        _live.RemoveAt(_live.Count - 1);
        byte[] d = new byte[ItchOrderDelete.Length];
        ItchOrderDelete.Write(d, LocateOf(symbol), 0, default, new OrderRef(reference));
        return d;
    }

    private static Locate LocateOf(int symbol) => new((ushort)(symbol + 1));
}
