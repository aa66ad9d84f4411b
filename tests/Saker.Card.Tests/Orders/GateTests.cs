using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Each control of the gate alone: it refuses with exactly its bit, and nothing reaches the wire.</summary>
public sealed class GateTests
{
    private const int Bid = 2_000, Ask = 2_010;
    private static readonly SlotControls Wide = TradingBench.Wide;

    [RtlFact]
    public void LimitsAfterReset_RefuseEverything()
    {
        using TradingBench bench = Ready(default);
        Book(bench);
        Refused(bench, Verdict.Qty | Verdict.Collar | Verdict.Position | Verdict.Notional);
    }

    [RtlFact]
    public void EverythingAllowed_Passes()
    {
        using TradingBench bench = Ready(Wide);
        Book(bench);
        List<OrderRow> rows = Orders(bench);
        Assert.Equal([0, 1], rows.Select(r => r.Side));
        Assert.All(rows, r => Assert.True(r.Sent && r.Verdict == Verdict.Pass && r.Action == OrderAction.New));
        Assert.Equal(2, bench.Venue.Live.Count);
    }

    [RtlFact]
    public void Kill_RefusesWithItsBitAlone()
    {
        using TradingBench bench = Ready(Wide, arm: false);
        Book(bench);
        Refused(bench, Verdict.Kill);
    }

    [RtlTheory]
    [InlineData(SlotMode.Halted)]
    [InlineData(SlotMode.Off)]
    [InlineData(SlotMode.Reducing)]
    [InlineData(SlotMode.Shadow)]
    [InlineData((SlotMode)5)]
    [InlineData((SlotMode)7)]
    public void Mode_RefusesWithItsBitAlone(SlotMode mode)
    {
        using TradingBench bench = Ready(Wide);
        bench.Mode(mode);
        Book(bench);
        Refused(bench, Verdict.Mode);
    }

    [RtlFact]
    public void Session_RefusesWithItsBitAlone()
    {
        using TradingBench bench = Ready(Wide, logIn: false);
        // Owned, but nobody has accepted a login.
        bench.Peer.Line.HandOver(bench.Card);
        Book(bench);
        Refused(bench, Verdict.Session);
    }

    [RtlFact]
    public void NoSession_NothingIsEvenTried()
    {
        using TradingBench bench = Ready(Wide, logIn: false);
        Book(bench);
        Assert.Empty(Orders(bench));
        Silent(bench);
    }

    [RtlTheory]
    [InlineData(99u, Verdict.Qty)]
    [InlineData(0u, Verdict.Qty)]
    [InlineData(100u, Verdict.Pass)]
    public void Quantity_RefusesWithItsBitAlone(uint most, Verdict verdict)
    {
        using TradingBench bench = Ready(Wide with { MaxQty = most });
        Book(bench);
        Judged(bench, verdict);
    }

    // The quotes stand one tick off the mid of 2005: 2004 and 2006.
    [RtlTheory]
    [InlineData(0, Verdict.Collar)]
    [InlineData(1, Verdict.Pass)]
    public void Collar_RefusesWithItsBitAlone(int ticks, Verdict verdict)
    {
        using TradingBench bench = Ready(Wide with { Collar = (ushort)ticks });
        Book(bench);
        Judged(bench, verdict);
    }

    [RtlTheory]
    [InlineData(99u, Verdict.Position)]
    [InlineData(100u, Verdict.Pass)]
    public void Position_RefusesWithItsBitAlone(uint most, Verdict verdict)
    {
        using TradingBench bench = Ready(Wide with { MaxPosition = most });
        Book(bench);
        Judged(bench, verdict);
    }

