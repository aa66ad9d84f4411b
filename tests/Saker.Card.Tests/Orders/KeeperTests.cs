using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>OE_KEEP.HEARTBEAT_MS: a client heartbeat after so long without a segment with payload.</summary>
public sealed class KeeperTests
{
    private const uint Ms = 100;
    private const ulong Limit = Ms * 1_000_000;
    // The card looks at its clock no less often than this.
    private const ulong Grain = 10_000;

    private static readonly OeKeepValue Keep = new OeKeepValue(0).WithHeartbeatMs(Ms);
    private static readonly byte[] Heartbeat = VenueMessages.Soup(SoupType.ClientHeartbeat);

    [RtlFact]
    public void Silence_IsEndedByAHeartbeat_AgainAndAgain()
    {
        using TradingBench bench = Kept();
        ulong start = Started(bench, 20);
        for (uint n = 1; n <= 3; n++)
        {
            Nothing(bench, start + Limit - Grain);
            CardSegment beat = Beat(bench, start + Limit + Grain);
            Assert.Equal(n + 1, bench.Kept());
            start = TimeOf(bench, beat.StartCycle);
        }
    }

    [RtlFact]
    public void Heartbeats_AreSegmentsLikeOthers()
    {
        using TradingBench bench = Kept();
        ulong start = Started(bench, 20);
        CardSegment beat = Beat(bench, start + Limit + Grain);
        Assert.Equal(beat.End, bench.Card.Read(CardRegisters.OeSndNxt));
        bench.Resend(2);
        Assert.Equal(Heartbeat, bench.Sent()[1].Payload);
        bench.Acknowledge(beat.End);
        Assert.Equal(0u, bench.Kept());
    }

    [RtlFact]
    public void Zero_IsNever()
    {
        using TradingBench bench = OrderStore.Ready(OrderLine.Default with { Keep = new OeKeepValue(0).WithAckUs(10) });
        ulong start = Started(bench, 20);
        Nothing(bench, start + (100 * Limit));
    }

    [RtlFact]
    public void NotLoggedIn_Never()
    {
        using var bench = new TradingBench(TradingBench.Plain, TradingBench.Wide, line: OrderLine.Default with { Keep = Keep }, logIn: false);
        bench.Peer.Segments = [];
        bench.Rest();
        ulong now = bench.Now();
        Nothing(bench, now + (3 * Limit));
        // Owned: the login request is the host's affair.
        bench.Peer.Line.HandOver(bench.Card);
        Nothing(bench, now + (6 * Limit));
        bench.Send(20);
        bench.Sent();
        Nothing(bench, now + (9 * Limit));
        // Logged in, with or without having caught up.
        bench.Connect(bench.Peer.Line).LogIn(query: false);
        bench.Peer.Segments = [];
        Beat(bench, now + (12 * Limit));
        // Lost.
        bench.Card.Write(CardRegisters.OeCtrl, new OeCtrlValue(0).WithRelease(true).Raw);
        Nothing(bench, now + (15 * Limit));
    }

    [RtlTheory]
    [InlineData("host message")]
    [InlineData("order")]
    [InlineData("cancel")]
    public void ASegmentWithPayload_StartsTheTimeAgain(string what)
    {
        using TradingBench bench = Kept();
        if (what == "cancel")
        {
            bench.Quote();
            bench.Settle();
        }

        ulong start = Started(bench, 20);
        Nothing(bench, start + (Limit / 2));
        switch (what)
        {
            case "order":
                bench.Quote();
                break;
            case "cancel":
                bench.Mode(SlotMode.Halted);
                break;
            default:
                bench.Send(30);
                break;
        }

        start = TimeOf(bench, bench.Sent()[^1].StartCycle);
        Nothing(bench, start + Limit - Grain);
        Beat(bench, start + Limit + Grain);
    }

    [RtlFact]
    public void ASegmentSentAgain_StartsTheTimeAgain()
    {
        using TradingBench bench = Kept();
        ulong start = Started(bench, 20);
        Nothing(bench, start + (Limit / 2));
        bench.Resend(1);
        start = TimeOf(bench, Assert.Single(bench.Sent()).StartCycle);
        Nothing(bench, start + Limit - Grain);
        Beat(bench, start + Limit + Grain);
    }

    [RtlFact]
    public void PureAcknowledgmentsAndProbes_DoNot()
    {
        using TradingBench bench = Kept();
        ulong start = Started(bench, 20);
        Nothing(bench, start + (Limit / 2));
        bench.Peer.Send(VenueMessages.Soup(SoupType.ServerHeartbeat));
        bench.Rest();
        OrderPeer.HostMessage(bench.Card, []);
        Assert.Equal(SegmentKind.Acknowledgment, Assert.Single(bench.Sent()).Kind);
        bench.Resend(0, probe: true);
        Assert.Equal(SegmentKind.Probe, Assert.Single(bench.Sent()).Kind);
        Nothing(bench, start + Limit - Grain);
        Beat(bench, start + Limit + Grain);
    }

    [RtlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void WithoutRoom_ItWaitsAndThenLeavesAtOnce(bool full)
    {
        using TradingBench bench = Kept();
        List<CardSegment> kept = bench.Fill(full ? OrderStore.Places : 1);
        bench.Acknowledge(kept[0].Sequence, window: full ? null : (ushort)(kept[0].Payload.Length + 63));
        bench.Sent();
        ulong now = bench.Now();
        Nothing(bench, now + (3 * Limit));
        bench.Acknowledge(kept[0].End, window: 65_535);
        Assert.Equal(Heartbeat, Assert.Single(bench.Sent()).Payload);
        Nothing(bench, bench.Now() + Limit - (2 * Grain));
    }

    [RtlFact]
    public void LongestTime_IsCountedWhole()
    {
        using TradingBench bench = Kept();
        bench.Card.Write(CardRegisters.OeKeep, new OeKeepValue(0).WithHeartbeatMs(65_535).Raw);
        ulong start = Started(bench, 20);
        Nothing(bench, start + (65_535ul * 1_000_000) - Grain);
        Beat(bench, start + (65_535ul * 1_000_000) + Grain);
    }

    private static TradingBench Kept() => OrderStore.Ready(OrderLine.Default with { Keep = Keep });

    /// <summary>A host message; returns the card's time at its start.</summary>
    private static ulong Started(TradingBench bench, int length)
    {
        CardSegment segment = bench.Send(length);
        bench.Sent();
        return TimeOf(bench, segment.StartCycle);
    }

    /// <summary>The card's time in a cycle gone by since the time was last set.</summary>
    private static ulong TimeOf(TradingBench bench, ulong cycle)
    {
        ulong now = bench.Now();
        return now - ((bench.Card.Cycle - cycle) * 32 / 10);
    }

    private static void Nothing(TradingBench bench, ulong at)
    {
        At(bench, at);
        Assert.Empty(bench.Sent());
    }

    private static CardSegment Beat(TradingBench bench, ulong at)
    {
        At(bench, at);
        CardSegment beat = Assert.Single(bench.Sent());
        Assert.Equal((SegmentKind.First, Convert.ToHexString(Heartbeat)), (beat.Kind, Convert.ToHexString(beat.Payload)));
        return beat;
    }

    /// <summary>The card's time is this; a few microseconds pass for it to see so.</summary>
    private static void At(TradingBench bench, ulong at)
    {
        Assert.True(at > bench.Now(), "time goes forward");
        bench.Card.SetTime(at);
        bench.Card.Run(500);
    }
}
