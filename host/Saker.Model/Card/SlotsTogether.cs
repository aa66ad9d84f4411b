namespace Saker.Model;

/// <summary>What the gate looks at of all slots together: docs/card.md section 8.8.</summary>
/// <param name="SymbolOthers">Worst case of all slots of the order's symbol, on the order's side and in lots, less <paramref name="Own"/>.</param>
/// <param name="Own">Most that the slot's quote of that side may rest with, in whose place a quote comes; 0 for an order of the desk.</param>
/// <param name="MaxPosition">SYM_MAX_POSITION of that symbol, lots.</param>
/// <param name="Exposure">Exposure of all slots with this order, price units times lots; null: not known.</param>
/// <param name="MaxExposure">AGG_MAX_NOTIONAL, price units times lots.</param>
public readonly record struct SlotsTogether(long SymbolOthers, ulong Own, uint MaxPosition, ulong? Exposure, ulong MaxExposure)
{
    /// <summary>Whether V_AGGREGATE is set for an order that may rest with <paramref name="open"/> lots.</summary>
    /// <param name="reduces">It reduces its slot's position (section 8).</param>
    public bool Refuses(uint open, bool reduces)
    {
        bool position = SymbolOthers + (long)Math.Max(Own, open) > MaxPosition;
        bool money = Exposure is not { } exposure || exposure > MaxExposure;
        return position || (money && !reduces);
    }

    /// <summary>Worst case of one side of some slots together, lots.</summary>
    /// <param name="side">0 buys, 1 sells.</param>
    public static long Worst(OrderState orders, IEnumerable<int> slots, int side) =>
        slots.Sum(n => (side == 0 ? orders.Position(n) : -(long)orders.Position(n)) + orders.QuoteOpen(n, side) + orders.Table.Open(n, side));

    /// <summary>Exposure of some slots, price units times lots, at most 2^64 − 1; null: one has an exposure and no mark.</summary>
    public static ulong? ExposureOf(OrderState orders, IEnumerable<int> slots)
    {
        UInt128 sum = 0;
        foreach (int n in slots)
        {
            (uint buys, uint sells) = (orders.WorstOpen(n, 0), orders.WorstOpen(n, 1));
            long lots = Math.Max(Math.Abs(orders.Position(n) + (long)buys), Math.Abs(orders.Position(n) - (long)sells));
            if (buys == uint.MaxValue || sells == uint.MaxValue || (lots != 0 && orders.Money(n).Mark is null))
            {
                return null;
            }

            sum += (UInt128)lots * (((orders.Money(n).Mark ?? 0) + 1) / 2);
        }

        return Saturate(sum);
    }

    /// <summary>An exposure with orders that each count with their slot's SLOT_MAX_NOTIONAL.</summary>
    public static ulong? With(ulong? exposure, params IEnumerable<ulong> orders) =>
        exposure is { } known ? Saturate(orders.Aggregate((UInt128)known, (sum, order) => sum + order)) : null;

    private static ulong Saturate(UInt128 value) => (ulong)UInt128.Min(value, ulong.MaxValue);
}
