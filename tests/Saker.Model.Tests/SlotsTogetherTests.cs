using Saker.Model;
using Xunit;

namespace Saker.Model.Tests;

/// <summary>The slots together: docs/card.md section 8.8.</summary>
public sealed class SlotsTogetherTests
{
    private static readonly SlotsTogether Free = new(0, 0, 100, 0, ulong.MaxValue);

    [Theory]
    [InlineData(60, 0ul, 40u, false)]
    [InlineData(60, 0ul, 41u, true)]
    [InlineData(60, 40ul, 10u, false)]  // a replace counts with the greater of the two
    [InlineData(60, 41ul, 10u, true)]
    [InlineData(-50, 0ul, 150u, false)]
    [InlineData(-50, 0ul, 151u, true)]
    [InlineData(long.MaxValue / 2, 0ul, uint.MaxValue, true)]
    public void The_worst_case_of_the_symbol_is_within_its_limit(long others, ulong own, uint open, bool refused)
    {
        SlotsTogether together = Free with { SymbolOthers = others, Own = own };
        Assert.Equal(refused, together.Refuses(open, reduces: false));
        // What reduces its slot's position and not the symbol's is no exception.
        Assert.Equal(refused, together.Refuses(open, reduces: true));
    }

    [Theory]
    [InlineData(100ul, 100ul, false)]
    [InlineData(101ul, 100ul, true)]
    [InlineData(0ul, 0ul, false)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, false)]
    [InlineData(null, ulong.MaxValue, true)]
    public void The_exposure_is_within_its_limit_and_known_or_the_order_reduces(ulong? exposure, ulong most, bool refused)
    {
        SlotsTogether together = Free with { Exposure = exposure, MaxExposure = most };
        Assert.Equal(refused, together.Refuses(1, reduces: false));
        Assert.False(together.Refuses(1, reduces: true));
    }

    [Fact]
    public void Nothing_written_refuses_what_adds()
    {
        SlotsTogether unwritten = default;
        Assert.True(unwritten.Refuses(1, reduces: false));
        Assert.False((unwritten with { SymbolOthers = -5, Exposure = 0 }).Refuses(5, reduces: true));
    }

    [Fact]
    public void Sums_are_of_positions_quotes_and_the_desk_and_exposures_of_the_worst_side()
    {
        var orders = new OrderState(2);
        Enter(orders, slot: 0, side: 0, urn: 1, 100, desk: false);
        Enter(orders, slot: 0, side: 0, urn: 2, 7, desk: true);
        Enter(orders, slot: 1, side: 1, urn: 3, 40, desk: true);
        Assert.Equal((107, 40), (SlotsTogether.Worst(orders, [0, 1], 0), SlotsTogether.Worst(orders, [0, 1], 1)));
        Assert.Null(SlotsTogether.ExposureOf(orders, [0, 1]));
        orders.Money(0).Top(Book(10, 13), new PriceWindow(1_000, 1));
        Assert.Null(SlotsTogether.ExposureOf(orders, [0, 1]));
        orders.Money(1).Top(Book(10, 12), new PriceWindow(1_000, 1));
        // Twice the mids are 2,023 and 2,022.
        Assert.Equal((107ul * 1_012) + (40 * 1_011), SlotsTogether.ExposureOf(orders, [0, 1]));
        orders.Money(1).Execute(0, 90, 1_000);
        Assert.Equal((197, -50), (SlotsTogether.Worst(orders, [0, 1], 0), SlotsTogether.Worst(orders, [0, 1], 1)));
        Assert.Equal((107ul * 1_012) + (90 * 1_011), SlotsTogether.ExposureOf(orders, [0, 1]));
    }

    [Fact]
    public void Orders_that_left_count_and_sums_stay_at_their_end()
    {
        Assert.Equal(60ul, SlotsTogether.With(10, 20, 30));
        Assert.Equal(ulong.MaxValue, SlotsTogether.With(10, ulong.MaxValue - 9, 30));
        Assert.Null(SlotsTogether.With(null, 1));
    }

    private static void Enter(OrderState orders, byte slot, byte side, uint urn, uint open, bool desk) => orders.Sent(
        new OrderRecord(slot, side, (byte)OrderAction.New, 1, 0, urn, 0, open, open, 0, 10, 0, 0, 0, 0, desk ? (byte)1 : (byte)0, 0));

    private static BookRecord Book(ushort bid, ushort ask) => new(0, 0, 1, 0, (byte)'A', 0, bid, ask, 1, 1);
}
