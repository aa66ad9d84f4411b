using Saker.Card.Bench;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Lines;

/// <summary>A missing sequence number stops the quotes at once, or after the wait it was given, and they come back when it does.</summary>
public sealed class GapTests(ITestOutputHelper output)
{
    private const int SymbolDownCycles = 5, Bid = 2_000, Ask = 2_010;
    private const decimal LimitNs = 1_000;

    [RtlFact]
    public void Gap_PullsEveryQuote_WithinAMicrosecond()
    {
        IReadOnlyList<GapSample> gaps = FeedFigures.Gaps();
        Assert.Equal([FeedLines.A, FeedLines.B, FeedLines.A, FeedLines.B], gaps.Select(g => g.Line));
        Assert.All(gaps, g =>
        {
            output.WriteLine($"line {g.Line}: stale after {g.ToStale} cycles, pulled after {g.ToPulled}");
            Assert.InRange(g.ToStale, 1, SymbolDownCycles + 1);
            Assert.True(g.ToPulled * Figures.PeriodNs < LimitNs, $"{g.ToPulled} cycles");
        });
    }

    [RtlFact]
    public void Gap_NeitherQuotesNorReplaces_UntilItCloses()
    {
        using TradingBench bench = Quoting();
        ulong missing = bench.Feed.NextSequence++;
        // The book moves on while a message is missing: nothing of it may be used.
        byte[] skipped = bench.Book.SystemEvent();
        bench.Tell(bench.Book.Add(Side.Buy, Bid + 4, 100));
        Assert.Equal([OuchCancelRequest.Type, OuchCancelRequest.Type], Actions(bench));
        bench.Tell(bench.Book.Add(Side.Buy, Bid + 5, 100));
        bench.Tell(bench.Book.Add(Side.Sell, Ask - 3, 100));
        Assert.Empty(Actions(bench));
        Assert.True(new StateValue(bench.Card.Read(CardRegisters.State)).Gap);
        ulong next = bench.Feed.NextSequence;
        bench.Feed.NextSequence = missing;
        bench.Feed.SendMessages([skipped], line: FeedLines.B);
        bench.Feed.NextSequence = next;
        bench.Card.RunIdle();
        Assert.False(new StateValue(bench.Card.Read(CardRegisters.State)).Gap);
        Assert.Equal([OuchEnterOrder.Type, OuchEnterOrder.Type], Actions(bench));
        bench.Feed.Discard();
    }

    [RtlTheory]
    [InlineData(2_000u)]
    [InlineData(20_000u)]
    public void Gap_WithAWait_OpensOnlyAfterIt(uint waitNs)
    {
        using TradingBench bench = Quoting();
        bench.Card.Write(CardRegisters.FeedGapWaitNs, waitNs);
        for (int round = 0; round < 2; round++)
        {
            bench.Feed.Discard();
            bool late = round == 1;
            ulong missing = bench.Feed.NextSequence++;
            byte[] skipped = bench.Book.SystemEvent();
            ulong from = bench.Card.Cycle;
            bench.Feed.SendMessage(bench.Book.SystemEvent());
            bench.Card.Run((ulong)(waitNs / Figures.PeriodNs) - 200);
            List<byte[]> early = [];
            bench.Feed.Take(r => early.Add(r.ToArray()));
            Assert.DoesNotContain(early, r => r[4] == (byte)EventType.Feed);
            if (late)
            {
                bench.Card.Run(600);
                Assert.Equal([OuchCancelRequest.Type, OuchCancelRequest.Type], Actions(bench));
                var opened = new FeedEvent(bench.Feed.Records(EventType.Feed).Single());
                Assert.Equal((uint)FeedCause.Gap, opened.Cause);
                Assert.InRange(opened.Cycle - (uint)from, waitNs / Figures.PeriodNs, (waitNs / Figures.PeriodNs) + 60);
            }

            bench.Feed.NextSequence = missing;
            bench.Feed.SendMessages([skipped], line: FeedLines.B);
            bench.Feed.NextSequence++;
            bench.Card.RunIdle();
            Assert.False(new FeedStateValue(bench.Card.Read(CardRegisters.FeedState)).Behind);
            Assert.Equal(late ? [(uint)FeedCause.GapClosed] : [], bench.Feed.Records(EventType.Feed).Select(r => new FeedEvent(r).Cause));
            Assert.Equal(late ? 2 : 0, Actions(bench).Length);
        }
    }

