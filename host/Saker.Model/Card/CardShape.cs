using Saker.Wire;

namespace Saker.Model;

/// <summary>The build's sizes, as the RTL's parameters have them. docs/card.md.</summary>
/// <param name="NumSymbols">Tracked symbols, 1..127.</param>
/// <param name="NumSlots">Quoting slots, 1..16.</param>
/// <param name="LadderLog2">log2 of the ticks in a symbol's window, 6..16.</param>
/// <param name="OrderBucketsLog2">log2 of the buckets of each half of the order table, 1..24.</param>
/// <param name="OrderWays">Ways of a bucket, 1..7.</param>
public readonly record struct CardShape(int NumSymbols, int NumSlots, int LadderLog2, int OrderBucketsLog2, int OrderWays)
{
    /// <summary>The card as it is delivered: the defaults of hdl/top/saker_core.sv.</summary>
    public static CardShape Delivered { get; } = new(NumSymbols: 16, NumSlots: 4, LadderLog2: 12, OrderBucketsLog2: 14, OrderWays: 6);

    /// <summary>Ticks in a window.</summary>
    public int Window => 1 << LadderLog2;
}

/// <summary>Price window of a symbol in price units. Tick 0 makes every price off tick.</summary>
public readonly record struct PriceWindow(uint Base, uint Tick)
{
    /// <summary>The level of a price, or that it is far; else the reason why it has no place. docs/card.md section 5.</summary>
    /// <param name="levels">Ticks in the window.</param>
    internal StaleReason Place(uint price, Side side, int levels, out bool far, out int idx)
    {
        far = false;
        idx = 0;
        if (Tick == 0)
        {
            return StaleReason.OffTick;
        }
        bool below = price < Base;
        bool above = price >= Base + (ulong)levels * Tick;
        if (below || above)
        {
            far = below == (side == Side.Buy);
            return far ? StaleReason.None : StaleReason.OffWindow;
        }
        idx = (int)((price - Base) / Tick);
        return (price - Base) % Tick == 0 ? StaleReason.None : StaleReason.OffTick;
    }
}
