using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>What trips a slot, at exactly which count, and how it is cleared: docs/card.md sections 8.1 and 8.2.</summary>
public sealed class GuardsTripTests
{
    [RtlTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(255)]
    public void Rejects_TripAtTheLimitAndNotBefore(int most)
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Trip(OpenGuards.Trips with { MaxRejects = (byte)most });
        bench.Reject(most - 1);
        Assert.Equal(TripCauses.None, bench.Trips);
        bench.Reject(1);
        Assert.Equal(TripCauses.Rejects, bench.Trips);
        Assert.Equal([new TripRow(TripCauses.Rejects, most, 0)], bench.Tripped());
        Assert.False(bench.Killed);
        Assert.Equal(Verdict.Mode, bench.Judge(DeskRig.Buy()));
    }

    [RtlFact]
    public void TheTrip_StandsInTheCycleAfterTheReject()
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Trip(OpenGuards.Trips with { MaxRejects = 1 });
        bench.Enter(DeskRig.Buy(), VenueAnswer.Reject);
        List<byte[]> records = bench.Feed.Records();
        uint reject = new VenueEvent(records.Single(r => r[4] == (byte)EventType.Venue)).Cycle;
        uint trip = new TripEvent(records.Single(r => r[4] == (byte)EventType.Trip)).Cycle;
        Assert.InRange(trip - reject, 0u, 1u);
    }

    [RtlTheory]
    [InlineData("accepted")]
    [InlineData("executed")]
    [InlineData("replaced")]
    public void Rejects_StartAgainWithWhatLives(string how)
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        uint resting = bench.Enter(DeskRig.Buy(5, GuardsRig.Far));
        bench.Trip(OpenGuards.Trips with { MaxRejects = 3 });
        bench.Reject(2);
        switch (how)
        {
            case "accepted":
                bench.Enter(DeskRig.Buy(1, GuardsRig.Far));
                break;
            case "executed":
                bench.Fill(resting);
                break;
            default:
                bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid + 4, 100));
                bench.AnswerAll();
                break;
        }

        bench.Reject(2);
        Assert.Equal(TripCauses.None, bench.Trips);
        bench.Reject(1);
        Assert.Equal(TripCauses.Rejects, bench.Trips);
    }

    [RtlTheory]
    [InlineData("cancelled")]
    [InlineData("dead on entry")]
    [InlineData("told")]
    public void Rejects_GoOnOverWhatSaysNothingOfTheVenuesWill(string how)
    {
        using TradingBench bench = DeskRig.Ready();
        uint resting = bench.Enter(DeskRig.Buy(5, GuardsRig.Far));
        bench.Trip(OpenGuards.Trips with { MaxRejects = 2 });
        bench.Reject(1);
        switch (how)
        {
            case "cancelled":
                bench.Say(bench.Venue.Decrement(bench.Order(resting), 1, selfMatch: false));
                break;
            case "dead on entry":
                bench.Enter(DeskRig.Buy(1, GuardsRig.Far), VenueAnswer.Dead);
                break;
            default:
                bench.Say(VenueMessages.SystemEvent(bench.Venue.Now(), 'S'), VenueMessages.PriorityUpdate(resting, bench.Venue.Now(), 1), VenueMessages.Rejected(99_999, bench.Venue.Now()));
                break;
        }

        Assert.Equal(TripCauses.None, bench.Trips);
        bench.Reject(1);
        Assert.Equal(TripCauses.Rejects, bench.Trips);
    }

    [RtlFact]
    public void AVenueThatRejectsEveryQuote_IsAskedAsOftenAsTheLimitSays()
    {
        var bench = new TradingBench(TradingBench.Plain, TradingBench.Wide);
        using TradingBench disposed = bench;
        bench.Trip(OpenGuards.Trips with { MaxRejects = 6 });
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Feed.SendMessages([bench.Book.Add(Side.Buy, DeskRig.Bid, 500), bench.Book.Add(Side.Sell, DeskRig.Ask, 500)]);
        bench.AnswerAll(VenueAnswer.Reject);
        Assert.Equal([new TripRow(TripCauses.Rejects, 6, 0)], bench.Tripped());
        // One side may have been on its way when the other one's reject was the last.
        Assert.InRange(bench.Venue.Requests[OuchEnterOrder.Type], 6, 7);
        Assert.Equal((0u, false), (bench.Orders, bench.Killed));
    }

    [RtlFact]
    public void ARejectedQuote_CountsOnce()
    {
        var bench = new TradingBench(TradingBench.Plain, TradingBench.Wide);
        using TradingBench disposed = bench;
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Feed.SendMessages([bench.Book.Add(Side.Buy, DeskRig.Bid, 500), bench.Book.Add(Side.Sell, DeskRig.Ask, 500)]);
        List<PeerPacket> requests = bench.Requests();
        Assert.Equal(2, requests.Count);
        bench.Answer(requests[0].Payload, VenueAnswer.Reject);
        bench.KillSlot();
        Assert.Equal([new TripRow(TripCauses.Manual, 1, 0)], bench.Tripped());
    }

    [RtlFact]
    public void ARejectedReplace_Counts()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        bench.Trip(OpenGuards.Trips with { MaxRejects = 1 });
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid + 4, 100));
        List<PeerPacket> requests = bench.Requests();
        Assert.All(requests, r => Assert.Equal(OuchReplaceRequest.Type, r.Payload[0]));
        bench.Answer(requests[0].Payload, VenueAnswer.Reject);
        Assert.Equal(TripCauses.Rejects, bench.Trips);
        requests.Skip(1).ToList().ForEach(r => bench.Answer(r.Payload));
        bench.Settle();
        Assert.Empty(bench.Venue.Live);
        bench.AgreesWithVenue();
    }

    [RtlTheory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public void Fills_TripWhenOneFindsTheCountAtTheLimit(int most)
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Trip(new TripLimits(byte.MaxValue, (ushort)most, 0));
        uint urn = bench.Enter(DeskRig.Buy(100, GuardsRig.Far));
        for (int n = 0; n < most; n++)
        {
            bench.Fill(urn);
        }

        Assert.Equal(TripCauses.None, bench.Trips);
        bench.Fill(urn);
        Assert.Equal([new TripRow(TripCauses.Fills, 0, most)], bench.Tripped());
        Assert.Equal(most + 1, bench.Position);
        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void Fills_OfQuotesAndDeadReferencesCountToo()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        bench.Trip(new TripLimits(byte.MaxValue, 2, 0));
        VenueOrder quote = bench.Venue.Live.Values.First(o => o.Buy);
        bench.Say(bench.Venue.Fill(quote, quote.Open));
        Assert.Equal(TripCauses.None, bench.Trips);
        // It moves the position with a fault latched: an execution all the same.
        bench.Say(bench.Venue.FillLate(quote, 1));
        Assert.Equal(TripCauses.None, bench.Trips);
        Assert.Equal(KillCauses.UnknownOrder, bench.Causes & KillCauses.UnknownOrder);
        bench.Say(bench.Venue.FillLate(quote, 1));
        Assert.Equal(TripCauses.Fills, bench.Trips);
        Assert.Equal(102, bench.Position);
    }

    [RtlFact]
    public void Fills_LeaveTheCountOneByOne_CountedFromItsFirst()
    {
        // Executions a little less and a little more than the time apart, in every phase of the card's clock.
        const uint Ns = 4_000;
        using TradingBench bench = DeskRig.Ready();
        CardClock clock = CardClock.Set(bench, 1ul << 34);
        bench.Trip(new TripLimits(byte.MaxValue, 1, Ns));
        uint urn = bench.Enter(DeskRig.Buy(1_000, GuardsRig.Far));
        int tripped = 0, passed = 0;
        for (ulong wait = 0; wait < 40; wait++)
        {
            bench.Card.Run(CardClock.Cycles(2 * Ns));
            bench.Feed.Discard();
            bench.Fill(urn);
            bench.Card.Run(CardClock.Cycles(Ns) - 420 + (wait * 21));
            bench.Fill(urn);
            uint[] cycles = [.. bench.Records(EventType.Venue).Select(r => new VenueEvent(r).Cycle)];
            long apart = (long)(clock.Ns(cycles[1]) - clock.Ns(cycles[0]));
            bool trips = bench.Trips == TripCauses.Fills;
            // The card's time goes in steps that are no cycle's: the step at the limit itself is either.
            Assert.True(Math.Abs(apart - Ns) < 4 || trips == (apart < Ns), $"executions {apart} ns apart, limit {Ns}: {(trips ? "tripped" : "not tripped")}");
            (tripped, passed) = (tripped + (trips ? 1 : 0), passed + (trips ? 0 : 1));
            if (trips)
            {
                bench.ClearSlot(TripCauses.Fills);
                Assert.Equal(TripCauses.None, bench.Trips);
                urn = bench.Live(urn);
            }
        }

        Assert.True(tripped > 3 && passed > 3, $"tripped {tripped}, passed {passed}");
    }

    [RtlFact]
    public void SlotKill_CancelsQuotesAndTheDesksOrders_AcknowledgedOrNot()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        bench.Enter(DeskRig.Buy(5, GuardsRig.Far));
        uint unanswered = bench.Unanswered(DeskRig.Buy(6, GuardsRig.Far));
        Assert.Equal(4u, bench.Orders);
        bench.Feed.Discard();
        bench.KillSlot();
        List<byte[]> records = bench.Feed.Records();
        var trip = new TripEvent(Assert.Single(records, r => r[4] == (byte)EventType.Trip));
        Assert.Equal((0u, (uint)TripCauses.Manual, 0, 0), (trip.Slot, trip.Trips, (int)trip.Rejects, (int)trip.Fills));
        bench.HasCancelledQuotesAndDesk(records, unanswered);
        Assert.Equal((false, TripCauses.Manual), (bench.Killed, bench.Trips));
        // A second write changes nothing, and is not told.
        bench.Feed.Discard();
        bench.KillSlot();
        Assert.Empty(bench.Tripped());
        // Nothing is quoted until it is cleared.
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid + 2, 10));
        Assert.Equal([(0, Verdict.Mode), (1, Verdict.Mode)], bench.Tried());
        bench.ClearSlot(TripCauses.Manual);
        bench.Settle();
        Assert.Equal((TripCauses.None, 2), (bench.Trips, bench.Venue.Live.Count));
    }

    [RtlTheory]
    [InlineData(0u)]
    [InlineData(2u)]
    [InlineData(3u)]
    [InlineData(7u)]
    [InlineData(9u)]
    [InlineData(uint.MaxValue)]
    public void ClearingWithAnotherValue_DoesNothing(uint value)
    {
        using TradingBench bench = DeskRig.Ready();
        bench.KillSlot();
        bench.Feed.Discard();
        bench.ClearSlot((TripCauses)value);
        Assert.Equal(TripCauses.Manual, bench.Trips);
        Assert.Empty(bench.Tripped());
        bench.ClearSlot(TripCauses.Manual);
        Assert.Equal([new TripRow(TripCauses.None, 0, 0)], bench.Tripped());
        Assert.Equal(Verdict.Pass, bench.Judge(DeskRig.Buy()));
    }

    [RtlFact]
    public void Clearing_NamesEveryTrip_AndStartsTheCountsAgain()
    {
        using TradingBench bench = DeskRig.Ready();
        bench.Trip(new TripLimits(3, 2, 0));
        uint urn = bench.Enter(DeskRig.Buy(50, GuardsRig.Far));
        bench.Fill(urn);
        bench.Reject(2);
        bench.KillSlot();
        Assert.Equal([new TripRow(TripCauses.Manual, 2, 1)], bench.Tripped());
        bench.Fill(urn);
        bench.Fill(urn);
        Assert.Equal([new TripRow(TripCauses.Manual | TripCauses.Fills, 0, 2)], bench.Tripped());
        bench.ClearSlot(TripCauses.Manual);
        bench.ClearSlot(TripCauses.Fills);
        Assert.Equal(TripCauses.Manual | TripCauses.Fills, bench.Trips);
        bench.ClearSlot(TripCauses.Manual | TripCauses.Fills);
        Assert.Equal([new TripRow(TripCauses.None, 0, 0)], bench.Tripped());
        bench.AnswerAll();
        // Both counts are at 0.
        urn = bench.Enter(DeskRig.Buy(50, GuardsRig.Far));
        bench.Fill(urn);
        bench.Fill(urn);
        bench.Reject(2);
        Assert.Equal(TripCauses.None, bench.Trips);
        bench.Reject(1);
        Assert.Equal([new TripRow(TripCauses.Rejects, 3, 2)], bench.Tripped());
    }

    [RtlFact]
    public void Clearing_WhileAnotherTripFalls_NeverTakesTheOtherAway()
    {
        // The clear is written in every cycle around that in which a reject trips. Whichever is first: afterwards the reject stands.
        for (int wait = 0; wait < 60; wait++)
        {
            using TradingBench bench = DeskRig.Ready();
            bench.Trip(OpenGuards.Trips with { MaxRejects = 1 });
            uint urn = bench.Unanswered(DeskRig.Buy(1, GuardsRig.Far));
            bench.Requests();
            bench.KillSlot();
            bench.Rest();
            bench.Peer.Send(VenueMessages.Rejected(urn, bench.Venue.Now()));
            bench.Card.Run((ulong)(20 + wait));
            bench.ClearSlot(TripCauses.Manual);
            bench.Rest();
            List<TripRow> rows = bench.Tripped();
            TripCauses[] told = [.. rows.Select(r => r.Trips)];
            bool cleared = told.Contains(TripCauses.None);
            Assert.Equal(cleared ? TripCauses.Rejects : TripCauses.Manual | TripCauses.Rejects, bench.Trips);
            Assert.Equal(bench.Trips, told[^1]);
            Assert.Equal(cleared ? [TripCauses.Manual, TripCauses.None, TripCauses.Rejects] : [TripCauses.Manual, TripCauses.Manual | TripCauses.Rejects], told);
        }
    }

    [RtlFact]
    public void AClearedSlot_GoesOnWithItsModes()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        bench.KillSlot();
        bench.Settle();
        bench.Mode(SlotMode.Reducing);
        bench.ClearSlot(TripCauses.Manual);
        bench.Settle();
        Assert.Empty(bench.Venue.Live);
        bench.Mode(SlotMode.Active);
        bench.Settle();
        Assert.Equal(2, bench.Venue.Live.Count);
    }

    [RtlFact]
    public void KillAndArm_LeaveTripsStanding()
    {
        using TradingBench bench = DeskRig.Ready();
        bench.KillSlot();
        bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
        bench.Arm();
        Assert.Equal((false, TripCauses.Manual), (bench.Killed, bench.Trips));
        Assert.Equal(Verdict.Mode, bench.Judge(DeskRig.Buy()));
    }
}
