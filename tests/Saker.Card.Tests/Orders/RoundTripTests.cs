using Saker.Card.Bench;
using Saker.Card.Verilated;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>OE_RTT: from the start of a segment to the acknowledgment of its last byte, one segment at a time, never of one that was
/// sent twice.</summary>
public sealed class RoundTripTests
{
    // From the terminate character of the acknowledging frame on the pins to its effect.
    private const uint Latency = 12;
    private const ulong AFrame = 45;

    [RtlFact]
    public void Sample_IsCyclesFromStartToAcknowledgment_Exactly()
    {
        using TradingBench bench = OrderStore.Ready();
        var random = new Random(4);
        for (uint n = 1; n <= 40; n++)
        {
            uint samples = Samples(bench);
            CardSegment segment = bench.Send(random.Next(3, 65), (int)n);
            bench.Card.Run((ulong)random.Next(0, 2_000));
            ulong frame = bench.Peer.FrameNumber;
            bench.Acknowledge(segment.End);
            Assert.Equal(samples + 1, Samples(bench));
            Measured(bench, segment, frame);
        }
    }

    [RtlFact]
    public void Sample_OfAnOrder_IsTakenToo()
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Quote();
        CardSegment orders = Assert.Single(bench.Sent()), second = bench.Send(20);
        uint samples = Samples(bench);
        ulong frame = bench.Peer.FrameNumber;
        bench.Acknowledge(orders.End);
        Assert.Equal(samples + 1, Samples(bench));
        Measured(bench, orders, frame);
        // The second started while the first was measured.
        bench.Acknowledge(second.End);
        Assert.Equal(samples + 1, Samples(bench));
    }

    [RtlFact]
    public void OneSegmentAtATime_TheOldestOfThem()
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(4);
        uint samples = Samples(bench);
        ulong frame = bench.Peer.FrameNumber;
        bench.Acknowledge(kept[2].End);
        Assert.Equal(samples + 1, Samples(bench));
        Measured(bench, kept[0], frame);
        // The fourth left during that measurement: none. The fifth starts another.
        bench.Acknowledge(kept[3].End);
        Assert.Equal(samples + 1, Samples(bench));
        CardSegment fifth = bench.Send(11);
        frame = bench.Peer.FrameNumber;
        bench.Acknowledge(fifth.End);
        Assert.Equal(samples + 2, Samples(bench));
        Measured(bench, fifth, frame);
    }

    [RtlFact]
    public void OnlyItsLastByte_EndsAMeasurement()
    {
        using TradingBench bench = OrderStore.Ready();
        CardSegment segment = bench.Send(40);
        uint samples = Samples(bench), last = bench.Card.Read(CardRegisters.OeRtt);
        bench.Acknowledge(segment.Sequence);
        bench.Acknowledge(segment.Sequence + 1);
        bench.Acknowledge(segment.Sequence - 30);
        bench.Acknowledge(segment.End - 1);
        bench.Acknowledge(segment.End + 1);
        Assert.Equal((samples, last), (Samples(bench), bench.Card.Read(CardRegisters.OeRtt)));
        ulong frame = bench.Peer.FrameNumber;
        bench.Acknowledge(segment.End);
        Assert.Equal(samples + 1, Samples(bench));
        Measured(bench, segment, frame);
    }

    [RtlFact]
    public void AcrossTheWrap_ItIsMeasuredAsElsewhere()
    {
        for (uint before = 0; before <= 44; before += 4)
        {
            using TradingBench bench = OrderStore.Ready(OrderLine.Default with { CardSequence = uint.MaxValue - 52 - before });
            CardSegment segment = bench.Send(40);
            uint samples = Samples(bench);
            bench.Acknowledge(segment.End - 1);
            Assert.Equal(samples, Samples(bench));
            ulong frame = bench.Peer.FrameNumber;
            bench.Acknowledge(segment.End);
            Assert.Equal(samples + 1, Samples(bench));
            Measured(bench, segment, frame);
        }
    }

    [RtlTheory]
    [InlineData(1)]
    [InlineData(63)]
    public void SentAgain_IsNoSample(int count)
    {
        using TradingBench bench = OrderStore.Ready();
        List<CardSegment> kept = bench.Fill(3);
        uint samples = Samples(bench), last = bench.Card.Read(CardRegisters.OeRtt);
        bench.Resend(count);
        bench.Rest();
        bench.Acknowledge(kept[0].End);
        bench.Acknowledge(kept[^1].End);
        Assert.Equal((samples, last), (Samples(bench), bench.Card.Read(CardRegisters.OeRtt)));
        // The next segment is measured again.
        CardSegment next = bench.Send(20);
        ulong frame = bench.Peer.FrameNumber;
        bench.Acknowledge(next.End);
        Assert.Equal(samples + 1, Samples(bench));
        Measured(bench, next, frame);
    }

    [RtlFact]
    public void SentAgain_OfAnOlderSegment_EndsTheMeasurementOfAYoungerToo()
    {
        using TradingBench bench = OrderStore.Ready();
        CardSegment old = bench.Send(20);
        bench.Resend(1);
        bench.Rest();
        CardSegment young = bench.Send(21);
        bench.Resend(1);
        bench.Rest();
        uint samples = Samples(bench);
        bench.Acknowledge(old.End);
        bench.Acknowledge(young.End);
        Assert.Equal(samples, Samples(bench));
    }

    [RtlFact]
    public void ASegmentThatLeavesWhileOthersAreSentAgain_IsNoSampleIfItIsSentTwice()
    {
        // Its first start falls into the command, at every moment; the command asks for more than is kept.
        for (ulong wait = 0; wait < 3 * AFrame; wait += 7)
        {
            using TradingBench bench = OrderStore.Ready();
            bench.Fill(3);
            bench.Sent();
            bench.Resend(63);
            bench.Card.Run(wait);
            bench.Quote();
            List<CardSegment> sent = bench.Sent();
            HashSet<uint> twice = [.. sent.Where(s => s.Kind == SegmentKind.Again).Select(s => s.Sequence)];
            uint samples = Samples(bench);
            foreach (CardSegment order in sent.Where(s => s.Kind == SegmentKind.First))
            {
                ulong frame = bench.Peer.FrameNumber;
                bench.Acknowledge(order.End);
                if (Samples(bench) != samples)
                {
                    Assert.DoesNotContain(order.Sequence, twice);
                    Measured(bench, order, frame);
                    samples = Samples(bench);
                }
            }
        }
    }

    [RtlFact]
    public void TakeOver_EndsAMeasurement()
    {
        using TradingBench bench = OrderStore.Ready();
        bench.Send(20);
        uint samples = Samples(bench);
        // The acknowledgment of the new connection's first byte lies beyond what was measured on the old one.
        OrderLine line = OrderLine.Default with { CardSequence = bench.Peer.Expected - 30 };
        line.HandOver(bench.Card);
        bench.Connect(line).Segments = [];
        bench.Acknowledge(line.CardSequence);
        CardSegment segment = bench.Send(64);
        ulong frame = bench.Peer.FrameNumber;
        bench.Acknowledge(segment.End);
        Assert.Equal(samples + 1, Samples(bench));
        Measured(bench, segment, frame);
    }

    [RtlFact]
    public void Latency_IsTheSameForAcknowledgmentsOfEveryLength()
    {
        using TradingBench bench = OrderStore.Ready();
        for (int payload = SoupPacket.HeaderLength; payload <= 160; payload++)
        {
            CardSegment segment = bench.Send(20, payload);
            ulong frame = bench.Peer.FrameNumber;
            bench.Peer.Holds = segment.End;
            bench.Peer.Send(OrderStore.Text(payload, payload));
            bench.Rest();
            Measured(bench, segment, frame, payload);
        }
    }

    private static uint Samples(TradingBench bench) => bench.Card.Read(CardRegisters.OeRttSamples);

    private static void Measured(TradingBench bench, CardSegment segment, ulong frame, int payload = 0)
    {
        const int Headers = EthernetFrame.HeaderLength + Ipv4Packet.HeaderLength + TcpSegment.HeaderLength, Fcs = 4, Word = 4;
        int bytes = Math.Max(EthernetFrame.MinLength, Headers + payload) + Fcs;
        // The terminate character follows the last byte: in the next word when that ends one.
        ulong terminated = bench.Card.SentAt(CardPort.OrderEntry, frame)!.Value + (bytes % Word == 0 ? 1ul : 0ul);
        Assert.Equal((uint)(terminated - segment.StartCycle) + Latency, bench.Card.Read(CardRegisters.OeRtt));
    }
}
