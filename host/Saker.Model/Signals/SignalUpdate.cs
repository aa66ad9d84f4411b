using Saker.Wire;

namespace Saker.Model;

// What the signals of a symbol take: docs/signals.md section 1.

/// <summary>What a book message did.</summary>
public enum OrderKind : byte
{
    /// <summary>A F.</summary>
    Add,
    /// <summary>E C.</summary>
    Execute,
    /// <summary>X D.</summary>
    Cancel,
    /// <summary>U.</summary>
    Replace,
}

/// <summary>A trade: E, a printable C, or P.</summary>
/// <param name="Qty">Lots.</param>
/// <param name="Price">Price units; says nothing unless priced.</param>
/// <param name="Priced">The price is known.</param>
/// <param name="Known">The aggressor's side is known.</param>
/// <param name="Buy">The aggressor buys.</param>
public readonly record struct TradePart(uint Qty, uint Price, bool Priced, bool Known, bool Buy);

/// <summary>A book message that was applied.</summary>
/// <param name="Side">Of the order.</param>
/// <param name="Ref">Add: the new order; else the one it names.</param>
/// <param name="Idx">Level of that order above the window base.</param>
/// <param name="Inside">It has a level: not a far order.</param>
/// <param name="Gone">No quantity of it is left.</param>
/// <param name="NewQty">Add, replace: lots entered.</param>
/// <param name="NewRef">Replace: the new reference.</param>
/// <param name="NewIdx">Replace: the new order's level.</param>
/// <param name="NewInside">Replace: the new order has a level.</param>
/// <param name="OutQty">Lots that left the order it names: execute, cancel: removed; replace: what remained of it; add: 0.</param>
public readonly record struct OrderPart(
    OrderKind Kind, Side Side, ulong Ref, ushort Idx, bool Inside, bool Gone, uint NewQty = 0, ulong NewRef = 0, ushort NewIdx = 0, bool NewInside = false,
    uint OutQty = 0);

/// <summary>The top of book after the message, or after a change of flags without one. Quantities in lots.</summary>
public readonly record struct BookPart(BookFlags Flags, ushort BidIdx, uint BidQty, ushort AskIdx, uint AskQty)
{
    /// <summary>No flag set.</summary>
    public bool Ok => Flags == BookFlags.None;

    /// <summary>STALE or HALTED: messages may be missing, or the market stands still.</summary>
    public bool Broken => (Flags & (BookFlags.Stale | BookFlags.Halted)) != 0;

    /// <summary>Twice the mid, ticks above the window base.</summary>
    public int Mid2 => BidIdx + AskIdx;

    /// <summary>Level and quantity of a side's best.</summary>
    public (ushort Idx, uint Qty) Best(Side side) => side == Side.Buy ? (BidIdx, BidQty) : (AskIdx, AskQty);
}

/// <summary>One message of a symbol, or one pulse without a message.</summary>
/// <param name="Now">Card time in units of 1,024 ns, 54 bits.</param>
public readonly record struct SignalUpdate(ulong Now, TradePart? Trade, OrderPart? Order, BookPart? Book);
