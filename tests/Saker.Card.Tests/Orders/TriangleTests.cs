using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>Triangles on the card: docs/card.md section 13.2.</summary>
public sealed class TriangleTests(ITestOutputHelper output)
{
    private const int Up = 560, Down = 440, Z = TriangleRig.Z;
    private const uint StandsAfter = 6, TickToOrder = 12;
    private static readonly string[] Names = [.. TakerBench.Windows.Select(w => w.Symbol)];

    [RtlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void AllThreeLegs_LeaveInConsecutiveFrames(bool forward)
    {
        using TakerBench bench = Ready(TriangleRig.Slots(Up, Down), forward);
        bench.Trading.Peer.Log = [];
        bench.Shoot(forward, forward ? Up : Down);
        List<byte[]> records = bench.Records();
        uint book = TakerBench.BookCycle(records);
        List<TakerQuote> quotes = [.. TakerBench.Quotes(records).OrderBy(q => q.Quote.Slot)];
        Assert.Equal(3, quotes.Count);
        List<TakerOrder> orders = TakerBench.Orders(records);
        List<(OuchEnterOrder Order, byte[] Request, ulong Start)> entered = bench.Entered();
        Assert.Equal((3, 3), (orders.Count, entered.Count));
        for (int leg = 0; leg < 3; leg++)
        {
            int side = TriangleRig.Side(forward, leg), level = Level(forward, leg, side);
            uint qty = TriangleRig.Qty[leg];
            QuoteRecord q = quotes[leg].Quote;
            Assert.Equal((book + StandsAfter, false), (quotes[leg].Cycle, quotes[leg].Again));
            Assert.Equal(side == 0 ? (1, level, qty, 0, 0, 0u) : (0, 0, 0u, 1, level, qty), (q.BidEn, (int)q.BidIdx, q.BidQty, q.AskEn, (int)q.AskIdx, q.AskQty));
            Assert.Equal(((byte)leg, 0L, 0), (q.Slot, q.Edge, (int)orders[leg].Order.Tick));
            Assert.Equal(((byte)leg, (byte)side, level, qty, 1, 1), (orders[leg].Order.Slot, orders[leg].Order.Side, orders[leg].Order.Idx, orders[leg].Order.Qty, orders[leg].Order.Sent, orders[leg].Order.Ioc));
            Assert.Equal((side == 0 ? 'B' : 'S', Names[leg], (long)qty, TakerBench.Windows[leg].Price(level), '3', orders[leg].Cycle),
                (entered[leg].Order.Side, entered[leg].Order.Symbol.ToString().TrimEnd(), entered[leg].Order.Quantity.Lots, entered[leg].Order.Price.Units, entered[leg].Order.TimeInForce, (uint)entered[leg].Start));
        }

        uint lastByte = new BookEvent(records.Last(r => r[4] == (byte)EventType.Book)).RxCycle;
        output.WriteLine($"starts {string.Join(' ', orders.Select(o => o.Cycle - lastByte))} cycles behind the last byte");
        Assert.Equal(TickToOrder, orders[0].Cycle - lastByte);
        // One frame right behind the other: 23 cycles an order's frame takes, and a few for a longer one.
        Assert.All(orders.Skip(1).Zip(orders), pair => Assert.InRange(pair.First.Cycle - pair.Second.Cycle, 23u, 34u));
    }

    [RtlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void OneLevelBelowTheThreshold_NothingIsTakenOrRecorded(bool forward)
    {
        using TakerBench bench = Ready(TriangleRig.Slots(Up, Down), forward);
        bench.Shoot(forward, forward ? Up - 1 : Down + 1);
        Assert.DoesNotContain(bench.Records(), r => (EventType)r[4] is EventType.Quote or EventType.Order);
        bench.Shoot(forward, forward ? Up : Down);
        Assert.Equal(3, TakerBench.Orders(bench.Records()).Count);
    }

    /// <summary>A rate one unit beyond is not enough; fees are in the rates alone.</summary>
    [RtlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheRate_DecidesToTheUnit(bool forward)
    {
        SlotParameters[] slots = TriangleRig.Slots(Up, Down);
        slots[Z] = slots[Z] with { RateSell = slots[Z].RateSell - 1, RateBuy = slots[Z].RateBuy + 1 };
        using TakerBench bench = Ready(slots, forward);
        bench.Shoot(forward, forward ? Up : Down);
        Assert.Empty(TakerBench.Orders(bench.Records()));
        // The same rate with fractional bits is the same.
        SlotParameters[] fine = TriangleRig.Slots(Up, Down);
        fine[Z] = fine[Z] with { RateSell = fine[Z].RateSell << 8, RateBuy = fine[Z].RateBuy << 8, RateShift = 8 };
        using TakerBench shifted = Ready(fine, forward);
        shifted.Shoot(forward, forward ? Up : Down);
        Assert.Equal(3, TakerBench.Orders(shifted.Records()).Count);
    }

    public static TheoryData<string> Obstacles => new()
    {
        "mode 0", "mode 1", "mode 2", "reducing", "cap", "qty", "halted book", "order open", "no theta", "no rate", "not a leg", "other taker", "one slot twice", "killed",
    };

    /// <summary>While one leg is not ready none of the three moves; where it may be mended, the next book fires.</summary>
    [RtlTheory]
    [MemberData(nameof(Obstacles))]
    public void OneLegThatIsNotReady_HoldsAllThree(string obstacle)
    {
        SlotParameters[] slots = TriangleRig.Slots(Up, Down);
        switch (obstacle)
        {
            case "cap":
                slots[1] = slots[1] with { InventoryCap = slots[1].Qty - 1 };
                break;
            case "qty":
                slots[0] = slots[0] with { Qty = 0 };
                break;
            case "no theta":
                slots[Z] = slots[Z] with { Theta = 0 };
                break;
            case "no rate":
                slots[Z] = slots[Z] with { RateSell = 0 };
                break;
            case "not a leg":
                slots[1] = slots[1] with { Take = Take.Quotes, Qty = 0 };
                break;
            case "other taker":
                slots[0] = slots[0] with { Lead = 5 };
                break;
            case "one slot twice":
                slots[Z] = slots[Z] with { LegY = 0 };
                break;
        }

        using TakerBench bench = Ready(slots, forward: true);
        switch (obstacle)
        {
            case "mode 0" or "mode 1" or "mode 2":
                bench.Trading.Mode(SlotMode.Off, obstacle[^1] - '0');
                break;
            case "reducing":
                bench.Trading.Mode(SlotMode.Reducing, 1);
                break;
            case "halted book":
                bench.Tell(bench.Books[1].Trading('H'));
                break;
            case "killed":
                bench.Trading.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
                break;
        }

        bench.Forget();
        bench.Shoot(forward: true, Up);
        List<byte[]> records = bench.Records();
        if (obstacle == "order open")
        {
            // The first shot is open: nothing follows it, however the books move.
            Assert.Equal(3, TakerBench.Orders(records).Count);
            bench.Shoot(forward: true, Up + 5);
            Assert.DoesNotContain(bench.Records(), r => (EventType)r[4] is EventType.Quote or EventType.Order);
            bench.Entered().ForEach(e => bench.Answer(e.Request, (uint)e.Order.Quantity.Lots));
            bench.Forget();
            bench.Shoot(forward: true, Up + 6);
            Assert.Equal(3, TakerBench.Orders(bench.Records()).Count);
            return;
        }

        Assert.DoesNotContain(TakerBench.Quotes(records), q => q.Quote.BidEn != 0 || q.Quote.AskEn != 0);
        Assert.DoesNotContain(TakerBench.Orders(records), o => o.IsNew);
    }

    /// <summary>All whole, or nothing executed: whatever LEG_ACT says, nothing follows, and the next triangle is taken.</summary>
    [RtlTheory]
    [InlineData(LegAct.Hold, true)]
    [InlineData(LegAct.Flatten, true)]
    [InlineData(LegAct.Kill, true)]
    [InlineData(LegAct.Hold, false)]
    [InlineData(LegAct.Flatten, false)]
    [InlineData(LegAct.Kill, false)]
    public void WholeOrNothing_IsOver(LegAct act, bool whole)
    {
        using TakerBench bench = Ready(TriangleRig.Slots(Up, Down, act), forward: true);
        bench.Shoot(forward: true, Up);
        bench.Entered().ForEach(e => bench.Answer(e.Request, whole ? (uint)e.Order.Quantity.Lots : 0));
        bench.Forget();
        Assert.Equal(whole ? [11, 22, -33] : [0, 0, 0], Enumerable.Range(0, 3).Select(bench.Position));
        Assert.All(Trips(bench), t => Assert.Equal(0u, t));
        bench.Shoot(forward: true, Up + 1);
        Assert.Equal(3, TakerBench.Orders(bench.Records()).Count);
    }

    [RtlFact]
    public void Hold_KeepsWhatWasExecuted_AndGoesOn()
    {
        using TakerBench bench = Ready(TriangleRig.Slots(Up, Down), forward: true);
        bench.Shoot(forward: true, Up);
        Answer(bench, 11, 5, 0);
        bench.Forget();
        Assert.Equal([11, 5, 0], Enumerable.Range(0, 3).Select(bench.Position));
        bench.Shoot(forward: true, Up + 1);
        Assert.Equal(3, TakerBench.Orders(bench.Records()).Count);
        Assert.All(Trips(bench), t => Assert.Equal(0u, t));
    }

    [RtlTheory]
    [InlineData(11u, 5u, 0u)]
    [InlineData(11u, 22u, 32u)]
    [InlineData(0u, 0u, 1u)]
    public void Kill_TripsTheThreeSlots(uint x, uint y, uint z)
    {
        using TakerBench bench = Ready(TriangleRig.Slots(Up, Down, LegAct.Kill), forward: true);
        bench.Shoot(forward: true, Up);
        bench.Forget();
        Answer(bench, x, y, z);
        List<byte[]> records = bench.Records();
        Assert.Equal([(0u, 16u), (1u, 16u), (2u, 16u)], records.Where(r => r[4] == (byte)EventType.Trip).Select(r => (new TripEvent(r).Slot, (uint)new TripEvent(r).Trips)).Where(t => t.Item2 != 0).Distinct().OrderBy(t => t.Item1));
        Assert.All(Trips(bench), t => Assert.Equal((uint)TripCauses.Leg, t));
        bench.Shoot(forward: true, Up + 1);
        Assert.Empty(TakerBench.Orders(bench.Records()));
        for (int slot = 0; slot < 3; slot++)
        {
            bench.Trading.Card.Write(CardRegisters.SlotClearAt(slot), (uint)TripCauses.Leg);
        }

        bench.Shoot(forward: true, Up + 2);
        Assert.Equal(3, TakerBench.Orders(bench.Records()).Count);
    }

    [RtlFact]
    public void ARefusedLeg_EndsTheSameWay_AndTheOthersAreGivenBack()
    {
        using TakerBench bench = Ready(TriangleRig.Slots(Up, Down, LegAct.Flatten), forward: true);
        OpenGuards.Controls(bench.Trading.Card, Z, TradingBench.Wide with { MaxQty = 32 });
        bench.Trading.Card.Run(200);
        bench.Shoot(forward: true, Up);
        List<TakerOrder> orders = TakerBench.Orders(bench.Records());
        Assert.Equal([(0, 1, Verdict.Pass), (1, 1, Verdict.Pass), (2, 0, Verdict.Qty)], orders.Select(o => ((int)o.Order.Slot, (int)o.Order.Sent, (Verdict)o.Order.Verdict)));
        Answer(bench, 11, 22);
        orders = [.. TakerBench.Orders(bench.Records()).Where(o => o.IsNew)];
        Assert.Equal([(0, 1, 11u, TriangleRig.Bid - TriangleRig.Slip[0]), (1, 1, 22u, TriangleRig.Bid - TriangleRig.Slip[1])],
            orders.OrderBy(o => o.Order.Slot).Select(o => ((int)o.Order.Slot, (int)o.Order.Side, o.Order.Qty, (int)o.Order.Idx)));
    }

    /// <summary>What was executed is given back, at each ok book of the symbol again, until nothing is owed; only then may the next triangle be taken.</summary>
    [RtlFact]
    public void Flatten_GivesBackWhatWasExecuted()
    {
        using TakerBench bench = Ready(TriangleRig.Slots(Up, Down, LegAct.Flatten), forward: true);
        bench.Shoot(forward: true, Up);
        bench.Forget();
        Answer(bench, 11, 5, 0);
        List<byte[]> records = bench.Records();
        uint last = records.Where(r => r[4] == (byte)EventType.Venue).Max(r => new VenueEvent(r).Cycle);
        List<TakerQuote> quotes = [.. TakerBench.Quotes(records).OrderBy(q => q.Quote.Slot)];
        output.WriteLine($"wants of what is owed {string.Join(' ', quotes.Select(q => q.Cycle - last))} cycles behind the last leg's end");
        Assert.Equal([(0, 0, 1, 11u), (1, 0, 1, 5u)], quotes.Select(q => ((int)q.Quote.Slot, (int)q.Quote.BidEn, (int)q.Quote.AskEn, q.Quote.AskQty)));
        Assert.Equal([(0, 1, 11u), (1, 1, 5u)], TakerBench.Orders(records).OrderBy(o => o.Order.Slot).Select(o => ((int)o.Order.Slot, (int)o.Order.Side, o.Order.Qty)));
        // X gets 4 of 11, Y all.
        Answer(bench, 4, 5);
        Assert.Equal([7, 0, 0], Enumerable.Range(0, 3).Select(bench.Position));
        bench.Forget();
        bench.Shoot(forward: true, Up + 1);
        Assert.Empty(TakerBench.Orders(bench.Records()));
        // A book of X that moves nothing tries again.
        bench.Tell(bench.Books[0].Add(Side.Buy, 3, 5));
        records = bench.Records();
        TakerQuote again = Assert.Single(TakerBench.Quotes(records));
        Assert.Equal((TakerBench.BookCycle(records) + 2, 0, 7u), (again.Cycle, (int)again.Quote.Slot, again.Quote.AskQty));
        TakerOrder order = Assert.Single(TakerBench.Orders(records));
        Assert.Equal((0, 1, 7u, TriangleRig.Bid - TriangleRig.Slip[0], 1), ((int)order.Order.Slot, (int)order.Order.Side, order.Order.Qty, (int)order.Order.Idx, (int)order.Order.Ioc));
        Answer(bench, 7);
        Assert.Equal([0, 0, 0], Enumerable.Range(0, 3).Select(bench.Position));
        bench.Forget();
        bench.Shoot(forward: true, Up + 2);
        Assert.Equal(3, TakerBench.Orders(bench.Records()).Count);
    }

    /// <summary>What is owed is given back in REDUCING, and not while the slot is OFF.</summary>
    [RtlFact]
    public void WhatIsOwed_WaitsForAMode_AndNeedsNoCap()
    {
        SlotParameters[] slots = TriangleRig.Slots(Up, Down, LegAct.Flatten);
        slots[0] = slots[0] with { InventoryCap = slots[0].Qty };
        using TakerBench bench = Ready(slots, forward: true);
        bench.Shoot(forward: true, Up);
        bench.Trading.Mode(SlotMode.Off, 0);
        bench.Forget();
        // The order that is out is cancelled in OFF only once acknowledged; it was executed before.
        Answer(bench, 11, 0, 0);
        Assert.DoesNotContain(TakerBench.Orders(bench.Records()), o => o.IsNew);
        bench.Tell(bench.Books[0].Add(Side.Buy, 3, 5));
        Assert.DoesNotContain(TakerBench.Orders(bench.Records()), o => o.IsNew);
        bench.Trading.Mode(SlotMode.Reducing, 0);
        bench.Forget();
        bench.Tell(bench.Books[0].Add(Side.Buy, 3, 5));
        TakerOrder order = Assert.Single(TakerBench.Orders(bench.Records()));
        Assert.Equal((0, 1, 11u, 1), ((int)order.Order.Slot, (int)order.Order.Side, order.Order.Qty, (int)order.Order.Sent));
    }

    /// <summary>A kill, or a slot that is HALTED, between the shot and its end or while something is owed: no order comes of it when the slots may trade again.</summary>
    [RtlTheory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void NothingIsOwed_OnceTheSlotsWereHalted(bool kill, bool beforeTheEnd)
    {
        using TakerBench bench = Ready(TriangleRig.Slots(Up, Down, LegAct.Flatten), forward: true);
        bench.Shoot(forward: true, Up);
        if (!beforeTheEnd)
        {
            Answer(bench, 11, 5, 0);
            bench.Forget();
        }

        if (kill)
        {
            bench.Trading.Card.Write(CardRegisters.Kill, 1);
        }
        else
        {
            Enumerable.Range(0, 3).ToList().ForEach(slot => bench.Trading.Mode(SlotMode.Halted, slot));
        }

        bench.Trading.Card.Run(200);
        if (beforeTheEnd)
        {
            Answer(bench, 11, 5, 0);
        }
        else
        {
            // What is owed was on its way when the slots were halted: the venue executes nothing of it.
            bench.Entered().ForEach(e => bench.Answer(e.Request, 0));
        }

        bench.Trading.Settle();
        // No triangle is there any more.
        bench.Shoot(forward: true, Down);
        Enumerable.Range(0, 3).ToList().ForEach(slot => bench.Trading.Mode(SlotMode.Active, slot));
        if (kill)
        {
            bench.Trading.Arm();
        }

        bench.Forget();
        for (int n = 0; n < 3; n++)
        {
            bench.Tell(bench.Books[n].Add(Side.Buy, 3, 5));
        }

        Assert.Empty(TakerBench.Orders(bench.Records()));
        Assert.Equal([11, 5, 0], Enumerable.Range(0, 3).Select(bench.Position));
        // The next triangle may be taken.
        bench.Shoot(forward: true, Up + 2);
        Assert.Equal(3, TakerBench.Orders(bench.Records()).Count);
    }

    [RtlFact]
    public void AnotherBank_EndsTheShot_AndNothingIsOwed()
    {
        using TakerBench bench = Ready(TriangleRig.Slots(Up, Down, LegAct.Flatten), forward: true);
        bench.Shoot(forward: true, Up);
        var banks = new SlotBanks(bench.Trading.Card, 1);
        banks.Write(1, TriangleRig.Slots(Up, Down)[1]);
        banks.Seal(1);
        banks.Swap(1);
        bench.Trading.Card.RunIdle();
        Assert.Equal(1, banks.Running);
        bench.Forget();
        Answer(bench, 11, 5, 0);
        Assert.Empty(TakerBench.Orders(bench.Records()));
        bench.Tell(bench.Books[0].Add(Side.Buy, 3, 5));
        Assert.Empty(TakerBench.Orders(bench.Records()));
        // The book of the slot whose bank changed is not known until it moves.
        bench.Shoot(forward: true, Up + 1);
        Assert.Empty(TakerBench.Orders(bench.Records()));
        bench.Tell(bench.Books[1].Add(Side.Buy, 3, 5));
        Assert.Equal(3, TakerBench.Orders(bench.Records()).Count);
    }

    private static TakerBench Ready(SlotParameters[] slots, bool forward)
    {
        TakerBench bench = TriangleRig.Ready(slots);
        // Room for the side of Z that moves.
        bench.Move(Z, forward ? Side.Sell : Side.Buy, forward ? Up + 100 : Down - 100);
        bench.Forget();
        return bench;
    }

    /// <summary>The level that a leg takes at.</summary>
    private static int Level(bool forward, int leg, int side)
    {
        int best = leg == Z ? (forward ? Up : Down) : side == 0 ? TriangleRig.Ask : TriangleRig.Bid;
        return side == 0 ? best + TriangleRig.Slip[leg] : best - TriangleRig.Slip[leg];
    }

    /// <summary>The venue executes so much of each order that came, in their order, and cancels the rest.</summary>
    private static void Answer(TakerBench bench, params uint[] executed)
    {
        List<(OuchEnterOrder Order, byte[] Request, ulong Start)> entered = bench.Entered();
        Assert.Equal(executed.Length, entered.Count);
        for (int n = 0; n < executed.Length; n++)
        {
            bench.Answer(entered[n].Request, executed[n]);
        }
    }

    private static IEnumerable<uint> Trips(TakerBench bench) => Enumerable.Range(0, 3).Select(n => bench.Trading.Card.Read(CardRegisters.SlotTripsAt(n)));
}
