using Saker.Card.Bench;
using Saker.Card.Tests.Orders;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Lines;

/// <summary>A symbol that says nothing for too long is stale: STALE_SILENT of docs/card.md section 5.</summary>
public sealed class SilenceTests
{
    private const uint Limit = 40;
    private const ulong UnitNs = SilenceWatch.UnitNs;
    private const uint Told = 24;

    private static readonly SymbolWindow Other = new("BBBB", 1_000_000, 100);

    [RtlFact]
    public void FallsSilentExactlyAtTheLimit_AndIsHeardAgain()
    {
        using TradingBench bench = Ready(out CardClock clock, out _);
        for (ulong phase = 0; phase < 330; phase += 23)
        {
            bench.Card.Run(phase);
            bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid - (int)(phase % 100), 10));
            List<BookEventRow> heard = Books(bench);
            BookEventRow message = heard.Last(b => b.Mtype == 'A');
            Assert.Equal((StaleReason.None, 0u), (message.Stale, message.Flags & 1));
            bench.Card.Run(CardClock.Cycles((Limit + 3) * UnitNs));
            BookEventRow silent = Assert.Single(Books(bench));
            Assert.Equal((0, StaleReason.Silent, 1u), (silent.Mtype, silent.Stale, silent.Flags & 1));
            Assert.Equal(message with { Mtype = '\0', Cycle = 0, Stale = 0, Flags = 0 }, silent with { Cycle = 0, Stale = 0, Flags = 0 });
            // Released two or three cycles before its book; silent from the first cycle of a unit on.
            bool ok = Enumerable.Range(2, 2).Any(before => Due(clock, message.Cycle - (uint)before) is var due && silent.Cycle >= due && silent.Cycle <= due + Told);
            Assert.True(ok, $"message {message.Cycle}, silent {silent.Cycle}, due {Due(clock, message.Cycle - 3)}");
        }
    }

    [RtlTheory]
    [InlineData('A')]
    [InlineData('H')]
    [InlineData('Y')]
    [InlineData('R')]
    [InlineData('P')]
    public void AnyMessageOfTheSymbol_EndsIt(char type)
    {
        using TradingBench bench = Ready(out _, out _);
        bench.Card.Run(CardClock.Cycles((Limit + 3) * UnitNs));
        Assert.Equal(StaleReason.Silent, Assert.Single(Books(bench)).Stale);
        Assert.Equal((uint)StaleReason.Silent, new SymStatusValue(bench.Card.Read(CardRegisters.SymStatusAt(0))).Stale);
        bench.Tell(Message(bench, type));
        List<BookEventRow> books = Books(bench);
        Assert.Equal(StaleReason.None, books[^1].Stale);
        // The record of a book's message does not show the silence that it ended.
        Assert.All(books.Where(b => b.Mtype != 0), b => Assert.Equal(StaleReason.None, b.Stale));
        Assert.Equal(0u, new SymStatusValue(bench.Card.Read(CardRegisters.SymStatusAt(0))).Stale);
    }

    [RtlFact]
    public void OthersMessages_DoNotEndIt()
    {
        using TradingBench bench = Ready(out _, out BookMessages other);
        bench.Card.Run(CardClock.Cycles((Limit + 3) * UnitNs));
        Assert.Equal(StaleReason.Silent, Assert.Single(Books(bench)).Stale);
        bench.Tell(other.Add(Side.Buy, 10, 10));
        bench.Tell(bench.Book.Trading('T', of: 77));
        bench.Tell(bench.Book.SystemEvent());
        bench.Feed.Heartbeat();
        bench.Card.RunIdle();
        Assert.DoesNotContain(Books(bench), b => b.Sym == 0);
        // And the other symbol, whose limit is the longest, was never silent.
        Assert.Equal(0u, new SymStatusValue(bench.Card.Read(CardRegisters.SymStatusAt(1))).Stale);
    }

    [RtlFact]
    public void ZeroIsAlwaysSilent_AndTheBookGoesOn()
    {
        using TradingBench bench = Ready(out _, out _);
        bench.Card.Write(CardRegisters.SymSilenceAt(0), 0);
        bench.Card.RunIdle();
        Assert.Equal(StaleReason.Silent, Assert.Single(Books(bench)).Stale);
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid + 2, 77));
        List<BookEventRow> books = Books(bench);
        Assert.Equal((DeskRig.Bid + 2, 77u), (books[^1].BidIdx, books[^1].BidQty));
        Assert.Equal(StaleReason.Silent, books[^1].Stale);
        // A longer limit does not end it: the next message does.
        bench.Card.Write(CardRegisters.SymSilenceAt(0), SilenceWatch.MostLimit);
        bench.Card.RunIdle();
        Assert.Empty(Books(bench));
        bench.Tell(bench.Book.Trading('T'));
        Assert.Equal(StaleReason.None, Books(bench)[^1].Stale);
        // Only bits 23:0 count.
        bench.Card.Write(CardRegisters.SymSilenceAt(0), 1u << 24);
        bench.Card.RunIdle();
        Assert.Equal(StaleReason.Silent, Books(bench)[^1].Stale);
    }

    [RtlFact]
    public void TheSymbolsOwnReason_GoesBeforeIt()
    {
        using TradingBench bench = Ready(out _, out _);
        bench.Tell(bench.Book.Delete(99));
        Assert.Equal(StaleReason.UnknownRef, Books(bench)[^1].Stale);
        bench.Card.Run(CardClock.Cycles((Limit + 3) * UnitNs));
        bench.Card.RunIdle();
        Assert.Empty(Books(bench));
        // Cleared, the silence shows.
        CardBringUp.ClearBooks(bench.Card);
        bench.Card.RunIdle();
        Assert.Equal(StaleReason.Silent, Books(bench).Last(b => b.Sym == 0).Stale);
    }

    [RtlFact]
    public void TheFeedsGap_GoesBeforeIt()
    {
        using TradingBench bench = Ready(out _, out _);
        bench.Card.Run(CardClock.Cycles((Limit + 3) * UnitNs));
        bench.Feed.Discard();
        ulong next = bench.Feed.NextSequence;
        bench.Feed.NextSequence = next + 5;
        bench.Feed.Heartbeat();
        bench.Card.RunIdle();
        Assert.Equal(StaleReason.Gap, Books(bench).Last(b => b.Sym == 0).Stale);
        // The gap closes: still nothing heard of it.
        bench.Feed.Expect(next + 5);
        bench.Feed.Heartbeat();
        bench.Card.RunIdle();
        Assert.Equal(StaleReason.Silent, Books(bench).Last(b => b.Sym == 0).Stale);
    }

    [RtlFact]
    public void QuotesAreCancelledWhenTheirSymbolFallsSilent_AndComeBack()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        uint desk = bench.Enter(DeskRig.Buy(1, GuardsRig.Far));
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid, 1));
        bench.Card.Write(CardRegisters.SymSilenceAt(0), Limit);
        bench.Feed.Discard();
        bench.Card.Run(CardClock.Cycles((Limit + 3) * UnitNs));
        List<byte[]> records = bench.Feed.Records();
        uint silent = new BookEvent(records.Single(r => r[4] == (byte)EventType.Book)).Cycle;
        OrderRecord[] cancels = [.. records.Where(r => r[4] == (byte)EventType.Order).Select(TwinJudge.Read)];
        Assert.Equal([(0, OrderAction.Cancel, 1), (1, OrderAction.Cancel, 1)], cancels.Select(c => ((int)c.Side, (OrderAction)c.Action, (int)c.Sent)));
        uint first = new OrderEvent(records.First(r => r[4] == (byte)EventType.Order)).Cycle;
        Assert.True((int)(first - silent) < (int)Told, $"silent told in cycle {silent}, the first cancel started in {first}");
        bench.AnswerAll();
        Assert.Equal([desk], bench.Venue.Live.Keys);
        Assert.Equal(Verdict.Book, bench.Judge(DeskRig.Sell()));
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid, 1));
        bench.AnswerAll();
        Assert.Equal(3, bench.Venue.Live.Count);
    }

    private readonly record struct BookEventRow(int Sym, char Mtype, uint Cycle, StaleReason Stale, uint Flags, int BidIdx, uint BidQty);

    /// <summary>Two tracked symbols with good books; the first is silent after <see cref="Limit"/> units, the second never.</summary>
    private static TradingBench Ready(out CardClock clock, out BookMessages other)
    {
        var bench = new TradingBench(DeskRig.Silent, DeskRig.Wide, symbols: [TradingBench.Window, Other]);
        other = new BookMessages(Other, 2);
        for (int n = 0; n < 100; n++)
        {
            // The order table is one: both symbols' references differ.
            bench.Book.Add(Side.Buy, 0, 1);
        }

        clock = CardClock.Set(bench, 1ul << 34);
        bench.Feed.SendMessages([.. other.Opening(), other.Add(Side.Buy, 5, 10), other.Add(Side.Sell, 20, 10)]);
        bench.Feed.SendMessages([bench.Book.Add(Side.Buy, DeskRig.Bid, 500), bench.Book.Add(Side.Sell, DeskRig.Ask, 500)]);
        bench.Card.RunIdle();
        bench.Card.Write(CardRegisters.SymSilenceAt(0), Limit);
        bench.Feed.Discard();
        return bench;
    }

    private static byte[] Message(TradingBench bench, char type) => type switch
    {
        'A' => bench.Book.Add(Side.Sell, DeskRig.Ask, 10),
        'H' => bench.Book.Trading('T'),
        'R' => bench.Book.Directory(TradingBench.Window.Symbol, 1),
        'Y' => Raw(ItchRegShoRestriction.Length, b => ItchRegShoRestriction.Write(b, new Locate(1), 0, new Timestamp(1), Symbol.Of("AAAA"), '0')),
        _ => Raw(ItchTrade.Length, b => ItchTrade.Write(b, new Locate(1), 0, new Timestamp(1), default, Side.Buy, new Quantity(1), Symbol.Of("AAAA"), new Price(1_000_000), 9)),
    };

    private delegate int Writer(Span<byte> to);

    private static byte[] Raw(int length, Writer write)
    {
        byte[] bytes = new byte[length];
        write(bytes);
        return bytes;
    }

    /// <summary>The first cycle in which the symbol is silent that was last heard in that one.</summary>
    private static uint Due(CardClock clock, uint heard)
    {
        ulong unit = (clock.Ns(heard) / UnitNs) + Limit;
        uint cycle = heard;
        while (clock.Ns(cycle) / UnitNs < unit)
        {
            cycle++;
        }

        return cycle;
    }

    private static List<BookEventRow> Books(TradingBench bench)
    {
        var rows = new List<BookEventRow>();
        bench.Feed.Take(r =>
        {
            if (r[4] == (byte)EventType.Book)
            {
                var b = new BookEvent(r);
                rows.Add(new BookEventRow((int)b.Sym, (char)b.Mtype, b.Cycle, (StaleReason)b.Stale, b.Flags, b.BidIdx, b.BidQty));
            }
        });
        return rows;
    }
}
