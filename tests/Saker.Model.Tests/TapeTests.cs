using Saker.Wire;
using Xunit;
using static Saker.Model.FeedLines;

namespace Saker.Model.Tests;

/// <summary>TRADE records: docs/card.md section 4.</summary>
public sealed class TapeTests
{
    private const TradeFlags Priced = TradeFlags.Priced, Printable = TradeFlags.Printable, Resting = TradeFlags.Resting;
    private readonly FeedHarness _h = new FeedHarness().At(1);
    private ulong _next = 1;

    private void Send(params byte[][] messages)
    {
        _h.Send(A, _next, messages);
        _next += (ulong)messages.Length;
    }

    private static byte[] Of(int length, Action<byte[]> write)
    {
        byte[] m = new byte[length];
        write(m);
        return m;
    }

    private static byte[] Executed(ulong reference, uint qty, ushort locate = FeedHarness.Locate) =>
        Of(ItchOrderExecuted.Length, m => ItchOrderExecuted.Write(m, new Locate(locate), 0, new Timestamp(9), new OrderRef(reference), new Quantity(qty), 70));

    private static byte[] ExecutedAt(ulong reference, uint qty, uint price, char printable) =>
        Of(ItchOrderExecutedWithPrice.Length, m => ItchOrderExecutedWithPrice.Write(
            m, new Locate(FeedHarness.Locate), 0, new Timestamp(9), new OrderRef(reference), new Quantity(qty), 71, printable, new Price(price)));

    private static byte[] Trade(Side side, uint qty, uint price) => Of(ItchTrade.Length, m => ItchTrade.Write(
        m, new Locate(FeedHarness.Locate), 0, new Timestamp(9), new OrderRef(8), side, new Quantity(qty), Symbol.Of("AAA"), new Price(price), 72));

    private static byte[] Cross(long qty, uint price) => Of(ItchCrossTrade.Length, m => ItchCrossTrade.Write(
        m, new Locate(FeedHarness.Locate), 0, new Timestamp(9), new Quantity(qty), Symbol.Of("AAA"), new Price(price), 73, 'O'));

    private static byte[] Broken() => Of(ItchBrokenTrade.Length, m => ItchBrokenTrade.Write(m, new Locate(FeedHarness.Locate), 0, new Timestamp(9), 74));

    private static TradeRecord Expect(char type, int side, ulong seq, char code, TradeFlags flags, uint price, ulong qty, ulong match, ulong reference) =>
        new((byte)type, 0, (byte)side, seq, 9, (byte)code, (byte)flags, price, qty, match, reference);

    [Fact]
    public void Execution_has_price_and_side_of_its_resting_order()
    {
        Send(FeedHarness.Add(1, Side.Sell, 5, 1030), Executed(1, 2), Executed(1, 3));
        Assert.Equal(
            [Expect('E', 1, 2, '\0', Priced | Printable | Resting, 1030, 2, 70, 1), Expect('E', 1, 3, '\0', Priced | Printable | Resting, 1030, 3, 70, 1)],
            _h.Sink.Trades);
    }

    [Fact]
    public void Execution_of_a_far_order_is_found_but_not_priced()
    {
        Send(FeedHarness.Add(1, Side.Sell, 5, 9000), Executed(1, 2));
        Assert.Equal([Expect('E', 1, 2, '\0', Printable | Resting, 0, 2, 70, 1)], _h.Sink.Trades);
    }

    [Fact]
    public void Execution_of_an_unknown_order_has_no_side_and_no_price()
    {
        Send(Executed(1, 2));
        Assert.Equal([Expect('E', 0, 1, '\0', Printable, 0, 2, 70, 1)], _h.Sink.Trades);
    }

    [Fact]
    public void Execution_that_is_not_applied_is_not_priced_but_its_order_is_found()
    {
        Send(FeedHarness.Add(1, Side.Sell, 5, 1030), Executed(1, 6), Executed(1, 1));
        Assert.Equal(StaleReason.LevelQty, _h.Feed.Book.Stale(0));
        Assert.Equal(
            [Expect('E', 1, 2, '\0', Printable | Resting, 0, 6, 70, 1), Expect('E', 1, 3, '\0', Printable | Resting, 0, 1, 70, 1)],
            _h.Sink.Trades);
        _h.Feed.Book.BeginClear();
        Send(Executed(1, 1));
        Assert.Equal(Expect('E', 0, 4, '\0', Printable, 0, 1, 70, 1), _h.Sink.Trades[^1]);
    }

    [Fact]
    public void Execution_with_price_has_its_own_and_prints_when_it_says_so()
    {
        Send(FeedHarness.Add(1, Side.Sell, 5, 1030), ExecutedAt(1, 2, 1015, 'Y'), ExecutedAt(1, 3, 1016, 'N'), ExecutedAt(1, 1, 1017, 'Y'));
        Assert.Equal(
            [
                Expect('C', 1, 2, 'Y', Priced | Printable | Resting, 1015, 2, 71, 1),
                Expect('C', 1, 3, 'N', Priced | Resting, 1016, 3, 71, 1),
                Expect('C', 0, 4, 'Y', Priced | Printable, 1017, 1, 71, 1),
            ],
            _h.Sink.Trades);
    }

    [Fact]
    public void Trades_crosses_and_broken_trades_have_the_messages_fields()
    {
        // The order with the reference that a P or the shares of a Q happen to name has nothing to do with them.
        Send(FeedHarness.Add(8, Side.Sell, 5, 1030), FeedHarness.Add(0x1_0000_0002, Side.Sell, 5, 1030));
        Send(Trade(Side.Buy, 9, 77), Trade(Side.Sell, 9, 77), Cross(0x1_0000_0002, 78), Broken());
        Assert.Equal(
            [
                Expect('P', 0, 3, '\0', Priced | Printable, 77, 9, 72, 0),
                Expect('P', 1, 4, '\0', Priced | Printable, 77, 9, 72, 0),
                Expect('Q', 0, 5, 'O', Priced | Printable, 78, 0x1_0000_0002, 73, 0),
                Expect('B', 0, 6, '\0', TradeFlags.None, 0, 0, 74, 0),
            ],
            _h.Sink.Trades);
        Assert.Equal(10u, _h.Feed.Book.LevelQty(0, Side.Sell, 3));
    }

    [Fact]
    public void Only_tracked_symbols_only_while_switched_on_and_in_the_order_of_the_stream()
    {
        _h.Send(A, 2, Executed(2, 2), Broken(), Executed(1, 9, locate: 99));
        Assert.Empty(_h.Sink.Trades);
        _h.Send(B, 1, Executed(1, 1));
        Assert.Equal([1ul, 2, 3], _h.Sink.Trades.Select(t => t.Seq));
        _h.Feed.Config = FeedHarness.Config with { Tape = false };
        _h.Send(A, 5, Broken());
        Assert.Equal((6ul, 3), (_h.Feed.Expected, _h.Sink.Trades.Count));
    }
}
