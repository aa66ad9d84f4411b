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

    [Theory]
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
