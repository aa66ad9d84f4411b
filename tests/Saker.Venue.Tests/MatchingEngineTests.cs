namespace Saker.Venue.Tests;

public sealed class MatchingEngineTests
{
    private sealed class TradeOwner : IOrderOwner
    {
        private Order? _resting;

        public List<(ulong Resting, ulong Aggressor, uint Quantity, long Price)> Trades { get; } = [];

        public void OnFill(Order order, uint quantity, long price, ulong match, bool added)
        {
            if (added)
            {
                _resting = order;
            }
            else
            {
                Trades.Add((_resting!.Reference, order.Reference, quantity, price));
            }
        }

        public void OnCancelled(Order order, uint quantity) => Assert.Fail("the venue cancels nothing here");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20260101)]
    public void Random_orders_match_as_in_the_naive_market(int seed)
    {
        var random = new Random(seed);
        var engine = new MatchingEngine([Market.Test], new ItchFeed(new RecordingSink(), new EventTime(0)));
        var book = engine.Books[0];
        var naive = new NaiveMarket();
        var owner = new TradeOwner();
        var orders = new Dictionary<ulong, Order>();
        for (int n = 0; n < 20_000; n++)
        {
            var alive = orders.Values.Where(o => o.Resting).ToArray();
            int act = alive.Length == 0 ? 0 : random.Next(alive.Length > 60 ? 14 : 10);
            var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            long price = 1000 + (5 * random.Next(12));
            uint quantity = (uint)random.Next(1, 50);
            bool ioc = random.Next(5) == 0;
            if (act < 6)
            {
                var order = new Order(engine.NextReference(), owner, Market.Test, side, price, quantity);
                orders.Add(order.Reference, order);
                engine.Submit(order, ioc);
                naive.Submit(order.Reference, side, price, quantity, ioc);
            }
            else if (act < 8)
            {
                var old = alive[random.Next(alive.Length)];
                var order = new Order(engine.NextReference(), owner, Market.Test, old.Side, price, quantity);
                orders.Add(order.Reference, order);
                naive.Reduce(old.Reference, 0);
                naive.Submit(order.Reference, old.Side, price, quantity, ioc);
                engine.Replace(old, order, ioc);
            }
            else
            {
                var order = alive[random.Next(alive.Length)];
                uint open = (uint)random.Next((int)order.Open);
                engine.Reduce(order, open);
                naive.Reduce(order.Reference, open);
            }

            Assert.Equal(naive.Trades, owner.Trades);
            naive.Trades.Clear();
            owner.Trades.Clear();
            Assert.Equal(naive.Queue(Side.Buy), Queue(book.Bids));
            Assert.Equal(naive.Queue(Side.Sell), Queue(book.Asks));
        }
    }

    [Fact]
    public void Level_quantities_are_the_sums_of_their_orders()
    {
        var (engine, flow, time) = Market.Background(new RecordingSink(), seed: 5);
        flow.Open();
        for (int n = 0; n < 5_000; n++)
        {
            flow.Step(time);
            var book = engine.Books[n % engine.Books.Count];
            foreach (var side in new[] { book.Bids, book.Asks })
            {
                Assert.Equal(side[0].Orders.Sum(o => o.Open), side[0].Quantity);
                Assert.Equal(side.Worst!.Orders.Sum(o => o.Open), side.Worst.Quantity);
            }
        }
    }

    private static IEnumerable<(ulong Reference, long Price, uint Open)> Queue(BookSide side)
    {
        for (int i = 0; i < side.LevelCount; i++)
        {
            foreach (var order in side[i].Orders)
            {
                yield return (order.Reference, order.Price, order.Open);
            }
        }
    }
}
