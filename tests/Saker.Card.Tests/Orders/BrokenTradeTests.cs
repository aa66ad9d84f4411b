using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>A broken trade kills, and the host moves the position back: docs/card.md section 7.</summary>
public sealed class BrokenTradeTests
{
    [RtlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void ABrokenTrade_Kills_AndMovesNothingByItself(bool desk)
    {
        using TradingBench bench = desk ? DeskRig.Ready() : OrderStore.Resting();
        VenueOrder buy = desk ? bench.Order(bench.Rest(1, DeskRig.Buy(100))[0]) : bench.Venue.Live.Values.Single(o => o.Buy);
        bench.Say(bench.Venue.Fill(buy, 30));
        bench.Records(EventType.Venue);
        bench.Say(VenueMessages.Broken(buy.Urn, 7, match: 1));
        Assert.Equal((30, 70u, KillCauses.Reconciliation), (bench.Position, bench.OpenBuy, bench.Causes));
        var told = new VenueEvent(Assert.Single(bench.Records(EventType.Venue)));
        Assert.Equal(((uint)'B', 1u, buy.Urn, 1ul, 30), (told.Mtype, told.Known, told.Urn, told.ExtRef, told.Position));
    }

    [RtlFact]
    public void OfADeadOrder_ItKillsForTheSameReasonAlone()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Buy(30))[0];
        bench.Say(bench.Venue.Fill(bench.Order(urn), 30), VenueMessages.Broken(urn, 7, match: 1));
        Assert.Equal((30, KillCauses.Reconciliation), (bench.Position, bench.Causes));
    }

    [RtlFact]
    public void TheHostMovesItBack_WhileTheLatchIsClosed_AndTradingGoesOn()
    {
        using TradingBench bench = DeskRig.Ready();
        uint urn = bench.Rest(1, DeskRig.Buy(100))[0];
        byte[] fill = bench.Venue.Fill(bench.Order(urn), 30);
        bench.Say(fill, VenueMessages.Broken(urn, 7, match: 1));
        bench.Records(EventType.Venue);
        Adjust(bench, -30);
        Assert.Equal((0, 1u, 0u), (bench.Position, Status(bench).Taken, Status(bench).Refused));
        var told = new VenueEvent(Assert.Single(bench.Records(EventType.Venue)));
        Assert.Equal((0u, 0u, 0u, 1u, 30u, 0, 0u, 0ul), (told.Mtype, told.Slot, told.Known, told.Side, told.Qty, told.Position, told.Urn, told.ExtRef));
        bench.Arm();
        // The broken execution is still one that was told.
        bench.Say(fill);
        Assert.Equal((0, KillCauses.RepeatedExecution), (bench.Position, bench.Causes));
    }

    [RtlFact]
    public void AnOpenLatch_RefusesIt_AndCounts()
    {
        using TradingBench bench = DeskRig.Ready();
        for (uint n = 1; n < 4; n++)
        {
            Adjust(bench, 5);
            Assert.Equal((0, 0u, n), (bench.Position, Status(bench).Taken, Status(bench).Refused));
        }

        Assert.Empty(bench.Records(EventType.Venue));
        Assert.False(bench.Killed);
    }

    [RtlTheory]
    [InlineData(new[] { 5, -5 }, 0)]
    [InlineData(new[] { -5, -6, 0 }, -11)]
    [InlineData(new[] { int.MaxValue, 0 }, int.MaxValue)]
    [InlineData(new[] { int.MinValue, 0 }, int.MinValue)]
    [InlineData(new[] { int.MaxValue, int.MinValue }, -1)]
    public void SignedLots_AddUp(int[] lots, int position)
    {
        using TradingBench bench = Closed();
        foreach (int move in lots)
        {
            Adjust(bench, move);
        }

        Assert.Equal((position, KillCauses.ManualCli), (bench.Position, bench.Causes));
        Assert.Equal(lots.Select(l => (l < 0 ? 1u : 0, (uint)Math.Abs((long)l))), bench.Records(EventType.Venue).Select(r => (new VenueEvent(r).Side, new VenueEvent(r).Qty)));
    }

    [RtlTheory]
    [InlineData(int.MaxValue, 1)]
    [InlineData(int.MinValue, -1)]
    public void BeyondItsRange_ItStaysAtTheEnd_AndKills(int first, int then)
    {
        using TradingBench bench = Closed();
        Adjust(bench, first);
        Adjust(bench, then);
        Assert.Equal((first, KillCauses.ManualCli | KillCauses.UnknownOrder), (bench.Position, bench.Causes));
    }

    [RtlFact]
    public void TheQuotesFollowThePosition()
    {
        // The inventory term is rebuilt from the position that the host made.
        SlotParameters skewed = TradingBench.Plain with { Skew = 2 * 256 * 256 };
        using TradingBench moved = OrderStore.Ready(parameters: skewed), plain = OrderStore.Ready(parameters: skewed);
        moved.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
        Adjust(moved, 2);
        moved.Arm();
        moved.Quote();
        plain.Quote();
        QuoteEvent Last(TradingBench bench)
        {
            bench.Rest();
            return new QuoteEvent(bench.Records(EventType.Quote)[^1]);
        }

        QuoteEvent a = Last(moved), b = Last(plain);
        Assert.Equal((2, 0), (a.Position, b.Position));
        // Two lots of two ticks each.
        Assert.Equal((b.BidIdx - 4, b.AskIdx - 4), (a.BidIdx, a.AskIdx));
    }

    [RtlFact]
    public void InTheCycleOfAVenueMessage_ItIsRefused_NeverLostAndNeverTwice()
    {
        using TradingBench bench = Closed();
        uint taken = 0, refused = 0;
        int position = 0;
        for (ulong offset = 0; offset < 90; offset++)
        {
            bench.Peer.Send(VenueMessages.SystemEvent(offset, 'S'));
            bench.Card.Run(offset);
            bench.Card.Write(CardRegisters.SlotPositionAdjustAt(0), 3);
            bench.Rest();
            SlotAdjustStatusValue status = Status(bench);
            Assert.Equal(1u, status.Taken - taken + (status.Refused - refused));
            position += 3 * (int)(status.Taken - taken);
            (taken, refused) = (status.Taken, status.Refused);
            Assert.Equal(position, bench.Position);
        }

        Assert.Equal(1u, refused);
        Assert.Equal((int)taken, bench.Records(EventType.Venue).Count(r => new VenueEvent(r).Mtype == 0));
    }

    /// <summary>Logged in, nothing open, the latch closed by a person.</summary>
    private static TradingBench Closed()
    {
        TradingBench bench = DeskRig.Ready();
        bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
        return bench;
    }

    private static void Adjust(TradingBench bench, int lots)
    {
        bench.Card.Write(CardRegisters.SlotPositionAdjustAt(0), unchecked((uint)lots));
        bench.Rest();
    }

    private static SlotAdjustStatusValue Status(TradingBench bench) => new(bench.Card.Read(CardRegisters.SlotAdjustStatusAt(0)));
}
