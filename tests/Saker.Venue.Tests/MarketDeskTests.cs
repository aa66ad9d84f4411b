namespace Saker.Venue.Tests;

/// <summary>What the venue's people do reaches the feed as the protocol has it, and the market obeys.</summary>
public sealed class MarketDeskTests
{
    private readonly InProcessMarket _market = new(1, Market.Sixteen, new LinePlan(), new LinePlan());
    private readonly ItchBook _book = new();

    public MarketDeskTests() => Step();

    private MarketDesk Desk => _market.Desk;

    [Fact]
    public void Announcements_reach_the_feed_and_leave_the_books_alone()
    {
        Desk.Collar("AAPL", 1_900_000, 1_995_000, 1_805_000, 2);
        Desk.BreakerLevels(300, 200, 100);
        Desk.Ipo("MSFT", 36_000, 'A', 4_200_000);
        ulong cross = Desk.Cross("NVDA", 1UL << 40, 1_200_000, 'O');
        ulong hidden = Desk.HiddenTrade("NVDA", 500, 1_200_100);
        Desk.Break("NVDA", hidden);
        Desk.OperationalHalt("PFE", 'X', 'H');
        Step();
        Assert.Equal(
            [
                "J11:1900000<1995000>1805000+2", "V300,200,100", "K12@36000A4200000", $"Q13:{1UL << 40}@1200000O#{cross}",
                $"P13:500@1200100B#{hidden}", $"B13#{hidden}", "h16XH",
            ],
            _book.Notices);
        Assert.NotEqual(cross, hidden);
        Assert.True(_market.Books[15].Trading, "a halt of another market is not ours");
        _book.AssertIs(_market.Books, "after announcements");
    }

    [Fact]
    public void A_halted_instrument_does_not_move_until_it_is_resumed()
    {
        Desk.SetState("BTCUSD", 'H', "T1");
        Desk.SetState("BTCUSD", 'H', "T1");
        Desk.OperationalHalt("ETHUSD", 'Q', 'H');
        Step();
        Assert.Equal('H', _book.States[1]);
        Assert.Equal(["h2QH"], _book.Notices);
        var (btc, eth) = (Orders(0), Orders(1));
        Step();
        Assert.Equal((btc, eth), (Orders(0), Orders(1)));
        Assert.False(_market.Engine.IsTrading(_market.Books[0].Instrument) || _market.Engine.IsTrading(_market.Books[1].Instrument));
        Desk.SetState("BTCUSD", 'T');
        Desk.OperationalHalt("ETHUSD", 'Q', 'T');
        Step();
        Assert.Equal('T', _book.States[1]);
        Assert.NotEqual(btc, Orders(0));
        Assert.NotEqual(eth, Orders(1));
        _book.AssertIs(_market.Books, "after the halts");
    }

    [Fact]
    public void The_breaker_halts_every_instrument_until_each_is_resumed()
    {
        Desk.Breach(2);
        Step();
        Assert.Equal(["W2"], _book.Notices);
        Assert.All(_market.Books, b => Assert.Equal(('H', "MWC2", 'H'), (b.State, b.Reason, _book.States[b.Instrument.Locate])));
        foreach (var book in _market.Books)
        {
            Desk.SetState(book.Instrument.Symbol, 'T');
        }

        Step();
        Assert.All(_market.Books, b => Assert.True(b.Trading));
        Assert.All(_book.States.Values, state => Assert.Equal('T', state));
    }

    [Fact]
    public void What_the_wire_or_the_market_cannot_carry_is_refused()
    {
        ulong before = _market.NextSequence;
        Action[] acts =
        [
            () => Desk.SetState("NOPE", 'H'),
            () => Desk.SetState("AAPL", 'Z'),
            () => Desk.SetState("AAPL", 'H', "TOOLONG"),
            () => Desk.OperationalHalt("AAPL", 'Z', 'H'),
            () => Desk.OperationalHalt("AAPL", 'Q', 'Z'),
            () => Desk.Collar("AAPL", 5, 4, 3, 0),
            () => Desk.BreakerLevels(1, 2, 3),
            () => Desk.Breach(4),
            () => Desk.Ipo("AAPL", 0, 'Z', 1),
            () => Desk.Cross("AAPL", 1, -1, 'O'),
            () => Desk.Cross("AAPL", 1, 1, 'Z'),
            () => Desk.HiddenTrade("AAPL", 0, 1),
            () => Desk.Break("NOPE", 1),
        ];
        Assert.All(acts, act => Assert.NotEmpty(Assert.Throws<VenueException>(act).Message));
        Assert.Equal(before, _market.NextSequence);
    }

    private string Orders(int book) => string.Join(
        ' ', new[] { _market.Books[book].Bids, _market.Books[book].Asks }.SelectMany(s => Enumerable.Range(0, s.LevelCount)
            .SelectMany(i => s[i].Orders)).Select(o => $"{o.Reference}:{o.Open}"));

    private void Step()
    {
        foreach (var packet in _market.Step(100_000_000).Where(p => p.Line == 0))
        {
            RunningVenue.Parse(packet.Bytes.Span, _market.Session).Messages.ForEach(_book.Apply);
        }
    }
}
