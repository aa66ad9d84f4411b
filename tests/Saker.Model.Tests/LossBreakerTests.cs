using Xunit;

namespace Saker.Model.Tests;

/// <summary>Levels, references, periods and starts of the loss breakers: docs/card.md section 8.5.</summary>
public sealed class LossBreakerTests
{
    private const byte Buy = 0, Sell = 1;
    private const uint Price = 1_000_000;
    private const ulong Unit = LossWindow.UnitNs, Open = ulong.MaxValue;

    private readonly SlotMoney _money = new();
    private readonly LossBreakers _breakers;
    private ulong _now;

    public LossBreakerTests() => _breakers = new LossBreakers(_money);

    [Fact]
    public void After_reset_every_limit_stands_at_95_percent()
    {
        Assert.Equal((0x4555u, 0L), (_breakers.Raw, _breakers.Pnl));
        _breakers.Round(0);
        Assert.Equal((0x4555u, true, false), (_breakers.Raw, _breakers.Reduce, _breakers.Stands));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(499, 0)]
    [InlineData(500, 1)]
    [InlineData(749, 1)]
    [InlineData(750, 2)]
    [InlineData(849, 2)]
    [InlineData(850, 3)]
    [InlineData(899, 3)]
    [InlineData(900, 4)]
    [InlineData(949, 4)]
    [InlineData(950, 5)]
    [InlineData(999, 5)]
    [InlineData(1_000, 6)]
    [InlineData(1_000_000, 6)]
    public void A_level_begins_exactly_at_its_share(long loss, int level)
    {
        _breakers.Limits = new LossLimits(1_000, 1_000, 1_000, 0);
        Move(-loss);
        Assert.Equal((level, level, level), _breakers.Levels);
        Assert.Equal((level >= 5, level == 6), (_breakers.Reduce, _breakers.Stands));
    }

    [Theory]
    [InlineData(3, 1, 0)]
    [InlineData(3, 2, 1)]
    [InlineData(19, 9, 0)]
    [InlineData(19, 10, 1)]
    [InlineData(19, 18, 4)]
    public void Shares_that_are_no_whole_number_are_not_rounded(ulong limit, long loss, int level)
    {
        _breakers.Limits = new LossLimits(limit, Open, Open, 0);
        Move(-loss);
        Assert.Equal(level, _breakers.Levels.Loss);
    }

    [Theory]
    [InlineData(1ul, 1)]
    [InlineData(2ul, 0)]
    public void Half_a_price_unit_counts(ulong limit, int level)
    {
        _breakers.Limits = new LossLimits(limit, Open, Open, 0);
        _money.Execute(Buy, 1, 100);
        Mark(199);
        Round();
        Assert.Equal((level, -1L), (_breakers.Levels.Loss, _breakers.Pnl));
        _money.Execute(Sell, 2, 100);
        Mark(199);
        Round();
        Assert.Equal((0, 0L), (_breakers.Levels.Loss, _breakers.Pnl));
    }

    [Fact]
    public void A_limit_of_zero_reduces_without_a_loss_and_trips_with_one()
    {
        Move(0);
        Assert.Equal((5, 5, 5), _breakers.Levels);
        Move(1);
        Assert.Equal((5, 5, 5), _breakers.Levels);
        Move(-1);
        Assert.Equal((5, 6, 6), _breakers.Levels);
        Move(-1);
        Assert.Equal((6, 6, 6), _breakers.Levels);
        Assert.Equal(0x4666u, _breakers.Raw);
    }

    [Fact]
    public void The_greatest_limit_is_not_reached_by_one_less()
    {
        _breakers.Limits = new LossLimits(Open, Open, Open, 0);
        Pay(-((Int128)ulong.MaxValue - 1));
        Assert.Equal(5, _breakers.Levels.Loss);
        Pay(-1);
        Assert.Equal((6, long.MinValue), (_breakers.Levels.Loss, _breakers.Pnl));
    }

    [Fact]
    public void Drawdown_counts_from_the_highest_and_loss_from_the_start()
    {
        _breakers.Limits = new LossLimits(1_000, 1_000, Open, 0);
        Move(5_000);
        Assert.Equal((0, 0, 0), _breakers.Levels);
        Move(-900);
        Assert.Equal((0, 4, 0), _breakers.Levels);
        Move(-4_100);
        Assert.Equal((0, 6, 0), _breakers.Levels);
        Move(-500);
        Assert.Equal((1, 6, 0), _breakers.Levels);
        Move(5_000);
        Assert.Equal((0, 1, 0), _breakers.Levels);
    }

    [Fact]
    public void Losses_are_not_below_zero()
    {
        Move(77);
        Assert.Equal(new TwiceLosses(), _breakers.Twice);
        Assert.Equal(77, _breakers.Pnl);
    }

    [Fact]
    public void Profit_before_a_round_is_not_a_highest()
    {
        _breakers.Limits = new LossLimits(Open, 1_000, Open, 0);
        Fill(5_000);
        Fill(-5_000);
        Round();
        Assert.Equal((0, 0, 0), _breakers.Levels);
    }

    [Theory]
    [InlineData(SlotMode.Halted, false, true)]
    [InlineData(SlotMode.Active, true, true)]
    [InlineData(SlotMode.Active, false, false)]
    [InlineData(SlotMode.Reducing, false, false)]
    [InlineData(SlotMode.Off, false, false)]
    public void A_start_is_taken_while_halted_or_killed(SlotMode mode, bool killed, bool taken)
    {
        _breakers.Limits = new LossLimits(1_000, 1_000, 1_000, 0);
        Move(-1_000);
        Assert.True(_breakers.Stands);
        Assert.Equal(taken, _breakers.Start(mode, killed));
        Assert.True(_breakers.Stands);
        Round();
        Assert.Equal((!taken, taken ? 0L : -1_000L), (_breakers.Stands, _breakers.Pnl));
        Move(-400);
        Assert.Equal(taken ? 0x000u : 0x4666u, _breakers.Raw);
    }

