using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The value of an order: docs/card.md section 8.4. The quotes of 100 lots stand at 2004 and 2006.</summary>
public sealed class GuardsNotionalTests
{
    private const ulong Lots = 100;

    private static ulong Bid => Lots * (ulong)TradingBench.Window.Price(2_004);

    private static ulong Ask => Lots * (ulong)TradingBench.Window.Price(2_006);

    public static TheoryData<ulong, Verdict, Verdict> Limits() => new()
    {
        { Bid - 1, Verdict.Notional, Verdict.Notional }, { Bid, Verdict.Pass, Verdict.Notional }, { Ask - 1, Verdict.Pass, Verdict.Notional },
        { Ask, Verdict.Pass, Verdict.Pass }, { Ask + 1, Verdict.Pass, Verdict.Pass }, { ulong.MaxValue, Verdict.Pass, Verdict.Pass },
        { Lots * 1_000_000, Verdict.Notional, Verdict.Notional }, { (Lots * 1_000_000) - 1, Verdict.Notional, Verdict.Notional }, { 1ul << 63, Verdict.Pass, Verdict.Pass },
    };

    [RtlTheory]
    [MemberData(nameof(Limits))]
    public void Quotes_PassAtTheLimit_AndNotAboveIt(ulong most, Verdict bid, Verdict ask)
    {
        using TradingBench bench = Ready(TradingBench.Plain, most);
        Quote(bench);
        Assert.Equal([(0, bid), (1, ask)], bench.Tried().Where(t => t.Verdict != Verdict.Self));
    }

    [RtlTheory]
    [MemberData(nameof(Limits))]
    public void OrdersOfTheDesk_PassAtTheLimit_AndNotAboveIt(ulong most, Verdict bid, Verdict ask)
    {
        using TradingBench bench = DeskRig.Ready(DeskRig.Wide with { MaxNotional = most });
        Assert.Equal(bid, bench.Judge(DeskRig.Buy((uint)Lots, 2_004)));
        Assert.Equal(ask, bench.Judge(DeskRig.Sell((uint)Lots, 2_006)));
    }

    [RtlFact]
    public void ALimitThatRises_IsACause_WithinAHundredCycles()
    {
        using TradingBench bench = Ready(TradingBench.Plain, 0);
        Quote(bench);
        Assert.Equal([(0, Verdict.Notional), (1, Verdict.Notional)], bench.Tried());
        ulong from = bench.Card.Cycle;
        bench.Limit(DeskRig.Wide with { MaxNotional = Ask });
        bench.Card.Run(TradingBench.NotionalCycles + 20);
        List<OrderEventRow> sent = Sent(bench);
        Assert.Equal([0, 1], sent.Select(s => s.Side).Order());
        Assert.All(sent, s => Assert.InRange(s.Cycle - from, 0ul, TradingBench.NotionalCycles + 40));
    }

    [RtlFact]
    public void ALimitThatFalls_CountsAtOnceForWhatIsTriedNext()
    {
        using TradingBench bench = Ready(TradingBench.Plain, ulong.MaxValue);
        Quote(bench);
        bench.Settle();
        Assert.Equal(2u, bench.Orders);
        bench.Feed.Discard();
        bench.Limit(DeskRig.Wide with { MaxNotional = Bid });
        // Resting quotes stay; the replace is refused, worked out or not.
        bench.Feed.SendMessage(bench.Book.Add(Side.Buy, DeskRig.Bid + 2, 10));
        bench.Settle();
        Assert.Equal([(0, Verdict.Notional), (1, Verdict.Notional)], bench.Tried());
        Assert.Equal(2u, bench.Orders);
    }

    [RtlFact]
    public void Quantity_IsWorkedOutAnew()
    {
        using TradingBench bench = Ready(TradingBench.Plain, Ask);
        bench.Mode(SlotMode.Halted);
        bench.Configure(TradingBench.Plain with { Qty = 101 }, DeskRig.Wide with { MaxNotional = Ask });
        bench.Mode(SlotMode.Active);
        Quote(bench);
        Assert.Equal([(0, Verdict.Notional), (1, Verdict.Notional)], bench.Tried());
        bench.Mode(SlotMode.Halted);
        bench.Configure(TradingBench.Plain with { Qty = 99 }, DeskRig.Wide with { MaxNotional = Ask });
        bench.Mode(SlotMode.Active);
        bench.Settle();
        Assert.Equal(2u, bench.Orders);
    }

