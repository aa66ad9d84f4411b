using Saker.Card;
using Xunit;

namespace Saker.Cli.Tests;

/// <summary>The largest tick that fits what trades, around the middle of it.</summary>
public sealed class PriceWindowTests
{
    private const int Levels = 4096;

    [Fact]
    public void Dollars_have_a_tick_of_a_cent()
    {
        SymbolWindow window = PriceWindows.Choose("AAPL", new PriceTally(3_200_100, 3_210_000, 3_190_300), Levels);
        Assert.Equal((3_200_100u - (2048 * 100), 100u), (window.Base, window.Tick));
    }

    [Fact]
    public void Prices_below_a_dollar_have_a_tick_of_a_hundredth_of_a_cent()
    {
        SymbolWindow window = PriceWindows.Choose("PENY", new PriceTally(4_001, 4_003, 4_010), Levels);
        Assert.Equal((4_003u - 2048, 1u), (window.Base, window.Tick));
    }

    [Fact]
    public void A_window_across_a_dollar_has_the_finer_tick()
    {
        SymbolWindow window = PriceWindows.Choose("EDGE", new PriceTally(9_999, 10_000, 10_100), Levels);
        Assert.Equal(1u, window.Tick);
    }

    [Fact]
    public void Orders_far_from_the_market_do_not_spoil_its_tick()
    {
        SymbolWindow window = PriceWindows.Choose("STUB", new PriceTally(1, 3_200_000, 3_200_100, 3_200_200, 1_999_999_900), Levels);
        Assert.Equal(100u, window.Tick);
        Assert.True(window.Base <= 3_200_000 && window.Price(Levels) > 3_200_200);
    }

    [Fact]
    public void A_coarse_tick_widens_the_window()
    {
        SymbolWindow window = PriceWindows.Choose("WIDE", new PriceTally(5_000_000, 5_000_500, 5_001_500), Levels);
        Assert.Equal(500u, window.Tick);
    }

    [Fact]
    public void Without_prices_any_window_does() => Assert.Equal(new SymbolWindow("NONE", 0, 1), PriceWindows.Choose("NONE", new PriceTally(), Levels));
}
