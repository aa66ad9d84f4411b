using System.Globalization;
using Saker.Card;

namespace Saker.Host;

/// <summary>How much a slot may lose before the card halts it, and what its executions cost (docs/card.md 8.5). From 95 % of a limit on only orders that
/// lower the position leave.</summary>
public sealed record LossSettings
{
    /// <summary>Control: greatest loss since the start of the period, after fees, in the quote currency of the slot's instrument, above 0.</summary>
    public required decimal Daily { get; init; }

    /// <summary>Control: greatest fall below the highest equity since then.</summary>
    public required decimal Drawdown { get; init; }

    /// <summary>Control: greatest fall below the highest equity of the last <see cref="RollingSeconds"/>, and of up to a fifteenth of it more.</summary>
    public required decimal Rolling { get; init; }

    /// <summary>That window, seconds, 1..60,000.</summary>
    public long RollingSeconds { get; init; } = 300;

    /// <summary>Fee of each lot executed, in the quote currency. Rounded up to what the card counts in.</summary>
    public decimal FeePerLot { get; init; }

    private const decimal MostMoney = 1_000_000_000_000_000;
    private const long WholePeriods = 15, PeriodUnitNs = 1_024, SecondNs = 1_000_000_000, MostSeconds = 60_000;

    /// <summary>Writes the limits of a slot and reads them back. The slot must be HALTED or OFF.</summary>
    /// <exception cref="HostException">The card holds another value than was written, or cannot count so much of this instrument.</exception>
    public void Apply(ICard card, int slot, Instrument instrument)
    {
        Write(card, CardRegisters.SlotMaxLossLoAt(slot), CardRegisters.SlotMaxLossHiAt(slot), instrument.Units("loss.daily", Daily), "SLOT_MAX_LOSS");
        Write(card, CardRegisters.SlotMaxDrawdownLoAt(slot), CardRegisters.SlotMaxDrawdownHiAt(slot), instrument.Units("loss.drawdown", Drawdown), "SLOT_MAX_DRAWDOWN");
        Write(card, CardRegisters.SlotMaxRollingLoAt(slot), CardRegisters.SlotMaxRollingHiAt(slot), instrument.Units("loss.rolling", Rolling), "SLOT_MAX_ROLLING");
        long period = ((RollingSeconds * SecondNs) + (WholePeriods * PeriodUnitNs) - 1) / (WholePeriods * PeriodUnitNs);
        card.WriteBack(CardRegisters.SlotLossPeriodAt(slot), (uint)period, "SLOT_LOSS_PERIOD");
        card.WriteBack(CardRegisters.SlotFeeAt(slot), Fee(instrument), "SLOT_FEE");
    }

    /// <summary>Says what is outside its range.</summary>
    /// <exception cref="HostException">Something is.</exception>
    public void Validate(string where)
    {
        Require(where, "loss.daily", Daily);
        Require(where, "loss.drawdown", Drawdown);
        Require(where, "loss.rolling", Rolling);
        SettingsRange.Require(where, "loss.rollingSeconds", RollingSeconds, 1, MostSeconds, "s");
        if (FeePerLot is < 0 or > MostMoney)
        {
            throw new HostException(string.Create(CultureInfo.InvariantCulture, $"{where}: loss.feePerLot is {FeePerLot}, outside 0..{MostMoney} of the quote currency."));
        }
    }

    private uint Fee(Instrument instrument)
    {
        decimal units = Math.Ceiling(FeePerLot * instrument.UnitsOfMoney);
        return units <= ushort.MaxValue
            ? (uint)units
            : throw new HostException(string.Create(CultureInfo.InvariantCulture, $"loss.feePerLot is {FeePerLot}, more than the card counts for {instrument.Symbol}: at most {ushort.MaxValue / instrument.UnitsOfMoney}."));
    }

    private static void Write(ICard card, uint low, uint high, ulong value, string name)
    {
        // No word passes through less than it shall be: a loss that stands would trip the slot meanwhile.
        card.WriteBack(high, uint.MaxValue, name + "_HI");
        card.WriteBack(low, (uint)value, name + "_LO");
        card.WriteBack(high, (uint)(value >> 32), name + "_HI");
    }

    private static void Require(string where, string name, decimal value)
    {
        if (value is <= 0 or > MostMoney)
        {
            throw new HostException(string.Create(CultureInfo.InvariantCulture, $"{where}: {name} is {value}, outside above 0..{MostMoney} of the quote currency."));
        }
    }
}
