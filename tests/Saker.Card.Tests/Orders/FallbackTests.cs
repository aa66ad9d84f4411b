using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The bank that takes over by itself: docs/card.md section 6.1.</summary>
public sealed class FallbackTests
{
    private const ulong Limit = 100_000;
    private const int Safe = 1, Level = 3, Rejects = 3;

    // From the message that makes it stand: SLOT_BANK_STATUS.FALLBACK, the swap, its quote.
    private const uint QuoteAfterReject = 4;

    private static readonly SlotParameters Bold = TradingBench.Plain;
    private static readonly SlotParameters Shy = TradingBench.Plain with { HalfBid = 2_048, HalfAsk = 2_048 };

    [RtlFact]
    public void AfterReset_AndSwitchedOff_NothingFallsBack()
    {
        using TradingBench bench = Ready(new SlotFallbackValue(0).WithBank(true).WithLossLevel(1).WithRejects(1));
        Assert.Equal(0u, new SlotFallbackValue(Fresh()).Raw);
        bench.Reject(5);
        bench.Lose(10_000);
        Assert.Equal((0, false, 0u), (bench.Banks.Running, bench.Banks.Status.Fallback != 0, bench.Banks.Status.Swaps));
    }

    [RtlFact]
    public void SoManyRejectsInARow_LetTheOtherBankRun()
    {
        using TradingBench bench = Ready(new SlotFallbackValue(0).WithEnable(true).WithBank(true).WithRejects(Rejects), quantity: 0);
        bench.Reject(Rejects - 1);
        Assert.Equal((0, false), (bench.Banks.Running, bench.Banks.Status.Fallback != 0));
        bench.Feed.Discard();
        bench.Reject(1);
        List<byte[]> records = bench.Feed.Records();
        Decision first = Decision.Of(records).First(q => q.Bank == Safe);
        uint reject = records.Where(r => r[4] == (byte)EventType.Venue && new VenueEvent(r).Mtype == 'J').Select(r => new EventHeader(r).Cycle).Last(cycle => cycle < first.Cycle);
        Assert.Equal((true, QuoteAfterReject), (first.Again, first.Cycle - reject));
        // One that is taken ends the row: then a person may go back.
        bench.Enter(DeskRig.Buy(1, GuardsRig.Far));
        Assert.Equal((Safe, false, 1u, 0u), (bench.Banks.Running, bench.Banks.Status.Fallback != 0, bench.Banks.Status.Swaps, bench.Banks.Status.SwapsRefused));
        bench.Banks.Swap(0);
        Assert.Equal((0, 2u), (bench.Banks.Running, bench.Banks.Status.Swaps));
    }

    [RtlTheory]
    [InlineData(LossRig.SinceStart)]
    [InlineData(LossRig.Drawdown)]
    [InlineData(LossRig.Rolling)]
    public void ALossAtItsLevel_LetsTheOtherBankRun(int breaker)
    {
        using TradingBench bench = Ready(new SlotFallbackValue(0).WithEnable(true).WithBank(true).WithLossLevel(Level));
        bench.Loss(LossRig.Only(breaker, Limit, period: breaker == LossRig.Rolling ? 1u << 20 : 0));
        bench.Lose((long)(Limit * 85 / 100) - 1);
        Assert.Equal((0, false), (bench.Banks.Running, bench.Banks.Status.Fallback != 0));
        bench.Lose(1);
        Assert.Equal((Safe, true, TripCauses.None), (bench.Banks.Running, bench.Banks.Status.Fallback != 0, bench.Trips));
        bench.Banks.Swap(0);
        Assert.Equal((Safe, 1u), (bench.Banks.Running, bench.Banks.Status.SwapsRefused));
    }

    [RtlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhereTheBankCannotRun_TheSlotIsHalted_UntilItCan(bool otherSymbol)
    {
        using TradingBench bench = Ready(new SlotFallbackValue(0).WithEnable(true).WithBank(true).WithRejects(Rejects));
        Assert.Equal(2u, bench.Orders);
        bench.Banks.Write(CardParameters.Symbol, Safe, otherSymbol ? 1 : 0);
        if (otherSymbol)
        {
            bench.Banks.Seal(Safe);
        }

        bench.Reject(Rejects);
        bench.Settle();
        Assert.Equal((0, true, 0u, 0u), (bench.Banks.Running, bench.Banks.Status.Fallback != 0, bench.Banks.Status.Swaps, bench.Orders));
        Assert.Equal(Verdict.Mode, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
        bench.Card.Run(1_000);
        Assert.Equal((0, 0u), (bench.Banks.Running, bench.Banks.Status.SwapsRefused));
        bench.Banks.Write(CardParameters.Symbol, Safe, 0);
        bench.Banks.Seal(Safe);
        bench.Settle();
        Assert.Equal((Safe, 2u), (bench.Banks.Running, bench.Orders));
        bench.AgreesWithVenue();
    }

    /// <summary>Quoting by bank 0, with the other one whole.</summary>
    /// <param name="fallback">SLOT_FALLBACK.</param>
    /// <param name="quantity">Of quotes; 0: none is entered, so that none is rejected.</param>
    private static TradingBench Ready(SlotFallbackValue fallback, uint quantity = 50)
    {
        TradingBench bench = DeskRig.Ready(parameters: Bold with { Qty = quantity });
        bench.Banks.Write(Safe, Shy with { Qty = quantity });
        bench.Banks.Seal(Safe);
        bench.Card.Write(CardRegisters.SlotFallbackAt(0), fallback.Raw);
        bench.Settle();
        bench.Feed.Discard();
        return bench;
    }

    private static uint Fresh()
    {
        using var card = new Verilated.VerilatedCard();
        return card.Read(CardRegisters.SlotFallbackAt(0));
    }
}
