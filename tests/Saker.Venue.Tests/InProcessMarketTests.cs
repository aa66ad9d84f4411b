using Saker.Wire;

namespace Saker.Venue.Tests;

/// <summary>The market without sockets: lines, recovery, sessions and midnight, each against a receiver's book made from the bytes alone.</summary>
public sealed class InProcessMarketTests
{
    private const long Ms = 1_000_000;

    [Fact]
    public void Clean_lines_carry_the_same_packets_and_the_books_are_the_venues()
    {
        var market = new InProcessMarket(1, Market.Sixteen, new LinePlan(), new LinePlan());
        var receiver = new Receiver();
        for (int n = 0; n < 100; n++)
        {
            var packets = market.Step(10 * Ms);
            Assert.Equal(
                packets.Where(p => p.Line == 0).Select(p => (p.TimeNs, Convert.ToHexString(p.Bytes.Span))),
                packets.Where(p => p.Line == 1).Select(p => (p.TimeNs, Convert.ToHexString(p.Bytes.Span))));
            receiver.Take(packets);
            Assert.Equal(market.NextSequence, receiver.Expected);
            receiver.Book.AssertIs(market.Books, $"step {n}");
        }

        Assert.Equal(16, receiver.Book.Symbols.Count);
        Assert.Equal(Market.Sixteen.Select(i => i.Symbol), market.Books.Select(b => b.Instrument.Symbol));
        Assert.Equal(0, receiver.Requests);
        Assert.InRange(market.NextSequence, 5_000UL, 20_000UL);
    }

