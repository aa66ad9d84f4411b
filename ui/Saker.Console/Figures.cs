using System.Globalization;
using Saker.V1;

namespace Saker.Console;

/// <summary>Numbers as people read them.</summary>
internal static class Figures
{
    /// <summary>Price units in the instrument's decimals.</summary>
    public static string Price(long units, Instrument? instrument) => Scaled(units, instrument?.PriceDecimals ?? 0);

    /// <summary>Lots in the instrument's decimals.</summary>
    public static string Quantity(long lots, Instrument? instrument) => Scaled(lots, instrument?.QuantityDecimals ?? 0);

    /// <summary>A count with its thousands apart.</summary>
    public static string Count(ulong count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Time of day, UTC, to the millisecond.</summary>
    public static string Time(long unixNs) => DateTimeOffset.UnixEpoch.AddTicks(unixNs / 100).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>From one unix time to a later one, in milliseconds; a dash when either is unknown.</summary>
    public static string After(long fromNs, long toNs) => fromNs == 0 || toNs == 0 ? "–" : ((toNs - fromNs) / 1e6).ToString("0.000", CultureInfo.InvariantCulture) + " ms";

    /// <summary>The first digits of a hash; a dash when there is none.</summary>
    public static string Short(string hash) => hash.Length == 0 ? "–" : hash[..Math.Min(hash.Length, 12)];

    private static string Scaled(long value, int decimals) =>
        ((decimal)value / (decimal)Math.Pow(10, decimals)).ToString("N" + decimals, CultureInfo.InvariantCulture);
}
