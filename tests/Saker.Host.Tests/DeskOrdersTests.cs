using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.Host.Trackers;
using Saker.V1;

namespace Saker.Host.Tests;

/// <summary>Orders, modifies and cancels of people on their way to the card's registers, and what is said of what cannot be done.</summary>
public sealed class DeskOrdersTests
{
    private const uint Sent = DeskStatusValue.SentMask;

    private readonly SessionRig _rig = new();
    private readonly SymbolWindow _window;

    public DeskOrdersTests()
    {
        Instrument btc = Instruments.Load(_rig.Options.Instruments).Single(i => i.Symbol == "BTCUSD");
        _window = SymbolWindow.Around(btc.Symbol, btc.StartPrice, btc.Tick, 256);
        _rig.Card[CardRegisters.DeskLastUrn] = 77;
        Answer(Sent);
    }

    [Fact]
    public void An_order_is_offered_once_with_all_that_it_says()
    {
        EnterOrderReply reply = Enter(o => (o.Sell, o.Ioc, o.Quantity, o.Price, o.MinQty, o.PostOnly) = (true, true, 20, _window.Price(100), 0x0102, true));
        Assert.Equal((true, 77u, string.Empty), (reply.Sent, reply.Urn, reply.Refusal));
        var order = new DeskOrderValue(Written(CardRegisters.DeskOrder));
        Assert.Equal((0u, true, true, 1u, 9u), (order.Slot, order.Side, order.Ioc, order.Action, order.TagBytes));
        Assert.Equal((20u, 100u), (Written(CardRegisters.DeskQty), Written(CardRegisters.DeskIdx)));
        // Length 5, tag 3, 0x00000102; length 2, tag 12, 'P'.
        Assert.Equal([0x0000_0305u, 0x0C02_0201u, 0x50u, 0u], Enumerable.Range(0, 4).Select(n => Written(CardRegisters.DeskTagsAt(n))));
        Assert.Single(_rig.Card.Writes, w => w.Address == CardRegisters.DeskSend);
        Assert.Contains(_rig.Log.Lines, l => l.Contains("sell 20 lots", StringComparison.Ordinal) && l.Contains("sent, reference 77", StringComparison.Ordinal));
    }

    [Fact]
    public void Firm_and_displayed_quantity_are_padded_and_ordered_as_on_the_wire()
    {
        Enter(o => (o.DisplayQty, o.Firm) = (10, "AB"));
        Assert.Equal(12u, new DeskOrderValue(Written(CardRegisters.DeskOrder)).TagBytes);
        Assert.Equal([0x0000_0505u, 0x0205_0A00u, 0x2020_4241u, 0u], Enumerable.Range(0, 4).Select(n => Written(CardRegisters.DeskTagsAt(n))));
    }

    [Fact]
    public void The_same_request_is_one_order_and_another_is_another()
    {
        EnterOrderRequest order = Order();
        EnterOrderReply first = _rig.Appliance.EnterOrder(order);
        _rig.Card[CardRegisters.DeskLastUrn] = 78;
        Assert.Equal(first, _rig.Appliance.EnterOrder(order));
        Assert.Single(_rig.Card.Writes, w => w.Address == CardRegisters.DeskSend);
        Assert.Equal(78u, _rig.Appliance.EnterOrder(Order()).Urn);
    }

    [Fact]
    public void A_refusal_names_every_control_and_what_it_asks_for()
    {
        Answer(new DeskStatusValue(0).WithVerdict(0x601).Raw);
        EnterOrderReply reply = Enter(_ => { });
        Assert.False(reply.Sent);
        Assert.Equal(["kill", "table", "throttle"], reply.RefusedBy);
        Assert.Contains("arm first", reply.Refusal, StringComparison.Ordinal);
        Assert.Contains("the venue's message limit is used up", reply.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, 1, "The quantity is 0 lots, outside 1..999999.")]
    [InlineData(1_000_000, 0, 1, "The quantity is 1000000 lots, outside 1..999999.")]
    [InlineData(1, 1, 0, "There is no slot 1 here: this host runs 0 (main).")]
    public void What_no_card_could_send_does_not_reach_it(uint quantity, uint slot, uint index, string sentence)
    {
        EnterOrderReply reply = Enter(o => (o.Quantity, o.Slot, o.Price) = (quantity, slot, _window.Price((int)index)));
        Assert.Equal((false, sentence), (reply.Sent, reply.Refusal));
        Assert.DoesNotContain(_rig.Card.Writes, w => w.Address == CardRegisters.DeskSend);
    }