    [Fact]
    public void A_seed_gives_the_same_packets_twice()
    {
        static string Packets(ulong seed)
        {
            var market = new InProcessMarket(seed, Market.Sixteen, FaultPlan.Mixed(seed, 200 * Ms));
            return string.Join(' ', Enumerable.Range(0, 20).SelectMany(_ => market.Step(10 * Ms))
                .Select(p => $"{p.Line}@{p.TimeNs}:{Convert.ToHexString(p.Bytes.Span)}{p.Corrupt}"));
        }

        Assert.Equal(Packets(3), Packets(3));
        Assert.NotEqual(Packets(3), Packets(4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void After_mixed_faults_and_re_requests_the_books_are_the_venues(ulong first)
    {
        int requests = 0;
        for (ulong seed = first; seed < first + 30; seed++)
        {
            var plan = FaultPlan.Mixed(seed, 300 * Ms);
            var market = new InProcessMarket(seed, Market.Sixteen, plan, new MarketSettings { GatherNs = (long)(seed % 3) * Ms });
            var receiver = new Receiver { Store = market.Store };
            for (int n = 0; n < 3; n++)
            {
                receiver.Take(market.Step(100 * Ms));
                receiver.Take(market.Drain());
                receiver.Fill(market.NextSequence);
                receiver.Book.AssertIs(market.Books, $"seed {seed}, {plan}");
            }

            requests += receiver.Requests;
        }

        Assert.InRange(requests, 100, 100_000);
    }

    [Fact]
    public void Packets_arrive_in_order_of_time_and_a_line_may_be_late()
    {
        var market = new InProcessMarket(5, Market.Sixteen, new LinePlan(), LinePlan.Parse("skew_us=700,delay=0.2"));
        var packets = Enumerable.Range(0, 50).SelectMany(_ => market.Step(Ms)).ToList();
        packets.AddRange(market.Drain());
        Assert.Equal(packets.Select(p => p.TimeNs).Order(), packets.Select(p => p.TimeNs));
        Assert.Equal(market.Packets, packets.Count(p => p.Line == 0));
        Assert.Equal(market.Packets, packets.Count(p => p.Line == 1));
        var sent = packets.Where(p => p.Line == 0).Select(p => p.TimeNs + 700_000).Order().ToList();
        Assert.True(sent.Zip(packets.Where(p => p.Line == 1).Select(p => p.TimeNs)).All(t => t.Second >= t.First));
    }

    [Fact]
    public void A_market_that_stands_still_sends_a_heartbeat_each_simulated_second()
    {
        var market = new InProcessMarket(6, Market.Sixteen, new LinePlan(), new LinePlan());
        market.Step(10 * Ms);
        market.Flowing = false;
        var packets = market.Step(5_000 * Ms).Where(p => p.Line == 0).ToList();
        Assert.InRange(packets.Count, 4, 5);
        Assert.All(packets, p => Assert.Equal((market.NextSequence, 0), Head(p)));
        Assert.All(packets.Zip(packets.Skip(1)), p => Assert.Equal(1_000 * Ms, p.Second.TimeNs - p.First.TimeNs));
        market.Flowing = true;
        Assert.NotEmpty(market.Step(20 * Ms));
    }

    [Fact]
    public void A_snapshot_and_the_messages_after_it_are_the_exact_books()
    {
        var owner = new RecordingOwner();
        var market = new InProcessMarket(7, Market.Sixteen, new LinePlan(), new LinePlan());
        market.Step(50 * Ms);
        var ours = market.Books[0].Instrument;
        var quote = new Order(market.Engine.NextReference(), owner, ours, Side.Buy, ours.StartPrice - (250 * ours.Tick), 77);
        market.Engine.Submit(quote, immediateOrCancel: false);
        market.Desk.OperationalHalt("SPY", 'B', 'H');
        market.Desk.OperationalHalt("SPY", 'Q', 'H');
        market.Desk.OperationalHalt("SPY", 'B', 'T');
        market.Desk.SetState("AAPL", 'P', "LUDP");
        market.Step(50 * Ms);
        for (int n = 0; n < 20; n++)
        {
            var sink = new RecordingSink();
            ulong next = market.Snapshot.Write(sink);
            var receiver = new Receiver { Expected = next, Store = market.Store };
            sink.Messages.ForEach(receiver.Book.Apply);
            Assert.Equal((next, market.NextSequence), (receiver.Book.SnapshotNext, next));
            receiver.Book.AssertIs(market.Books, $"snapshot {n}");
            Assert.Contains(sink.Messages, m => ItchAddOrder.TryRead(m, out var a) && a.Reference.Value == quote.Reference && a.Shares.Lots == 77);
            Assert.Equal(("OSQ", "SPY", 'P', 'T'), (receiver.Book.SystemEvents, receiver.Book.Symbols[15], receiver.Book.States[11], receiver.Book.States[1]));
            Assert.Equal(["h15QH", "h15BT"], receiver.Book.Notices);
            receiver.Take(market.Step(30 * Ms));
            receiver.Book.AssertIs(market.Books, $"after snapshot {n}");
        }
    }

    [Fact]
    public void A_snapshot_gives_orders_in_price_and_time_order()
    {
        var market = new InProcessMarket(8, Market.Sixteen, new LinePlan(), new LinePlan());
        market.Step(500 * Ms);
        var sink = new RecordingSink();
        market.Snapshot.Write(sink);
        var expected = market.Books.OrderBy(b => b.Instrument.Locate).SelectMany(b => new[] { b.Bids, b.Asks })
            .SelectMany(s => Enumerable.Range(0, s.LevelCount).SelectMany(i => s[i].Orders)).Select(o => o.Reference);
        Assert.Equal(expected, sink.Messages.Select(m => ItchAddOrder.TryRead(m, out var a) ? a.Reference.Value : 0).Where(r => r != 0));
        string types = string.Concat(sink.Messages.Select(m => (char)m[0]));
        Assert.Matches("^SSSR{16}H{16}A+G$", types);
    }

    [Fact]
    public void A_session_rolls_with_new_locates_and_live_orders()
    {
        var owner = new RecordingOwner();
        var market = new InProcessMarket(9, Market.Sixteen, new LinePlan(), new LinePlan());
        var receiver = new Receiver();
        receiver.Take(market.Step(200 * Ms));
        var ours = market.Books[4].Instrument;
        var quote = new Order(market.Engine.NextReference(), owner, ours, Side.Sell, ours.StartPrice + (250 * ours.Tick), 55);
        market.Engine.Submit(quote, immediateOrCancel: false);
        ushort[] before = [.. market.Books.Select(b => b.Instrument.Locate)];
        ulong last = market.NextSequence;
        market.RollSession("SAKER00002");
        Assert.Equal("SAKER00002", market.Session);
        var packets = market.Step(0);
        var ended = packets.Where(p => p.Line == 0 && Head(p).Count == MoldPacket.EndOfSessionCount).ToList();
        Assert.Equal(3, ended.Count);
        Assert.All(ended, p => Assert.Equal(last + 3, Head(p).Sequence));
        Assert.All(ended, p => Assert.True(MoldPacket.TryRead(p.Bytes.Span, out var m) && m.Session.ToString() == "SAKER00001"));

        var fresh = new Receiver { Session = "SAKER00002" };
        receiver.Take(packets);
        fresh.Take(packets);
        Assert.Equal("OSQMEC", receiver.Book.SystemEvents);
        Assert.Equal("OSQ", fresh.Book.SystemEvents);
        Assert.Equal(Enumerable.Range(1, 16), fresh.Book.Symbols.Keys.Order());
        Assert.NotEqual(before, market.Books.Select(b => b.Instrument.Locate));
        fresh.Take(market.Step(300 * Ms));
        fresh.Book.AssertIs(market.Books, "after the roll");
        Assert.Equal(market.NextSequence, fresh.Expected);
        Assert.True(quote.Resting);
        Assert.Empty(owner.Cancelled);

        // Locates are by seed.
        var again = new InProcessMarket(9, Market.Sixteen, new LinePlan(), new LinePlan());
        again.RollSession("X");
        Assert.Equal(market.Books.Select(b => b.Instrument.Locate), again.Books.Select(b => b.Instrument.Locate));
        Assert.All(Market.Sixteen.Zip(Enumerable.Range(1, 16)), p => Assert.Equal(p.Second, p.First.Locate));
    }

    [Fact]
    public void A_session_may_begin_with_another_list_of_instruments()
    {
        var owner = new RecordingOwner();
        var all = Market.Sixteen;
        var market = new InProcessMarket(10, [.. all.Take(8)], new LinePlan(), new LinePlan());
        market.Step(100 * Ms);
        Order Rest(int book)
        {
            var i = market.Books[book].Instrument;
            var order = new Order(market.Engine.NextReference(), owner, i, Side.Buy, i.StartPrice - (250 * i.Tick), 10);
            market.Engine.Submit(order, immediateOrCancel: false);
            return order;
        }

        var (goes, stays) = (Rest(0), Rest(7));
        market.RollSession("NEXT", [.. all.Skip(4).Take(10)]);
        Assert.Equal([(goes.Reference, 10U)], owner.Cancelled);
        Assert.True(stays.Resting);
        var old = new Receiver();
        var receiver = new Receiver { Session = "NEXT" };
        var packets = market.Step(100 * Ms);
        receiver.Take(packets);
        receiver.Take(market.Step(500 * Ms));
        receiver.Book.AssertIs(market.Books, "the new list");
        Assert.Equal(all.Skip(4).Take(10).Select(i => i.Symbol).Order(), receiver.Book.Symbols.Values.Order());
        Assert.All(market.Books, b => Assert.InRange(b.Bids.LevelCount, 20, 400));
        Assert.Null(market.Engine.Find("BTCUSD"));
        Assert.Throws<VenueException>(() => market.RollSession("NEXT"));
        Assert.Throws<VenueException>(() => market.RollSession("B", [all[0], all[0]]));
        Assert.Throws<VenueException>(() => market.RollSession("not a name"));
    }

    [Fact]
    public void Time_stamps_roll_over_at_midnight_and_the_market_goes_on()
    {
        var settings = new MarketSettings { StartNs = EventTime.DayNs - (2_000 * Ms) };
        var market = new InProcessMarket(11, Market.Sixteen, new LinePlan(), new LinePlan(), settings);
        var receiver = new Receiver();
        for (int n = 0; n < 40; n++)
        {
            receiver.Take(market.Step(100 * Ms));
        }

        receiver.Book.AssertIs(market.Books, "after midnight");
        Assert.All(receiver.Times, t => Assert.InRange(t, 0UL, (ulong)EventTime.DayNs - 1));
        int falls = receiver.Times.Zip(receiver.Times.Skip(1)).Count(t => t.Second < t.First);
        Assert.Equal(1, falls);
        Assert.InRange(receiver.Times[^1], 1_990_000_000UL, 2_000_000_000UL);
        market.RollSession("NEXTDAY");
        var sink = new RecordingSink();
        market.Snapshot.Write(sink);
        Assert.All(sink.Messages.SkipLast(1), m => Assert.InRange(ItchHead.Time(m).Nanoseconds, 0UL, 2_000_000_000UL));
    }

    [Fact]
    public void A_price_jump_moves_the_whole_book_and_takes_what_it_passes()
    {
        var owner = new RecordingOwner();
        var market = new InProcessMarket(12, Market.Sixteen, new LinePlan(), new LinePlan());
        var receiver = new Receiver();
        receiver.Take(market.Step(100 * Ms));
        foreach (var book in market.Books.ToArray())
        {
            var i = book.Instrument;
            var ask = new Order(market.Engine.NextReference(), owner, i, Side.Sell, i.StartPrice + (200 * i.Tick), i.Lot * 3);
            var bid = new Order(market.Engine.NextReference(), owner, i, Side.Buy, i.StartPrice - (200 * i.Tick), i.Lot * 3);
            market.Engine.Submit(ask, immediateOrCancel: false);
            market.Engine.Submit(bid, immediateOrCancel: false);
            long to = i.StartPrice + (4_500 * i.Tick);
            market.Jump(i.Symbol, to);
            Assert.False(ask.Resting);
            Assert.True(bid.Resting);
            Assert.Equal(i.StartPrice + (200 * i.Tick), owner.Fills[^1].Price);
            receiver.Take(market.Step(50 * Ms));
            receiver.Book.AssertIs(market.Books, i.Symbol);
            Assert.InRange(book.Bids.Best!.Price, to - (60 * i.Tick), to + (60 * i.Tick));
            Assert.InRange(book.Asks.Best!.Price, to - (60 * i.Tick), to + (60 * i.Tick));
            Assert.InRange(book.Bids.LevelCount, 20, 400);
        }

        receiver.Take(market.Step(2_000 * Ms));
        receiver.Book.AssertIs(market.Books, "two seconds on");
        var btc = market.Books[0];
        Assert.InRange(btc.Bids.Best!.Price, btc.Instrument.StartPrice + (3_900 * btc.Instrument.Tick), btc.Instrument.StartPrice + (5_100 * btc.Instrument.Tick));
        Assert.Throws<VenueException>(() => market.Jump("BTCUSD", 6_000_001));
        Assert.Throws<VenueException>(() => market.Jump("BTCUSD", 100));
        Assert.Throws<VenueException>(() => market.Jump("NOPE", 100));
        market.Desk.SetState("BTCUSD", 'H');
        Assert.Throws<VenueException>(() => market.Jump("BTCUSD", 6_000_000));
    }

    private static (ulong Sequence, int Count) Head(LinePacket packet)
    {
        Assert.True(MoldPacket.TryRead(packet.Bytes.Span, out var mold));
        return (mold.Sequence, mold.Count);
    }

    /// <summary>Takes what arrives first on either line, keeps what is early, and asks for what is missing.</summary>
    private sealed class Receiver
    {
        private readonly Dictionary<ulong, byte[]> _early = [];

        public string Session { get; init; } = "SAKER00001";

        public ulong Expected { get; set; } = 1;

        public ItchBook Book { get; } = new();

        public RetransmissionStore? Store { get; init; }

        public int Requests { get; private set; }

        public List<ulong> Times { get; } = [];

        public void Take(IEnumerable<LinePacket> packets)
        {
            foreach (var packet in packets.Where(p => !p.Corrupt))
            {
                Take(packet.Bytes.Span);
            }
        }

        public void Fill(ulong end)
        {
            byte[] request = new byte[MoldRequest.Length];
            byte[] answer = new byte[RetransmissionStore.MaxAnswer];
            while (Expected < end)
            {
                new MoldRequest(SessionId.Of(Session), Expected, 1).Write(request);
                int length = Store!.Answer(request, answer);
                Assert.NotEqual(0, length);
                Requests++;
                Take(answer.AsSpan(0, length));
            }
        }

        private void Take(ReadOnlySpan<byte> bytes)
        {
            Assert.True(MoldPacket.TryRead(bytes, out var packet));
            if (packet.Session.ToString() != Session)
            {
                return;
            }

            foreach (var message in packet)
            {
                if (message.Sequence >= Expected)
                {
                    _early[message.Sequence] = message.Data.ToArray();
                }
            }

            while (_early.Remove(Expected, out byte[]? next))
            {
                Book.Apply(next);
                Times.Add(ItchHead.Time(next).Nanoseconds);
                Expected++;
            }
        }
    }
}
