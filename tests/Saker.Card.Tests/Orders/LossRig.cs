using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>A TRIP record as it tells of losses.</summary>
/// <param name="Trips">SLOT_TRIPS.</param>
/// <param name="Loss">SLOT_LOSS.</param>
/// <param name="Pnl">SLOT_PNL.</param>
/// <param name="Cycle">The first one in which the new state stands.</param>
internal readonly record struct LossRow(TripCauses Trips, SlotLossValue Loss, long Pnl, uint Cycle);

/// <summary>What the tests of the loss breakers share: docs/card.md section 8.5. An order of the desk rests far from the market, and the venue executes it, one lot at a
/// time, at any price.</summary>
internal static class LossRig
{
    /// <summary>Numbers of the three breakers.</summary>
    public const int SinceStart = 0, Drawdown = 1, Rolling = 2;

    /// <summary>The middle of the book of <see cref="DeskRig"/>, price units.</summary>
    public const long Mid = 1_200_500;

    /// <summary>Lots of an order that the venue executes bit by bit.</summary>
    public const uint Lots = 1_000;

    private const ulong Around = 8;

    /// <summary>As <see cref="DeskRig.Ready"/>, with these limits.</summary>
    public static TradingBench Ready(in LossLimits limits, SlotParameters? parameters = null)
    {
        TradingBench bench = DeskRig.Ready(parameters: parameters);
        bench.Loss(limits);
        bench.Found();
        bench.Feed.Discard();
        return bench;
    }

    /// <summary>One breaker has a limit, the others are open.</summary>
    public static LossLimits Only(int breaker, ulong limit, uint period = 0)
    {
        ulong Of(int n) => n == breaker ? limit : ulong.MaxValue;
        return new LossLimits(Of(SinceStart), Of(Drawdown), Of(Rolling), period);
    }

    /// <summary>SLOT_LOSS of these levels.</summary>
    public static SlotLossValue Loss(int sinceStart, int drawdown, int rolling) => new SlotLossValue(0)
        .WithLoss((uint)sinceStart).WithDrawdown((uint)drawdown).WithRolling((uint)rolling)
        .WithReduce(Math.Max(sinceStart, Math.Max(drawdown, rolling)) >= LossBreakers.ReduceLevel);

    /// <summary>SLOT_LOSS of one breaker's level, the others at 0.</summary>
    public static SlotLossValue Loss(int breaker, int level) => Loss(breaker == SinceStart ? level : 0, breaker == Drawdown ? level : 0, breaker == Rolling ? level : 0);

    /// <summary>What was done until now is in what the card shows.</summary>
    public static void Found(this TradingBench bench)
    {
        bench.Rest();
        bench.Card.Run(TradingBench.LossCycles + Around);
        bench.Rest();
    }

    /// <summary>Executes lots of an order at a price; of one that is dead the venue does what it should not.</summary>
    public static void Execute(this TradingBench bench, uint urn, uint quantity, long price)
    {
        bench.Say(bench.Venue.Live.TryGetValue(urn, out VenueOrder? live)
            ? bench.Venue.Fill(live, quantity, price)
            : bench.Venue.FillLate(bench.Venue.Dead.Last(o => o.Urn == urn), quantity, price));
        bench.Found();
    }

    /// <summary>A lot is bought so much above the middle, or below it when negative: equity falls by that.</summary>
    public static void Lose(this TradingBench bench, long by) => bench.Execute(bench.Resting(), 1, Mid + by);

    /// <summary>A buy of the desk that lives; another one is entered when there is none.</summary>
    public static uint Resting(this TradingBench bench)
    {
        uint[] urns = [.. bench.Venue.Live.Values.Where(o => o.Buy && o.Price == TradingBench.Window.Price(GuardsRig.Far)).Select(o => o.Urn)];
        return urns.Length != 0 ? urns[0] : bench.Enter(DeskRig.Buy(Lots, GuardsRig.Far));
    }

    /// <summary>The card's time moves on at once, in units of 1,024 ns, and a round finds it.</summary>
    public static void Pass(this TradingBench bench, ulong units)
    {
        bench.Card.SetTime(bench.Now() + (units * LossWindow.UnitNs));
        bench.Found();
    }

    /// <summary>The TRIP records since the last call; other records are forgotten.</summary>
    public static List<LossRow> LossRows(this TradingBench bench)
    {
        bench.Rest();
        return [.. bench.Records(EventType.Trip).Select(Row)];
    }

    public static LossRow Row(byte[] record)
    {
        var t = new TripEvent(record);
        Assert.Equal(0u, t.Slot);
        return new LossRow((TripCauses)t.Trips, new SlotLossValue(t.Loss), (long)t.Pnl, t.Cycle);
    }

    /// <summary>SLOT_POSITION_ADJUST.</summary>
    public static void Adjust(this TradingBench bench, int lots, uint price)
    {
        bench.Card.Write(CardRegisters.SlotAdjustPriceAt(0), price);
        bench.Card.Write(CardRegisters.SlotPositionAdjustAt(0), unchecked((uint)lots));
        bench.Found();
    }

    /// <summary>A message that changes a quantity of the book, no price.</summary>
    public static void Nudge(this TradingBench bench)
    {
        bench.Tell(bench.Book.Cancel(bench.Book.Last, 1));
        bench.Found();
    }

    /// <summary>A person closes the latch; the venue cancels what it is asked to.</summary>
    public static void Close(this TradingBench bench)
    {
        bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
        bench.AnswerAll();
        bench.Found();
    }

    /// <summary>The best bid moves to a level; a bid that stood there goes on standing.</summary>
    public static void Bid(this TradingBench bench, int level)
    {
        bench.Tell(bench.Book.Add(Side.Buy, level, 100));
        bench.Found();
    }
}
