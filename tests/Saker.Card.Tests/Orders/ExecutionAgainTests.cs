using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>An execution that the venue tells again moves nothing and kills: docs/card.md section 7.</summary>
public sealed class ExecutionAgainTests
{
    private const int Remembered = 16;

    [RtlTheory]
    [InlineData(true, 30u)]
    [InlineData(false, 30u)]
    [InlineData(true, 100u)]
    [InlineData(false, 100u)]
    public void OfAQuote_CountsOnce(bool buy, uint lots)
    {
        using TradingBench bench = OrderStore.Resting();
        byte[] fill = bench.Venue.Fill(bench.Venue.Live.Values.Single(o => o.Buy == buy), lots);
        Again(bench, fill, buy ? (int)lots : -(int)lots, buy ? 100 - lots : 100u, buy ? 100u : 100 - lots);
    }

    [RtlTheory]
    [InlineData(true, 30u)]
    [InlineData(false, 30u)]
    [InlineData(true, 50u)]
    [InlineData(false, 50u)]
    public void OfAnOrderOfTheDesk_CountsOnce(bool buy, uint lots)
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, buy ? DeskRig.Buy(50) : DeskRig.Sell(50))[0];
        byte[] fill = bench.Venue.Fill(bench.Order(urn), lots);
        Again(bench, fill, buy ? (int)lots : -(int)lots, buy ? 50 - lots : 0, buy ? 0 : 50 - lots);
        bench.AgreesWithVenue();
    }

    [RtlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void OfADeadOrder_CountsOnce_AndIsNoUnknownOrderTheSecondTime(bool desk)
    {
        using TradingBench bench = desk ? DeskRig.Ready() : OrderStore.Resting();
        VenueOrder sell = desk ? bench.Order(bench.Rest(1, DeskRig.Sell(100))[0]) : bench.Venue.Live.Values.Single(o => !o.Buy);
        uint buys = bench.OpenBuy;
        // A quote that is gone must not be followed by another one.
        bench.Mode(SlotMode.Halted);
        bench.Say(bench.Venue.Decrement(sell, sell.Open, selfMatch: false));
        byte[] late = bench.Venue.FillLate(sell, 40);
        bench.Say(late);
        Assert.Equal((-40, KillCauses.UnknownOrder, 1u), (bench.Position, bench.Causes, Unknown(bench)));
        bench.Arm();
        bench.Records(EventType.Venue);
        bench.Say(late);
        Assert.Equal((-40, KillCauses.RepeatedExecution, 1u), (bench.Position, bench.Causes, Unknown(bench)));
        var told = new VenueEvent(Assert.Single(bench.Records(EventType.Venue)));
        Assert.Equal((1u, 0u, 1u, sell.Urn), (told.Again, told.Known, told.Side, told.Urn));
        Assert.True(bench.OpenBuy <= buys);
    }

    [RtlFact]
    public void BehindTheFirst_InOneSegment_AsOftenAsTheVenueLikes()
    {
        using TradingBench bench = OrderStore.Resting();
        byte[] fill = bench.Venue.Fill(bench.Venue.Live.Values.Single(o => o.Buy), 7);
        bench.Peer.Send([.. fill, .. fill, .. fill, .. fill, .. fill]);
        bench.Rest();
        Assert.Equal((7, 93u, KillCauses.RepeatedExecution), (bench.Position, bench.OpenBuy, bench.Causes));
        Assert.Equal([0u, 1u, 1u, 1u, 1u], bench.Records(EventType.Venue).Select(r => new VenueEvent(r).Again));
    }

    [RtlFact]
    public void InAReplay_OverAnotherConnection_ItIsKnownToo()
    {
        using TradingBench bench = OrderStore.Resting();
        byte[] fill = bench.Venue.Fill(bench.Venue.Live.Values.Single(o => o.Buy), 7);
        bench.Say(fill);
        bench.Reconnect();
        bench.Peer.Send([.. bench.Login(), .. fill, .. OrderStore.Answer(3)]);
        bench.Rest();
        Assert.Equal((7, KillCauses.RepeatedExecution, true), (bench.Position, bench.Causes, bench.Status().CaughtUp));
    }

    [RtlFact]
    public void OneMatchNumberWithTwoReferences_IsTwoExecutions_AndTwoMatchNumbersAreTwo()
    {
        using TradingBench bench = OrderStore.Resting();
        VenueOrder buy = bench.Venue.Live.Values.Single(o => o.Buy), sell = bench.Venue.Live.Values.Single(o => !o.Buy);
        foreach ((uint urn, ulong match, int position) in new[] { (buy.Urn, 5ul, 10), (sell.Urn, 5ul, 0), (buy.Urn, 6ul, 10), (buy.Urn, 5ul | (1ul << 63), 20), (sell.Urn, 1ul << 16, 10) })
        {
            bench.Say(VenueMessages.Executed(urn, 1, 10, 1, match));
            Assert.Equal(position, bench.Position);
        }

        Assert.False(bench.Killed);
        Assert.All(bench.Records(EventType.Venue), r => Assert.Equal(0u, new VenueEvent(r).Again));
    }

    [RtlFact]
    public void AnyBitOfReferenceOrMatchNumber_TellsThemApart()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Buy(1_000))[0];
        bench.Say(VenueMessages.Executed(urn, 1, 1, 1, 0));
        for (int bit = 0; bit < 64; bit++)
        {
            bench.Say(VenueMessages.Executed(urn, 1, 1, 1, 1ul << bit));
            Assert.Equal(bit + 2, bench.Position);
        }

        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void TheLastSixteenThatMovedAPosition_AreRemembered()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Buy(1_000))[0];
        byte[] Execution(int n) => VenueMessages.Executed(urn, 1, 1, 1, (ulong)n);
        for (int n = 0; n <= Remembered; n++)
        {
            // What is told again does not push another one out.
            bench.Say(Execution(n), Execution(n), Execution(Math.Max(0, n - Remembered + 1)));
        }

        Assert.Equal(Remembered + 1, bench.Position);
        foreach (int n in Enumerable.Range(1, Remembered).Reverse())
        {
            bench.Say(Execution(n));
            Assert.Equal(Remembered + 1, bench.Position);
        }

        // Nothing can be said of an older one.
        bench.Say(Execution(0));
        Assert.Equal(Remembered + 2, bench.Position);
    }

    /// <summary>The first time it counts, the second time it kills and is told.</summary>
    private static void Again(TradingBench bench, byte[] fill, int position, uint buys, uint sells)
    {
        // No quote follows one that was filled.
        bench.Card.Write(CardRegisters.ThrottleBurst, 0);
        bench.Say(fill);
        Assert.Equal((position, buys, sells, false), (bench.Position, bench.OpenBuy, bench.OpenSell, bench.Killed));
        var first = new VenueEvent(Assert.Single(bench.Records(EventType.Venue)));
        Assert.Equal((1u, 0u), (first.Known, first.Again));
        bench.Say(fill);
        Assert.Equal((position, buys, sells, KillCauses.RepeatedExecution), (bench.Position, bench.OpenBuy, bench.OpenSell, bench.Causes));
        var again = new VenueEvent(Assert.Single(bench.Records(EventType.Venue)));
        Assert.Equal((0u, 1u, first.Slot, first.Side, first.Urn, first.Qty, first.ExtRef, position),
            (again.Known, again.Again, again.Slot, again.Side, again.Urn, again.Qty, again.ExtRef, again.Position));
        Assert.Equal(0u, Unknown(bench));
        // It is no level: a person may arm.
        bench.Arm();
    }

    private static uint Unknown(TradingBench bench) => bench.Feed.OrderEntryCounter(CntOeIndex.UnknownUrn);
}
