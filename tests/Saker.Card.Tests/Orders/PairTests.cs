using Saker.Card.Bench;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>Two orders in one segment (docs/card.md section 9.3): when both sides of a slot are due, the second joins the first, and
/// nothing else about either changes.</summary>
public sealed class PairTests(ITestOutputHelper output)
{
    private const int EnterBytes = 50, ReplaceBytes = 43;
    // Header bytes of a segment without FCS, and the login and account query in front of the first order.
    private const int Headers = 54;
    private const int PreambleBytes = 8, WordBytes = 4;

    /// <summary>What leaves first and second.</summary>
    public enum Actions
    {
        EnterEnter,
        EnterReplace,
        ReplaceEnter,
        ReplaceReplace,
    }

    [RtlTheory]
    [InlineData(Actions.EnterEnter, "OO")]
    [InlineData(Actions.EnterReplace, "OU")]
    [InlineData(Actions.ReplaceEnter, "UO")]
    [InlineData(Actions.ReplaceReplace, "UU")]
    public void BothSides_LeaveInOneSegment_WithTheBytesOfTwo(Actions actions, string types)
    {
        // The same orders, once with room for a pair and once with a byte less.
        (List<CardSegment> together, List<JudgedOrder> orders) = Send(actions, OrderPair.Room);
        (List<CardSegment> apart, List<JudgedOrder> alone) = Send(actions, OrderPair.Room - 1);
        CardSegment pair = Assert.Single(together);
        Assert.Equal(2, apart.Count);
        Assert.Equal(types, string.Concat(OrderPair.Packets(pair.Payload).Select(p => (char)p[SoupPacket.HeaderLength])));
        Assert.Equal(types.Sum(t => t == 'O' ? EnterBytes : ReplaceBytes), pair.Payload.Length);
        Assert.Equal(Convert.ToHexString([.. apart[0].Payload, .. apart[1].Payload]), Convert.ToHexString(pair.Payload));
        Assert.Equal(orders.Select(o => (o.Action, o.Side, o.Sent, o.Urn)), alone.Select(o => (o.Action, o.Side, o.Sent, o.Urn)));
        Assert.Equal((orders[0].Urn + 1, (uint)pair.StartCycle, (uint)pair.StartCycle + 1), (orders[1].Urn, orders[0].Cycle, orders[1].Cycle));
        Assert.Equal(apart.Select(s => (uint)s.StartCycle), alone.Select(o => o.Cycle));
        long saved = LastByte(apart[1]) - (long)apart[0].StartCycle - (LastByte(pair) - (long)pair.StartCycle);
        output.WriteLine($"{actions}: first order's start to second order's last byte {LastByte(pair) - (long)pair.StartCycle} cycles, {saved} fewer than in two frames");
        Assert.True(saved > 0);
    }

    [RtlFact]
    public void ThePair_StartsAsSoonAsTheFirstAlone_AndIsCountedAsTwoOrdersAndOneFrame()
    {
        using TradingBench bench = OrderStore.Ready();
        uint frames = bench.Feed.OrderEntryCounter(CntOeIndex.TxFrames), next = bench.Card.Read(CardRegisters.OeSndNxt);
        bench.Quote();
        bench.Rest();
        (uint Tick, uint RxCycle, uint Cycle, uint Urn)[] orders =
            [.. bench.Feed.Records(EventType.Order).Select(r => (new OrderEvent(r).Tick, new OrderEvent(r).RxCycle, new OrderEvent(r).Cycle, new OrderEvent(r).Urn))];
        // 8 cycles from the last byte of the message that made both due; the second is not the tick's.
        Assert.Equal([(1u, orders[0].RxCycle + 8), (0u, orders[0].RxCycle + 9)], orders.Select(o => (o.Tick, o.Cycle)));
        Assert.Equal((2u, 0u), (bench.Card.Read(CardRegisters.SlotSentAt(0)), bench.Card.Read(CardRegisters.SlotRefusedAt(0))));
        Assert.Equal((2u, frames + 1), (bench.Feed.OrderEntryCounter(CntOeIndex.TxOrders), bench.Feed.OrderEntryCounter(CntOeIndex.TxFrames)));
        Assert.Equal((1u, next + (2 * EnterBytes), orders[1].Urn), (bench.Kept(), bench.Card.Read(CardRegisters.OeSndNxt), bench.Card.Read(CardRegisters.OeLastUrn)));
        bench.Settle();
        Assert.Equal([false, true], bench.Venue.Live.Values.OrderBy(o => o.Urn).Select(o => !o.Buy));
    }

