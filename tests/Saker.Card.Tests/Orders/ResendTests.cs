using Saker.Card.Bench;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>OE_RESEND: what was sent is sent again on command, byte for byte and in order, and never without one.</summary>
public sealed class ResendTests
{
    private const int Few = 5;
    // Frames of the longest segments follow each other within this many cycles.
    private const ulong AFrame = 45;

    [RtlTheory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(Few)]
    [InlineData(Few + 1)]
    [InlineData(32)]
    [InlineData(63)]
    public void Resend_SendsTheOldestAgain(int count)
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(Few);
        bench.Sent();
        uint next = bench.Card.Read(CardRegisters.OeSndNxt), frames = bench.Feed.OrderEntryCounter(CntOeIndex.TxFrames);
        uint resent = bench.Card.Read(CardRegisters.OeResent);
        bench.Resend(count);
        List<CardSegment> sent = bench.Sent();
        OrderStore.Same(kept.Take(count), sent);
        Assert.All(sent, s => Assert.Equal(SegmentKind.Again, s.Kind));
        Assert.Equal(next, bench.Card.Read(CardRegisters.OeSndNxt));
        Assert.Equal(frames + (uint)sent.Count, bench.Feed.OrderEntryCounter(CntOeIndex.TxFrames));
        Assert.Equal(resent + (uint)sent.Count, bench.Card.Read(CardRegisters.OeResent));
        Assert.Equal(((uint)Few, 0u), (bench.Kept(), bench.Store().Left));
    }

    [RtlFact]
    public void Resend_CanBeRepeated_WhileNothingIsAcknowledged()
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(Few);
        bench.Sent();
        for (int i = 0; i < 4; i++)
        {
            bench.Resend(2);
            OrderStore.Same(kept.Take(2), bench.Sent());
        }
    }

    [RtlFact]
    public void NothingKept_NothingIsSent()
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Resend(63);
        Assert.Empty(bench.Sent());
        Assert.Equal(0u, bench.Store().Left);
        // Nor later, when there is something again.
        bench.Peer.Check.MayRepeat = 0;
        bench.Fill(1);
    }

    [RtlFact]
    public void Zero_Stops()
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(20);
        bench.Sent();
        bench.Resend(20);
        bench.Card.Run(200);
        bench.Resend(0);
        // What is on the wire or about to start ends.
        bench.Peer.Check.MayRepeat = 20;
        ulong stopped = bench.Card.Cycle;
        List<CardSegment> sent = bench.Sent();
        Assert.InRange(sent.Count, 3, 12);
        OrderStore.Same(kept.Take(sent.Count), sent);
        Assert.True(sent[^1].StartCycle < stopped + AFrame, $"stopped in {stopped}, started in {sent[^1].StartCycle}");
        Assert.Equal((20u, 0u), (bench.Kept(), bench.Store().Left));
        Assert.Empty(bench.Sent());
    }

    [RtlFact]
    public void AnotherCommand_ReplacesWhatIsLeft_FromTheOldest()
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(20);
        bench.Sent();
        bench.Resend(20);
        bench.Card.Run(200);
        bench.Resend(3);
        bench.Peer.Check.MayRepeat = 20;
        List<CardSegment> sent = bench.Sent();
        OrderStore.Same(kept.Take(3), sent[^3..]);
        OrderStore.Same(kept.Take(sent.Count - 3), sent[..^3]);
        Assert.InRange(sent.Count, 6, 15);
    }

    [RtlFact]
    public void SegmentsSentAgain_CarryTodaysAcknowledgmentAndWindow_AndClearWhatIsDue()
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(2);
        bench.Sent();
        bench.Peer.Send(VenueMessages.Soup(SoupType.ServerHeartbeat));
        bench.Rest();
        Assert.True(bench.Status().AckDue);
        bench.Card.Write(CardRegisters.OeWindow, new OeWindowValue(0).WithAdvertised(1234).Raw);
        bench.Peer.Check.Window = 1234;
        bench.Resend(1);
        CardSegment again = Assert.Single(bench.Sent());
        OrderStore.Same(kept.Take(1), [again]);
        Assert.Equal(bench.Peer.Next, again.Acknowledgment);
        Assert.NotEqual(kept[0].Acknowledgment, again.Acknowledgment);
        Assert.False(bench.Status().AckDue);
    }

    [RtlFact]
    public void SequenceNumbers_WrapWithinASegmentAndBetweenTwo()
    {
        // 53 bytes of login and query go first; then one segment that ends before the wrap, one across it or up to it, one behind.
        for (uint before = 53 + 61; before <= 53 + 64 + 64; before += 7)
        {
            using TradingBench bench = OrderStore.Ready(OrderLine.Default with { CardSequence = uint.MaxValue - before + 1 });
            List<CardSegment> kept = [bench.Send(64, 1), bench.Send(64, 2), bench.Send(13, 3), bench.Send(64, 4)];
            bench.Sent();
            bench.Resend(63);
            OrderStore.Same(kept, bench.Sent());
            Assert.Equal(4u, bench.Kept());
            for (int i = 0; i < kept.Count; i++)
            {
                bench.Acknowledge(kept[i].End - 1);
                Assert.Equal((kept[i].End - 1, 4u - (uint)i), (bench.Card.Read(CardRegisters.OeSndUna), bench.Kept()));
                bench.Acknowledge(kept[i].End);
                Assert.Equal((kept[i].End, 3u - (uint)i), (bench.Card.Read(CardRegisters.OeSndUna), bench.Kept()));
                bench.Resend(63);
                OrderStore.Same(kept.Skip(i + 1), bench.Sent());
            }
        }
    }

    [RtlFact]
    public void StoreOfAnyAge_SendsTheRightBytesAgain()
    {
        // The places go round: after several hundred segments of all lengths, any set of neighbours is still right.
        using TradingBench bench = OrderStore.Ready();
        var kept = new List<CardSegment>();
        for (int i = 0; i < 150; i++)
        {
            kept.Add(bench.Send(3 + (i * 11 % 62), i));
            if (kept.Count == 30 || i % 13 == 12)
            {
                bench.Sent();
                bench.Resend(63);
                OrderStore.Same(kept, bench.Sent());
                int gone = Math.Min(kept.Count, 1 + (i % 17));
                bench.Acknowledge(kept[gone - 1].End);
                kept.RemoveRange(0, gone);
                Assert.Equal((uint)kept.Count, bench.Kept());
            }
        }
    }

    [RtlFact]
    public void NothingIsSentTwiceByItself()
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Fill(Few);
        bench.Sent();
        ulong now = bench.Now();
        // Duplicate acknowledgments, a closed and an opened window, and hours without an answer are the host's affair.
        for (int i = 0; i < 5; i++)
        {
            bench.Acknowledge(bench.Card.Read(CardRegisters.OeSndUna));
        }

        bench.Acknowledge(bench.Card.Read(CardRegisters.OeSndUna), window: 0);
        bench.Acknowledge(bench.Card.Read(CardRegisters.OeSndUna), window: 65_535);
        for (ulong second = 1; second < 1_000_000; second *= 10)
        {
            bench.Card.SetTime(now + (second * 1_000_000_000));
            bench.Card.Run(2_000);
        }

        Assert.Empty(bench.Sent());
        Assert.Equal((uint)Few, bench.Kept());
    }
}
