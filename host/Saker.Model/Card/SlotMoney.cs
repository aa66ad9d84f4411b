namespace Saker.Model;

/// <summary>Position and cash of one slot and what its position is worth: docs/card.md section 8.5. Money in price units times lots. Not thread-safe.</summary>
public sealed class SlotMoney
{
    /// <summary>Cash beyond ±2^79 is not known.</summary>
    private static readonly Int128 CashEnd = Int128.One << 79;

    /// <summary>SLOT_FEE: price units for each lot executed from now on.</summary>
    public ushort Fee { get; set; }

    /// <summary>SLOT_ADJUST_PRICE: of the execution that <see cref="Adjust"/> undoes, price units.</summary>
    public uint AdjustPrice { get; set; }

    /// <summary>SLOT_POSITION, lots. It stays at its end where it would leave 32 bits.</summary>
    public int Position { get; private set; }

    /// <summary>What sells brought in less what buys and fees cost. Says nothing once <see cref="Unknown"/>.</summary>
    public Int128 Cash { get; private set; }

    /// <summary>Twice the mid, price units; null: no top of book since the window of the symbol, or the symbol, changed.</summary>
    public ulong? Mark { get; private set; }

    /// <summary>A price, the position or the cash left its range. Until reset.</summary>
    public bool Unknown { get; private set; }

    /// <summary>A position without a mark.</summary>
    public bool Unmarked => Position != 0 && Mark is null;

    /// <summary>Twice the equity: cash, and the position at the mark if there is one.</summary>
    public Int128 TwiceEquity => (2 * Cash) + ((Int128)Position * (Mark ?? 0));

    /// <summary>SLOT_CASH.</summary>
    public long ShownCash => Saturate(Cash);

    /// <summary>An execution that moves the position; false when the position would leave its range.</summary>
    /// <param name="side">0 buy, 1 sell.</param>
    /// <param name="quantity">Lots.</param>
    /// <param name="price">Price units.</param>
    public bool Execute(byte side, uint quantity, ulong price)
    {
        long lots = side == 0 ? quantity : -(long)quantity;
        if (price > uint.MaxValue)
        {
            Unknown = true;
        }
        else
        {
            Add((-(Int128)lots * price) - ((Int128)quantity * Fee));
        }
        return Move(lots);
    }

    /// <summary>A SLOT_POSITION_ADJUST that was taken undoes an execution; false when the position would leave its range.</summary>
    /// <param name="lots">Signed lots that the position moves by.</param>
    public bool Adjust(int lots)
    {
        // Lots taken away had been bought: their cost and their fee come back.
        Add((-(Int128)lots * AdjustPrice) + ((Int128)Math.Abs((long)lots) * Fee));
        return Move(lots);
    }

    /// <summary>A top of book of the slot's symbol: the mark, when it may be quoted.</summary>
    public void Top(in BookRecord book, PriceWindow window)
    {
        if (book.Ok)
        {
            Mark = (2ul * window.Base) + ((ulong)(book.BidIdx + book.AskIdx) * window.Tick);
        }
    }

    /// <summary>The slot's symbol, or its SYM_BASE or SYM_TICK, changed.</summary>
    public void ForgetMark() => Mark = null;

    /// <summary>As a register of 64 bits signed shows it.</summary>
    internal static long Saturate(Int128 value) => (long)Int128.Clamp(value, long.MinValue, long.MaxValue);

    private void Add(Int128 amount)
    {
        Cash += amount;
        Unknown |= Cash < -CashEnd || Cash >= CashEnd;
    }

    private bool Move(long lots)
    {
        long position = Position + lots;
        Position = (int)Math.Clamp(position, int.MinValue, int.MaxValue);
        Unknown |= position != Position;
        return position == Position;
    }
}
