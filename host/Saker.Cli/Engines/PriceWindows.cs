using Saker.Card;

namespace Saker.Cli;

/// <summary>Chooses the window of prices that the card's ladder covers, from the prices of a symbol's orders.</summary>
internal static class PriceWindows
{
    private const uint MostTick = 65_535, Dollar = 10_000;

    // Price units: ten cents, five cents, a cent, half a cent; below a dollar 0.001 and 0.0001.
    private static readonly uint[] Ticks = [1_000, 500, 100, 50, 10, 1];

    /// <summary>The window with the largest tick that every price inside it is a multiple of, with the median price in its middle. A price outside does not
    /// count: an order at 0.0001 or 199,999.99 must not spoil the tick of those that trade.</summary>
    /// <param name="symbol">1..8 characters.</param>
    /// <param name="tally">Prices of its orders.</param>
    /// <param name="levels">Ticks in the card's window.</param>
    public static SymbolWindow Choose(string symbol, PriceTally tally, int levels)
    {
        IReadOnlyCollection<uint> prices = tally.Prices;
        if (prices.Count == 0)
        {
            return new SymbolWindow(symbol, 0, 1);
        }

        uint median = tally.Median;
        uint all = prices.Aggregate(Divisor), dollars = prices.Where(p => p >= Dollar).Aggregate(0u, Divisor);
        foreach (uint tick in Ticks.Concat([all, dollars]).Where(t => t is > 0 and <= MostTick).Distinct().OrderDescending())
        {
            SymbolWindow window = SymbolWindow.Around(symbol, median, tick, levels);
            long top = window.Price(levels);
            if (prices.All(p => p < window.Base || p >= top || (p - window.Base) % tick == 0))
            {
                return window;
            }
        }

        return SymbolWindow.Around(symbol, median, 1, levels);
    }

    private static uint Divisor(uint a, uint b) => b == 0 ? a : Divisor(b, a % b);
}
