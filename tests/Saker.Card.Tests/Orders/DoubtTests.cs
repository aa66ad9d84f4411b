using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Orders whose last message stays unanswered: docs/card.md section 7.3.</summary>
public sealed class DoubtTests
{
    private const ulong Start = 1ul << 36;
    private const uint Limit = 20;
    private const ulong LimitCycles = Limit * Doubt.UnitNs * 5 / 16;

    // The contract does not say to the cycle when a message has left.
    private const ulong SlackNs = 16;

    [RtlTheory]
    [InlineData("desk new")]
    [InlineData("desk cancel")]
    [InlineData("quote new")]
    [InlineData("quote replace")]
    [InlineData("quote cancel")]
    public void EachKindOfSilence_IsFoundInItsTime_ToldOnce_AndEndsWithTheAnswer(string kind)
    {
        using TradingBench bench = Ready(kind, out CardClock clock);
        byte[] owed = Pend(bench, kind);
        DoubtRecord record = Found(bench, clock);
        (uint urn, uint open, OrderAction pending) = kind switch
        {
            "desk new" => (1u, 50u, OrderAction.New),
            "desk cancel" => (1u, 50u, OrderAction.Cancel),
            "quote new" => (1u, 100u, OrderAction.New),
            "quote replace" => (3u, 100u, OrderAction.Replace),
            _ => (1u, 100u, OrderAction.Cancel),
        };
        Assert.Equal(new DoubtRecord(0, 0, (byte)pending, kind.StartsWith("desk", StringComparison.Ordinal) ? (byte)1 : (byte)0, urn, open, record.Waited), record);
        Assert.InRange(record.Waited, Limit, Limit + 3);
        Assert.Equal(1u, bench.Desk.Table.InDoubt);
        // Worst case all the time, and told once.
        Assert.Equal(open, bench.OpenBuy);
        bench.Card.Run(5 * LimitCycles);
        Assert.Empty(bench.Records(EventType.Doubt));
        Assert.Equal((1u, open), (bench.Desk.Table.InDoubt, bench.OpenBuy));
        Answer(bench, owed);
        bench.Mode(SlotMode.Halted);
        bench.Settle();
        Assert.Equal(0u, bench.Desk.Table.InDoubt);
        bench.Card.Run(3 * LimitCycles);
        Assert.Empty(bench.Records(EventType.Doubt));
        bench.AgreesWithVenue();
    }

    [RtlTheory]
    [InlineData("desk new")]
    [InlineData("desk cancel")]
    [InlineData("quote new")]
    [InlineData("quote replace")]
    [InlineData("quote cancel")]
    public void AnsweredInTime_NeverInDoubt(string kind)
    {
        using TradingBench bench = Ready(kind, out _);
        byte[] owed = Pend(bench, kind);
        bench.Card.Run(LimitCycles - 1_500);
        Assert.Equal(0u, bench.Desk.Table.InDoubt);
        Answer(bench, owed);
        bench.Settle();
        bench.Card.Run(3 * LimitCycles);
        Assert.Equal(0u, bench.Desk.Table.InDoubt);
        Assert.Empty(bench.Records(EventType.Doubt));
    }

    [RtlFact]
    public void AtEveryPhaseOfTheUnit_ItIsNeitherEarlyNorLate()
    {
        using TradingBench bench = Ready("desk", out CardClock clock);
        bench.Desk.Timeout(3);
        for (int i = 0; i < 40; i++)
        {
            bench.Card.Run((ulong)(i * 17));
            Pend(bench, "desk new");
            Found(bench, clock, limit: 3);
            bench.Settle();
            bench.Feed.Discard();
        }
    }

    [RtlFact]
    public void LimitZero_Never()
    {
        using TradingBench bench = Ready("desk", out CardClock clock);
        bench.Desk.Timeout(0, autoCancel: true);
        Pend(bench, "desk new");
        bench.Card.Run(2_000);
        bench.Card.SetTime(clock.FromNs + 100_000_000_000);
        bench.Card.Run(2_000);
        Assert.Equal(0u, bench.Desk.Table.InDoubt);
        Assert.Empty(bench.Records(EventType.Doubt));
        Assert.Single(bench.Requests());
    }

    [RtlFact]
    public void TheLongestLimit_IsKept()
    {
        using TradingBench bench = Ready("desk", out CardClock clock);
        const uint Longest = 0xFF_FFFF;
        bench.Desk.Timeout(Longest);
        Pend(bench, "desk new");
        ulong left = clock.Ns(new OrderEvent(Assert.Single(bench.Records(EventType.Order))).Cycle);
        bench.Card.SetTime(left + (Longest * Doubt.UnitNs) - 20_000);
        bench.Card.Run(4_000);
        Assert.Empty(bench.Records(EventType.Doubt));
        bench.Card.SetTime(left + (Longest * Doubt.UnitNs));
        bench.Card.Run(650);
        Assert.InRange(new DoubtEvent(Assert.Single(bench.Records(EventType.Doubt))).Waited, Longest, Longest + 3);
    }