    [Fact]
    public void A_price_is_on_a_tick_inside_the_window()
    {
        Assert.True(Enter(o => o.Price = _window.Price(0)).Sent);
        Assert.True(Enter(o => o.Price = _window.Price(255)).Sent);
        Assert.Contains("is outside the card's window", Enter(o => o.Price = _window.Price(-1)).Refusal, StringComparison.Ordinal);
        Assert.Contains("is outside the card's window", Enter(o => o.Price = _window.Price(256)).Refusal, StringComparison.Ordinal);
        Assert.Contains("is between two ticks: give", Enter(o => o.Price = _window.Price(7) + 1).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_the_card_cannot_take_are_refused_in_words()
    {
        Assert.Contains("The options have 18 bytes, the card takes 14", Enter(o => (o.MinQty, o.DisplayQty, o.Firm) = (1, 1, "ABCD")).Refusal, StringComparison.Ordinal);
        Assert.Contains("'ABCDE' cannot be a firm", Enter(o => o.Firm = "ABCDE").Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(_rig.Card.Writes, w => w.Address == CardRegisters.DeskSend);
    }

    [Fact]
    public void A_card_that_does_not_judge_is_not_waited_for_for_ever_and_gets_no_second_order()
    {
        Answer(DeskStatusValue.BusyMask);
        Assert.Contains("it may still leave", Enter(_ => { }).Refusal, StringComparison.Ordinal);
        Assert.Contains("has not judged the order of the desk before", Enter(_ => { }).Refusal, StringComparison.Ordinal);
        Assert.Single(_rig.Card.Writes, w => w.Address == CardRegisters.DeskSend);
    }

    [Fact]
    public void A_cancel_that_finds_no_order_says_why()
    {
        Answer(Sent);
        Assert.Equal(new CancelOrderReply { Marked = true }, Cancel(5));
        Assert.Equal((5u, 3u), (Written(CardRegisters.DeskUrn), new DeskOrderValue(Written(CardRegisters.DeskOrder)).Action));
        Answer(0);
        _rig.Appliance.Slots[0].Orders.New(1, sell: false, 100, 20, now: 1);
        _rig.Appliance.Slots[0].Orders.New(2, sell: false, 100, 20, now: 1, desk: true);
        Assert.Equal("Order 1 is a quote, not of the desk: cancel by slot, by symbol or all.", Cancel(1).Refusal);
        _rig.Appliance.Slots[0].Orders.CancelSent(2, now: 2);
        Assert.Equal("A cancel of order 2 is under way.", Cancel(2).Refusal);
        _rig.Appliance.Slots[0].Orders.Reduce(2, 20, now: 3);
        Assert.Equal("Order 2 is not open any more.", Cancel(2).Refusal);
        Assert.Equal("No order has the reference 9.", Cancel(9).Refusal);
    }

    [Fact]
    public void A_modify_is_offered_with_the_lots_that_the_order_shall_have_in_all()
    {
        Resting(5, executed: 5);
        Assert.Equal(new ModifyOrderReply { Sent = true, Slot = 0 }, Modify(5, 19));
        Assert.Equal((5u, 19u, 2u), (Written(CardRegisters.DeskUrn), Written(CardRegisters.DeskQty), new DeskOrderValue(Written(CardRegisters.DeskOrder)).Action));
        Assert.Single(_rig.Card.Writes, w => w.Address == CardRegisters.DeskSend);
        Assert.Contains(_rig.Log.Lines, l => l.Contains("order 5, slot 0, to 19 lots in all: sent", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(20u, "Order 5 has 20 lots in all, 5 executed and 15 open: a modify makes it smaller, 20 does not.")]
    [InlineData(21u, "Order 5 has 20 lots in all, 5 executed and 15 open: a modify makes it smaller, 21 does not.")]
    [InlineData(0u, "A modify of order 5 to nothing is a cancel: cancel it.")]
    public void What_makes_nothing_smaller_does_not_reach_the_card(uint quantity, string sentence)
    {
        Resting(5, executed: 5);
        Assert.Equal((false, sentence), (Modify(5, quantity).Sent, Modify(5, quantity).Refusal));
        Assert.DoesNotContain(_rig.Card.Writes, w => w.Address == CardRegisters.DeskSend);
    }

    [Fact]
    public void A_modify_would_wait_for_the_session_and_is_not_offered_without_one()
    {
        Resting(5, executed: 0);
        _rig.Card[CardRegisters.State] = 0;
        Assert.Equal("The order session is not up: modify when it is.", Modify(5, 10).Refusal);
        Assert.DoesNotContain(_rig.Card.Writes, w => w.Address == CardRegisters.DeskSend);
    }

    [Fact]
    public void A_modify_that_the_card_does_not_take_says_why()
    {
        Answer(0);
        _rig.Card[CardRegisters.State] = StateValue.SessionUpMask;
        OrderTracker orders = _rig.Appliance.Slots[0].Orders;
        orders.New(1, sell: false, 100, 20, now: 1);
        Assert.Equal("Order 1 is a quote, not of the desk: its size is the slot's setting.", Modify(1, 10).Refusal);
        Assert.Equal("No order has the reference 9.", Modify(9, 10).Refusal);
        orders.New(2, sell: false, 100, 20, now: 1, desk: true);
        Assert.Equal("The venue has not accepted order 2 yet.", Modify(2, 10).Refusal);
        orders.Accepted(2, 20, live: true, now: 2);
        Assert.Equal("Order 2 is to be cancelled, or its end is on its way to this host.", Modify(2, 10).Refusal);
        orders.ModifySent(2, now: 3);
        Assert.Equal("A modify of order 2 is under way: its answer comes first.", Modify(2, 9).Refusal);
        orders.CancelSent(2, now: 4);
        Assert.Equal("A cancel of order 2 is under way.", Modify(2, 9).Refusal);
        orders.Reduce(2, 20, now: 5);
        Assert.Equal("Order 2 is not open any more.", Modify(2, 9).Refusal);
        Answer(DeskStatusValue.BusyMask);
        Resting(6, executed: 0);
        Assert.Contains("it may still leave", Modify(6, 9).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CancelScope.All, 0, "", 0u)]
    [InlineData(CancelScope.Slot, 0, "", 0x100u)]
    [InlineData(CancelScope.Symbol, 0, "BTCUSD", 0x200u)]
    public void A_mass_cancel_is_told_to_the_card_by_its_scope(CancelScope scope, uint slot, string symbol, uint written)
    {
        _rig.Card[CardRegisters.TableStatus] = 3;
        MassCancelReply reply = MassCancel(scope, slot, symbol);
        Assert.Equal((3u, string.Empty), (reply.Open, reply.Refusal));
        Assert.Equal(written, Written(CardRegisters.MassCancel));
    }

    [Theory]
    [InlineData(CancelScope.Unspecified, 0, "", "names no scope")]
    [InlineData(CancelScope.Slot, 1, "", "There is no slot 1")]
    [InlineData(CancelScope.Symbol, 0, "NONE", "'NONE' is not tracked (BTCUSD")]
    public void A_scope_that_is_not_there_cancels_nothing_and_says_so(CancelScope scope, uint slot, string symbol, string sentence)
    {
        Assert.Contains(sentence, MassCancel(scope, slot, symbol).Refusal, StringComparison.Ordinal);
        Assert.Null(_rig.Card.LastWritten(CardRegisters.MassCancel));
    }

    private EnterOrderRequest Order() => new() { RequestId = Guid.NewGuid().ToString(), Source = "test", Quantity = 1, Price = _window.Price(1) };

    private EnterOrderReply Enter(Action<EnterOrderRequest> change)
    {
        EnterOrderRequest order = Order();
        change(order);
        return _rig.Appliance.EnterOrder(order);
    }

    private CancelOrderReply Cancel(uint urn) => _rig.Appliance.CancelOrder(new CancelOrderRequest { Urn = urn });

    private ModifyOrderReply Modify(uint urn, uint quantity) => _rig.Appliance.ModifyOrder(new ModifyOrderRequest { Urn = urn, Quantity = quantity });

    /// <summary>An order of the desk of 20 lots that rests, at a venue that listens.</summary>
    private void Resting(uint urn, uint executed)
    {
        _rig.Card[CardRegisters.State] = StateValue.SessionUpMask;
        _rig.Appliance.Slots[0].Orders.New(urn, sell: false, 100, 20, now: 1, desk: true);
        _rig.Appliance.Slots[0].Orders.Accepted(urn, 20, live: true, now: 2);
        _rig.Appliance.Slots[0].Orders.Fill(urn, executed, now: 3);
    }

    private MassCancelReply MassCancel(CancelScope scope, uint slot, string symbol) =>
        _rig.Appliance.MassCancel(new MassCancelRequest { Scope = scope, Slot = slot, Symbol = symbol });

    private uint Written(uint address) => _rig.Card.LastWritten(address) ?? throw new InvalidOperationException($"0x{address:X} was not written");

    /// <summary>What DESK_STATUS says once something was offered.</summary>
    private void Answer(uint status) => _rig.Card.OnWrite = (address, _) =>
    {
        if (address == CardRegisters.DeskSend)
        {
            _rig.Card[CardRegisters.DeskStatus] = status;
        }
    };
}
