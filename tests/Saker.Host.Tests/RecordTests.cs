using Saker.Card;
using Saker.Host.Books;
using Saker.Host.Feed;
using Saker.Host.Trackers;

namespace Saker.Host.Tests;

/// <summary>What is made of single records of the card.</summary>
public sealed class RecordTests
{
    private const int Levels = 64;
    private const long Hour = 3_600_000_000_000;

    private readonly TrackedSymbol _symbol = new(new Instrument("AAA", 2, 0, 10, 1000), new SymbolWindow("AAA", 1000, 10), Levels);

    [Fact]
    public void Depth_is_shown_only_when_all_four_records_of_an_instant_are_there()
    {
        var depth = new CardDepth();
        Assert.False(depth.Take(Depth(7, 0, 0, 5, 20)));
        Assert.False(depth.Take(Depth(7, 0, 1, 1, 15)));
        Assert.False(depth.Take(Depth(7, 1, 0, 2, 21)));
        Assert.Equal(0, depth.Bids.Length);
        // Another report begins before the last was whole.
        Assert.False(depth.Take(Depth(9, 0, 0, 2, 30)));
        Assert.False(depth.Take(Depth(9, 0, 1, 0, 0)));
        Assert.False(depth.Take(Depth(9, 1, 0, 5, 31)));
        Assert.Equal(0ul, depth.Sequence);
        Assert.True(depth.Take(Depth(9, 1, 1, 1, 36)));
        Assert.Equal((9ul, 2, 6), (depth.Sequence, depth.Bids.Length, depth.Asks.Length));
        Assert.Equal(new DepthLevel(36, 100), depth.Asks[5]);
        depth.Clear();
        Assert.Equal((0ul, 0, false), (depth.Sequence, depth.Bids.Length, depth.Reported));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Best_prices_are_compared_whichever_record_comes_first(bool messageFirst)
    {
        Tell(messageFirst, 1, 100, 100);
        Assert.Equal((1ul, 0, ""), (_symbol.Compared, _symbol.Mismatches, _symbol.Difference));
        Tell(messageFirst, 2, 50, 149);
        Assert.Equal((2ul, 1), (_symbol.Compared, _symbol.Mismatches));
        Assert.Equal("AAA after message 2: bid 1 is 149 @ 1050 on the card and 150 @ 1050 by its messages", _symbol.Difference);
    }

    [Fact]
    public void A_wrong_level_of_the_depth_is_a_difference()
    {
        Tell(true, 1, 100, 100);
        ReportDepth(seq: 1, quantity: 100, comparable: true);
        Assert.Equal((2ul, 0), (_symbol.Compared, _symbol.Mismatches));
        ReportDepth(seq: 1, quantity: 99, comparable: false);
        ReportDepth(seq: 5, quantity: 99, comparable: true);
        Assert.Equal((2ul, 0), (_symbol.Compared, _symbol.Mismatches));
        ReportDepth(seq: 1, quantity: 99, comparable: true);
        Assert.Equal((3ul, 1), (_symbol.Compared, _symbol.Mismatches));
    }

    [Fact]
    public void Far_orders_have_no_level_and_are_no_difference()
    {
        _symbol.OnMessage(Message(1, 900, 5, side: 0));
        _symbol.OnBook(Book(1, quantity: 0));
        Assert.Equal((1ul, 0), (_symbol.Compared, _symbol.Mismatches));
    }

    [Fact]
    public void After_the_books_were_cleared_the_old_ones_are_forgotten()
    {
        Tell(true, 1, 100, 100);
        _symbol.Cleared(new SymbolWindow("AAA", 2000, 10));
        Assert.Empty(_symbol.Book().Bids);
        _symbol.OnMessage(Message(1, 2050, 30));
        _symbol.OnBook(Book(1, 30));
        Assert.Equal((2ul, 0), (_symbol.Compared, _symbol.Mismatches));
        Assert.Equal(2050, _symbol.Book().Bids[0].Price);
    }

    [Fact]
    public void The_tape_keeps_the_newest_and_marks_what_was_broken()
    {
        var tape = new TradeTape(3);
        for (ulong match = 1; match <= 5; match++)
        {
            Assert.True(tape.Add(Trade('E', match, match), (long)match));
        }

        Assert.Equal([5ul, 4, 3], tape.Newest(10).Select(t => t.Match));
        Assert.Equal((5ul, 2), (tape.Count, tape.Newest(2).Count()));
        Assert.True(tape.Add(Trade('B', 5, 6), 6));
        Assert.Equal([('B', false), ('E', true), ('E', false)], tape.Newest(3).Select(t => (t.Type, t.Broken)));
        Assert.Equal(1ul, tape.Broken);
    }

    [Fact]
    public void The_tape_takes_no_message_twice_but_the_next_sessions_from_the_first_on()
    {
        var tape = new TradeTape(10);
        Assert.True(tape.Add(Trade('E', 1, 7), 1));
        Assert.True(tape.Add(Trade('E', 2, 9), 2));
        Assert.False(tape.Add(Trade('E', 1, 7), 1));
        Assert.False(tape.Add(Trade('B', 2, 9), 2));
        Assert.Equal((2ul, 0ul), (tape.Count, tape.Broken));
        tape.SessionChanged();
        Assert.True(tape.Add(Trade('E', 1, 1), 3));
    }

    [Fact]
    public void Timestamps_go_on_over_midnight()
    {
        var day = new MessageDay();
        Assert.Equal(23 * Hour, day.Of((ulong)(23 * Hour)));
        Assert.Equal((24 * Hour) + 5, day.Of(5));
        // One of the day before that comes late, and one that is only out of order.
        Assert.Equal((23 * Hour) + 7, day.Of((ulong)(23 * Hour) + 7));
        Assert.Equal((24 * Hour) + 3, day.Of(3));
        Assert.Equal(30 * Hour, day.Of((ulong)(6 * Hour)));
        Assert.Equal(41 * Hour, day.Of((ulong)(17 * Hour)));
        Assert.Equal(49 * Hour, day.Of((ulong)Hour));
        day.Restart();
        Assert.Equal(4 * Hour, day.Of((ulong)(4 * Hour)));
    }

    private void Tell(bool messageFirst, ulong seq, uint quantity, uint total)
    {
        if (messageFirst)
        {
            _symbol.OnMessage(Message(seq, 1050, quantity));
        }

        _symbol.OnBook(Book(seq, total));
        if (!messageFirst)
        {
            _symbol.OnMessage(Message(seq, 1050, quantity));
        }
    }

    private void ReportDepth(ulong seq, uint quantity, bool comparable)
    {
        byte[] record = new byte[DepthEvent.Size];
        _ = new DepthEventWriter(record) { Seq = seq, Levels = 1, Idx0 = 5, Qty0 = quantity };
        _symbol.OnDepth(new DepthEvent(record), comparable);
        _symbol.OnDepth(Depth(seq, 0, 1, 0, 0), comparable);
        _symbol.OnDepth(Depth(seq, 1, 0, 0, 0), comparable);
        _symbol.OnDepth(Depth(seq, 1, 1, 0, 0), comparable);
    }

    private static MessageEvent Message(ulong seq, uint price, uint quantity, byte side = 0)
    {
        byte[] record = new byte[MessageEvent.Size];
        _ = new MessageEventWriter(record) { Mtype = 'A', Tracked = 1, Seq = seq, OrderRef = seq, Qty = quantity, Price = price, Side = side };
        return new MessageEvent(record);
    }

    private static BookEvent Book(ulong seq, uint quantity)
    {
        byte[] record = new byte[BookEvent.Size];
        _ = new BookEventWriter(record) { Mtype = (byte)'A', Seq = seq, BidIdx = 5, BidQty = quantity };
        return new BookEvent(record);
    }

    private static DepthEvent Depth(ulong seq, uint side, uint part, uint levels, ushort first)
    {
        byte[] record = new byte[DepthEvent.Size];
        _ = new DepthEventWriter(record) { Seq = seq, Side = side, Part = part, Levels = levels, Idx0 = first, Qty0 = levels == 0 ? 0u : 100u };
        return new DepthEvent(record);
    }

    private static TradeEvent Trade(char type, ulong match, ulong seq)
    {
        byte[] record = new byte[TradeEvent.Size];
        _ = new TradeEventWriter(record) { Mtype = type, Seq = seq, MatchNo = match, Flags = 7, Price = 1000, Qty = type == 'B' ? 0u : 5u };
        return new TradeEvent(record);
    }
}