    [RtlFact]
    public void TheSideThatReduces_IsFirst()
    {
        using TradingBench bench = OrderStore.Resting();
        VenueOrder buy = bench.Venue.Live.Values.Single(o => o.Buy);
        bench.Peer.Send(bench.Venue.Fill(buy, 60));
        bench.Settle();
        bench.Sent();
        bench.Feed.Discard();
        bench.Tell(bench.Book.Add(Side.Buy, OrderStore.Bid + 2, 10));
        Assert.Equal([(OrderAction.Replace, 1), (OrderAction.Replace, 0)], bench.Judged().Select(o => (o.Action, o.Side)));
        Assert.Equal(2 * ReplaceBytes, Assert.Single(bench.Sent()).Payload.Length);
    }

    [RtlFact]
    public void ASecondBeyondTheCollar_IsRefused_AndTheFirstLeavesAlone()
    {
        // The sell stands ten ticks off the middle, the buy one.
        SlotParameters wide = TradingBench.Plain with { HalfAsk = 2_560 };
        using TradingBench alone = OrderStore.Ready(parameters: wide);
        alone.Limit(TradingBench.Wide with { Collar = 5 });
        alone.Quote();
        List<JudgedOrder> orders = alone.Judged();
        Assert.Equal([(0, true, Verdict.Pass), (1, false, Verdict.Collar)], orders.Select(o => (o.Side, o.Sent, o.Verdict)));
        // Taken one cycle later, recorded in the cycle of its verdict: that of the first one's start.
        Assert.Equal(orders[0].Cycle, orders[1].Cycle);
        Assert.Equal(EnterBytes, Assert.Single(alone.Sent()).Payload.Length);
        Assert.Equal((1u, 1u), (alone.Card.Read(CardRegisters.SlotSentAt(0)), alone.Card.Read(CardRegisters.SlotRefusedAt(0))));
        Assert.Equal(orders[0].Urn, alone.Card.Read(CardRegisters.OeLastUrn));
    }

    [RtlFact]
    public void ASecondBeyondThePosition_IsRefused_AndTheFirstLeavesAlone()
    {
        using TradingBench bench = OrderStore.Resting();
        VenueOrder buy = bench.Venue.Live.Values.Single(o => o.Buy);
        bench.Peer.Send(bench.Venue.Fill(buy, 60));
        bench.Settle();
        bench.Sent();
        bench.Feed.Discard();
        // Long 60: a sell of 100 ends at 40, a buy of 100 at 160.
        bench.Limit(TradingBench.Wide with { MaxPosition = 159 });
        bench.Tell(bench.Book.Add(Side.Buy, OrderStore.Bid + 2, 10));
        List<JudgedOrder> orders = bench.Judged();
        Assert.Equal([(1, true, Verdict.Pass), (0, false, Verdict.Position)], orders.Select(o => (o.Side, o.Sent, o.Verdict)));
        Assert.Equal(orders[0].Cycle, orders[1].Cycle);
        Assert.Equal(ReplaceBytes, Assert.Single(bench.Sent()).Payload.Length);
    }

    [RtlFact]
    public void AKill_AtEveryMoment_StopsBoth_OrTheSecondAlone_OrNeither()
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Tell(bench.Book.Add(Side.Buy, OrderStore.Bid, 500));
        bench.Tell(bench.Book.Add(Side.Sell, OrderStore.Ask, 500));
        bench.Peer.Holds = null;
        bench.Settle();
        int both = 0, one = 0, none = 0;
        for (ulong offset = 0; offset < 64; offset++)
        {
            bench.Sent();
            bench.Feed.Discard();
            bench.Feed.SendMessage(bench.Book.Add(Side.Buy, OrderStore.Bid + 2, 300));
            bench.Card.Run(offset);
            bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
            List<byte[]> records = bench.Feed.Records();
            JudgedOrder[] orders = [.. records.Orders().Where(o => o.Action != OrderAction.Cancel)];
            List<CardSegment> sent = [.. bench.Sent().Where(s => (char)s.Payload[SoupPacket.HeaderLength] != 'X')];
            switch (orders.Count(o => o.Sent))
            {
                case 0:
                    Assert.Empty(sent);
                    none++;
                    break;
                case 1:
                    Assert.Equal(ReplaceBytes, Assert.Single(sent).Payload.Length);
                    Assert.Equal((orders[0].Cycle, false, Verdict.Kill), (orders[1].Cycle, orders[1].Sent, orders[1].Verdict));
                    // The latch stands closed in the cycle after the one in which the second would have left.
                    Assert.Equal(orders[0].Cycle + 1, new KillEvent(records.Single(r => r[4] == (byte)EventType.Kill)).Cycle);
                    one++;
                    break;
                default:
                    Assert.Equal(2 * ReplaceBytes, Assert.Single(sent).Payload.Length);
                    both++;
                    break;
            }

            // The orders are cancelled and entered again.
            bench.Settle();
            Assert.Equal(0u, bench.Orders);
            bench.Arm();
            bench.Settle();
            bench.Tell(bench.Book.Delete(bench.Book.Last));
            bench.Settle();
            Assert.Equal(2u, bench.Orders);
        }

