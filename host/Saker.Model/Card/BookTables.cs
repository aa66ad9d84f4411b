using Saker.Wire;

namespace Saker.Model;

/// <summary>Order table and ladders, and what each book message does to them: docs/card.md section 5. A check that fails changes nothing.</summary>
internal sealed class BookTables(CardShape shape)
{
    private const uint MaxLevel = uint.MaxValue;
    private readonly OrderTable _table = new(shape.OrderBucketsLog2, shape.OrderWays);
    private readonly PriceWindow[] _windows = new PriceWindow[shape.NumSymbols];
    private readonly Ladder[] _ladders =
        [.. Enumerable.Range(0, shape.NumSymbols * 2).Select(n => new Ladder(shape.Window, bestIsHighest: n % 2 == 0))];

    /// <summary>A level went beyond 32 bits since this was last set to false.</summary>
    public bool Overflowed { get; set; }

    public ref PriceWindow Window(int sym) => ref _windows[sym];

    public Ladder Of(int sym, Side side) => _ladders[sym * 2 + (int)side];

    public bool TryFind(ulong reference, out TableOrder order)
    {
        int at = _table.Find(reference);
        order = at < 0 ? default : new TableOrder(_table[at].Side, _table[at].Far, _table[at].Idx, _table[at].Qty);
        return at >= 0;
    }

    /// <summary>Applies a message of type A F E C X D U; the reason when it cannot be applied.</summary>
    public StaleReason Apply(int sym, in ItchMsg m) => m.Mtype switch
    {
        ItchType.AddOrder or ItchType.AddOrderAttributed => Add(sym, m),
        ItchType.OrderReplace => Replace(sym, m),
        _ => Remove(sym, m),
    };

    public void Clear()
    {
        _table.Clear();
        foreach (Ladder ladder in _ladders)
        {
            ladder.Clear();
        }
    }

    private StaleReason Add(int sym, in ItchMsg m)
    {
        if (_table.Find(m.OrderRef) >= 0)
        {
            return StaleReason.DupRef;
        }
        StaleReason off = _windows[sym].Place(m.Price, (Side)m.Side, shape.Window, out bool far, out int idx);
        if (off != StaleReason.None)
        {
            return off;
        }
        int way = _table.FreeWay(m.OrderRef);
        if (way < 0)
        {
            return StaleReason.TableFull;
        }
        if (m.Qty == 0)
        {
            return StaleReason.None;
        }
        Insert(way, new OrderEntry { Valid = true, Ref = m.OrderRef, Sym = (byte)sym, Side = m.Side, Far = far, Idx = (ushort)idx, Qty = m.Qty });
        return StaleReason.None;
    }

    private StaleReason Remove(int sym, in ItchMsg m)
    {
        StaleReason fault = Look(sym, m.OrderRef, out int at);
        if (fault != StaleReason.None)
        {
            return fault;
        }
        uint qty = m.Mtype == ItchType.OrderDelete ? _table[at].Qty : m.Qty;
        if (qty > _table[at].Qty)
        {
            return StaleReason.LevelQty;
        }
        Take(at, qty);
        return StaleReason.None;
    }

    private StaleReason Replace(int sym, in ItchMsg m)
    {
        StaleReason fault = Look(sym, m.OrderRef, out int at);
        if (fault != StaleReason.None)
        {
            return fault;
        }
        if (_table.Find(m.NewRef) >= 0)
        {
            return StaleReason.DupRef;
        }
        OrderEntry old = _table[at];
        StaleReason off = _windows[sym].Place(m.Price, (Side)old.Side, shape.Window, out bool far, out int idx);
        if (off != StaleReason.None)
        {
            return off;
        }
        int way = _table.FreeWay(m.NewRef);
        if (way < 0)
        {
            return StaleReason.TableFull;
        }
        Take(at, old.Qty);
        if (m.Qty != 0)
        {
            Insert(way, old with { Ref = m.NewRef, Far = far, Idx = (ushort)idx, Qty = m.Qty });
        }
        return StaleReason.None;
    }

    private StaleReason Look(int sym, ulong reference, out int at)
    {
        at = _table.Find(reference);
        return at < 0 ? StaleReason.UnknownRef : _table[at].Sym != sym ? StaleReason.WrongSym : StaleReason.None;
    }

    private void Insert(int way, in OrderEntry entry)
    {
        _table[way] = entry;
        Ladder ladder = Of(entry.Sym, (Side)entry.Side);
        if (entry.Far)
        {
            ladder.Far++;
        }
        else
        {
            ladder.Set(entry.Idx, ladder.At(entry.Idx) + entry.Qty);
            Overflowed |= ladder.At(entry.Idx) > MaxLevel;
        }
    }

    private void Take(int at, uint qty)
    {
        ref OrderEntry entry = ref _table[at];
        Ladder ladder = Of(entry.Sym, (Side)entry.Side);
        entry.Qty -= qty;
        if (!entry.Far)
        {
            ladder.Set(entry.Idx, ladder.At(entry.Idx) - qty);
        }
        if (entry.Qty == 0)
        {
            ladder.Far -= entry.Far ? 1 : 0;
            entry = default;
        }
    }
}
