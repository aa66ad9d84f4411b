using Saker.Model;

namespace Saker.Card.Bench;

/// <summary>Guards of symbols and slots that stop nothing that a bench does on purpose (docs/card.md sections 5, 8.1 to 8.6 and 8.8). Without them an unwritten card refuses everything.</summary>
public static class OpenGuards
{
    /// <summary>Rejects in a row and executions that no bench reaches by chance: as many as fit, and one execution forgotten each 16 ns.</summary>
    public static TripLimits Trips { get; } = new(byte.MaxValue, ushort.MaxValue, 16);

    /// <summary>Losses that no bench makes by chance, of a period that never ends.</summary>
    public static LossLimits Losses { get; } = new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0);

    /// <summary>CLOCK_LIMIT_NS, ns: a second.</summary>
    public const uint ClockLimitNs = 1_000_000_000;

    /// <summary>A clock that is valid and less than <see cref="ClockLimitNs"/> off is no fault.</summary>
    public static void Clock(ICard card) => card.Write(CardRegisters.ClockLimitNs, ClockLimitNs);

    /// <summary>Every symbol of the card is ACTIVE, and silent only after the longest time that the card can count, 17 s; the slots together are bounded by nothing.</summary>
    public static void Symbols(ICard card)
    {
        uint symbols = new CapsValue(card.Read(CardRegisters.Caps)).NumSymbols;
        for (int n = 0; n < symbols; n++)
        {
            card.Write(CardRegisters.SymModeAt(n), (uint)SlotMode.Active);
            card.Write(CardRegisters.SymSilenceAt(n), SilenceWatch.MostLimit);
            card.Write(CardRegisters.SymMaxPositionAt(n), uint.MaxValue);
        }

        Exposure(card, ulong.MaxValue);
    }

    /// <summary>Writes AGG_MAX_NOTIONAL. No word lets through more than the smaller and the greater limit do.</summary>
    public static void Exposure(ICard card, ulong most)
    {
        card.Write(CardRegisters.AggMaxNotionalHi, 0);
        card.Write(CardRegisters.AggMaxNotionalLo, (uint)most);
        card.Write(CardRegisters.AggMaxNotionalHi, (uint)(most >> 32));
    }

    /// <summary>Writes SLOT_MAX_NOTIONAL of a slot. The card judges by it at most 100 cycles later.</summary>
    public static void Notional(ICard card, int slot, ulong most)
    {
        card.Write(CardRegisters.SlotMaxNotionalLoAt(slot), (uint)most);
        card.Write(CardRegisters.SlotMaxNotionalHiAt(slot), (uint)(most >> 32));
    }

    /// <summary>Writes what the gate refuses a slot beyond. The card judges by the value of an order at most 100 cycles later.</summary>
    public static void Controls(ICard card, int slot, in SlotControls controls)
    {
        card.Write(CardRegisters.SlotMaxQtyAt(slot), controls.MaxQty);
        card.Write(CardRegisters.SlotCollarAt(slot), controls.Collar);
        card.Write(CardRegisters.SlotMaxPositionAt(slot), controls.MaxPosition);
        Notional(card, slot, controls.MaxNotional);
    }

    /// <summary>Writes the limits beyond which a slot trips.</summary>
    public static void Limit(ICard card, int slot, in TripLimits limits)
    {
        card.Write(CardRegisters.SlotMaxRejectsAt(slot), limits.MaxRejects);
        card.Write(CardRegisters.SlotMaxFillsAt(slot), limits.MaxFills);
        card.Write(CardRegisters.SlotFillsNsAt(slot), limits.FillsNs);
    }

    /// <summary>Writes the limits of a slot's losses. What the card shows of them is of these limits at most 136 cycles later.</summary>
    public static void Loss(ICard card, int slot, in LossLimits limits)
    {
        Limit(card, CardRegisters.SlotMaxLossLoAt(slot), CardRegisters.SlotMaxLossHiAt(slot), limits.MaxLoss);
        Limit(card, CardRegisters.SlotMaxDrawdownLoAt(slot), CardRegisters.SlotMaxDrawdownHiAt(slot), limits.MaxDrawdown);
        Limit(card, CardRegisters.SlotMaxRollingLoAt(slot), CardRegisters.SlotMaxRollingHiAt(slot), limits.MaxRolling);
        card.Write(CardRegisters.SlotLossPeriodAt(slot), limits.Period);
    }

    /// <summary>A trip is sticky: a round between the words may judge by a limit that is too great, never by one that is too small.</summary>
    private static void Limit(ICard card, uint low, uint high, ulong most)
    {
        card.Write(high, uint.MaxValue);
        card.Write(low, (uint)most);
        card.Write(high, (uint)(most >> 32));
    }
}
