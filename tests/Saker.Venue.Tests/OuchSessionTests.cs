using Saker.Wire;

namespace Saker.Venue.Tests;

public sealed class OuchSessionTests
{
    private readonly RecordingSink _feed = new();
    private readonly MatchingEngine _engine;
    private readonly OuchSession _session;
    private readonly RecordingOwner _other = new();
    private int _read = 1; // past the start-of-day event

    public OuchSessionTests()
    {
        var time = new EventTime(1000);
        _engine = new MatchingEngine([Market.Test], new ItchFeed(_feed, time));
        _session = new OuchSession("A", _engine, time, new Behaviour("A", 1), new HandDelays());
    }

    [Fact]
    public void The_first_message_of_the_day_is_the_start_event()
    {
        Assert.True(OuchSystemEvent.TryRead(_session.Messages[0], out var start));
        Assert.Equal(('S', 1000UL), (start.Code, start.Timestamp.Nanoseconds));
    }

    [Fact]
    public void A_partly_filled_order_is_replaced_by_its_total_less_what_was_executed()
    {
        Enter(1, 'B', 500, 1000);
        Other(Side.Sell, 1000, 100);
        Replace(1, 2, 500, 1005);
        Assert.Equal("A1L E1:100 U2:400L", Answers());
        Assert.Equal(100, _session.Account.Holdings["TEST"].Position);
        Assert.Equal(-100_000, _session.Account.Holdings["TEST"].Cash);
        Assert.Equal([(2u, 400u)], Open());

        Other(Side.Sell, 1005, 400);
        Replace(2, 3, 400, 1000);
        Assert.Equal("E2:400", Answers());
        Assert.Equal(1, _session.Counters.Superfluous);
    }

    [Fact]
    public void A_replace_to_no_more_than_was_executed_ends_the_order()
    {
        Enter(1, 'S', 300, 1000);
        Other(Side.Buy, 1000, 100);
        Replace(1, 2, 100, 1005);
        Assert.Equal("A1L E1:100 U2:0D", Answers());
        Assert.Empty(Open());
        Assert.Equal('D', (char)_feed.Messages[^1][0]);
    }

    [Fact]
    public void A_cancel_names_the_intended_size_and_keeps_the_place()
    {
        Enter(1, 'B', 500, 1000);
        Other(Side.Buy, 1000, 50);
        Other(Side.Sell, 1000, 100);
        Cancel(1, 300);
        Assert.Equal('X', (char)_feed.Messages[^1][0]);
        Other(Side.Sell, 1000, 200);
        Assert.Equal("A1L E1:100 C1:200U E1:200", Answers());
        Assert.DoesNotContain(_other.Fills, f => f.Added);
    }

    [Fact]
    public void Superfluous_cancels_and_repeated_numbers_are_ignored()
    {
        Enter(5, 'B', 500, 1000);
        Cancel(5, 500);
        Cancel(5, 600);
        Cancel(4, 0);
        Enter(5, 'B', 500, 1000);
        Enter(3, 'B', 500, 1000);
        Replace(5, 5, 100, 1000);
        Cancel(5, 0);
        Cancel(5, 0);
        Assert.Equal("A5L C5:500U", Answers());
        Assert.Equal((4L, 3L), (_session.Counters.Superfluous, _session.Counters.Repeated));
    }

    [Fact]
    public void An_ioc_order_takes_what_is_there_and_is_cancelled_for_the_rest()
    {
        Other(Side.Sell, 1000, 30);
        Other(Side.Sell, 1005, 30);
        Other(Side.Sell, 1010, 30);
        Enter(1, 'B', 100, 1005, timeInForce: '3');
        Assert.Equal("A1L E1:30 E1:30 C1:40I", Answers());
        Assert.Equal(-(30 * 1000) - (30 * 1005), _session.Account.Holdings["TEST"].Cash);
        Assert.Empty(Open());

        Enter(2, 'B', 100, 2_000_000_000, timeInForce: '3');
        Assert.Equal("A2L E2:30 C2:70I", Answers());
    }

    [Fact]
    public void A_post_only_order_that_would_trade_is_dead_on_arrival()
    {
        Other(Side.Sell, 1000, 30);
        Enter(1, 'B', 100, 1000, postOnly: true);
        Enter(2, 'B', 100, 995, postOnly: true);
        Assert.Equal("A1D A2L", Answers());
        Assert.Equal([(2u, 100u)], Open());
        Assert.Empty(_other.Fills);
    }

