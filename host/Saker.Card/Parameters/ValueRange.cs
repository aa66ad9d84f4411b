namespace Saker.Card.Parameters;

/// <summary>Ranges of settings.</summary>
public static class ValueRange
{
    /// <summary>Says that a setting is outside its range; null: it is not.</summary>
    /// <param name="name">The key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="least">Its least value.</param>
    /// <param name="most">Its greatest.</param>
    /// <param name="unit">What they count.</param>
    public static string? Problem(string name, long value, long least, long most, string unit) =>
        value < least || value > most ? $"{name} is {value}, outside {least}..{most} {unit}." : null;
}