    [RtlFact]
    public void ABaseThatMoves_IsWorkedOutAnew()
    {
        // The ask alone: of a bid that rested nobody would know the worth once the window moved (section 8.8).
        using TradingBench bench = DeskRig.Ready(DeskRig.Wide with { MaxNotional = Ask }, TradingBench.Plain with { NeedBid = 1 }, mode: SlotMode.Halted);
        foreach ((uint register, uint value, uint before) in new[] { (CardRegisters.SymBaseAt(0), TradingBench.Window.Base + 1, TradingBench.Window.Base), (CardRegisters.SymTickAt(0), 101u, 100u) })
        {
            bench.Card.Write(register, value);
            bench.Card.Run(TradingBench.NotionalCycles);
            Assert.Equal(Verdict.Notional | Verdict.Mode, bench.Judge(DeskRig.Sell((uint)Lots, 2_006)));
            bench.Feed.Discard();
            bench.Mode(SlotMode.Active);
            Assert.Contains((1, Verdict.Notional), bench.Tried());
            Assert.DoesNotContain(bench.Venue.Live.Values, o => !o.Buy);
            // Worked out anew it is a cause: the sell leaves by itself.
            bench.Card.Write(register, before);
            bench.Card.Run(2 * TradingBench.NotionalCycles);
            Assert.Contains((1, Verdict.Pass), bench.Tried());
            bench.AnswerAll();
            bench.Mode(SlotMode.Halted);
            bench.Settle();
            Assert.Empty(bench.Venue.Live);
        }
    }

    [RtlFact]
    public void APriceBeyond32Bits_IsTooMuch()
    {
        var window = new SymbolWindow("AAAA", 0xFFFF_FF00, 100);
        using var bench = new TradingBench(DeskRig.Silent, DeskRig.Wide with { MaxNotional = ulong.MaxValue }, symbols: [window]);
        var book = new BookMessages(window, 1);
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Feed.SendMessages([book.Add(Side.Buy, 0, 500), book.Add(Side.Sell, 2, 500)]);
        bench.Settle();
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Buy(1, 1)));
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Sell(1, 2)));
        bench.AnswerAll();
        Assert.Equal(Verdict.Notional, bench.Judge(DeskRig.Sell(1, 3)));
        Assert.Equal(Verdict.Notional, bench.Judge(DeskRig.Sell(1, 400)));
    }

    [RtlFact]
    public void TheGreatestQuantity_NeverOverflows()
    {
        using TradingBench bench = DeskRig.Ready(new SlotControls(uint.MaxValue, 1_000, uint.MaxValue, uint.MaxValue * (ulong)TradingBench.Window.Price(2_004)));
        // Any other bit is a matter of the position.
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Buy(uint.MaxValue, 2_004)) & Verdict.Notional);
        bench.AnswerAll(VenueAnswer.Reject);
        Assert.Equal(Verdict.Notional, bench.Judge(DeskRig.Buy(uint.MaxValue, 2_005)) & Verdict.Notional);
    }

    private readonly record struct OrderEventRow(int Side, ulong Cycle);

    private static TradingBench Ready(SlotParameters parameters, ulong most)
    {
        var bench = new TradingBench(parameters, DeskRig.Wide with { MaxNotional = most });
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Feed.Discard();
        return bench;
    }

    private static void Quote(TradingBench bench)
    {
        bench.Feed.SendMessages([bench.Book.Add(Side.Buy, DeskRig.Bid, 500), bench.Book.Add(Side.Sell, DeskRig.Ask, 500)]);
        bench.Card.RunIdle();
    }

    private static List<OrderEventRow> Sent(TradingBench bench) =>
        [.. bench.Records(EventType.Order).Where(r => new OrderEvent(r).Sent != 0).Select(r => new OrderEventRow((int)new OrderEvent(r).Side, new OrderEvent(r).Cycle))];
}