    [Theory]
    [InlineData('X', 100, "TEST", 1000, '0', 'Y', 'N', RejectReason.Side)]
    [InlineData('B', 0, "TEST", 1000, '0', 'Y', 'N', RejectReason.Quantity)]
    [InlineData('B', 1_000_000, "TEST", 1000, '0', 'Y', 'N', RejectReason.Quantity)]
    [InlineData('B', 100, "NOPE", 1000, '0', 'Y', 'N', RejectReason.Symbol)]
    [InlineData('B', 100, "TEST", 0, '0', 'Y', 'N', RejectReason.Price)]
    [InlineData('B', 100, "TEST", 1001, '0', 'Y', 'N', RejectReason.Price)]
    [InlineData('B', 100, "TEST", 2_000_000_000, '0', 'Y', 'N', RejectReason.Other)]
    [InlineData('B', 100, "TEST", 1000, '6', 'Y', 'N', RejectReason.Other)]
    [InlineData('B', 100, "TEST", 1000, '0', 'N', 'N', RejectReason.Display)]
    [InlineData('B', 100, "TEST", 1000, '0', 'Y', 'O', RejectReason.Cross)]
    public void A_bad_order_is_rejected_with_its_reason(
        char side, int quantity, string symbol, long price, char timeInForce, char display, char cross, RejectReason reason)
    {
        Enter(1, side, (uint)quantity, price, timeInForce, symbol: symbol, display: display, cross: cross);
        Assert.Equal($"J1:{(ushort)reason}", Answers());
        Assert.Empty(_feed.Messages);
    }

    [Fact]
    public void A_halted_instrument_takes_no_orders_and_no_replaces_but_cancels()
    {
        Enter(1, 'B', 100, 1000);
        _engine.SetState(Market.Test, 'H');
        Enter(2, 'B', 100, 1000);
        Replace(1, 3, 100, 1005);
        Cancel(1, 0);
        Assert.Equal("A1L J2:7 J3:7 C1:100U", Answers());
        Assert.Equal('H', (char)_feed.Messages[1][19]);
    }

    [Fact]
    public void A_rejected_replace_leaves_the_order_alone()
    {
        Enter(1, 'B', 100, 1000);
        Replace(1, 2, 100, 1003);
        Assert.Equal($"A1L J2:{(ushort)RejectReason.Price}", Answers());
        Assert.Equal([(1u, 100u)], Open());
    }

    [Fact]
    public void Malformed_messages_are_counted_and_change_nothing()
    {
        _session.Receive("O"u8);
        _session.Receive(""u8);
        _session.Receive("?123"u8);
        Assert.Equal(3, _session.Counters.Malformed);
        Assert.Equal("", Answers());
    }

    private void Enter(
        uint urn, char side, uint quantity, long price, char timeInForce = '0', bool postOnly = false, string symbol = "TEST",
        char display = 'Y', char cross = 'N')
    {
        var to = new byte[128];
        var order = new OuchEnterOrder(
            new UserRef(urn), side, new Quantity(quantity), Symbol.Of(symbol), new Price(price), timeInForce, display, 'P', 'N', cross, ClOrdId.Of("X"));
        _session.Receive(to.AsSpan(0, order.Write(to, postOnly ? [2, OuchTag.PostOnly, (byte)'P'] : [])));
    }

    private void Replace(uint original, uint urn, uint quantity, long price)
    {
        var to = new byte[128];
        var replace = new OuchReplaceRequest(
            new UserRef(original), new UserRef(urn), new Quantity(quantity), new Price(price), '0', 'Y', 'N', ClOrdId.Of("Y"));
        _session.Receive(to.AsSpan(0, replace.Write(to)));
    }

    private void Cancel(uint urn, uint quantity)
    {
        var to = new byte[16];
        _session.Receive(to.AsSpan(0, new OuchCancelRequest(new UserRef(urn), new Quantity(quantity)).Write(to)));
    }

    private void Other(Side side, long price, uint quantity) =>
        _engine.Submit(new Order(_engine.NextReference(), _other, Market.Test, side, price, quantity), immediateOrCancel: false);

    private IEnumerable<(uint, uint)> Open() => _session.OpenOrders.Select(o => (o.UserReference, o.Order.Open));

    /// <summary>The session's messages since the last call, shortened.</summary>
    private string Answers()
    {
        var list = _session.Messages.Skip(_read).Select(OuchText.Of).ToArray();
        _read += list.Length;
        return string.Join(' ', list);
    }
}
