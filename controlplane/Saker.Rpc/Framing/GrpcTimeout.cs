using System.Globalization;

namespace Saker.Rpc.Framing;

/// <summary>The <c>grpc-timeout</c> header: at most eight digits and a unit (H M S m u n).</summary>
public static class GrpcTimeout
{
    private const long MaxValue = 99_999_999;

    /// <summary>Writes a timeout in the finest unit that holds it, rounded up so that it is never shorter than asked.</summary>
    /// <param name="timeout">Not positive gives the shortest timeout there is, 1 ns.</param>
    public static string Format(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
        {
            return "1n";
        }

        // One tick of TimeSpan is 100 ns.
        ReadOnlySpan<(long TicksPerUnit, char Unit)> units =
        [
            (TimeSpan.TicksPerMicrosecond, 'u'), (TimeSpan.TicksPerMillisecond, 'm'), (TimeSpan.TicksPerSecond, 'S'),
            (TimeSpan.TicksPerMinute, 'M'), (TimeSpan.TicksPerHour, 'H'),
        ];
        if (timeout.Ticks <= MaxValue / 100)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{timeout.Ticks * 100}n");
        }

        foreach ((long ticks, char unit) in units)
        {
            long value = ((timeout.Ticks - 1) / ticks) + 1;
            if (value <= MaxValue)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");
            }
        }

        return $"{MaxValue}H";
    }

    /// <summary>Reads a timeout. Sub-tick values round up to one tick (100 ns); values beyond TimeSpan give its maximum.</summary>
    /// <returns>False when the text is not a timeout.</returns>
    public static bool TryParse(string text, out TimeSpan timeout)
    {
        timeout = TimeSpan.Zero;
        if (text is null || text.Length is < 2 or > 9
            || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out long value))
        {
            return false;
        }

        long ticksPerUnit = text[^1] switch
        {
            'H' => TimeSpan.TicksPerHour,
            'M' => TimeSpan.TicksPerMinute,
            'S' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMillisecond,
            'u' => TimeSpan.TicksPerMicrosecond,
            'n' => 0,
            _ => -1,
        };
        if (ticksPerUnit < 0)
        {
            return false;
        }

        Int128 ticks = ticksPerUnit == 0 ? (value + 99) / 100 : (Int128)value * ticksPerUnit;
        timeout = ticks > TimeSpan.MaxValue.Ticks ? TimeSpan.MaxValue : new TimeSpan((long)ticks);
        return true;
    }
}