    [RtlFact]
    public void EveryMessageThatLeaves_StartsTheTimeAgain()
    {
        using TradingBench bench = Ready("desk", out CardClock clock);
        Pend(bench, "desk new");
        bench.Card.Run(LimitCycles / 2);
        bench.Desk.Cancel(1);
        bench.Rest();
        DoubtRecord record = Found(bench, clock);
        Assert.Equal((byte)OrderAction.Cancel, record.Pending);
        // The order is accepted; its cancel is still owed.
        Queue<PeerPacket> requests = new(bench.Requests());
        bench.Answer(requests.Dequeue().Payload);
        bench.Card.Run(LimitCycles);
        Assert.Equal(1u, bench.Desk.Table.InDoubt);
        bench.Answer(requests.Dequeue().Payload);
        Assert.Equal((0u, 0u), (bench.Desk.Table.InDoubt, bench.Desk.Table.Open));
        Assert.Empty(bench.Records(EventType.Doubt));
    }

    [RtlTheory]
    [InlineData("desk new", 1u)]
    [InlineData("quote new", 1u)]
    [InlineData("quote replace", 3u)]
    public void AutoCancel_CancelsOnce_AndTheCancelMayComeIntoDoubtToo(string kind, uint urn)
    {
        using TradingBench bench = Ready(kind, out CardClock clock);
        bench.Desk.Timeout(Limit, autoCancel: true);
        Pend(bench, kind);
        bench.Requests();
        Found(bench, clock);
        bench.Rest();
        PeerPacket cancel = Assert.Single(bench.Requests());
        Assert.Equal(Convert.ToHexString(DeskRig.CancelBytes(urn)), Convert.ToHexString(cancel.Payload));
        // The cancel left: nobody is in doubt until it stays unanswered for as long.
        Assert.Equal(0u, bench.Desk.Table.InDoubt);
        DoubtRecord second = Found(bench, clock, (uint)cancel.StartCycle);
        Assert.Equal((byte)OrderAction.Cancel, second.Pending);
        bench.Card.Run(4 * LimitCycles);
        Assert.Empty(bench.Records(EventType.Doubt));
        Assert.Empty(bench.Requests());
    }

    [RtlTheory]
    [InlineData("desk cancel")]
    [InlineData("quote cancel")]
    public void AutoCancel_DoesNothingWhenACancelIsUnderWay(string kind)
    {
        using TradingBench bench = Ready(kind, out CardClock clock);
        bench.Desk.Timeout(Limit, autoCancel: true);
        Pend(bench, kind);
        bench.Requests();
        Found(bench, clock);
        bench.Card.Run(4 * LimitCycles);
        Assert.Empty(bench.Requests());
        Assert.Equal((1u, 0u), (bench.Desk.Table.InDoubt, bench.Desk.Table.ToCancel));
    }

    [RtlFact]
    public void ManyAtOnce_EachIsToldOnce_InItsTime()
    {
        using TradingBench bench = Ready("desk", out CardClock clock);
        // Long enough for all to leave before the first is due.
        const uint Long = 200;
        bench.Desk.Timeout(Long);
        const int Orders = 250;
        for (int i = 0; i < Orders; i++)
        {
            bench.Desk.New(DeskRig.Sell(1));
            bench.Card.Run(60);
            bench.Peer.Poll();
            bench.Peer.Acknowledge();
        }

        bench.Rest();
        Dictionary<uint, ulong> left = bench.Records(EventType.Order).ToDictionary(r => new OrderEvent(r).Urn, r => clock.Ns(new OrderEvent(r).Cycle));
        Assert.Equal(Orders, left.Count);
        bench.Card.Run((Long * Doubt.UnitNs * 5 / 16) + 700);
        List<byte[]> doubts = bench.Records(EventType.Doubt);
        Assert.Equal(left.Keys.Order(), doubts.Select(r => new DoubtEvent(r).Urn).Order());
        Assert.All(doubts, r => InTime(left[new DoubtEvent(r).Urn], clock.Ns(new DoubtEvent(r).Cycle), Long));
        Assert.Equal((uint)Orders, bench.Desk.Table.InDoubt);
        // Half are answered.
        Queue<PeerPacket> requests = new(bench.Requests());
        for (int i = 0; i < Orders / 2; i++)
        {
            bench.Answer(requests.Dequeue().Payload, i % 3 == 0 ? VenueAnswer.Reject : i % 3 == 1 ? VenueAnswer.Accept : VenueAnswer.Dead);
        }

        Assert.Equal((uint)(Orders - (Orders / 2)), bench.Desk.Table.InDoubt);
        Assert.Equal((uint)Orders, bench.Card.Read(CardRegisters.SlotSentAt(0)));
    }

