using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.Host.Trackers;

namespace Saker.Host.Tests;

/// <summary>When card and host are said to differ in their open orders.</summary>
public sealed class OrderReconciliationTests : IDisposable
{
    private const int Many = 10;

    private readonly ScriptedCard _card = new();
    private readonly OrderTracker _orders = new();
    private readonly OrderReconciliation _reconciliation;

    public OrderReconciliationTests()
    {
        _reconciliation = new OrderReconciliation(_card, 0, _orders);
        _orders.New(1, sell: false, 100, 20, now: 1);
        _orders.New(2, sell: true, 101, 30, now: 1, desk: true);
        Card(orders: 2, buy: 20, sell: 30);
    }

    public void Dispose() => _card.Dispose();

    [Fact]
    public void Quotes_and_desk_orders_that_agree_are_never_reported() => Assert.All(Look(Many), Assert.Null);

    [Theory]
    [InlineData(1, 20, 30)]
    [InlineData(2, 19, 30)]
    [InlineData(2, 20, 31)]
    public void A_difference_is_reported_once_it_was_seen_three_times(uint orders, uint buy, uint sell)
    {
        Card(orders, buy, sell);
        string?[] looks = Look(Many);
        // The first look sees that nothing moves, the second has nothing to compare with.
        Assert.All(looks[..4], Assert.Null);
        Assert.Contains($"{orders} orders, {buy} lots to buy and {sell} to sell (card)", looks[4], StringComparison.Ordinal);
        Assert.Contains("2 orders, 20 lots to buy and 30 to sell (host)", looks[4], StringComparison.Ordinal);
    }

    [Fact]
    public void While_orders_move_nothing_can_be_said()
    {
        Card(orders: 9, buy: 9, sell: 9);
        int reads = 0;
        _card.OnRead = () => reads++;
        for (uint n = 0; n < Many; n++)
        {
            Assert.Null(_reconciliation.Look());
            _orders.Accepted(1, 20, live: true, now: n);
        }

        Assert.Equal(0, reads);
    }

    [Fact]
    public void A_replace_under_way_counts_at_its_worst_on_the_card_and_is_not_compared()
    {
        _orders.Replace(1, 3, sell: false, 99, 25, now: 2);
        Card(orders: 2, buy: 25, sell: 30);
        Assert.All(Look(Many), Assert.Null);
        _orders.Replaced(1, 3, 25, live: true, now: 3);
        Assert.All(Look(Many), Assert.Null);
    }

    [Fact]
    public void A_modified_order_is_compared_at_what_is_left_of_it()
    {
        _orders.Accepted(2, 30, live: true, now: 2);
        _orders.ModifySent(2, now: 3);
        Assert.All(Look(Many), Assert.Null);
        _orders.Modified(2, 11, now: 4);
        Card(orders: 2, buy: 20, sell: 11);
        Assert.All(Look(Many), Assert.Null);
    }

    private string?[] Look(int times)
    {
        string?[] said = new string?[times];
        for (int n = 0; n < times; n++)
        {
            said[n] = _reconciliation.Look();
        }

        return said;
    }

    private void Card(uint orders, uint buy, uint sell)
    {
        _card[CardRegisters.SlotOrdersAt(0)] = orders;
        _card[CardRegisters.SlotOpenBuyAt(0)] = buy;
        _card[CardRegisters.SlotOpenSellAt(0)] = sell;
    }
}
