namespace Saker.Venue.Tests;

public sealed class BackgroundFlowTests
{
    [Theory]
    [InlineData(1UL)]
    [InlineData(77UL)]
    public void A_receiver_rebuilds_the_engines_book_from_the_feed(ulong seed)
    {
        var sink = new RecordingSink();
        var (engine, flow, time) = Market.Background(sink, seed);
        var receiver = new ItchBook();
        int read = 0;
        flow.Open();
        for (int n = 0; n < 20_000; n++)
        {
            flow.Step(time);
            for (; read < sink.Messages.Count; read++)
            {
                receiver.Apply(sink.Messages[read]);
            }

            if (n % 50 == 0)
            {
                foreach (var book in engine.Books)
                {
                    Assert.Equal(Levels(book.Bids), receiver.Levels(book.Instrument.Locate, 'B'));
                    Assert.Equal(Levels(book.Asks), receiver.Levels(book.Instrument.Locate, 'S'));
                }
            }
        }

        Assert.Equal("OSQ", receiver.SystemEvents);
        Assert.Equal(["BTCUSD", "ETHUSD", "ETHBTC", "SOLUSD"], receiver.Symbols.OrderBy(s => s.Key).Select(s => s.Value));
        Assert.All(receiver.States.Values, state => Assert.Equal('T', state));
    }

    [Fact]
    public void A_seed_gives_the_same_stream_twice_and_another_seed_another()
    {
        Assert.Equal(Stream(1), Stream(1));
        Assert.NotEqual(Stream(1), Stream(2));
    }

    /// <summary>A side with too few levels, and the other side's best price beyond fair value: new levels must come to be all the same.</summary>
    [Fact]
    public void Every_market_goes_on_trading_and_no_price_gathers_orders_without_end()
    {
        const int Seeds = 30;
        const int Steps = 12_000;
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            var sink = new RecordingSink();
            var (engine, flow, time) = Market.Background(sink, seed, 200);
            flow.Open();
            for (int n = 0; n < Steps; n++)
            {
                flow.Step(time);
            }

            foreach (var book in engine.Books)
            {
                int most = Enumerable.Range(0, book.Bids.LevelCount).Select(i => book.Bids[i]).Concat(Enumerable.Range(0, book.Asks.LevelCount).Select(i => book.Asks[i])).Max(l => l.Orders.Count());
                Assert.True(most < 150, $"seed {seed}: {most} orders at one price of {book.Instrument.Symbol}");
            }
        }
    }

    [Theory]
    [InlineData(3UL, 200)]
    [InlineData(4UL, 50)]
    [InlineData(5UL, 1000)]
    public void The_book_stays_believable(ulong seed, int rate)
    {
        var sink = new RecordingSink();
        var (engine, flow, time) = Market.Background(sink, seed, rate);
        flow.Open();
        long spreads = 0;
        const int Steps = 60_000;
        for (int n = 0; n < Steps; n++)
        {
            flow.Step(time);
            foreach (var book in engine.Books)
            {
                long tick = book.Instrument.Tick;
                long bid = book.Bids.Best!.Price;
                long ask = book.Asks.Best!.Price;
                long mid = (bid + ask) / 2;
                Assert.True(bid < ask, $"crossed {book.Instrument.Symbol} at step {n}");
                Assert.InRange(book.Bids.LevelCount, 20, 400);
                Assert.InRange(book.Asks.LevelCount, 20, 400);
                Assert.InRange(mid, book.Instrument.StartPrice - (1500 * tick), book.Instrument.StartPrice + (1500 * tick));
                Assert.InRange(book.Bids.Worst!.Price, mid - (1000 * tick), mid);
                Assert.InRange(book.Asks.Worst!.Price, mid, mid + (1000 * tick));
                spreads += (ask - bid) / tick;
            }
        }

        Assert.InRange((double)spreads / Steps / engine.Books.Count, 1, 8);
        foreach (char type in "AEXDU")
        {
            Assert.Contains(sink.Messages, m => m[0] == type);
        }
    }

    [Fact]
    public void The_cross_pair_follows_its_two_legs()
    {
        var (engine, flow, time) = Market.Background(new RecordingSink(), seed: 9);
        flow.Open();
        long largest = 0;
        for (int n = 0; n < 100_000; n++)
        {
            flow.Step(time);
            double[] mids = [.. engine.Books.Select(b => (b.Bids.Best!.Price + b.Asks.Best!.Price) / 2.0)];
            double implied = mids[1] / mids[0] * 1e6;
            Assert.InRange(mids[2], implied - 40, implied + 40);
            largest = Math.Max(largest, (long)Math.Abs(mids[0] - engine.Books[0].Instrument.StartPrice) / engine.Books[0].Instrument.Tick);
        }

        Assert.True(largest >= 5, $"the market hardly moved: {largest} ticks");
    }

    [Fact]
    public void The_flow_also_trades_with_a_participants_resting_quotes_on_both_sides()
    {
        var (engine, flow, time) = Market.Background(new RecordingSink(), seed: 11);
        var owners = new Dictionary<Side, RecordingOwner> { [Side.Buy] = new(), [Side.Sell] = new() };
        flow.Open();
        var quotes = new Dictionary<Side, Order>();
        for (int n = 0; n < 20_000; n++)
        {
            flow.Step(time);
            foreach (var side in new[] { Side.Buy, Side.Sell })
            {
                var own = engine.Books[0].Own(side);
                bool stands = quotes.TryGetValue(side, out var quote) && quote.Resting;
                if (stands && quote!.Price == own.Best!.Price)
                {
                    continue;
                }

                if (stands)
                {
                    engine.Reduce(quote!, 0);
                }

                quotes[side] = new Order(engine.NextReference(), owners[side], engine.Books[0].Instrument, side, own.Best!.Price, 10);
                engine.Submit(quotes[side], immediateOrCancel: false);
            }
        }

        Assert.All(owners.Values, owner => Assert.InRange(owner.Fills.Count(f => f.Added), 50, 20_000));
    }

    private static string Stream(ulong seed)
    {
        var sink = new RecordingSink();
        var (_, flow, time) = Market.Background(sink, seed);
        flow.Open();
        for (int n = 0; n < 30_000; n++)
        {
            flow.Step(time);
        }

        return sink.Hash();
    }

    private static IEnumerable<(long Price, long Quantity)> Levels(BookSide side) =>
        Enumerable.Range(0, side.LevelCount).Select(i => (side[i].Price, side[i].Quantity));
}