    [RtlFact]
    public void TheSessionIsDown_OrdersComeIntoDoubtAllTheSame()
    {
        using TradingBench bench = Ready("desk", out CardClock clock);
        Pend(bench, "desk new");
        bench.Card.Write(CardRegisters.OeCtrl, new OeCtrlValue(0).WithRelease(true).Raw);
        Found(bench, clock);
        Assert.Equal((1u, 50u), (bench.Desk.Table.InDoubt, bench.OpenBuy));
    }

    private static TradingBench Ready(string kind, out CardClock clock)
    {
        TradingBench bench = DeskRig.Ready(parameters: kind.StartsWith("quote", StringComparison.Ordinal) ? TradingBench.Plain : null, mode: SlotMode.Halted);
        bench.Desk.Timeout(Limit);
        if (kind == "quote replace" || kind == "quote cancel" || kind.StartsWith("desk", StringComparison.Ordinal))
        {
            bench.Mode(SlotMode.Active);
            bench.Settle();
        }

        clock = CardClock.Set(bench, Start);
        bench.Heartbeat();
        bench.Feed.Discard();
        return bench;
    }

    /// <summary>One order of the buy side gets something to answer, and nobody answers it. Returns what the venue keeps back; a request of the desk it has not
    /// even looked at.</summary>
    private static byte[] Pend(TradingBench bench, string kind)
    {
        switch (kind)
        {
            case "desk new":
                bench.Unanswered(DeskRig.Buy(50));
                return [];
            case "desk cancel":
                bench.Rest(1, DeskRig.Buy(50));
                bench.Desk.Cancel(bench.Desk.LastUrn);
                bench.Rest();
                return [];
            case "quote new":
                bench.Mode(SlotMode.Active);
                break;
            case "quote replace":
                bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid + 2, 100));
                break;
            default:
                bench.Mode(SlotMode.Halted);
                break;
        }

        var owed = new List<byte>();
        foreach (PeerPacket packet in bench.Requests())
        {
            bool sell = IsSell(bench, packet.Payload);
            byte[] answer = bench.Venue.Take(packet.Payload, VenueAnswer.Accept);
            if (sell)
            {
                bench.Say(answer);
            }
            else
            {
                owed.AddRange(answer);
            }
        }

        return [.. owed];
    }

    private static void Answer(TradingBench bench, byte[] owed)
    {
        if (owed.Length != 0)
        {
            bench.Say(owed);
        }
    }

    private static bool IsSell(TradingBench bench, byte[] request) => request[0] switch
    {
        (byte)'O' => request[5] == (byte)'S',
        _ => bench.Venue.Live.TryGetValue(BitConverter.ToUInt32([request[4], request[3], request[2], request[1]]), out VenueOrder? order) && !order.Buy,
    };

    /// <summary>Runs until the DOUBT record must be there: it is, in its time.</summary>
    /// <param name="bench">The bench.</param>
    /// <param name="clock">Its time.</param>
    /// <param name="from">Start of the message that stays unanswered; by default the last one of the buy side that was recorded.</param>
    /// <param name="limit">ORDER_TIMEOUT.LIMIT.</param>
    private static DoubtRecord Found(TradingBench bench, CardClock clock, uint? from = null, uint limit = Limit)
    {
        uint left = 0;
        var doubts = new List<byte[]>();
        void Take() => bench.Feed.Take(r =>
        {
            if (r[4] == (byte)EventType.Order && new OrderEvent(r) is { Side: 0, Sent: 1 })
            {
                left = new OrderEvent(r).Cycle;
            }
            else if (r[4] == (byte)EventType.Doubt)
            {
                doubts.Add(r.ToArray());
            }
        });
        Take();
        left = from ?? left;
        uint order = left;
        bench.Card.Run((limit * Doubt.UnitNs * 5 / 16) + Doubt.FoundWithin + 60);
        Take();
        byte[] record = Assert.Single(doubts);
        var d = new DoubtEvent(record);
        InTime(clock.Ns(order), clock.Ns(d.Cycle), limit);
        return new DoubtRecord((byte)d.Slot, (byte)d.Side, (byte)d.Pending, (byte)d.Desk, d.Urn, d.OpenQty, d.Waited);
    }

    /// <summary>Not before the limit's last unit has begun to count, not later than it takes to find it.</summary>
    private static void InTime(ulong leftNs, ulong foundNs, uint limit)
    {
        ulong earliest = (((leftNs - SlackNs) / Doubt.UnitNs) + limit) * Doubt.UnitNs;
        ulong latest = ((((leftNs + SlackNs) / Doubt.UnitNs) + limit) * Doubt.UnitNs) + (Doubt.FoundWithin * 16 / 5) + SlackNs;
        Assert.InRange(foundNs, earliest - SlackNs, latest);
    }
}
