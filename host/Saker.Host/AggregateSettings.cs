using System.Globalization;
using Saker.Card;

namespace Saker.Host;

/// <summary>What the slots may hold together (docs/card.md 8.8), from the slot's document.</summary>
/// <param name="SymbolMaxPosition">SYM_MAX_POSITION of the slot's symbol, lots.</param>
/// <param name="MaxExposure">AGG_MAX_NOTIONAL, price units × lots; below 2^64 − 1, which would bound nothing.</param>
public readonly record struct AggregateSettings(uint SymbolMaxPosition, ulong MaxExposure)
{
    /// <summary>Default of `maxExposure`: `maxPosition` at this many times the instrument's start price, and this many orders of `maxNotional` on their way.</summary>
    public const uint DefaultPrices = 2, DefaultOrders = 4;

    private const decimal MostMoney = 1_000_000_000_000_000;

    /// <summary>Of one slot. `symbolMaxPosition` is its `maxPosition` unless said.</summary>
    /// <exception cref="HostException">The card cannot count so much of this instrument.</exception>
    public static AggregateSettings Of(SlotSettings slot, Instrument instrument)
    {
        ulong exposure = slot.MaxExposure is { } money ? instrument.Units("maxExposure", money) : Default(slot, instrument);
        return new AggregateSettings((uint)(slot.SymbolMaxPosition ?? slot.MaxPosition), Math.Min(exposure, ulong.MaxValue - 1));
    }

    /// <summary>Writes both limits and reads them back; every other symbol of the card gets none, so that nothing that adds to it passes.</summary>
    /// <param name="card">The card; killed.</param>
    /// <param name="symbol">The slot's symbol.</param>
    /// <param name="symbols">Symbols of the card.</param>
    /// <exception cref="HostException">The card holds another value than was written.</exception>
    public void Apply(ICard card, int symbol, int symbols)
    {
        for (int n = 0; n < symbols; n++)
        {
            SlotSettings.WriteBack(card, CardRegisters.SymMaxPositionAt(n), n == symbol ? SymbolMaxPosition : 0, "SYM_MAX_POSITION");
        }

        // No word lets through more than the limit before and this one do.
        SlotSettings.WriteBack(card, CardRegisters.AggMaxNotionalHi, 0, "AGG_MAX_NOTIONAL_HI");
        SlotSettings.WriteBack(card, CardRegisters.AggMaxNotionalLo, (uint)MaxExposure, "AGG_MAX_NOTIONAL_LO");
        SlotSettings.WriteBack(card, CardRegisters.AggMaxNotionalHi, (uint)(MaxExposure >> 32), "AGG_MAX_NOTIONAL_HI");
    }

    /// <summary>Says what is outside its range.</summary>
    /// <exception cref="HostException">Something is.</exception>
    internal static void Validate(string path, SlotSettings slot)
    {
        if (slot.SymbolMaxPosition is { } lots)
        {
            SlotSettings.Require(path, "symbolMaxPosition", lots, 1, uint.MaxValue, "lots");
        }

        if (slot.MaxExposure is <= 0 or > MostMoney)
        {
            throw new HostException(string.Create(CultureInfo.InvariantCulture, $"Slot settings '{path}': maxExposure is {slot.MaxExposure}, outside above 0..{MostMoney} of the quote currency."));
        }
    }

    private static ulong Default(SlotSettings slot, Instrument instrument)
    {
        UInt128 position = (UInt128)slot.MaxPosition * (ulong)instrument.StartPrice * DefaultPrices;
        UInt128 orders = (UInt128)instrument.Units("maxNotional", slot.MaxNotional) * DefaultOrders;
        return (ulong)UInt128.Min(position + orders, ulong.MaxValue);
    }
}
