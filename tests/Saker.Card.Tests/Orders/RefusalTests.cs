using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>What the card counts of refusals, by slot and control: docs/card.md section 8.7.</summary>
public sealed class RefusalTests
{
    private const int Controls = 14, Beyond = 31;
    private const ulong FewNs = 7;

    [RtlFact]
    public void AfterReset_NothingWasRefused_AndWhatIsNotThereIsZero()
    {
        using var bench = new TradingBench(DeskRig.Silent, DeskRig.Wide);
        for (int control = 0; control <= Beyond; control++)
        {
            Assert.Equal((0u, 0ul), Refusals(bench, 0, control));
        }

        Assert.Equal((0u, 0ul), Refusals(bench, 1, Bit(Verdict.Mode)));
    }

    /// <summary>Offers of the desk that are refused for one, two or three reasons, and some that leave: each bit of each record counts once.</summary>
    [RtlFact]
    public void EachBitOfEachRefusalIsCounted_AndTheFirstKeepsItsTime()
    {
        using TradingBench bench = DeskRig.Ready(DeskRig.Wide with { MaxQty = 50, Collar = 30 });
        CardClock clock = CardClock.Set(bench, CardBringUp.Now(bench.Card) + 1_000_000);
        bench.Records(EventType.Order);
        var random = new Random(11);
        var counts = new uint[Controls];
        var first = new ulong[Controls];
        var seen = new HashSet<Verdict>();
        for (int n = 0; n < 200; n++)
        {
            bench.Mode(random.Next(3) == 0 ? SlotMode.Halted : SlotMode.Active);
            DeskOffer offer = DeskRig.Buy((uint)random.Next(48, 53), (ushort)(DeskRig.Bid - random.Next(0, 60)));
            Verdict verdict = bench.Judge(offer);
            seen.Add(verdict);
            byte[] record = Assert.Single(bench.Records(EventType.Order));
            for (int control = 0; control < Controls; control++)
            {
                if (((uint)verdict >> control & 1) != 0)
                {
                    first[control] = counts[control]++ == 0 ? clock.Ns(new EventHeader(record).Cycle) : first[control];
                }
            }

            bench.AnswerAll(VenueAnswer.Reject);
        }

        Assert.Superset(new HashSet<Verdict> { Verdict.Pass, Verdict.Qty, Verdict.Collar, Verdict.Mode, Verdict.Qty | Verdict.Collar, Verdict.Qty | Verdict.Collar | Verdict.Mode }, seen);
        for (int control = 0; control < Controls; control++)
        {
            (uint count, ulong ns) = Refusals(bench, 0, control);
            Assert.Equal((control, counts[control]), (control, count));
            Assert.InRange(ns, first[control] - Math.Min(first[control], FewNs), first[control] + (first[control] == 0 ? 0 : FewNs));
        }
    }

    private static (uint Count, ulong FirstNs) Refusals(TradingBench bench, int slot, int control)
    {
        bench.Card.Write(CardRegisters.RefusedSelect, new RefusedSelectValue(0).WithSlot((uint)slot).WithControl((uint)control).Raw);
        bench.Card.Run(3);
        return (bench.Card.Read(CardRegisters.RefusedCount), bench.Card.Read(CardRegisters.RefusedFirstLo) | ((ulong)bench.Card.Read(CardRegisters.RefusedFirstHi) << 32));
    }

    private static int Bit(Verdict verdict) => System.Numerics.BitOperations.TrailingZeroCount((uint)verdict);
}
