namespace Saker.Venue.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void The_shipped_instruments_fit_the_wire_and_a_window_of_4096_ticks()
    {
        var instruments = Market.Shipped;
        Assert.Equal(["BTCUSD", "ETHUSD", "ETHBTC", "SOLUSD"], instruments.Select(i => i.Symbol));
        Assert.Equal([1, 2, 3, 4], instruments.Select(i => (int)i.Locate));
        Assert.All(instruments, i => Assert.True(i.IsValidPrice(i.StartPrice + (2048 * i.Tick)) && i.StartPrice > 2048 * i.Tick));
        double implied = (double)instruments[1].StartPrice / instruments[0].StartPrice * 1e6;
        Assert.Equal(implied, instruments[2].StartPrice, 0);
    }

    [Fact]
    public void Options_are_read()
    {
        var o = VenueOptions.Parse(
            ["--user", "BOB:secret", "--rate", "50", "--rate", "BTCUSD=300", "--speed", "2.5", "--start-time", "00:01:00", "--md-group", "239.1.2.3:99"]);
        Assert.Equal("secret", o.Users["bob"]);
        Assert.Equal((300, 50), (o.RateOf(Market.Shipped[0]), o.RateOf(Market.Shipped[1])));
        Assert.Equal((2.5, 60_000_000_000L, 99), (o.Speed, o.StartNs, o.MarketDataGroup.Port));
    }

    [Fact]
    public void The_sixteen_instruments_fit_too_and_two_are_below_a_dollar()
    {
        var instruments = Market.Sixteen;
        Assert.Equal(16, instruments.Select(i => i.Symbol).Distinct().Count());
        Assert.All(instruments, i => Assert.True(i.IsValidPrice(i.StartPrice + (2048 * i.Tick)) && i.StartPrice > 2048 * i.Tick));
        Assert.Equal(2, instruments.Count(i => i is { PriceDecimals: 4, Tick: 1, StartPrice: < 10_000 }));
        Assert.InRange(instruments.Select(i => i.Tick).Distinct().Count(), 8, 16);
    }

    [Fact]
    public void Options_of_the_lines_and_of_recovery_are_read()
    {
        var o = VenueOptions.Parse(
        [
            "--md-b-bind", "127.0.0.2", "--md-b-group", "239.1.2.3:98", "--faults", "a.drop=0.5,b.skew_us=3", "--fault-seed", "9",
            "--rerequest", "127.0.0.1:7", "--rerequest-keep", "12", "--glimpse", "127.0.0.1:8",
        ]);
        Assert.Equal(("127.0.0.2", 98, "a.drop=0.5,b.skew_us=3", 9UL), (o.LineBBind!.ToString(), o.LineBGroup.Port, o.Faults.ToString(), o.FaultSeed!.Value));
        Assert.Equal((7, 12, 8), (o.Rerequest!.Port, o.RerequestKeep, o.Glimpse!.Port));
        var none = VenueOptions.Parse([]);
        Assert.Equal((null, null, null, 2_000_000), (none.LineBBind, none.Rerequest, none.Glimpse, none.RerequestKeep));
        Assert.Equal("239.77.2.1:26478", none.LineBGroup.ToString());
    }

    [Theory]
    [InlineData("--faults", "a.drop=2")]
    [InlineData("--rerequest-keep", "0")]
    [InlineData("--rerequest", "127.0.0.1")]
    [InlineData("--glimpse", "x:1")]
    [InlineData("--md-b-bind", "x")]
    [InlineData("--nonsense")]
    [InlineData("--seed")]
    [InlineData("--seed", "x")]
    [InlineData("--speed", "0")]
    [InlineData("--session", "12345678901")]
    [InlineData("--user", "nobody")]
    [InlineData("--md-group", "239.1.2.3")]
    [InlineData("--rate", "0")]
    [InlineData("--itch", "not-there.bin")]
    [InlineData("--locate", "5")]
    public void A_wrong_command_line_is_refused_with_a_sentence(params string[] args) =>
        Assert.NotEmpty(Assert.Throws<UsageException>(() => VenueOptions.Parse(args)).Message);
}