    [RtlFact]
    public void EndOfSession_PullsTheQuotes_UntilFeedSet()
    {
        using TradingBench bench = Quoting();
        byte[] end = new byte[MoldPacket.HeaderLength];
        MoldPacketBuilder.WriteEndOfSession(end, SessionId.Of(bench.Feed.Feed.Session), bench.Feed.NextSequence);
        bench.Feed.SendPayload(end, line: FeedLines.B);
        bench.Card.RunIdle();
        Assert.Equal([OuchCancelRequest.Type, OuchCancelRequest.Type], Actions(bench));
        bench.Tell(bench.Book.Add(Side.Buy, Bid + 4, 100));
        Assert.Empty(Actions(bench));
        Assert.True(new FeedStateValue(bench.Card.Read(CardRegisters.FeedState)).Ended);

        // The next session begins: its first heartbeat shows that nothing is missing.
        bench.Feed.Expect(1);
        bench.Feed.Heartbeat(FeedLines.B);
        bench.Card.RunIdle();
        Assert.False(new StateValue(bench.Card.Read(CardRegisters.State)).Gap);
        Assert.Equal([OuchEnterOrder.Type, OuchEnterOrder.Type], Actions(bench));
    }

    [RtlFact]
    public void WhatBothLinesSayInTheSameCycle_IsToldOnce()
    {
        using var bench = new CardBench(FeedSettings.Default, SixteenSymbols.Windows);
        LineClock[] lines = [new(bench, FeedLines.A), new(bench, FeedLines.B)];
        byte[] foreign = new byte[MoldPacket.HeaderLength], end = new byte[MoldPacket.HeaderLength];
        MoldPacketBuilder.WriteHeartbeat(foreign, SessionId.Of("ELSEWHERE"), 1);
        MoldPacketBuilder.WriteEndOfSession(end, SessionId.Of(bench.Feed.Session), bench.NextSequence);
        foreach (byte[] packet in (byte[][])[foreign, end])
        {
            ulong start = bench.Card.Cycle + 100;
            Array.ForEach(lines, line => line.Send(packet, start));
            bench.Card.Run(300);
        }

        var causes = new List<uint>();
        bench.Drain(record =>
        {
            if ((EventType)record[4] == EventType.Feed)
            {
                causes.Add(new FeedEvent(record).Cause);
            }
        });
        // An ended session is not whole: that is a gap of its own.
        Assert.Equal([(uint)FeedCause.WrongSession, (uint)FeedCause.EndOfSession, (uint)FeedCause.Gap], causes);
    }

    [RtlFact]
    public void OneLineDies_AndNothingIsMissed()
    {
        using TradingBench bench = Quoting();
        ulong before = bench.Feed.Expected;
        for (int n = 0; n < 60; n++)
        {
            // A alone, both, B alone, both again.
            int phase = n / 15;
            byte[] message = n % 2 == 0 ? bench.Book.Add(Side.Buy, Bid - 5, 10) : bench.Book.Delete(bench.Book.Last);
            ulong sequence = bench.Feed.NextSequence;
            if (phase != 2)
            {
                bench.Feed.SendMessage(message);
            }

            if (phase != 0)
            {
                bench.Feed.NextSequence = sequence;
                bench.Feed.SendMessages([message], line: FeedLines.B);
            }

            bench.Card.RunIdle();
        }

        Assert.Equal(before + 60, bench.Feed.Expected);
        Assert.DoesNotContain(bench.Feed.Records(), r => r[4] == (byte)EventType.Feed);
        Assert.Empty(Actions(bench));
        Assert.Equal(15u, bench.Card.Read(CardRegisters.LineFirstAt(FeedLines.B)));
        // A line that joins has lost nothing.
        Assert.Equal((15u, 0u), (bench.Card.Read(CardRegisters.LineLostAt(FeedLines.A)), bench.Card.Read(CardRegisters.LineLostAt(FeedLines.B))));
    }

    private static TradingBench Quoting()
    {
        var bench = new TradingBench(TradingBench.Plain, TradingBench.Wide);
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Tell(bench.Book.Add(Side.Buy, Bid, 500));
        bench.Tell(bench.Book.Add(Side.Sell, Ask, 500));
        bench.Settle();
        bench.Feed.Discard();
        return bench;
    }

    /// <summary>OUCH types that the card sent since the last call; the venue accepts everything.</summary>
    private static byte[] Actions(TradingBench bench)
    {
        bench.Peer.Poll();
        byte[] types = [.. bench.Peer.Packets.Where(p => p.Type == SoupType.UnsequencedData).Select(p => p.Payload[0])];
        bench.Settle();
        return types;
    }
}
