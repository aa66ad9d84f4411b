using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Tests.Orders;

/// <summary>Three slots and symbols that make a triangle: slot and symbol 0 are X, 1 are Y, and slot 2 takes in symbol 2, Z.</summary>
internal static class TriangleRig
{
    public const int Bid = 500, Ask = 502, Z = 2;

    /// <summary>Lots of each leg, and its SLIP.</summary>
    public static readonly uint[] Qty = [11, 22, 33];
    public static readonly ushort[] Slip = [1, 2, 3];

    private const uint Theta = 100;

    /// <summary>Price units of a level of a symbol.</summary>
    public static uint Price(int symbol, int level) => (uint)TakerBench.Windows[symbol].Price(level);

    /// <summary>The rates at which a bid of Z at that level is just enough, and an ask at the other.</summary>
    public static (uint Sell, uint Buy) Rates(int bidZ, int askZ)
    {
        ulong cost = (ulong)Price(0, Ask) * Price(1, Ask), worth = (ulong)Price(0, Bid) * Price(1, Bid);
        uint sold = Price(Z, bidZ) - Theta, bought = Price(Z, askZ) + Theta;
        // The smallest rate that pays, and the greatest that costs no more.
        return ((uint)((cost + sold - 1) / sold), (uint)(worth / bought));
    }

    /// <summary>X, Y and Z.</summary>
    /// <param name="bidZ">The lowest level of a bid of Z that is sold to.</param>
    /// <param name="askZ">The highest level of an ask of Z that is bought from.</param>
    /// <param name="act">LEG_ACT.</param>
    public static SlotParameters[] Slots(int bidZ, int askZ, LegAct act = LegAct.Hold)
    {
        (uint sell, uint buy) = Rates(bidZ, askZ);
        SlotParameters leg = TradingBench.Plain with { Take = Take.Leg, Lead = Z };
        return
        [
            leg with { Symbol = 0, Qty = Qty[0], Slip = Slip[0] },
            leg with { Symbol = 1, Qty = Qty[1], Slip = Slip[1] },
            TradingBench.Plain with { Symbol = 2, Take = Take.Triangle, LegX = 0, LegY = 1, Qty = Qty[2], Slip = Slip[2], Theta = Theta, RateSell = sell, RateBuy = buy, LegAct = act },
        ];
    }

    /// <summary>All three books at <see cref="Bid"/> and <see cref="Ask"/>.</summary>
    public static TakerBench Ready(params SlotParameters[] slots)
    {
        var bench = new TakerBench(slots);
        for (int symbol = 0; symbol <= Z; symbol++)
        {
            bench.Open(symbol, Bid, Ask);
        }

        bench.Forget();
        return bench;
    }

    /// <summary>The side of a leg: 0 buy, 1 sell.</summary>
    public static int Side(bool forward, int leg) => Triangle.SideOf(forward ? TriangleWay.Forward : TriangleWay.Reverse, leg);

    /// <summary>Makes it worth taking: Z's bid comes up, or its ask down, to a level.</summary>
    public static void Shoot(this TakerBench bench, bool forward, int level)
    {
        // The ask of Z is far above, its bid far below, so that one of them may move alone.
        bench.Move(Z, forward ? Wire.Side.Buy : Wire.Side.Sell, level);
    }
}
