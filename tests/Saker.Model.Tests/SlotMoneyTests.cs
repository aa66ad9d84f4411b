using Xunit;

namespace Saker.Model.Tests;

/// <summary>Cash, mark and what makes the money unknown: docs/card.md section 8.5.</summary>
public sealed class SlotMoneyTests
{
    private const byte Buy = 0, Sell = 1;

    private static readonly PriceWindow Window = new(1_000_000, 100);

    [Fact]
    public void A_buy_costs_price_and_fee_and_a_sell_brings_price_less_fee()
    {
        var money = new SlotMoney { Fee = 7 };
        Assert.True(money.Execute(Buy, 10, 1_000));
        Assert.Equal((10, -10_070), (money.Position, (int)money.Cash));
        Assert.True(money.Execute(Sell, 15, 1_003));
        Assert.Equal((-5, -10_070 + 14_940), (money.Position, (int)money.Cash));
        money.Fee = 0;
        money.Execute(Buy, 5, 1);
        Assert.Equal((0, 4_865), (money.Position, (int)money.Cash));
    }

    [Fact]
    public void A_sell_below_the_fee_costs()
    {
        var money = new SlotMoney { Fee = ushort.MaxValue };
        money.Execute(Sell, 2, 5);
        Assert.Equal(-131_060, (int)money.Cash);
    }

    [Theory]
    [InlineData(Buy, 30u, -30)]
    [InlineData(Sell, 30u, 30)]
    public void An_adjustment_undoes_an_execution_exactly(byte side, uint quantity, int lots)
    {
        var money = new SlotMoney { Fee = 11, AdjustPrice = 4_000_000_000 };
        money.Execute(side, quantity, 4_000_000_000);
        Assert.NotEqual(0, money.Cash);
        Assert.True(money.Adjust(lots));
        Assert.Equal((0, 0), (money.Position, (int)money.Cash));
    }

    [Theory]
    [InlineData(-3, 3 * (500 + 2))]
    [InlineData(3, -3 * (500 - 2))]
    [InlineData(0, 0)]
    public void An_adjustment_pays_the_fee_back(int lots, int cash)
    {
        var money = new SlotMoney { Fee = 2, AdjustPrice = 500 };
        money.Adjust(lots);
        Assert.Equal((lots, cash), (money.Position, (int)money.Cash));
    }

    [Fact]
    public void Equity_is_cash_and_the_position_at_half_the_mark()
    {
        var money = new SlotMoney();
        money.Execute(Buy, 3, 1_200_000);
        Assert.Equal(-7_200_000, money.TwiceEquity);
        money.Top(Book(2_000, 2_011), new PriceWindow(1_000_000, 101));
        Assert.Equal(2_405_111ul, money.Mark);
        // 3 lots of 2,405,111 / 2 less 3,600,000: 7,666.5.
        Assert.Equal(15_333, money.TwiceEquity);
    }

    [Fact]
    public void A_short_position_loses_when_the_mark_rises()
    {
        var money = new SlotMoney();
        money.Execute(Sell, 4, 1_200_500);
        money.Top(Book(2_000, 2_010), Window);
        Assert.Equal(0, money.TwiceEquity);
        money.Top(Book(2_000, 2_011), Window);
        Assert.Equal(-400, money.TwiceEquity);
    }

    [Fact]
    public void The_last_top_of_book_that_was_ok_stays_the_mark()
    {
        var money = new SlotMoney();
        money.Top(Book(2_000, 2_010), Window);
        money.Top(Book(1_000, 1_010) with { Flags = 1 }, Window);
        Assert.Equal(2_401_000ul, money.Mark);
    }

    [Fact]
    public void The_greatest_mark_fits()
    {
        var money = new SlotMoney();
        money.Top(Book(ushort.MaxValue, ushort.MaxValue), new PriceWindow(uint.MaxValue, ushort.MaxValue));
        Assert.Equal((2ul * uint.MaxValue) + (2ul * ushort.MaxValue * ushort.MaxValue), money.Mark);
    }

    [Fact]
    public void A_position_without_a_mark_is_unmarked()
    {
        var money = new SlotMoney();
        Assert.False(money.Unmarked);
        money.Execute(Buy, 1, 1_000);
        Assert.True(money.Unmarked);
        money.Top(Book(2_000, 2_010), Window);
        Assert.False(money.Unmarked);
        money.ForgetMark();
        Assert.True(money.Unmarked);
        Assert.Equal(-2_000, money.TwiceEquity);
        money.Execute(Sell, 1, 1_000);
        Assert.False(money.Unmarked);
    }

    [Theory]
    [InlineData(uint.MaxValue, false)]
    [InlineData(1ul << 32, true)]
    [InlineData(ulong.MaxValue, true)]
    public void A_price_beyond_32_bits_is_unknown_for_good(ulong price, bool unknown)
    {
        var money = new SlotMoney();
        money.Execute(Buy, 1, price);
        Assert.Equal((unknown, 1), (money.Unknown, money.Position));
        money.Execute(Sell, 1, 5);
        Assert.Equal(unknown, money.Unknown);
    }

    [Theory]
    [InlineData(Buy, int.MaxValue, false)]
    [InlineData(Buy, int.MaxValue + 1u, true)]
    [InlineData(Sell, int.MaxValue + 1u, false)]
    [InlineData(Sell, int.MaxValue + 2u, true)]
    public void A_position_stays_at_its_end_and_is_unknown(byte side, uint quantity, bool unknown)
    {
        var money = new SlotMoney();
        Assert.Equal(!unknown, money.Execute(side, quantity, 1));
        Assert.Equal((unknown, side == Buy ? int.MaxValue : int.MinValue), (money.Unknown, money.Position));
    }

    [Theory]
    [InlineData(int.MaxValue, 1)]
    [InlineData(int.MinValue, -1)]
    public void An_adjustment_beyond_the_end_is_unknown(int first, int then)
    {
        var money = new SlotMoney();
        Assert.True(money.Adjust(first));
        Assert.False(money.Unknown);
        Assert.False(money.Adjust(then));
        Assert.Equal((true, first), (money.Unknown, money.Position));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cash_beyond_its_range_is_unknown(bool gain)
    {
        // Each turn moves cash by a little less than 2^63, always the same way.
        var money = new SlotMoney();
        int turns = 0;
        while (!money.Unknown && turns < 70_000)
        {
            money.AdjustPrice = gain ? 0 : uint.MaxValue;
            money.Adjust(int.MaxValue);
            money.AdjustPrice = gain ? uint.MaxValue : 0;
            money.Adjust(-int.MaxValue);
            turns++;
        }

        Assert.Equal((1 << 16) + 1, turns);
    }

    [Fact]
    public void Cash_is_shown_in_64_bits_and_saturates()
    {
        var money = new SlotMoney { AdjustPrice = uint.MaxValue };
        money.Adjust(-int.MaxValue);
        Assert.Equal(9_223_372_030_412_324_865, money.ShownCash);
        money.AdjustPrice = 0;
        money.Adjust(int.MaxValue);
        money.AdjustPrice = uint.MaxValue;
        money.Adjust(-int.MaxValue);
        Assert.Equal(long.MaxValue, money.ShownCash);
        Assert.True(money.Cash > long.MaxValue && !money.Unknown);
    }

    private static BookRecord Book(ushort bid, ushort ask) => new(0, 0, 1, 0, (byte)'A', 0, bid, ask, 1, 1);
}
