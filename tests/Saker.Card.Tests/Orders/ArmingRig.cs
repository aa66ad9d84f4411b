using Saker.Card.Bench;
using Saker.Model;

namespace Saker.Card.Tests.Orders;

/// <summary>A KILL record.</summary>
/// <param name="Killed">The latch is closed.</param>
/// <param name="Causes">KILL_CAUSES.</param>
/// <param name="Asserted">KILL_ASSERTED.</param>
/// <param name="Mode">Mode of the appliance.</param>
/// <param name="Cycle">The first one in which the new state stands.</param>
internal readonly record struct KillRow(bool Killed, KillCauses Causes, KillCauses Asserted, SlotMode Mode, uint Cycle)
{
    /// <summary>All but the cycle.</summary>
    public (bool Killed, KillCauses Causes, KillCauses Asserted, SlotMode Mode) State => (Killed, Causes, Asserted, Mode);
}

/// <summary>What the tests of arming, clock and panel share: docs/card.md section 8.6.</summary>
internal static class ArmingRig
{
    /// <summary>Cycles in which a pin, or a level that fell, has surely come to the latch.</summary>
    public const ulong PinCycles = 8;

    /// <summary>A cause set by the host.</summary>
    public static void Kill(this TradingBench bench, KillCauses causes = KillCauses.ManualCli) => bench.Card.Write(CardRegisters.Kill, (uint)causes);

    /// <summary>KILL_ASSERTED.</summary>
    public static KillCauses Asserted(this TradingBench bench) => (KillCauses)bench.Card.Read(CardRegisters.KillAsserted);

    /// <summary>The switch at the front panel; the card has taken it.</summary>
    public static void Press(this TradingBench bench, bool pressed = true)
    {
        bench.Card.SetPanel(pressed);
        bench.Card.Run(PinCycles);
    }

    /// <summary>The clock's pins; the card has taken them.</summary>
    public static void Clock(this TradingBench bench, bool valid, int offsetNs = 0)
    {
        bench.Card.SetClock(valid, offsetNs);
        bench.Card.Run(PinCycles);
    }

    /// <summary>The KILL records among those.</summary>
    public static List<KillRow> KillRows(this IEnumerable<byte[]> records) => [.. records.Where(r => r[4] == (byte)EventType.Kill).Select(Row)];

    /// <summary>The KILL records since the last call; other records are forgotten.</summary>
    public static List<KillRow> KillRows(this TradingBench bench)
    {
        bench.Rest();
        return bench.Records(EventType.Kill).KillRows();
    }

    private static KillRow Row(byte[] record)
    {
        var k = new KillEvent(record);
        return new KillRow(k.Killed != 0, (KillCauses)k.Causes, (KillCauses)k.Asserted, (SlotMode)k.Mode, k.Cycle);
    }
}