    [Fact]
    public void A_start_forgets_highs_and_the_first_period_begins()
    {
        _breakers.Limits = new LossLimits(Open, 1_000, 1_000, 100);
        Move(10_000);
        _now = 50 * Unit;
        _breakers.Start(SlotMode.Halted, false);
        Move(-3_000);
        Assert.Equal((0L, 50ul), (_breakers.Pnl, _breakers.Window.Began));
        Move(-500);
        Assert.Equal((0, 1, 1), _breakers.Levels);
    }

    [Fact]
    public void The_window_is_the_current_period_and_the_15_before_it()
    {
        _breakers.Limits = new LossLimits(Open, 1_000, 1_000, 10);
        Move(5_000);
        Move(-900);
        for (int ended = 1; ended < 16; ended++)
        {
            Pass(10);
            Assert.Equal((0, 4, 4), _breakers.Levels);
        }

        Pass(10);
        Assert.Equal((0, 4, 0), _breakers.Levels);
        Move(-1_000);
        Assert.Equal((0, 6, 6), _breakers.Levels);
        for (int ended = 1; ended < 16; ended++)
        {
            Pass(10);
        }

        Assert.True(_breakers.Levels.Rolling == 6, "the equity of the round that began the period belongs to it");
        Pass(10);
        Assert.Equal((0, 6, 0), _breakers.Levels);
    }

    [Fact]
    public void The_zero_of_reset_leaves_the_window()
    {
        _breakers.Limits = new LossLimits(1_000, Open, 1_000, 10);
        Pass(9);
        Move(-500);
        Assert.Equal((1, 0, 1), _breakers.Levels);
        for (int ended = 0; ended < 15; ended++)
        {
            Pass(10);
        }

        Assert.Equal((1, 0, 1), _breakers.Levels);
        Pass(10);
        Assert.Equal((1, 0, 0), _breakers.Levels);
    }

    [Fact]
    public void Unmarked_reduces_and_does_not_trip()
    {
        _breakers.Limits = new LossLimits(Open, Open, Open, 0);
        _money.Execute(Buy, 1, Price);
        Round();
        Assert.Equal((0x5000u, true, false), (_breakers.Raw, _breakers.Reduce, _breakers.Stands));
        Mark(2 * Price);
        Round();
        Assert.Equal(0u, _breakers.Raw);
    }

    [Fact]
    public void Without_a_mark_no_reference_moves_and_a_start_waits()
    {
        _breakers.Limits = new LossLimits(Price, Price, Price, 0);
        Round();
        _money.Execute(Sell, 1, Price);
        Assert.True(_breakers.Start(SlotMode.Halted, killed: false));
        Round();
        // Cash alone would be a gain of Price, and the highest equity from then on.
        Assert.Equal((0x5000u, 0L), (_breakers.Raw, _breakers.Pnl));
        Mark(4 * Price);
        Round();
        Assert.Equal((0u, 0L), (_breakers.Raw, _breakers.Pnl));
        Mark(6 * Price);
        Round();
        Assert.Equal(-Price, _breakers.Pnl);
        Assert.True(_breakers.Stands);
    }

    [Fact]
    public void Unknown_trips_whatever_starts_anew()
    {
        _breakers.Limits = new LossLimits(Open, Open, Open, 0);
        _money.Execute(Buy, 1, 1ul << 32);
        Mark(2 * Price);
        Round();
        Assert.Equal((0x6000u, true), (_breakers.Raw, _breakers.Stands));
        _breakers.Start(SlotMode.Halted, true);
        Round();
        Assert.Equal((0x6000u, true), (_breakers.Raw, _breakers.Stands));
    }

    [Theory]
    [InlineData(false, long.MinValue)]
    [InlineData(true, long.MaxValue)]
    public void Pnl_saturates(bool gain, long shown)
    {
        Pay((gain ? 1 : -1) * (Int128.One << 64));
        Assert.Equal(shown, _breakers.Pnl);
    }

    /// <summary>Equity moves by so much, and a round finds it.</summary>
    private void Move(long by)
    {
        Fill(by);
        Round();
    }

    /// <summary>Bought and sold: no position, only the difference.</summary>
    private void Fill(long by)
    {
        _money.Execute(Buy, 1, (ulong)(by < 0 ? -by : 0));
        _money.Execute(Sell, 1, (ulong)(by < 0 ? 0 : by));
    }

    /// <summary>The same for more than 32 bits.</summary>
    private void Pay(Int128 by)
    {
        var rest = (UInt128)Int128.Abs(by);
        while (rest != 0)
        {
            uint price = (uint)UInt128.Min(rest, uint.MaxValue);
            uint lots = (uint)UInt128.Min(rest / price, int.MaxValue);
            _money.Execute(Buy, lots, by < 0 ? price : 0);
            _money.Execute(Sell, lots, by < 0 ? 0 : price);
            rest -= (UInt128)price * lots;
        }

        Round();
    }

    private void Mark(uint twice) => _money.Top(new BookRecord(0, 0, 1, 0, (byte)'A', 0, (ushort)(twice & 1), 0, 1, 1), new PriceWindow(twice / 2, 1));

    private void Pass(ulong units)
    {
        _now += units * Unit;
        Round();
    }

    private void Round() => _breakers.Round(_now);
}
