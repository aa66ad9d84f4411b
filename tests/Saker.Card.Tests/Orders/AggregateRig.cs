using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>What the tests of the slots together share: docs/card.md section 8.8. Two slots that quote nothing by themselves, each on a symbol of its own or both on
/// the first; the books stand at <see cref="DeskRig.Bid"/> and <see cref="DeskRig.Ask"/>, the second one's ask a tick higher.</summary>
internal static class AggregateRig
{
    /// <summary>The second symbol.</summary>
    public static readonly SymbolWindow Other = new("BBBB", 2_000_001, 201);

    /// <summary>The middle of the books, price units: the second one's is no whole number.</summary>
    public const ulong Mid = 1_200_500, TwiceOtherMid = (2 * 2_000_001) + (4_011 * 201);

    /// <summary>Cycles after which what left or changed is in the exposure, and was tried again (section 8.8).</summary>
    public const ulong Cycles = 120;

    /// <summary>Armed, ACTIVE, both books ok.</summary>
    /// <param name="symbol">Of the second slot.</param>
    /// <param name="first">Of the first slot, of the second one; null: it quotes nothing.</param>
    public static TradingBench Ready(byte symbol = 0, SlotControls? controls = null, SlotParameters? first = null, SlotParameters? second = null, Action<TradingBench>? before = null)
    {
        SlotControls wide = controls ?? DeskRig.Wide;
        var bench = new TradingBench(first ?? DeskRig.Silent, wide, symbols: [TradingBench.Window, Other]);
        bench.Configure((second ?? DeskRig.Silent) with { Symbol = symbol }, wide, 1);
        before?.Invoke(bench);
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Mode(SlotMode.Active, 1);
        var other = new BookMessages(Other, 2, 1_000_000);
        bench.Feed.SendMessages(other.Opening());
        bench.Feed.SendMessages([
            other.Add(Side.Buy, DeskRig.Bid, 500), other.Add(Side.Sell, DeskRig.Ask + 1, 500),
            bench.Book.Add(Side.Buy, DeskRig.Bid, 500), bench.Book.Add(Side.Sell, DeskRig.Ask, 500)]);
        bench.Rest();
        bench.Found();
        return bench;
    }

    /// <summary>SYM_MAX_POSITION.</summary>
    public static void SymbolMost(this TradingBench bench, uint lots, int symbol = 0) => bench.Card.Write(CardRegisters.SymMaxPositionAt(symbol), lots);

    /// <summary>AGG_EXPOSURE once all that happened is in it.</summary>
    public static ulong Exposure(this TradingBench bench)
    {
        bench.Found();
        return bench.Card.ReadSteady(CardRegisters.AggExposureLo, CardRegisters.AggExposureHi);
    }

    /// <summary>A buy of a slot where it meets nothing.</summary>
    public static DeskOffer Buy(int slot, uint quantity) => new(0, quantity, GuardsRig.Far, Slot: (byte)slot);

    /// <summary>A sell of a slot where it meets nothing.</summary>
    public static DeskOffer Sell(int slot, uint quantity) => new(1, quantity, DeskRig.Ask + 50, Slot: (byte)slot);

    /// <summary>Buys lots of a slot and has them executed.</summary>
    public static void Hold(this TradingBench bench, int slot, uint lots)
    {
        bench.Fill(bench.Enter(Buy(slot, lots)), lots);
        Assert.Equal(lots, bench.Card.Read(CardRegisters.SlotPositionAt(slot)));
    }

    /// <summary>Orders of the slots' quotes since the last call, refused or not, in their order.</summary>
    public static List<(int Slot, int Side, Verdict Verdict)> Quotes(this TradingBench bench) =>
        [.. bench.Recorded().Where(o => o.Desk == 0 && o.Action != (byte)OrderAction.Cancel).Select(o => ((int)o.Slot, (int)o.Side, (Verdict)o.Verdict))];
}
