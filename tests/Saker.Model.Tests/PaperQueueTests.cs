using Saker.Wire;
using Xunit;

namespace Saker.Model.Tests;

/// <summary>A paper order's place in the queue, rule by rule: docs/card.md section 12. Each for a bid and, mirrored, for an ask.</summary>
public sealed class PaperQueueTests
{
    private const ushort Level = 50;

    public static TheoryData<Side> Sides { get; } = [Side.Buy, Side.Sell];

    /// <summary>Ahead 100, 50 resting; 80 trade, 20 are ahead; 30 trade, 10 are ours.</summary>
    [Theory]
    [MemberData(nameof(Sides))]
    public void The_published_queue(Side side)
    {
        Market market = new(side);
        PaperQueue q = PaperQueue.Rest(side, Level, 50, 100);
        Assert.Equal((0u, 20u), (q.Take(market.Executed(0, 80)), q.Ahead));
        Assert.Equal((10u, 0u), (q.Take(market.Executed(0, 30)), q.Ahead));
        Assert.Equal((40u, 10u, true), (q.Open, q.Done, q.Active));
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void What_trades_beyond_us_is_ours_first_and_others_lose_it_behind_us(Side side)
    {
        Market market = new(side);
        PaperQueue q = PaperQueue.Rest(side, Level, 50, 0);
        q.Take(market.Entered(0, 70));
        Assert.Equal((30u, 40u, 20u), (q.Take(market.Executed(0, 30)), q.Behind, q.Open));
        Assert.Equal((20u, 0u, false), (q.Take(market.Executed(0, 60)), q.Behind, q.Active));
        Assert.Equal(0u, q.Take(market.Executed(0, 60)));
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void A_trade_at_a_worse_price_met_us_first_and_one_at_a_better_price_did_not(Side side)
    {
        Market market = new(side);
        PaperQueue q = PaperQueue.Rest(side, Level, 50, 1_000);
        Assert.Equal(0u, q.Take(market.Executed(1, 9)));
        Assert.Equal((9u, 1_000u), (q.Take(market.Executed(-1, 9)), q.Ahead));
        Assert.Equal((41u, 0u), (q.Take(market.Executed(-3, 500)), q.Open));
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void A_cancel_was_behind_us_as_long_as_anything_is(Side side)
    {
        Market market = new(side);
        PaperQueue q = PaperQueue.Rest(side, Level, 50, 100);
        q.Take(market.Entered(0, 30));
        q.Take(market.Cancelled(0, 20));
        Assert.Equal((100u, 10u), (q.Ahead, q.Behind));
        q.Take(market.Cancelled(0, 25));
        Assert.Equal((85u, 0u), (q.Ahead, q.Behind));
        q.Take(market.Cancelled(1, 25));
        q.Take(market.Cancelled(-1, 25));
        q.Take(market.Cancelled(0, 25, against: true));
        Assert.Equal((85u, 0u), (q.Ahead, q.Behind));
        q.Take(market.Cancelled(0, 500));
        Assert.Equal((0u, 50u), (q.Ahead, q.Open));
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void What_comes_to_our_level_is_behind_and_elsewhere_nothing(Side side)
    {
        Market market = new(side);
        PaperQueue q = PaperQueue.Rest(side, Level, 50, 100);
        q.Take(market.Entered(1, 7));
        q.Take(market.Entered(-1, 7));
        Assert.Equal(0u, q.Behind);
        q.Take(market.Entered(0, 7));
        Assert.Equal((100u, 7u), (q.Ahead, q.Behind));
        q.Take(market.Entered(0, uint.MaxValue));
        Assert.Equal(uint.MaxValue, q.Behind);
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void An_order_of_the_other_side_at_our_price_or_beyond_would_have_met_us(Side side)
    {
        Market market = new(side);
        PaperQueue q = PaperQueue.Rest(side, Level, 50, 100);
        Assert.Equal(0u, q.Take(market.Entered(1, 20, against: true)));
        Assert.Equal((20u, 100u), (q.Take(market.Entered(0, 20, against: true)), q.Ahead));
        Assert.Equal((30u, false), (q.Take(market.Entered(-1, 99, against: true)), q.Active));
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void Of_a_replace_the_old_order_goes_first_and_then_the_new_one_comes(Side side)
    {
        Market market = new(side);
        PaperQueue q = PaperQueue.Rest(side, Level, 50, 100);
        // It stays at its level: from ahead to behind.
        q.Take(market.Replaced(0, 30, 0, 40));
        Assert.Equal((70u, 40u), (q.Ahead, q.Behind));
        q.Take(market.Replaced(0, 45, 2, 45));
        Assert.Equal((65u, 0u), (q.Ahead, q.Behind));
        q.Take(market.Replaced(-2, 45, 0, 15));
        Assert.Equal((65u, 15u), (q.Ahead, q.Behind));
        Assert.Equal((12u, 65u), (q.Take(market.Replaced(3, 30, 0, 12, against: true)), q.Ahead));
        // To quantity 0: only the removal.
        q.Take(market.Replaced(0, 20, 0, 0) with { NewInside = false });
        Assert.Equal((60u, 0u), (q.Ahead, q.Behind));
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void Orders_beyond_the_window_move_nothing(Side side)
    {
        Market market = new(side);
        PaperQueue q = PaperQueue.Rest(side, Level, 50, 100);
        foreach (OrderPart message in (OrderPart[])[market.Executed(-1, 9), market.Executed(0, 9), market.Cancelled(0, 9), market.Entered(0, 9), market.Entered(0, 9, against: true)])
        {
            Assert.Equal(0u, q.Take(message with { Inside = false }));
        }
        Assert.Equal(0u, q.Take(market.Replaced(0, 9, 0, 9, against: true) with { Inside = false, NewInside = false }));
        Assert.Equal(PaperQueue.Rest(side, Level, 50, 100), q);
    }

    /// <summary>Messages as an order of this side sees them.</summary>
    private readonly record struct Market(Side Ours)
    {
        public OrderPart Executed(int nearer, uint lots) => new(OrderKind.Execute, Ours, 1, At(nearer), true, false, OutQty: lots);

        public OrderPart Cancelled(int nearer, uint lots, bool against = false) => new(OrderKind.Cancel, Of(against), 1, At(nearer), true, false, OutQty: lots);

        public OrderPart Entered(int nearer, uint lots, bool against = false) => new(OrderKind.Add, Of(against), 1, At(nearer), true, false, lots);

        public OrderPart Replaced(int from, uint left, int to, uint lots, bool against = false) =>
            new(OrderKind.Replace, Of(against), 1, At(from), true, true, lots, 2, At(to), true, left);

        private Side Of(bool against) => against ? 1 - Ours : Ours;

        /// <param name="nearer">Ticks nearer to the mid than our order.</param>
        private ushort At(int nearer) => (ushort)(Ours == Side.Buy ? Level + nearer : Level - nearer);
    }
}