    [RtlFact]
    public void ReducingOrders_PassPositionLimitAndReducingMode()
    {
        using TradingBench bench = Ready(Wide);
        Book(bench);
        bench.Settle();
        Fill(bench, buy: true, 100);
        // Long 100, nothing allowed: only a sell of up to 100 reduces.
        bench.Mode(SlotMode.Halted);
        bench.Settle();
        bench.Limit(Wide with { MaxPosition = 0 });
        bench.Feed.Discard();
        bench.Mode(SlotMode.Reducing);
        List<OrderRow> rows = Orders(bench);
        OrderRow first = rows[0];
        Assert.Equal((1, true, Verdict.Pass, 100), (first.Side, first.Sent, first.Verdict, first.Position));
        Assert.All(rows.Skip(1), r => Assert.Equal((0, false, Verdict.Mode | Verdict.Position), (r.Side, r.Sent, r.Verdict)));
        Assert.NotEmpty(rows.Skip(1));
        // Sold: flat again, and no side reduces any more.
        bench.Settle();
        Fill(bench, buy: false, 100);
        Assert.Equal(0, bench.Position);
        Assert.Equal(0u, bench.Orders);
    }

    [RtlFact]
    public void ReducingOrders_MayNotTurnThePositionRound()
    {
        using TradingBench bench = Ready(Wide);
        Book(bench);
        bench.Settle();
        Fill(bench, buy: true, 60);
        bench.Mode(SlotMode.Halted);
        bench.Settle();
        bench.Feed.Discard();
        long requests = bench.Venue.Requests.Values.Sum();
        // Long 60: a sell of 100 would end short.
        bench.Mode(SlotMode.Reducing);
        List<OrderRow> rows = Orders(bench);
        Assert.All(rows, r => Assert.Equal((false, Verdict.Mode), (r.Sent, r.Verdict)));
        Assert.Equal([0, 1], rows.Select(r => r.Side).Order());
        Assert.Equal(requests, bench.Venue.Requests.Values.Sum());
        Assert.Equal(0u, bench.Orders);
    }

    [RtlFact]
    public void UserReference_RefusesWithItsBitWhenUsedUp()
    {
        // The last reference there is: after it none exceeds it.
        using TradingBench bench = Ready(Wide, line: OrderLine.Default with { FirstUrn = uint.MaxValue });
        Book(bench);
        List<OrderRow> rows = Orders(bench);
        Assert.Equal((0, true, uint.MaxValue), (rows[0].Side, rows[0].Sent, rows[0].Urn));
        Assert.Equal((1, false, Verdict.Urn), (rows[1].Side, rows[1].Sent, rows[1].Verdict));
        Assert.Single(bench.Venue.Live);
        Assert.All(rows.Skip(1), r => Assert.False(r.Sent));
    }

    [RtlTheory]
    [InlineData("halted")]
    [InlineData("crossed")]
    [InlineData("stale")]
    [InlineData("empty")]
    public void Book_NotOk_NothingIsWantedAndWhatRestsIsCancelled(string how)
    {
        using TradingBench bench = Ready(Wide);
        Book(bench);
        ulong ask = bench.Book.Last;
        bench.Settle();
        Assert.Equal(2u, bench.Orders);
        bench.Feed.Discard();
        bench.Tell(how switch
        {
            "halted" => bench.Book.Trading('H'),
            "crossed" => bench.Book.Add(Side.Buy, Ask, 10),
            "stale" => bench.Book.Delete(1),
            _ => bench.Book.Delete(ask),
        });
        List<OrderRow> rows = Orders(bench);
        Assert.Equal([0, 1], rows.Select(r => r.Side));
        Assert.All(rows, r => Assert.Equal((OrderAction.Cancel, true, Verdict.Pass), (r.Action, r.Sent, r.Verdict)));
        Assert.Equal(0u, bench.Orders);
        Assert.Empty(bench.Venue.Live);
    }