        output.WriteLine($"killed before {none}, between {one}, behind {both}");
        Assert.True(none > 0 && one == 1 && both > 0, $"before {none}, between {one}, behind {both}");
    }

    [RtlTheory]
    [InlineData(127u, 2)]
    [InlineData(128u, 1)]
    public void ThePeersWindow_HasRoomForBoth_OrTheSecondWaitsForItsOwnFrame(uint window, int segments)
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Acknowledge(bench.Peer.Expected, (ushort)window);
        Leave(bench, segments);
    }

    [RtlTheory]
    [InlineData(127u, 2)]
    [InlineData(128u, 1)]
    public void TheHostsBound_HasRoomForBoth_OrTheSecondWaitsForItsOwnFrame(uint most, int segments)
    {
        // The bound itself stands on both sides of the wrap.
        foreach (uint start in new[] { 0x8000_0000u, uint.MaxValue - 53 - most, uint.MaxValue - 51 - most, uint.MaxValue - 59 })
        {
            using TradingBench bench = OrderStore.Ready(OrderLine.Default with { CardSequence = start });
            bench.Card.Write(CardRegisters.OeMaxSeq, bench.Card.Read(CardRegisters.OeSndNxt) + most);
            Leave(bench, segments);
        }
    }

    [RtlTheory]
    [InlineData(27, true)]
    [InlineData(28, true)]
    [InlineData(29, false)]
    public void APair_TakesOnePlaceOfTheStore(int kept, bool room)
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Fill(kept);
        bench.Sent();
        bench.Quote();
        List<JudgedOrder> orders = bench.Judged();
        Assert.All(orders, o => Assert.Equal((room, room ? Verdict.Pass : OrderStore.NoRoom), (o.Sent, o.Verdict)));
        Assert.Equal(room ? 1 : 0, bench.Sent().Count);
        Assert.Equal((uint)kept + (room ? 1u : 0), bench.Kept());
    }

    [RtlFact]
    public void APairSentAgain_IsOneSegment_UntilItsLastByteIsAcknowledged()
    {
        using TradingBench bench = OrderStore.Ready();
        CardSegment before = bench.Send(20, 1);
        bench.Quote();
        bench.Rest();
        CardSegment behind = bench.Send(64, 2);
        List<CardSegment> kept = bench.Sent();
        CardSegment pair = kept[1];
        Assert.Equal((3, 2 * EnterBytes), (kept.Count, pair.Payload.Length));
        bench.Resend(63);
        OrderStore.Same(kept, bench.Sent());
        bench.Acknowledge(before.End);
        // The first order alone is acknowledged, then all but a byte: the whole pair is sent again.
        foreach (uint upTo in new[] { pair.Sequence + EnterBytes, pair.End - 1 })
        {
            bench.Acknowledge(upTo);
            Assert.Equal(2u, bench.Kept());
            bench.Resend(1);
            OrderStore.Same([pair], bench.Sent());
        }

        bench.Acknowledge(pair.End);
        bench.Resend(63);
        OrderStore.Same([behind], bench.Sent());
    }

    [RtlFact]
    public void TheStoreOfAnyAge_HasPairsByteForByte()
    {
        using TradingBench bench = OrderStore.Resting();
        for (int turn = 0; turn < 70; turn++)
        {
            bench.Sent();
            bench.Tell(turn % 2 == 0 ? bench.Book.Add(Side.Buy, OrderStore.Bid + 2, 10) : bench.Book.Delete(bench.Book.Last));
            CardSegment pair = Assert.Single(bench.Sent());
            Assert.Equal(2 * ReplaceBytes, pair.Payload.Length);
            bench.Resend(5);
            OrderStore.Same([pair], bench.Sent());
            bench.Peer.Holds = pair.End;
            bench.Settle();
        }
    }

    [RtlFact]
    public void SequenceNumbers_WrapAnywhereInAPair()
    {
        // 53 bytes of login and query go first.
        foreach (uint inside in new uint[] { 0, 1, 2, 3, EnterBytes - 1, EnterBytes, EnterBytes + 1, (2 * EnterBytes) - 1, 2 * EnterBytes, (2 * EnterBytes) + 1 })
        {
            using TradingBench bench = OrderStore.Ready(OrderLine.Default with { CardSequence = uint.MaxValue - 52 - inside });
            bench.Quote();
            bench.Rest();
            CardSegment pair = Assert.Single(bench.Sent());
            Assert.Equal((uint.MaxValue - inside + 1, (2 * EnterBytes) - inside), (pair.Sequence, bench.Card.Read(CardRegisters.OeSndNxt)));
            bench.Acknowledge(pair.Sequence + EnterBytes);
            bench.Resend(3);
            OrderStore.Same([pair], bench.Sent());
            bench.Acknowledge(pair.End - 1);
            Assert.Equal((pair.End - 1, 1u), (bench.Card.Read(CardRegisters.OeSndUna), bench.Kept()));
            bench.Acknowledge(pair.End);
            Assert.Equal((pair.End, 0u), (bench.Card.Read(CardRegisters.OeSndUna), bench.Kept()));
        }
    }

    [RtlFact]
    public void TheRoundTrip_IsThatOfThePairsLastByte()
    {
        using TradingBench bench = OrderStore.Ready();
        uint samples = bench.Card.Read(CardRegisters.OeRttSamples);
        bench.Quote();
        bench.Rest();
        CardSegment pair = Assert.Single(bench.Sent());
        foreach (uint upTo in new[] { pair.Sequence + EnterBytes, pair.End - 1 })
        {
            bench.Acknowledge(upTo);
            Assert.Equal(samples, bench.Card.Read(CardRegisters.OeRttSamples));
        }

        ulong frame = bench.Peer.FrameNumber;
        bench.Acknowledge(pair.End);
        Assert.Equal(samples + 1, bench.Card.Read(CardRegisters.OeRttSamples));
        // From its start to the acknowledgment's effect.
        ulong trip = bench.Card.SentAt(CardPort.OrderEntry, frame)!.Value - pair.StartCycle;
        Assert.InRange(bench.Card.Read(CardRegisters.OeRtt), trip, trip + 20);
    }

    /// <summary>Segments and records of two orders that are due at once, with so many bytes left for orders.</summary>
    private static (List<CardSegment> Segments, List<JudgedOrder> Orders) Send(Actions actions, uint room)
    {
        using TradingBench bench = actions == Actions.EnterEnter ? OrderStore.Ready() : OrderStore.Resting();
        if (actions is Actions.EnterReplace or Actions.ReplaceEnter)
        {
            // The buy dies, and may not be entered again before the tick that moves the sell: flat it is first, long the sell is.
            VenueOrder buy = bench.Venue.Live.Values.Single(o => o.Buy);
            bench.Limit(TradingBench.Wide with { MaxQty = 0 });
            bench.Peer.Send(actions == Actions.EnterReplace ? bench.Venue.Decrement(buy, buy.Open, selfMatch: false) : bench.Venue.Fill(buy, buy.Open));
            bench.Settle();
            bench.Limit(TradingBench.Wide);
            Assert.Equal(1u, bench.Orders);
        }

        bench.Sent();
        bench.Feed.Discard();
        bench.Card.Write(CardRegisters.OeMaxSeq, bench.Card.Read(CardRegisters.OeSndNxt) + room);
        bench.Card.Run(16);
        if (actions == Actions.EnterEnter)
        {
            bench.Quote();
        }
        else
        {
            bench.Tell(bench.Book.Add(Side.Buy, OrderStore.Bid + 2, 10));
        }

        List<JudgedOrder> orders = bench.Judged();
        Assert.Equal(2, orders.Count);
        return (bench.Sent(), orders);
    }

    /// <summary>Both orders of a quotable book leave, in so many segments.</summary>
    private static void Leave(TradingBench bench, int segments)
    {
        bench.Sent();
        bench.Quote();
        List<JudgedOrder> orders = bench.Judged();
        Assert.Equal([(0, true), (1, true)], orders.Select(o => (o.Side, o.Sent)));
        Assert.Equal(segments == 1, orders[1].Cycle == orders[0].Cycle + 1);
        List<CardSegment> sent = bench.Sent();
        Assert.Equal(segments, sent.Count);
        Assert.Equal(2 * EnterBytes, sent.Sum(s => s.Payload.Length));
    }

    private static long LastByte(in CardSegment segment) => (long)segment.StartCycle + ((PreambleBytes + Headers + segment.Payload.Length - 1) / WordBytes);
}
