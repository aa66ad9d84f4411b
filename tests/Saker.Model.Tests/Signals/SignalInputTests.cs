using Saker.Wire;
using Xunit;

namespace Saker.Model.Tests.Signals;

/// <summary>Which messages are trades, and whose: docs/signals.md section 1.</summary>
public sealed class SignalInputTests
{
    private static TradeRecord Record(char type, Side side, TradeFlags flags) => new((byte)type, 0, (byte)side, 1, 0, 0, (byte)flags, 3_210_000, 70, 5, 9);

    [Theory]
    [InlineData('E', Side.Buy, false)]
    [InlineData('C', Side.Sell, true)]
    public void Aggressor_is_opposite_to_the_resting_order(char type, Side resting, bool buys)
    {
        const TradeFlags all = TradeFlags.Priced | TradeFlags.Printable | TradeFlags.Resting;
        Assert.Equal(new TradePart(70, 3_210_000, true, true, buys), SignalInput.Trade(Record(type, resting, all), sideOfP: false));
    }

    [Fact]
    public void Aggressor_is_not_known_without_the_resting_order()
    {
        Assert.False(SignalInput.Trade(Record('E', Side.Buy, TradeFlags.Printable), sideOfP: true)!.Value.Known);
        Assert.False(SignalInput.Trade(Record('P', Side.Buy, TradeFlags.Printable | TradeFlags.Priced), sideOfP: false)!.Value.Known);
        Assert.Equal((true, false), SignalInput.Trade(Record('P', Side.Buy, TradeFlags.Printable | TradeFlags.Priced), sideOfP: true) is { } p ? (p.Known, p.Buy) : default);
    }

    [Theory]
    [InlineData('Q', TradeFlags.Printable | TradeFlags.Priced)]
    [InlineData('B', TradeFlags.None)]
    [InlineData('C', TradeFlags.Priced | TradeFlags.Resting)]
    public void Crosses_broken_trades_and_what_is_not_printable_do_not_count(char type, TradeFlags flags) =>
        Assert.Null(SignalInput.Trade(Record(type, Side.Buy, flags), sideOfP: true));

    [Theory]
    [InlineData('A', OrderKind.Add, 0u)]
    [InlineData('F', OrderKind.Add, 0u)]
    [InlineData('E', OrderKind.Execute, 50u)]
    [InlineData('C', OrderKind.Execute, 50u)]
    [InlineData('X', OrderKind.Cancel, 50u)]
    [InlineData('D', OrderKind.Cancel, 70u)]
    [InlineData('U', OrderKind.Replace, 70u)]
    public void Kind_of_a_book_message_and_what_left(char type, OrderKind kind, uint left)
    {
        ItchMsg m = new() { Mtype = (byte)type, OrderRef = 4, NewRef = 8, Qty = 50 };
        OrderPart order = SignalInput.Order(m, new TableOrder(1, false, 17, 70), gone: true, new TableOrder(1, true, 0, 50));
        uint entered = kind is OrderKind.Add or OrderKind.Replace ? 50u : 0;
        Assert.Equal(new OrderPart(kind, Side.Sell, 4, 17, true, true, entered, 8, 0, false, left), order);
    }
}