    [RtlFact]
    public void Book_TurnsBadBetweenTwoOrders_TheSecondIsNotSent()
    {
        // A side is wanted only while the symbol is ok, so V_BOOK never stands alone on the wire's side of the slot; the bit itself is
        // proved on the gate (hdl/risk/formal). Here: the buy is replaced at once, the sell, for which there is no room in its segment, waits
        // for the transmitter, the book dies.
        using TradingBench bench = Ready(Wide);
        Book(bench);
        bench.Settle();
        bench.Card.Write(CardRegisters.OeMaxSeq, bench.Card.Read(CardRegisters.OeSndNxt) + OrderPair.Room - 1);
        bench.Card.Run(16);
        bench.Feed.Discard();
        bench.Feed.SendMessages([bench.Book.Add(Side.Buy, 2_002, 10), bench.Book.Delete(1)]);
        bench.Settle();
        List<byte[]> records = bench.Feed.Records();
        uint bad = new BookEvent(records.First(r => r[4] == (byte)EventType.Book && new BookEvent(r).Stale != 0)).Cycle;
        List<OrderRow> rows = [.. records.Where(r => r[4] == (byte)EventType.Order).Select(Row)];
        Assert.Equal((OrderAction.Replace, 0, true), (rows[0].Action, rows[0].Side, rows[0].Sent));
        Assert.All(rows.Skip(1), r => Assert.True(r.Action == OrderAction.Cancel && r.Cycle > bad));
        Assert.Equal(0u, bench.Orders);
    }

    private readonly record struct OrderRow(int Side, OrderAction Action, bool Sent, Verdict Verdict, uint Urn, int Position, uint Cycle);

    private static TradingBench Ready(SlotControls controls, bool arm = true, bool logIn = true, OrderLine? line = null)
    {
        var bench = new TradingBench(TradingBench.Plain, controls, line: line, logIn: logIn);
        if (arm)
        {
            bench.Arm();
        }

        bench.Mode(SlotMode.Active);
        bench.Feed.Discard();
        return bench;
    }

    private static void Book(TradingBench bench) =>
        bench.Feed.SendMessages([bench.Book.Add(Side.Buy, Bid, 500), bench.Book.Add(Side.Sell, Ask, 500)]);

    private static void Fill(TradingBench bench, bool buy, uint quantity)
    {
        bench.Peer.Send(bench.Venue.Fill(bench.Venue.Live.Values.Single(o => o.Buy == buy), quantity));
        bench.Settle();
    }

    private static List<OrderRow> Orders(TradingBench bench)
    {
        bench.Settle();
        return [.. bench.Feed.Records(EventType.Order).Select(Row)];
    }

    private static OrderRow Row(byte[] record)
    {
        var o = new OrderEvent(record);
        return new OrderRow((int)o.Side, (OrderAction)o.Action, o.Sent != 0, (Verdict)o.Verdict, o.Urn, o.Position, o.Cycle);
    }

    private static void Judged(TradingBench bench, Verdict verdict)
    {
        if (verdict != Verdict.Pass)
        {
            Refused(bench, verdict);
            return;
        }

        Assert.All(Orders(bench), r => Assert.True(r.Sent));
        Assert.Equal(2, bench.Venue.Live.Count);
    }

    /// <summary>Both sides were tried and refused with exactly these bits, and the wire stayed silent.</summary>
    private static void Refused(TradingBench bench, Verdict verdict)
    {
        List<OrderRow> rows = Orders(bench);
        Assert.Equal([0, 1], rows.Select(r => r.Side).Distinct().Order());
        Assert.All(rows, r => Assert.Equal((OrderAction.New, false, verdict), (r.Action, r.Sent, r.Verdict)));
        Assert.Equal((uint)rows.Count, bench.Card.Read(CardRegisters.SlotRefusedAt(0)));
        Silent(bench);
    }

    private static void Silent(TradingBench bench)
    {
        Assert.Empty(bench.Venue.Live);
        Assert.Equal(0, bench.Venue.Requests.Values.Sum());
        Assert.Equal(0u, bench.Card.Read(CardRegisters.SlotSentAt(0)));
        Assert.Equal(0u, bench.Feed.OrderEntryCounter(CntOeIndex.TxOrders));
        Assert.Equal(0u, bench.Orders);
    }
}
