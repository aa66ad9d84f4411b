using System.Globalization;
using Saker.Card;

namespace Saker.Host;

/// <summary>What the slots may hold together (docs/card.md 8.8).</summary>
/// <param name="SymbolMaxPosition">SYM_MAX_POSITION, lots, by the card's index of the symbol; the others get none.</param>
/// <param name="MaxExposure">AGG_MAX_NOTIONAL, price units × lots; below 2^64 − 1, which would bound nothing.</param>
public sealed record AggregateSettings(IReadOnlyDictionary<int, uint> SymbolMaxPosition, ulong MaxExposure)
{
    /// <summary>Default of `maxExposure`: of each slot its `maxPosition` at this many times the start price, and this many orders of `maxNotional` on their way.</summary>
    public const uint DefaultPrices = 2, DefaultOrders = 4;

    private const decimal MostMoney = 1_000_000_000_000_000;

    /// <summary>Of the slots in use.</summary>
    /// <param name="settings">Of the card.</param>
    /// <param name="symbols">Tracked symbols, by the card's index.</param>
    /// <exception cref="HostException">The card cannot count so much of an instrument.</exception>
    public static AggregateSettings Of(ApplianceSettings settings, IReadOnlyList<Instrument> symbols)
    {
        Dictionary<int, uint> positions = settings.Slots.GroupBy(s => s.Symbol).ToDictionary(
            g => ApplianceSettings.IndexOf(symbols, g.Key), g => settings.SymbolMaxPosition.TryGetValue(g.Key, out long lots) ? (uint)lots : g.Max(s => s.MaxPosition));
        // The card adds up units of all symbols: with the fewest to the currency no sum of them is more than was said.
        Instrument coarsest = positions.Keys.Select(n => symbols[n]).MinBy(i => i.UnitsOfMoney)!;
        ulong exposure = settings.MaxExposure is { } money ? coarsest.Units("maxExposure", money) : Default(settings, symbols);
        return new AggregateSettings(positions, Math.Min(exposure, ulong.MaxValue - 1));
    }

    /// <summary>Writes both limits and reads them back; a symbol that no slot trades gets none, so that nothing that adds to it passes.</summary>
    /// <param name="card">The card; killed.</param>
    /// <param name="symbols">Symbols of the card.</param>
    /// <exception cref="HostException">The card holds another value than was written.</exception>
    public void Apply(ICard card, int symbols)
    {
        for (int n = 0; n < symbols; n++)
        {
            card.WriteBack(CardRegisters.SymMaxPositionAt(n), SymbolMaxPosition.GetValueOrDefault(n), "SYM_MAX_POSITION");
        }

        // No word lets through more than the limit before and this one do.
        card.WriteBack(CardRegisters.AggMaxNotionalHi, 0, "AGG_MAX_NOTIONAL_HI");
        card.WriteBack(CardRegisters.AggMaxNotionalLo, (uint)MaxExposure, "AGG_MAX_NOTIONAL_LO");
        card.WriteBack(CardRegisters.AggMaxNotionalHi, (uint)(MaxExposure >> 32), "AGG_MAX_NOTIONAL_HI");
    }

    /// <summary>Says what is outside its range.</summary>
    /// <param name="where">The file, for the sentence.</param>
    /// <param name="settings">Of the card.</param>
    /// <exception cref="HostException">Something is.</exception>
    internal static void Validate(string where, ApplianceSettings settings)
    {
        foreach ((string symbol, long lots) in settings.SymbolMaxPosition)
        {
            if (settings.Slots.All(s => s.Symbol != symbol))
            {
                throw new HostException($"{where}: symbolMaxPosition.{symbol}: no slot has that symbol ({string.Join(", ", settings.Slots.Select(s => s.Symbol).Distinct())}).");
            }

            SettingsRange.Require(where, $"symbolMaxPosition.{symbol}", lots, 1, uint.MaxValue, "lots");
        }

        if (settings.MaxExposure is <= 0 or > MostMoney)
        {
            throw new HostException(string.Create(CultureInfo.InvariantCulture, $"{where}: maxExposure is {settings.MaxExposure}, outside above 0..{MostMoney} of the quote currency."));
        }
    }

    private static ulong Default(ApplianceSettings settings, IReadOnlyList<Instrument> symbols)
    {
        UInt128 sum = 0;
        foreach (SlotSettings slot in settings.Slots)
        {
            Instrument instrument = symbols[ApplianceSettings.IndexOf(symbols, slot.Symbol)];
            sum += ((UInt128)slot.MaxPosition * instrument.StartPrice * DefaultPrices) + ((UInt128)instrument.Units("maxNotional", slot.MaxNotional) * DefaultOrders);
        }

        return (ulong)UInt128.Min(sum, ulong.MaxValue);
    }
}
