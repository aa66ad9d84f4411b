using Saker.Card.Parameters;

namespace Saker.Host;

/// <summary>Ranges of settings.</summary>
internal static class SettingsRange
{
    /// <summary>Says what is outside its range.</summary>
    /// <param name="where">File and slot, for the sentence.</param>
    /// <param name="name">The key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="least">Its least value.</param>
    /// <param name="most">Its greatest.</param>
    /// <param name="unit">What they count.</param>
    /// <exception cref="HostException">It is.</exception>
    public static void Require(string where, string name, long value, long least, long most, string unit)
    {
        if (ValueRange.Problem(name, value, least, most, unit) is { } problem)
        {
            throw new HostException($"{where}: {problem}");
        }
    }
}
