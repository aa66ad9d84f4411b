using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>The venue's message limit: docs/card.md section 8.</summary>
public sealed class ThrottleTests(ITestOutputHelper output)
{
    // A millisecond: nothing comes back while a test looks the other way.
    private const uint Slow = 1_000_000;

    [RtlFact]
    public void Unwritten_NoOrderLeaves()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain, throttle: false);
        Assert.Equal(0u, bench.Desk.Headroom);
        bench.Desk.New(DeskRig.Buy());
        bench.Mode(SlotMode.Halted);
        bench.Mode(SlotMode.Active);
        bench.Card.Run(1_000);
        List<OrderRecord> records = bench.Recorded();
        Assert.All(records, r => Assert.Equal((0, true), ((int)r.Sent, ((Verdict)r.Verdict).HasFlag(Verdict.Throttle))));
        Assert.Contains(records, r => r.Desk == 1 && (Verdict)r.Verdict == Verdict.Throttle);
        Assert.Contains(records, r => r.Desk == 0 && (Verdict)r.Verdict == Verdict.Throttle);
        Assert.Empty(bench.Requests());
        Assert.Equal((0u, 0u, 0u), (bench.Desk.Headroom, bench.Desk.Table.Open, bench.Card.Read(CardRegisters.SlotSentAt(0))));
        // Half of it is nothing either.
        bench.Desk.Throttle(1, 0);
        bench.Card.Run(1_000);
        Assert.Equal(0u, bench.Desk.Headroom);
        bench.Desk.Throttle(0, 100);
        bench.Card.Run(1_000);
        Assert.Equal(0u, bench.Desk.Headroom);
    }

    [RtlFact]
    public void TheBurst_Leaves_AndNoMore()
    {
        using TradingBench bench = Full(5);
        for (uint n = 5; n != 0; n--)
        {
            Assert.Equal(n, bench.Desk.Headroom);
            bench.Desk.New(DeskRig.Buy());
            Assert.Equal(1, Assert.Single(bench.Recorded()).Sent);
        }

        Assert.Equal(0u, bench.Desk.Headroom);
        foreach (DeskOffer offer in new[] { DeskRig.Buy(), DeskRig.Sell() with { Ioc = true } })
        {
            bench.Desk.New(offer);
            OrderRecord record = Assert.Single(bench.Recorded());
            Assert.Equal(DeskRig.NewRecord(6, offer, Verdict.Throttle), record);
        }

        Assert.Equal(5, bench.Requests().Count);
    }

    [RtlTheory]
    [InlineData(1_000u)]
    [InlineData(3_333u)]
    [InlineData(20_000u)]
    public void AMessageComesBack_InItsCycle(uint interval)
    {
        using TradingBench bench = Full(3);
        bench.Desk.Throttle(interval, 3);
        bench.Card.Run(CardClock.Cycles(4 * interval));
        CardClock clock = CardClock.Set(bench, 1ul << 36);
        bench.Card.Run(200);
        Assert.Equal(3u, bench.Desk.Headroom);
        bench.Desk.New(DeskRig.Buy());
        bench.Rest();
        ulong start = bench.Requests()[0].StartCycle;
        ulong second = 0;
        if (interval > 2_000)
        {
            // One more, a while later: the time runs from the first.
            bench.Desk.New(DeskRig.Buy());
            bench.Rest();
            second = bench.Requests()[0].StartCycle;
        }

        uint left = second == 0 ? 2u : 1;
        // The contract gives the time, not the cycles of the register behind it: a read and a few more.
        const ulong Slack = 12;
        foreach (uint n in new uint[] { 1, 2 })
        {
            ulong due = start + CardClock.Cycles((ulong)n * interval);
            if (bench.Card.Cycle + Slack < due)
            {
                bench.Card.Run(due - Slack - bench.Card.Cycle);
                Assert.Equal(left, bench.Desk.Headroom);
            }

            bench.Card.Run(due + 4 - bench.Card.Cycle);
            left = Math.Min(left + 1, 3);
            Assert.Equal(left, bench.Desk.Headroom);
        }

        Assert.True(clock.FromCycle < start);
    }

    [RtlFact]
    public void NeverAboveTheBurst_AndALowerOneCountsAtOnce()
    {
        using TradingBench bench = Full(100);
        Assert.Equal(100u, bench.Desk.Headroom);
        bench.Desk.Throttle(Slow, 7);
        Assert.Equal(7u, bench.Desk.Headroom);
        bench.Desk.Throttle(Slow, 50);
        Assert.Equal(7u, bench.Desk.Headroom);
        bench.Desk.Throttle(10, 50);
        bench.Card.Run(2_000);
        Assert.Equal(50u, bench.Desk.Headroom);
        bench.Desk.Throttle(10, 0);
        Assert.Equal(0u, bench.Desk.Headroom);
    }

    [RtlFact]
    public void NoMoreThanOneMessageComesInACycle()
    {
        using TradingBench bench = Full(0);
        ulong before = bench.Card.Cycle;
        bench.Desk.Throttle(1, 65_535);
        bench.Card.Run(1_000);
        uint headroom = bench.Desk.Headroom;
        Assert.InRange(headroom, 1_000u, (uint)(bench.Card.Cycle - before));
    }

    [RtlFact]
    public void IntervalZero_WhatIsThereLeaves_AndNothingComesBack()
    {
        using TradingBench bench = Full(4);
        bench.Desk.Throttle(0, 4);
        bench.Card.Run(5_000);
        Assert.Equal(4u, bench.Desk.Headroom);
        bench.Rest(4);
        bench.Card.Run(50_000);
        Assert.Equal(0u, bench.Desk.Headroom);
        bench.Desk.New(DeskRig.Buy());
        Assert.Equal(Verdict.Throttle, (Verdict)Assert.Single(bench.Recorded()).Verdict);
    }

    [RtlFact]
    public void Cancels_PassAnEmptyBucket_AndUseTheLimitUp()
    {
        using TradingBench bench = Full(6);
        List<uint> urns = bench.Rest(4);
        Assert.Equal(2u, bench.Desk.Headroom);
        // The third and fourth find it empty.
        for (int i = 0; i < 4; i++)
        {
            bench.Desk.Cancel(urns[i]);
            bench.Settle();
            Assert.Equal((uint)Math.Max(1 - i, 0), bench.Desk.Headroom);
            Assert.Equal((uint)(3 - i), bench.Desk.Table.Open);
        }

        bench.Feed.Discard();
        bench.Desk.New(DeskRig.Buy());
        Assert.Equal(Verdict.Throttle, (Verdict)Assert.Single(bench.Recorded()).Verdict);
        bench.AgreesWithVenue();
    }

    [RtlFact]
    public void MassCancel_PassesAnEmptyBucket()
    {
        using TradingBench bench = Full(40);
        bench.Rest(40);
        Assert.Equal(0u, bench.Desk.Headroom);
        bench.Desk.MassCancel();
        bench.Settle();
        bench.AgreesWithVenue();
        Assert.Equal((0u, 0u), (bench.Desk.Table.Open, bench.Desk.Headroom));
    }

    [RtlFact]
    public void QuotesTakeFromIt_WithEachMessage_AndTryAgainAtTheNextCause()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain, mode: SlotMode.Halted);
        Fill(bench, 3);
        bench.Mode(SlotMode.Active);
        bench.Settle();
        Assert.Equal((1u, 2u), (bench.Desk.Headroom, bench.Orders));
        bench.Feed.Discard();
        // A better bid moves both: one of them only.
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid + 2, 100));
        bench.Settle();
        List<OrderRecord> records = bench.Recorded();
        Assert.Equal((OrderAction.Replace, 1), ((OrderAction)records[0].Action, (int)records[0].Sent));
        Assert.All(records.Skip(1), r => Assert.Equal((OrderAction.Replace, 0, Verdict.Throttle), ((OrderAction)r.Action, (int)r.Sent, (Verdict)r.Verdict)));
        Assert.NotEmpty(records.Skip(1));
        Assert.Equal(0u, bench.Desk.Headroom);
        bench.Desk.NoThrottle();
        bench.Card.Run(100);
        bench.Recorded();
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid - 1, 100));
        Assert.Equal([(OrderAction.Replace, 1)], bench.Recorded().Select(r => ((OrderAction)r.Action, (int)r.Sent)));
    }

    [RtlTheory]
    [InlineData(500u, 4)]
    [InlineData(2_000u, 1)]
    [InlineData(777u, 10)]
    public void InAnyTime_NoMoreOrdersLeave_ThanTheLimitAllows(uint interval, int burst)
    {
        using TradingBench bench = Full((uint)burst);
        bench.Desk.Throttle(interval, (uint)burst);
        CardClock clock = CardClock.Set(bench, 1ul << 36);
        var random = new Random(3);
        bench.Desk.New(DeskRig.Buy(1) with { Ioc = true });
        bench.Settle();
        for (int i = 0; i < 1_500; i++)
        {
            bench.Card.Write(CardRegisters.DeskSend, 1);
            bench.Card.Run((ulong)random.Next(1, 90));
            if (i % 8 == 0)
            {
                bench.Settle();
            }

            if (i % 200 == 199)
            {
                bench.Card.Run(CardClock.Cycles(interval * (ulong)random.Next(1, 12)));
            }
        }

        bench.Settle();
        OrderRecordAt[] records = [.. bench.Records(EventType.Order).Select(r => new OrderRecordAt(TwinJudge.Read(r), clock.Ns(new OrderEvent(r).Cycle)))];
        ulong[] left = [.. records.Where(r => r.Order.Sent != 0).Select(r => r.Ns)];
        Assert.All(records.Where(r => r.Order.Sent == 0), r => Assert.Equal(Verdict.Throttle, (Verdict)r.Order.Verdict));
        Assert.True(left.Length > 50 && left.Length < records.Length, $"{left.Length} of {records.Length} left");
        for (int first = 0; first < left.Length; first++)
        {
            for (int last = first + 1; last < left.Length; last++)
            {
                ulong time = left[last] - left[first];
                Assert.True((ulong)(last - first + 1) <= (ulong)burst + (time / interval) + 1, $"{last - first + 1} orders in {time} ns");
            }
        }

        ulong spent = left[^1] - left[0];
        output.WriteLine($"interval {interval} ns, burst {burst}: {left.Length} orders in {spent} ns, {records.Length - left.Length} refused");
    }

    private readonly record struct OrderRecordAt(OrderRecord Order, ulong Ns);

    /// <summary>A silent slot whose bucket is full, and fills again slowly.</summary>
    private static TradingBench Full(uint burst)
    {
        TradingBench bench = DeskRig.Ready();
        Fill(bench, burst);
        return bench;
    }

    private static void Fill(TradingBench bench, uint burst)
    {
        bench.Desk.Throttle(1, burst);
        bench.Card.Run(burst + 100);
        Assert.Equal(burst, bench.Desk.Headroom);
        bench.Desk.Throttle(Slow, burst);
        bench.Feed.Discard();
    }
}
