using System.Globalization;
using Saker.V1;

namespace Saker.Cli;

/// <summary>Prices as people write them, in the quote currency, and as the contract has them, in price units.</summary>
public static class Prices
{
    /// <summary>Price units to the instrument's decimals.</summary>
    public static string Show(long units, Instrument? instrument) =>
        (units / Scale(instrument)).ToString("F" + (instrument?.PriceDecimals ?? 0), CultureInfo.InvariantCulture);

    /// <summary>A price in the quote currency to price units. What the tick and the window ask for, the appliance checks.</summary>
    /// <exception cref="CliException">Not a price, or finer than a price unit.</exception>
    public static long Parse(string text, Instrument instrument)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal price) || price <= 0 || price > 1_000_000_000)
        {
            throw new CliException($"'{text}' is not a price: give one in the quote currency, in steps of {Show(instrument.Tick, instrument)}.");
        }

        decimal units = price * Scale(instrument);
        return units == decimal.Truncate(units)
            ? (long)units
            : throw new CliException($"The price {text} is finer than {instrument.Symbol} knows: its tick is {Show(instrument.Tick, instrument)}.");
    }

    /// <summary>The instrument of a symbol that the appliance tracks.</summary>
    public static Instrument? InstrumentOf(ApplianceState state, string symbol) => state.Books.FirstOrDefault(b => b.Instrument.Symbol == symbol)?.Instrument;

    private static decimal Scale(Instrument? instrument) => (decimal)Math.Pow(10, instrument?.PriceDecimals ?? 0);
}
