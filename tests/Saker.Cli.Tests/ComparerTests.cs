using Saker.Card;
using Saker.Model;
using Xunit;

namespace Saker.Cli.Tests;

/// <summary>A difference is found, whichever side has it; equal streams have none.</summary>
public sealed class ComparerTests
{
    private static readonly BookRecord Quiet = new(0, 0, 1, 10, (byte)'A', 0, 5, 6, 100, 200);

    [Fact]
    public void Equal_streams_differ_nowhere()
    {
        StreamComparer<BookRecord> books = Books();
        foreach (ulong s in (ulong[])[1, 2, 3])
        {
            books.Card(Quiet with { Seq = s }, 0);
        }

        foreach (ulong s in (ulong[])[1, 2, 3])
        {
            books.Model(Quiet with { Seq = s });
        }

        books.Settle();
        Assert.Null(books.First);
        Assert.Equal(3, books.Compared);
    }

    [Fact]
    public void The_first_pair_that_differs_is_told_with_both_sides()
    {
        StreamComparer<BookRecord> books = Books();
        foreach (uint qty in (uint[])[100, 101, 102])
        {
            books.Model(Quiet with { Seq = qty, BidQty = qty });
            books.Card(Quiet with { Seq = qty, BidQty = qty == 100 ? 100 : 7u }, 1000 + qty);
        }

        Difference? d = books.First;
        Assert.NotNull(d);
        Assert.Equal(("BOOK", 101ul, 1101u), (d.Kind, d.Sequence, d.Cycle));
        Assert.Contains("BidQty = 101", d.Model, StringComparison.Ordinal);
        Assert.Contains("BidQty = 7", d.Card, StringComparison.Ordinal);
        Assert.Contains("BidQty = 100", d.Before, StringComparison.Ordinal);
        Assert.Equal(1, books.Compared);
    }

    [Fact]
    public void A_record_that_one_side_lacks_is_a_difference_once_both_are_quiet()
    {
        StreamComparer<BookRecord> books = Books();
        books.Model(Quiet);
        Assert.Null(books.First);
        books.Settle();
        Assert.Equal((null, 1ul), (books.First!.Card, books.First.Sequence));

        books = Books();
        books.Card(Quiet, 77);
        books.Settle();
        Assert.Equal((null, 77u), (books.First!.Model, books.First.Cycle));
    }

    [Fact]
    public void Flags_may_pass_over_a_state_but_show_none_that_the_model_has_not()
    {
        BookRecord ok = Quiet, halted = Quiet with { Flags = (byte)BookFlags.Halted }, stale = Quiet with { Flags = (byte)BookFlags.Stale, Stale = 1 };
        var flags = new FlagComparer(0, ok);
        flags.Model(stale);
        flags.Model(halted);
        flags.Card(halted, 5);
        flags.Settle();
        Assert.Null(flags.First);

        flags.Card(stale, 9);
        flags.Settle();
        Assert.Equal(9u, flags.First!.Cycle);
        Assert.Contains("Halted", flags.First.Model, StringComparison.Ordinal);
        Assert.Contains("Stale", flags.First.Card, StringComparison.Ordinal);
    }

    [Fact]
    public void Flags_must_end_alike()
    {
        var flags = new FlagComparer(3, Quiet);
        flags.Model(Quiet with { Flags = (byte)BookFlags.Halted });
        flags.Settle();
        Assert.Contains("symbol 3: Halted", flags.First!.Model, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_is_the_book_of_the_message_that_it_names()
    {
        DepthRecord[] empty = Depth(0, 0), first = Depth(1, 10), second = Depth(2, 20);
        var depth = new DepthComparer([empty]);
        depth.Model(0, first);
        depth.Model(0, second);
        Give(depth, first);
        Assert.Null(depth.First);
        Assert.Equal(DepthReport.Records, depth.Compared);
        depth.Finish();
        Assert.Equal(2ul, depth.First!.Sequence);

        depth = new DepthComparer([empty]);
        depth.Model(0, first);
        Give(depth, Depth(1, 11));
        Assert.Equal((1ul, 300u), (depth.First!.Sequence, depth.First.Cycle));
    }

    [Fact]
    public void Once_quiet_only_the_books_as_they_stand_may_be_reported()
    {
        var depth = new DepthComparer([Depth(0, 0)]);
        depth.Model(0, Depth(1, 10));
        depth.Model(0, Depth(2, 20));
        depth.Forget();
        Give(depth, Depth(2, 20));
        Assert.Null(depth.First);
        Give(depth, Depth(1, 10));
        Assert.NotNull(depth.First);
    }

    [Fact]
    public void Records_of_the_ring_are_compared_with_the_models()
    {
        var comparer = new RecordComparer(new OneSymbol());
        var model = (ICardSink)comparer;
        byte[] ring = new byte[EventRing.RecordBytes];
        var trade = new TradeEventWriter(ring) { Seq = 9, Qty = 50, MatchNo = 3, Mtype = 'E', Cycle = 4242 };
        model.Trade(new TradeRecord((byte)'E', 0, 0, 9, 0, 0, 0, 0, 51, 3, 0));
        comparer.Card(ring);
        comparer.Settle();
        Difference d = Assert.Single(comparer.Differences);
        Assert.Equal(("TRADE", 9ul, 4242u), (d.Kind, d.Sequence, d.Cycle));

        trade.Qty = 51;
        comparer = new RecordComparer(new OneSymbol());
        ((ICardSink)comparer).Trade(new TradeRecord((byte)'E', 0, 0, 9, 0, 0, 0, 0, 51, 3, 0));
        comparer.Card(ring);
        comparer.Settle();
        Assert.Empty(comparer.Differences);
    }

    private static StreamComparer<BookRecord> Books() => new("BOOK", r => r.Seq);

    private static DepthRecord[] Depth(ulong sequence, uint quantity) =>
    [
        .. Enumerable.Range(0, DepthReport.Records).Select(n => new DepthRecord(0, (byte)(n / 2), (byte)(n % 2), 1, sequence, 7, 0, 0, 0, 0, quantity, 0, 0, 0, 0)),
    ];

    private static void Give(DepthComparer depth, DepthRecord[] report)
    {
        foreach (DepthRecord record in report)
        {
            depth.Card(record, 300);
        }
    }

    private sealed class OneSymbol : IModelView
    {
        public int Symbols => 1;

        public int Window => 4096;

        public BookRecord Top(int symbol) => default;

        public DepthRecord[] Depth(int symbol) => ComparerTests.Depth(0, 0);
    }
}
