using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>An execution that trips the slot, against a tick that moves its quotes and an order of the desk, in every phase: nothing but cancels leaves once the trip
/// stands.</summary>
public sealed class LossRaceTests(ITestOutputHelper output)
{
    private const int Phases = 260;
    private const ulong CyclesOfAPhase = 600;
    private const long Loss = 10_000;

    // What is judged in the cycle of the TRIP record is refused; what was judged in the one before starts two cycles later.
    private const int LastStart = 1;

    // The nearest starts must be so near that a trip one round late would be seen.
    private const int Near = 32;

    [RtlFact]
    public void AfterATrip_NoFurtherOrderLeaves()
    {
        using TradingBench bench = LossRig.Ready(LossRig.Only(LossRig.SinceStart, Loss / 2), TradingBench.Plain);
        int left = 0, refused = 0, last = int.MinValue;
        for (int phase = 0; phase < Phases; phase++)
        {
            List<byte[]> records = Trip(bench, phase);
            uint trip = records.Where(r => r[4] == (byte)EventType.Trip).Select(LossRig.Row).First(r => r.Trips == TripCauses.Loss).Cycle;
            byte[][] orders = [.. records.Where(r => r[4] == (byte)EventType.Order && new OrderEvent(r).Action != (uint)OrderAction.Cancel)];
            int[] starts = [.. orders.Where(r => new OrderEvent(r).Sent != 0).Select(r => (int)(new OrderEvent(r).Cycle - trip))];
            Assert.True(starts.All(s => s <= LastStart), $"phase {phase}: an order left {starts.DefaultIfEmpty().Max()} cycles after the trip");
            left += starts.Length;
            refused += orders.Count(r => new OrderEvent(r).Verdict == (ushort)Verdict.Mode);
            last = starts.Append(last).Max();
            GoOn(bench);
        }

        output.WriteLine($"{Phases} phases, {left} orders left, {refused} were refused for the mode; the last one left {last} cycles after its trip");
        Assert.True(left > Phases / 10 && refused > Phases / 10 && last > -Near, "the trips were not among the orders");
    }

    /// <summary>A lot of a quote is executed with a loss, there and back by turns, so that no position grows; the tick goes up and down in the same way.</summary>
    private static List<byte[]> Trip(TradingBench bench, int phase)
    {
        bool buy = phase % 2 == 0;
        bench.Feed.Discard();
        VenueOrder quote = bench.Venue.Live.Values.Single(o => o.Buy == buy);
        bench.Peer.Send(bench.Venue.Fill(quote, 1, LossRig.Mid + (buy ? Loss : -Loss)));
        bench.Card.Run((ulong)phase);
        bench.Feed.SendMessage(buy ? bench.Book.Add(Side.Buy, DeskRig.Bid + 2, 100) : bench.Book.Delete(bench.Book.Last));
        bench.Desk.New(DeskRig.Buy(1, GuardsRig.Far));
        bench.Card.Run(CyclesOfAPhase);
        return bench.Feed.Records();
    }

    /// <summary>The venue cancels everything; the slot starts anew and quotes again.</summary>
    private static void GoOn(TradingBench bench)
    {
        bench.Settle();
        Assert.Empty(bench.Venue.Live);
        bench.AgreesWithVenue();
        Assert.Equal((TripCauses.Loss, false), (bench.Trips, bench.Killed));
        bench.StartPnl();
        bench.Found();
        bench.ClearSlot(TripCauses.Loss);
        bench.Settle();
        Assert.Equal((TripCauses.None, 2u), (bench.Trips, bench.Orders));
    }
}
